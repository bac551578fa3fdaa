"""What is asked before a guided session: what is at hand, how long, danger signs, pain now, and how to go through it.

Each function reads the answer to one screen; `routine.py` makes the move and shows what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from content.library import Library
from flows import rescreen
from flows.at_hand import equipment_told, minutes_told
from flows.checkin_answers import answer_to, baseline_asked, baseline_of, baseline_told, number_told
from flows.diary import with_entry
from flows.types import Enter, Entry, Input, NotAllowed, Note, Person, Session, Step, Tap


@dataclass(frozen=True, slots=True)
class Noted:
    """What was understood, written down, and the trigger that it is in the table of moves."""

    trigger: str
    person: Person
    session: Session


def _noted(session: Session, **more: Note) -> Session:
    return replace(session, notes={**session.notes, **more})


def equipment(person: Person, session: Session, event: Input, library: Library) -> Noted:
    """What is at hand."""
    told = equipment_told(session, event)
    if isinstance(told, Session):
        return Noted("ticked", person, told)
    return Noted("chosen", replace(person, equipment=told), session)


def minutes(person: Person, session: Session, event: Input, library: Library) -> Noted:
    """How long a session may take."""
    return Noted("chosen", replace(person, minutes=minutes_told(event, library.words[person.language])), session)


def danger_areas(person: Person, session: Session, event: Input, library: Library) -> Noted:
    """Danger signs, area by area."""
    trigger, noted = rescreen.areas_answered(session, event, rescreen.questions_for(person, library), library)
    return Noted(trigger, person, noted)


def danger_signs(person: Person, session: Session, event: Input, library: Library) -> Noted | Step:
    """The signs of the areas that were ticked; with one of them the triage goes on instead."""
    trigger, noted, found = rescreen.signs_answered(session, event, library)
    if found:
        return Step(person, session, enter=Enter("triage", {"given": found, "resume": True}))
    return Noted(trigger, person, noted)


def pain_now(person: Person, session: Session, event: Input, library: Library) -> Noted:
    """The pain before the session."""
    told = number_told("pain_now", event, library)
    if told is None:
        raise NotAllowed("no number")
    return Noted("told", person, _noted(session, pain_before=told, asked=0))


def baseline(person: Person, session: Session, event: Input, library: Library) -> Noted:
    """One question of the baseline; the last answer puts all of them into the diary."""
    questions = baseline_of(library)
    place = baseline_asked(session)
    value = answer_to(questions[place], event, library)
    noted = _noted(session, **{"asked": place + 1, f"base:{questions[place].id}": value})
    complete = place + 1 == len(questions)
    known = with_entry(person, Entry(event.at, "baseline", baseline_told(noted))) if complete else person
    return Noted("told", known, noted)


def mode(person: Person, session: Session, event: Input, library: Library) -> Noted:
    """With the hands free or tap by tap; or something about the plan is changed first."""
    match event:
        case Tap(choice="hands_free" | "step" as how):
            return Noted("started", person, _noted(session, hands_free=how == "hands_free", began=event.at.isoformat()))
        case Tap(choice="change"):
            return Noted("change", person, session)
    raise NotAllowed("no way to go on")
