"""A session while it runs: phases that end by the timer, numbers that are asked, places that are left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from content.library import Library
from content.schema import Pressure, StopRule
from flows import routine_screens as screens
from flows import script
from flows.checkin_answers import number_told
from flows.screens import aside
from flows.script import Phase
from flows.session_plan import Task, planned, pressure_today
from flows.types import (
    CancelTimer,
    Effect,
    Enter,
    Input,
    NotAllowed,
    Note,
    Person,
    Reply,
    Session,
    StartTimer,
    Step,
    Tap,
    Urgency,
)

NAME = screens.NAME
TICK = "routine:tick"

MUCH_TOO_LATE = timedelta(seconds=60)
"""A phase that should have ended longer ago is not played on: nobody knows what the person has been doing."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The session is over; `why` it ended stands in the session's notes."""

    person: Person
    session: Session
    effects: tuple[Effect, ...] = ()


# ---------------------------------------------------------------------------------------------------- where it stands
def tasks_of(person: Person, session: Session, library: Library) -> tuple[Task, ...]:
    """Today's tasks; the same from the first to the last phase."""
    return planned(person, library, _began(session))


def _began(session: Session) -> datetime:
    assert session.began is not None  # noqa: S101  # set when the dialog was entered
    return session.began


def _phases(person: Person, session: Session, library: Library) -> tuple[Phase, ...]:
    return script.phases_of(tasks_of(person, session, library), library.techniques.dose.rest_between_presses_seconds)


def _number(session: Session, name: str) -> int:
    value = session.notes.get(name)
    return value if isinstance(value, int) else 0


def _noted(session: Session, **more: Note) -> Session:
    return replace(session, notes={**session.notes, **more})


def seconds_left(session: Session, at: datetime) -> int:
    """Seconds left of the phase, to go on with later."""
    return script.left_s(session, at)


def much_too_late(session: Session, at: datetime) -> bool:
    """Should the phase have ended long ago?"""
    end = script.ends(session)
    return end is not None and at - end > MUCH_TOO_LATE


# ---------------------------------------------------------------------------------------------------- going on
def _entered(
    person: Person,
    session: Session,
    place: int,
    at: datetime,
    library: Library,
    urgency: Urgency,
    seconds: int | None = None,
) -> Step | Finished:
    phases = _phases(person, session, library)
    if place >= len(phases):
        return finished(person, session, "done")
    phase = phases[place]
    runs = script.runs_by_itself(phase, hands_free=session.notes.get("hands_free") is True)
    end = at + timedelta(seconds=phase.seconds if seconds is None else seconds) if runs else None
    noted = _noted(session, phase=place, ends=end.isoformat() if end else None, left_s=None)
    moved = replace(noted, screen=session.screen + 1)
    shown = _screen(person, moved, at, library)
    return Step(person, moved, (*_timer(moved, phase, at), replace(shown, urgency=urgency)))


def _timer(session: Session, phase: Phase, at: datetime) -> tuple[Effect, ...]:
    look = script.next_look(session, phase, at)
    return (StartTimer(TICK, look),) if look else (CancelTimer(TICK),)


def played(person: Person, session: Session, at: datetime, library: Library) -> Step:
    """Begins with the first phase, or goes on with what was left of a phase; one that was over begins anew."""
    left = _number(session, "left_s") or None
    taken = _entered(person, session, _number(session, "phase"), at, library, Urgency.ANSWER, left)
    assert isinstance(taken, Step)  # noqa: S101  # the phase exists: the first, or the one that was running
    return taken


def ticked(person: Person, session: Session, at: datetime, library: Library) -> Step | Finished:
    """The clock: the next phase if this one is over, else the countdown."""
    place = _number(session, "phase")
    phases = _phases(person, session, library)
    if place >= len(phases):
        return finished(person, session, "done")
    if script.left_s(session, at) <= 0:
        return _entered(person, _passed(session, phases[place]), place + 1, at, library, Urgency.HOLD)
    edited = replace(_screen(person, session, at, library), edit=True, urgency=Urgency.COUNTDOWN)
    return Step(person, session, (*_timer(session, phases[place], at), edited))


def _passed(session: Session, phase: Phase) -> Session:
    """What has been done counts once its last phase is over."""
    return _noted(session, done=_number(session, "done") + 1) if phase.kind in ("after", "move") else session


def _screen(person: Person, session: Session, at: datetime, library: Library) -> Reply:
    tasks = tasks_of(person, session, library)
    phase = _phases(person, session, library)[_number(session, "phase")]
    pressure = pressure_today(person, library, _began(session))
    left = script.left_s(session, at) if script.ends(session) else None
    return screens.phase_shown(person, session, tasks, phase, pressure, left, library)


def current_screen(person: Person, session: Session, library: Library) -> Reply:
    """The phase again, as a new message; the countdown shows its whole length until the next look at the clock."""
    phase = _phases(person, session, library)[_number(session, "phase")]
    end = script.ends(session)
    return _screen(person, session, end - timedelta(seconds=phase.seconds) if end else _began(session), library)


def paused_screen(person: Person, session: Session, library: Library) -> Reply:
    """Paused, and where."""
    phase = _phases(person, session, library)[_number(session, "phase")]
    return screens.paused(session, tasks_of(person, session, library), phase)


# ---------------------------------------------------------------------------------------------------- what is answered
def answered(person: Person, session: Session, event: Input, library: Library) -> Step | Finished:
    """A button or a number while a phase is running."""
    phases = _phases(person, session, library)
    place = _number(session, "phase")
    phase = phases[place]
    choice = event.choice if isinstance(event, Tap) else ""
    match choice:
        case "next" | "done" if phase.kind in ("ready", "move"):
            return _entered(person, _passed(session, phase), place + 1, event.at, library, Urgency.ANSWER)
        case "skip":
            return _next_task(person, _noted(session, skipped=_number(session, "skipped") + 1), phases, event.at, library)
        case "back":
            return _entered(person, session, _before(phases, place), event.at, library, Urgency.ANSWER)
        case "too_painful" if phase.kind in ("press", "rest", "roll", "before", "ready"):
            return gentler(person, session, event.at, library)
    if phase.kind in ("before", "after"):
        return _numbered(person, session, phase, event, library)
    raise NotAllowed("nothing of the kind is asked now")


def _before(phases: tuple[Phase, ...], place: int) -> int:
    """The beginning of this task, or of the one before when this has only begun."""
    task = phases[place].task
    first = next(number for number, phase in enumerate(phases) if phase.task == task)
    if place > first or task == 0:
        return first
    return next(number for number, phase in enumerate(phases) if phase.task == task - 1)


def _next_task(person: Person, session: Session, phases: tuple[Phase, ...], at: datetime, library: Library) -> Step | Finished:
    task = phases[_number(session, "phase")].task
    later = next((number for number, phase in enumerate(phases) if phase.task > task), len(phases))
    return _entered(person, _noted(session, gentle=False), later, at, library, Urgency.ANSWER)


def _numbered(person: Person, session: Session, phase: Phase, event: Input, library: Library) -> Step | Finished:
    told = number_told("pain_now", event, library)
    if told is None and not (isinstance(event, Tap) and event.choice == "unsure"):
        raise NotAllowed("no number")
    place = _number(session, "phase")
    numbers = session.notes.get("numbers")
    kept = (*(numbers if isinstance(numbers, tuple) else ()), (phase.task, phase.kind, told))
    noted = _noted(_passed(session, phase), numbers=kept, during_max=max(_number(session, "during_max"), told or 0))
    if phase.kind == "before" and told is not None and told > most_allowed(person, session, library):
        return gentler(person, noted, event.at, library)
    return _entered(person, noted, place + 1, event.at, library, Urgency.ANSWER)


def most_allowed(person: Person, session: Session, library: Library) -> int:
    """The highest tenderness while pressing that is all right: by class, and lower at the neck."""
    dose = library.techniques.dose
    pressure = pressure_today(person, library, _began(session))
    most = dose.tenderness_max.light if pressure is Pressure.LIGHT else dose.tenderness_max.full
    region = person.programme.region if person.programme else ""
    return min(most, dose.tenderness_max_neck) if region == "neck" else most


def gentler(person: Person, session: Session, at: datetime, library: Library) -> Step | Finished:
    """Too painful: half the pressure first; if it still is, this place is left out today."""
    phases = _phases(person, session, library)
    place = _number(session, "phase")
    count = _number(session, "painful") + 1
    if session.notes.get("gentle") is True:
        left = _next_task(person, _noted(session, painful=count), phases, at, library)
        return _with(left, aside("routine_flow-left-out"))
    again = place if phases[place].kind in ("before", "press", "roll") else max(0, place - 1)
    softer = _entered(person, _noted(session, gentle=True, painful=count), again, at, library, Urgency.ANSWER)
    return _with(softer, aside("routine_flow-gentler"))


def _with(taken: Step | Finished, said: Reply) -> Step | Finished:
    return replace(taken, effects=(said, *taken.effects))


def after_sign(person: Person, session: Session, rule: StopRule, at: datetime, library: Library) -> Step | Finished:
    """Something felt wrong: the place is left out, the session ends, or the danger signs are looked at again."""
    said = screens.stop_said(rule.id)
    running = replace(session, state="running")
    match rule.does:
        case "triage":
            given = dict.fromkeys(rule.sets, True)
            return Step(person, session, (CancelTimer("routine:"), said), Enter("triage", {"given": given, "resume": True}))
        case "halve":
            return _with(gentler(person, running, at, library), said)
        case "leave_point":
            return _with(_next_task(person, running, _phases(person, session, library), at, library), said)
        case "end_region" | "step_down":
            return replace(finished(person, session, rule.id), effects=(said,))


# ---------------------------------------------------------------------------------------------------- the end
def finished(person: Person, session: Session, why: str) -> Finished:
    """The session is over for this reason."""
    return Finished(person, _noted(session, why=why, ends=None))
