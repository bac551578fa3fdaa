"""The guided session: danger signs first, then one place after another by a timer, with the hands free or tap by tap.

What is done today is computed (`session_plan.py`, `script.py`); stored are the number of the phase and when it ends. Each
phase ends by a timer row, so a restart in the middle changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from content.library import Library
from flows import rescreen
from flows import routine_before as before
from flows import routine_run as run
from flows import routine_screens as screens
from flows.checkin_answers import baseline_asked, baseline_of, number_told
from flows.diary import follow_up, with_session
from flows.machine import Facts, FlowMachine, Move
from flows.routine_before import Noted
from flows.screens import aside, first_screen
from flows.session_plan import planned, sessions_done
from flows.types import (
    CancelTimer,
    Enter,
    Input,
    NotAllowed,
    Person,
    Reply,
    Session,
    Step,
    Tap,
    TimerDue,
)

NAME = run.NAME


class At(StrEnum):
    """Where in a session a person is."""

    EQUIPMENT = "equipment"
    MINUTES = "minutes"
    RESCREEN = "rescreen"
    SIGNS = "signs"
    PAIN = "pain"
    BASELINE = "baseline"
    MODE = "mode"
    RUNNING = "running"
    PAUSED = "paused"
    LATE = "late"
    WRONG = "wrong"
    STOPPING = "stopping"
    AFTER = "after"
    DONE = "done"


def first_session(facts: Facts) -> bool:
    """The first session asks where the person starts from."""
    programme = facts.person.programme
    return programme is not None and not any(entry.kind == "baseline" for entry in programme.diary)


def more_to_ask(facts: Facts) -> bool:
    """A question of the baseline is still open."""
    return baseline_asked(facts.session) < len(baseline_of(facts.library))


# fmt: off
MACHINE: FlowMachine[At, Facts] = FlowMachine(At, (
    #    trigger     from                              to             only when
    Move("ticked",   At.EQUIPMENT,                     At.EQUIPMENT),
    Move("chosen",   At.EQUIPMENT,                     At.MINUTES),
    Move("chosen",   At.MINUTES,                       At.RESCREEN),
    Move("ticked",   At.RESCREEN,                      At.RESCREEN),
    Move("clear",    At.RESCREEN,                      At.PAIN),
    Move("signs",    At.RESCREEN,                      At.SIGNS),
    Move("ticked",   At.SIGNS,                         At.SIGNS),
    Move("clear",    At.SIGNS,                         At.PAIN),
    Move("told",     At.PAIN,                          At.BASELINE,   first_session),
    Move("told",     At.PAIN,                          At.MODE),
    Move("told",     At.BASELINE,                      At.BASELINE,   more_to_ask),
    Move("told",     At.BASELINE,                      At.MODE),
    Move("change",   At.MODE,                          At.EQUIPMENT),
    Move("started",  At.MODE,                          At.RUNNING),
    Move("next",     At.RUNNING,                       At.RUNNING),
    Move("pause",    At.RUNNING,                       At.PAUSED),
    Move("late",     At.RUNNING,                       At.LATE),
    Move("wrong",    (At.RUNNING, At.PAUSED, At.LATE), At.WRONG),
    Move("stop",     (At.RUNNING, At.PAUSED, At.LATE), At.STOPPING),
    Move("continue", (At.PAUSED, At.LATE, At.WRONG, At.STOPPING), At.RUNNING),
    Move("finished", (At.RUNNING, At.STOPPING, At.WRONG), At.AFTER),
    Move("told",     At.AFTER,                         At.DONE),
    Move("back",     At.MINUTES,                       At.EQUIPMENT),
    Move("back",     At.RESCREEN,                      At.MINUTES),
    Move("back",     At.SIGNS,                         At.RESCREEN),
    Move("back",     (At.PAIN, At.BASELINE, At.MODE),  At.RESCREEN),
    Move("back",     (At.WRONG, At.STOPPING),          At.RUNNING),
))
# fmt: on


# ---------------------------------------------------------------------------------------------------- entering it
def enter(person: Person, at: datetime, library: Library, how: Mapping[str, Any]) -> Step:
    """Opens a session, if there is a programme that allows one; otherwise says why not."""
    programme = person.programme
    if programme is None:
        return Step(person, None, (aside("routine_flow-triage-first"),), Enter("triage"))
    if programme.stopped:
        return Step(person, None, (screens.stopped(programme.stopped),))
    if not planned(person, library, at):
        return Step(person, None, (aside("routine_flow-no-routine"),))
    state = At.EQUIPMENT if person.equipment is None else At.RESCREEN
    session = Session(NAME, state, first_screen(at, how), began=at, library=library.version)
    return Step(person, session, (show(person, session, library),))


# ---------------------------------------------------------------------------------------------------- one turn
def step(person: Person, session: Session, event: Input, library: Library) -> Step:
    """One turn: back wherever it makes sense, otherwise what the screen asks."""
    if isinstance(event, Tap) and event.choice == "back" and session.state != At.RUNNING:
        return _went("back", person, session, event, library)
    taken = _TURNS[At(session.state)](person, session, event, library)
    return taken if isinstance(taken, Step) else _went(taken.trigger, taken.person, taken.session, event, library)


def _went(trigger: str, person: Person, session: Session, event: Input, library: Library) -> Step:
    moved = _moved(person, session, trigger, library)
    if moved.state == At.RUNNING:
        return run.played(person, moved, event.at, library)
    return Step(person, moved, (replace(show(person, moved, library), edit=isinstance(event, Tap)),))


def _moved(person: Person, session: Session, trigger: str, library: Library) -> Session:
    state = MACHINE.move(At(session.state), trigger, Facts(person, session, library))
    if trigger == "ticked":
        return replace(session, state=state.value)
    ticked = (person.equipment or ()) if state is At.EQUIPMENT else ()
    return replace(session, state=state.value, screen=session.screen + 1, ticked=ticked)


# ---------------------------------------------------------------------------------------------------- while it runs
def _running(person: Person, session: Session, event: Input, library: Library) -> Step:
    match event:
        case Tap(choice="pause" | "wrong" | "stop" as how):
            return _left(person, session, how, event, library)
    return _ended(run.answered(person, session, event, library), event, library)


def _left(person: Person, session: Session, how: str, event: Tap, library: Library) -> Step:
    held = replace(session, notes={**session.notes, "left_s": run.seconds_left(session, event.at), "ends": None})
    moved = _moved(person, held, how, library)
    return Step(person, moved, (CancelTimer(run.TICK), show(person, moved, library)))


def _waiting(person: Person, session: Session, event: Input, library: Library) -> Step | Noted:
    match event:
        case Tap(choice="continue"):
            return Noted("continue", person, session)
        case Tap(choice="stop" | "wrong" as how):
            return _left(person, session, how, event, library)
    raise NotAllowed("paused")


def _wrong(person: Person, session: Session, event: Input, library: Library) -> Step:
    choice = event.choice[1:] if isinstance(event, Tap) and event.choice[:1] == "=" else ""
    rule = next((one for one in library.techniques.stop_rules if one.id == choice), None)
    if rule is None:
        raise NotAllowed("no sign of the list")
    return _ended(run.after_sign(person, session, rule, event.at, library), event, library)


def _stopping(person: Person, session: Session, event: Input, library: Library) -> Step | Noted:
    match event:
        case Tap(choice="continue"):
            return Noted("continue", person, session)
        case Tap(choice="enough" | "hurts" | "time" as why):
            return _ended(run.finished(person, session, why), event, library)
        case Tap(choice="danger"):
            return Step(person, session, enter=Enter("triage", {"resume": True}))
    raise NotAllowed("no reason to stop")


def _ended(taken: Step | run.Finished, event: Input | TimerDue, library: Library) -> Step:
    """A session that is over asks for the pain now; one that goes on is a step already."""
    if isinstance(taken, Step):
        return taken
    moved = _moved(taken.person, taken.session, "finished", library)
    return Step(taken.person, moved, (*taken.effects, CancelTimer(run.TICK), show(taken.person, moved, library)))


def _after(person: Person, session: Session, event: Input, library: Library) -> Step:
    told = number_told("pain_now", event, library)
    if told is None and not (isinstance(event, Tap) and event.choice == "unsure"):
        raise NotAllowed("no number")
    known = with_session(person, session, run.tasks_of(person, session, library), told, event.at)
    moved = _moved(known, session, "told", library)
    return Step(known, moved, (follow_up(event.at), screens.done(known, moved, told)))


def _done(person: Person, session: Session, event: Input, library: Library) -> Step:
    match event:
        case Tap(choice="plan" | "checkin" as flow):
            return Step(person, session, enter=Enter(flow))
    raise NotAllowed("the session is over")


_TURNS: Mapping[At, Callable[[Person, Session, Input, Library], Step | Noted]] = {
    At.EQUIPMENT: before.equipment,
    At.MINUTES: before.minutes,
    At.RESCREEN: before.danger_areas,
    At.SIGNS: before.danger_signs,
    At.PAIN: before.pain_now,
    At.BASELINE: before.baseline,
    At.MODE: before.mode,
    At.RUNNING: _running,
    At.PAUSED: _waiting,
    At.LATE: _waiting,
    At.WRONG: _wrong,
    At.STOPPING: _stopping,
    At.AFTER: _after,
    At.DONE: _done,
}


# ---------------------------------------------------------------------------------------------------- timers and screens
def on_timer(person: Person, session: Session | None, event: TimerDue, library: Library) -> Step:
    """The clock of a phase; what is no longer running is left alone."""
    if session is None or session.flow != NAME or session.state != At.RUNNING or event.key != run.TICK:
        return Step(person, session)
    if run.much_too_late(session, event.at):
        held = replace(session, notes={**session.notes, "left_s": 0, "ends": None})
        moved = _moved(person, held, "late", library)
        return Step(person, moved, (show(person, moved, library),))
    return _ended(run.ticked(person, session, event.at, library), event, library)


def on_notice(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    """The button under the note that there is no session before somebody has looked."""
    if tap.choice == "again":
        return Step(person, session, enter=Enter("triage"))
    raise NotAllowed("an old button")


def hint(session: Session, library: Library) -> str | None:
    """What may be typed on this screen: the text of it."""
    return "hint-overview" if session.state in (At.RESCREEN, At.SIGNS) else None


def show(person: Person, session: Session, library: Library) -> Reply:
    """The current screen again, as a new message."""
    match At(session.state):
        case At.RESCREEN:
            return rescreen.asked(session, rescreen.questions_for(person, library))
        case At.SIGNS:
            return rescreen.signs_asked(session, rescreen.open_flags(session))
        case At.BASELINE:
            return screens.baseline_asked(session, baseline_of(library)[baseline_asked(session)])
        case At.MODE:
            first = person.programme is None or sessions_done(person.programme) == 0
            return screens.mode_asked(person, session, run.tasks_of(person, session, library), library, first=first)
        case At.RUNNING:
            return run.current_screen(person, session, library)
        case At.PAUSED:
            return run.paused_screen(person, session, library)
        case At.WRONG:
            return screens.wrong_asked(session, library)
        case _:
            return screens.plain(person, session)
