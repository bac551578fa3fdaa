"""The flows by name, and what every turn does with the one that a person is in: answer it, show it, hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import ModuleType

from content.library import Library
from flows import checkin, danger, onboarding, plan, privacy, routine, settings, side_trips, triage
from flows.types import Enter, Input, NotAllowed, Person, Reply, Session, Step, Tap

FLOWS: Mapping[str, ModuleType] = {flow.NAME: flow for flow in (triage, routine, plan, checkin, settings, privacy)}

NOTIFYING: Mapping[str, ModuleType] = {flow.NAME: flow for flow in (routine, plan, checkin)}
"""Those that set timers and send notices."""


def answered(person: Person, session: Session, event: Input, library: Library) -> Step:
    """The answer goes to the flow that the person is in; one that fits ends the count of those that did not."""
    taken = step_of(FLOWS[session.flow].step(person, session, event, library))
    if taken.session is None or taken.session.misread == 0:
        return taken
    return replace(taken, session=replace(taken.session, misread=0))


def tapped(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    """A button of the current screen, of the one before, or of a notice."""
    on_screen = session is not None and tap.flow == session.flow and tap.screen == session.screen
    if session is not None and on_screen and side_trips.leads_back(session, tap):
        return Step(person, session, enter=Enter(side_trips.BEFORE))
    if session is not None and on_screen:
        return answered(person, session, tap, library)
    if session is not None and tap.flow == session.flow and tap.screen == session.screen - 1:
        return Step(person, session)  # the second of a double tap: the first has been answered
    flow = onboarding if tap.flow == onboarding.NAME else NOTIFYING.get(tap.flow)
    if flow is not None and tap.screen == 0:
        return step_of(flow.on_notice(person, session, tap, library))
    raise NotAllowed("an old button")


def show(person: Person, session: Session, library: Library) -> Reply:
    """The current screen again; while danger is asked about, that question."""
    if session.suspected:
        return danger.asked(person, session, library)
    shown: Reply = FLOWS[session.flow].show(person, session, library)
    return shown


def held(person: Person, session: Session | None, at: datetime, library: Library) -> Session | None:
    """A session that is running pauses: nobody presses on while danger is asked about."""
    if session is None or session.flow != routine.NAME or session.state != routine.At.RUNNING:
        return session
    pause = Tap(at, session.flow, session.screen, "pause")
    return step_of(routine.step(person, session, pause, library)).session


def step_of(taken: Step) -> Step:
    """Gives the modules of FLOWS, which the type checker sees as any module, their type back."""
    return taken
