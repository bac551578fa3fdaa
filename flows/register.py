"""Every flow by its name, and the screen of whichever a person is in."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from content.library import Library
from flows import checkin, danger, plan, privacy, routine, settings, triage
from flows.types import Person, Reply, Session, Step

FLOWS: Mapping[str, ModuleType] = {flow.NAME: flow for flow in (triage, routine, plan, checkin, settings, privacy)}

NOTIFYING: Mapping[str, ModuleType] = {flow.NAME: flow for flow in (routine, plan, checkin)}
"""Those that set timers and send notices."""


def show(person: Person, session: Session, library: Library) -> Reply:
    """The current screen again, as a new message; while danger is being asked about, that is the screen."""
    if session.suspected:
        return danger.asked(person, session, library)
    shown: Reply = FLOWS[session.flow].show(person, session, library)
    return shown


def step_of(taken: Step) -> Step:
    """Gives the modules of FLOWS, which the type checker sees as any module, their type back."""
    return taken
