"""`/undo`: a person's last own step is taken back, in every dialog and after it. What came before it is in `trail.py`.

Never taken back: consent, the diary's sessions, which day was reminded of, what was sent, and the question whether help
was reached. A programme that danger has ended stays ended until the triage, which goes on, has a new result.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from content.library import Library
from flows import plan, routine, triage, undo_said
from flows import routine_run as run
from flows.answers import PASSING, ticked_before
from flows.dialogs import show
from flows.diary import AFTER, follow_up_due
from flows.handover import RESUMED_FOR
from flows.trail import LAST_ANSWER, NOTHING, kept
from flows.types import (
    Before,
    CancelTimer,
    Command,
    Effect,
    NotAllowed,
    Person,
    Plan,
    Programme,
    Session,
    StartTimer,
    Step,
    Tap,
)


def taken_back(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    """`/undo`: the last own step, or the word that there is none left."""
    if session is not None and session.suspected:
        return Step(person, session, (undo_said.danger_first(), show(person, session, library)))
    trail = session.undo if session else person.undo
    last = trail[-1] if trail and command.at - trail[-1].at <= RESUMED_FOR else None
    if session is not None and session.flow == triage.NAME and len(session.answers) > (last.answered if last else 0):
        back = _answer_back(person, session, library)
        if back is not None:
            return back
    if last is not None:
        return _restored(person, session, last, trail[:-1], command.at, library)
    return _nothing_kept(person, session, command, library)


def _answer_back(person: Person, session: Session, library: Library) -> Step | None:
    """One card back, from the cards or from a result."""
    before = session
    while before.answers:
        notes = {name: value for name, value in session.notes.items() if name not in PASSING}
        before = replace(before, answers=before.answers[:-1], ticked=ticked_before(before), notes=notes)
        asking = replace(before, state=triage.At.ASKING.value, screen=session.screen + 1, tapped=None, misread=0)
        if triage.is_open(asking, library):
            said = undo_said.answer(person, session, before, library)
            return Step(person, asking, (*said, show(person, asking, library)))
    return None


def _nothing_kept(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    """In a session the place before can be gone back to all the same."""
    if session is None:
        return Step(person, None, (undo_said.nothing(idle=True),))
    if (session.flow, session.state) == (routine.NAME, routine.At.RUNNING):
        back = routine.step(person, session, Tap(command.at, session.flow, session.screen, "back"), library)
        return replace(back, effects=(undo_said.pressed(), *back.effects))
    return Step(person, session, (undo_said.nothing(), show(person, session, library)))


def _restored(
    person: Person, session: Session | None, before: Before, trail: tuple[Before, ...], at: datetime, library: Library
) -> Step:
    back = _session_before(session, before)
    known = _person_before(person, back, before)
    said = undo_said.step(person, session, known, back, before, library)
    effects = (*_timers(person, known, session, before, at), *said)
    if back is not None and (back.flow, back.state) == (routine.NAME, routine.At.RUNNING) and back is not session:
        if known.programme is None:
            raise NotAllowed("no session without a programme")
        on = run.played(known, back, at, library)
        return kept(replace(on, effects=(*effects, *on.effects)), trail)
    shown = (show(known, back, library),) if back is not None else ()
    return kept(Step(known, back, (*effects, *shown)), trail)


def _session_before(session: Session | None, before: Before) -> Session | None:
    if not before.fields:
        return session
    was = before.session
    if was is None:
        return None
    base = session or NOTHING
    values: dict[str, Any] = {name: getattr(was, name) for name in before.fields if name != LAST_ANSWER}
    if LAST_ANSWER in before.fields:
        values["answers"] = base.answers[:-1]
    return replace(base, **values, screen=max(base.screen, was.screen) + 1, tapped=None, misread=0, undo=())


def _person_before(person: Person, back: Session | None, before: Before) -> Person:
    was = before.person
    if was is None:
        return person
    values: dict[str, Any] = {name: getattr(was, name) for name in before.of_person}
    if "plan" in values:
        values["plan"] = _plan_before(was.plan, person.plan)
    if "programme" in values:
        values["programme"] = _programme_before(person.programme, was.programme, back, before.at)
    return replace(person, **values)


def _plan_before(was: Plan | None, now: Plan | None) -> Plan | None:
    """That a day was reminded of stays: there is no second reminder on it."""
    if was is None:
        return None
    days = [one.reminded_on for one in (was, now) if one is not None and one.reminded_on is not None]
    return replace(was, missed=0, reminded_on=max(days, default=None))


def _programme_before(now: Programme | None, was: Programme | None, back: Session | None, at: datetime) -> Programme | None:
    """The diary stays, but for the check-in or the baseline that the step itself wrote down."""
    if now is None:
        return was
    if now.stopped and back is not None and back.flow == triage.NAME:
        return now
    diary = tuple(one for one in now.diary if one.kind == "session" or one.at != at)
    if was is None:
        return replace(now, diary=diary) if diary else None
    return replace(was, diary=diary, findings=was.findings or now.findings)


def _timers(person: Person, known: Person, session: Session | None, before: Before, at: datetime) -> tuple[Effect, ...]:
    """As what is gone back to needs them. The question whether help was reached stays."""
    effects: list[Effect] = []
    if session is not None and session.flow == routine.NAME:
        effects.append(CancelTimer("routine:"))
    if known.plan != person.plan or known.zone != person.zone or any(key.startswith("plan:") for key in before.timers):
        effects += [CancelTimer("plan:"), *plan.restarted(known, at)]
    if AFTER in before.timers:
        due = follow_up_due(known, at)
        effects.append(StartTimer(AFTER, due) if due else CancelTimer(AFTER))
    return tuple(effects)
