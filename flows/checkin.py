"""How is it going: pain now, what the last session did, danger signs again; then the programme goes on, holds or goes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from content.library import Library
from content.schema import CheckinQuestion, Rescreen
from flows import checkin_screens as screens
from flows import programme as course
from flows import rescreen
from flows.checkin_answers import answer_to
from flows.diary import AFTER, with_entry
from flows.machine import Facts, FlowMachine, Move
from flows.schedule import is_quiet, next_due
from flows.screens import aside, first_screen
from flows.types import (
    CancelTimer,
    Effect,
    Enter,
    Entry,
    Input,
    KeepOutcome,
    NotAllowed,
    Person,
    Reply,
    Session,
    StartTimer,
    Step,
    Tap,
    TimerDue,
)

NAME = screens.NAME
HELP, HELP_OTHER = "checkin:help", "checkin:help_other"
LATER = timedelta(hours=3)
WEEK = timedelta(days=7)
MORNING = time(9)
TOO_LATE = timedelta(hours=12)
"""A question about yesterday that comes later than this waits for the next morning."""


class At(StrEnum):
    """Where in a check-in a person is."""

    RESCREEN = "rescreen"
    SIGNS = "signs"
    ASKING = "asking"
    DONE = "done"


def more_to_ask(facts: Facts) -> bool:
    """A question is still open."""
    return _open_question(facts.session, facts.library) is not None


# fmt: off
MACHINE: FlowMachine[At, Facts] = FlowMachine(At, (
    #    trigger   from                    to           only when
    Move("ticked", At.RESCREEN,            At.RESCREEN),
    Move("clear",  At.RESCREEN,            At.ASKING),
    Move("signs",  At.RESCREEN,            At.SIGNS),
    Move("ticked", At.SIGNS,               At.SIGNS),
    Move("clear",  At.SIGNS,               At.ASKING),
    Move("back",   (At.SIGNS, At.ASKING),  At.RESCREEN),
    Move("told",   At.ASKING,              At.ASKING,   more_to_ask),
    Move("told",   At.ASKING,              At.DONE),
))
# fmt: on


# ---------------------------------------------------------------------------------------------------- the dialog
def enter(person: Person, at: datetime, library: Library, how: Mapping[str, Any]) -> Step:
    """Opens a check-in, once there is a programme to speak of."""
    if person.programme is None:
        return Step(person, None, (aside("check-nothing-yet"),), Enter("triage"))
    weekly = _weekly_due(person, at)
    session = Session(NAME, At.RESCREEN, first_screen(at, how), notes={"weekly": weekly}, began=at, library=library.version)
    return Step(person, session, (CancelTimer(AFTER), show(person, session, library)))


def _weekly_due(person: Person, at: datetime) -> bool:
    """Once every seven days the longer questions, counted from the first session."""
    diary = person.programme.diary if person.programme else ()
    firsts = [entry.at for entry in diary if entry.kind == "session"][:1]
    weeklies = [entry.at for entry in diary if entry.kind == "checkin" and "w_days" in entry.values]
    last = (weeklies or firsts)[-1:]
    return bool(last) and at - last[0] >= WEEK


def questions(session: Session, library: Library) -> tuple[CheckinQuestion, ...]:
    """The questions of this check-in in order."""
    weekly = library.checkin.weekly if session.notes.get("weekly") is True else ()
    return (*library.checkin.daily, *weekly)


def _told(session: Session) -> dict[str, Any]:
    return {name.removeprefix("told:"): value for name, value in session.notes.items() if name.startswith("told:")}


def _open_question(session: Session, library: Library) -> CheckinQuestion | None:
    told = _told(session)
    for question in questions(session, library):
        wanted = all(told.get(other) in options for other, options in question.only_if.items())
        if question.id not in told and wanted:
            return question
    return None


def step(person: Person, session: Session, event: Input, library: Library) -> Step:
    """One turn of the check-in."""
    if isinstance(event, Tap) and event.choice == "back":
        return _shown(person, _moved(person, session, "back", library), event, library)
    return _TURNS[At(session.state)](person, session, event, library)


def _moved(person: Person, session: Session, trigger: str, library: Library) -> Session:
    state = MACHINE.move(At(session.state), trigger, Facts(person, session, library))
    ticked = session.ticked if trigger == "ticked" else ()
    return replace(session, state=state.value, screen=session.screen + (trigger != "ticked"), ticked=ticked)


def _shown(person: Person, session: Session, event: Input, library: Library) -> Step:
    return Step(person, session, (replace(show(person, session, library), edit=isinstance(event, Tap)),))


def _danger_areas(person: Person, session: Session, event: Input, library: Library) -> Step:
    trigger, noted = rescreen.areas_answered(session, event, _areas(person, session, library), library)
    return _shown(person, _moved(person, noted, trigger, library), event, library)


def _areas(person: Person, session: Session, library: Library) -> tuple[Rescreen, ...]:
    return rescreen.questions_for(person, library, weekly=session.notes.get("weekly") is True)


def _danger_signs(person: Person, session: Session, event: Input, library: Library) -> Step:
    trigger, noted, found = rescreen.signs_answered(session, event, library)
    if found:
        return Step(person, session, enter=Enter("triage", {"given": found, "resume": True}))
    return _shown(person, _moved(person, noted, trigger, library), event, library)


def _asking(person: Person, session: Session, event: Input, library: Library) -> Step:
    question = _open_question(session, library)
    if question is None:
        raise NotAllowed("nothing is open")
    value = answer_to(question, event, library)
    noted = replace(session, notes={**session.notes, f"told:{question.id}": value})
    moved = _moved(person, noted, "told", library)
    if moved.state == At.DONE:
        return _decided(person, moved, event.at, library)
    return _shown(person, moved, event, library)


def _decided(person: Person, session: Session, at: datetime, library: Library) -> Step:
    known = with_entry(person, Entry(at, "checkin", _told(session)))
    programme = known.programme
    assert programme is not None  # noqa: S101  # a check-in is opened with a programme only
    decision = course.decided(known, programme, at, library)
    after = replace(known, programme=course.changed(known, programme, decision, at, library))
    said = screens.decided(after, session, decision, library, at)
    kept: tuple[Effect, ...] = ()
    if decision.action == "stop_physician":
        kept = (KeepOutcome("physician", "none", (decision.id,), (), (), library.version),)
    return Step(after, session, (*kept, said))


def _done(person: Person, session: Session, event: Input, library: Library) -> Step:
    match event:
        case Tap(choice="session" | "plan" as choice):
            return Step(person, session, enter=Enter("routine" if choice == "session" else choice))
        case Tap(choice="again"):
            return Step(person, session, enter=Enter("triage"))
    raise NotAllowed("the check-in is over")


_TURNS: Mapping[At, Callable[[Person, Session, Input, Library], Step]] = {
    At.RESCREEN: _danger_areas,
    At.SIGNS: _danger_signs,
    At.ASKING: _asking,
    At.DONE: _done,
}


def hint(session: Session, library: Library) -> str | None:
    """What may be typed on this screen: the text of it."""
    return "hint-overview" if session.state in (At.RESCREEN, At.SIGNS) else None


def show(person: Person, session: Session, library: Library) -> Reply:
    """The current screen again, as a new message."""
    match At(session.state):
        case At.RESCREEN:
            return rescreen.asked(session, _areas(person, session, library))
        case At.SIGNS:
            return rescreen.signs_asked(session, rescreen.open_flags(session))
        case At.ASKING:
            question = _open_question(session, library)
            return screens.question_asked(session, question) if question else screens.over(session)
        case At.DONE:
            return screens.over(session)


# ---------------------------------------------------------------------------------------------------- notices
def on_timer(person: Person, session: Session | None, event: TimerDue, library: Library) -> Step:
    """The day after a session, and a day after somebody was sent to help."""
    if event.key in (HELP, HELP_OTHER):
        return Step(person, session, (screens.help_asked(other=event.key == HELP_OTHER),))
    if event.key != AFTER or person.programme is None:
        return Step(person, session)
    zone = ZoneInfo(person.zone or "UTC")
    if event.at - event.due > TOO_LATE or (person.zone is not None and is_quiet(event.at, zone)):
        return Step(person, session, (StartTimer(AFTER, next_due(event.at, MORNING, range(7), zone)),))
    return Step(person, session, (screens.offered(),))


def on_notice(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    """A button under one of the notices."""
    match tap.choice:
        case "start":
            return Step(person, session, enter=Enter(NAME))
        case "later":
            return Step(person, session, (StartTimer(AFTER, tap.at + LATER), aside("check-later")))
        case "seen":
            return Step(person, session, (aside("check-seen"),))
        case "seen_other":
            return Step(person, session, (aside("check-seen-other"),))
        case "not_yet":
            return Step(person, session, (screens.help_again(person, library),))
        case "not_yet_other":
            return Step(person, session, (screens.help_again_other(person, library),))
        case _:
            raise NotAllowed("an old notice")
