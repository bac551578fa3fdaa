"""What is asked before a guided session: what is at hand, how long, danger signs, pain now, and how to go through it.

Each function reads the answer to one screen; `routine.py` makes the move and shows what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from content.library import Library
from flows import rescreen
from flows.checkin_answers import answer_to, baseline_asked, baseline_of, baseline_told, number_told
from flows.diary import with_entry
from flows.settings import EQUIPMENT, MINUTES, MOST_MINUTES
from flows.types import Enter, Entry, Located, NotAllowed, Note, Person, Session, Step, Tap, Unreadable, Words

Answered = Tap | Words | Located | Unreadable


@dataclass(frozen=True, slots=True)
class Noted:
    """What was understood, written down, and the trigger that it is in the table of moves."""

    trigger: str
    person: Person
    session: Session


def _noted(session: Session, **more: Note) -> Session:
    return replace(session, notes={**session.notes, **more})


def equipment(person: Person, session: Session, event: Answered, library: Library) -> Noted:
    """What is at hand."""
    match event:
        case Tap(choice=choice) if choice[:1] == "+" and choice[1:] in EQUIPMENT:
            kept = tuple(one for one in EQUIPMENT if (one in session.ticked) is not (one == choice[1:]))
            return Noted("ticked", person, replace(session, ticked=kept))
        case Tap(choice="done" | "none"):
            return Noted("chosen", replace(person, equipment=session.ticked), session)
    raise NotAllowed("no equipment")


def minutes(person: Person, session: Session, event: Answered, library: Library) -> Noted:
    """How long a session may take: the nearest of the lengths that are offered."""
    told = number_told("minutes", event, library)
    if told is None or not 0 < told <= MOST_MINUTES:
        raise NotAllowed("no minutes")
    return Noted("chosen", replace(person, minutes=min(MINUTES, key=lambda one: abs(one - told))), session)


def danger_areas(person: Person, session: Session, event: Answered, library: Library) -> Noted:
    """Danger signs, area by area."""
    trigger, noted = rescreen.areas_answered(session, event, rescreen.questions_for(person, library), library)
    return Noted(trigger, person, noted)


def danger_signs(person: Person, session: Session, event: Answered, library: Library) -> Noted | Step:
    """The signs of the areas that were ticked; with one of them the triage goes on instead."""
    trigger, noted, found = rescreen.signs_answered(session, event, library)
    if found:
        return Step(person, session, enter=Enter("triage", {"given": found, "resume": True}))
    return Noted(trigger, person, noted)


def pain_now(person: Person, session: Session, event: Answered, library: Library) -> Noted:
    """The pain before the session."""
    told = number_told("pain_now", event, library)
    if told is None:
        raise NotAllowed("no number")
    return Noted("told", person, _noted(session, pain_before=told, asked=0))


def baseline(person: Person, session: Session, event: Answered, library: Library) -> Noted:
    """One question of the baseline; the last answer puts all of them into the diary."""
    questions = baseline_of(library)
    place = baseline_asked(session)
    value = answer_to(questions[place], event, library)
    noted = _noted(session, **{"asked": place + 1, f"base:{questions[place].id}": value})
    complete = place + 1 == len(questions)
    known = with_entry(person, Entry(event.at, "baseline", baseline_told(noted))) if complete else person
    return Noted("told", known, noted)


def mode(person: Person, session: Session, event: Answered, library: Library) -> Noted:
    """With the hands free or tap by tap; or something about the plan is changed first."""
    match event:
        case Tap(choice="hands_free" | "step" as how):
            return Noted("started", person, _noted(session, hands_free=how == "hands_free", began=event.at.isoformat()))
        case Tap(choice="change"):
            return Noted("change", person, session)
    raise NotAllowed("no way to go on")
