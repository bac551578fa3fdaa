"""Settings, reminders and erasing on the way: the dialog that they interrupt is kept, and gone back to.

Nobody should lose twelve answers for having looked at the settings, nor an emergency's result for having told the country.
"""

from __future__ import annotations

from dataclasses import replace

from flows.screens import button
from flows.types import Button, Effect, Reply, Session, Step, Tap

BEFORE = "before"
"""The choice of the button, and the name under which `Enter` leads back."""

TRIPS = ("settings", "plan", "privacy")
ENDS = (("settings", "menu"), ("plan", "time"), ("plan", "shown"), ("plan", "done"))
"""Screens from which the way back is offered."""


def begun(session: Session, interrupted: Session | None) -> Session:
    """The session of a side trip, with what it interrupts; of any other flow it is itself."""
    if session.flow not in TRIPS or interrupted is None:
        return session
    kept = interrupted.before if interrupted.flow in TRIPS else interrupted
    return session if kept is None or kept.state == "done" else replace(session, before=kept)


def ended(session: Session) -> Session | None:
    """The interrupted session, on a screen of a new number; None when nothing was interrupted."""
    kept = session.before
    return replace(kept, screen=max(kept.screen, session.screen) + 1, tapped=None) if kept else None


def leads_back(session: Session, tap: Tap) -> bool:
    """Does the tap mean the way back?"""
    if session.before is None:
        return False
    return tap.choice == BEFORE or (tap.choice == "back" and (session.flow, session.state) in ENDS)


def with_way_back(taken: Step) -> Step:
    """The step; where a side trip may end, its screens show the way back."""
    session = taken.session
    if session is None or session.before is None or (session.flow, session.state) not in ENDS:
        return taken
    row = (button("button-before", BEFORE),)
    return replace(taken, effects=tuple(_with(one, row, session) for one in taken.effects))


def _with(effect: Effect, row: tuple[Button, ...], session: Session) -> Effect:
    if isinstance(effect, Reply) and effect.flow == session.flow and effect.slot == "screen":
        return replace(effect, rows=(*effect.rows, row))
    return effect
