"""The second tap of a double tap: hands are sore, and an answer takes a moment to arrive, so it was meant once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flows.types import Event, Session, Step, Tap

SOON = timedelta(seconds=10)
"""The same button again within this time was meant once."""


def is_second(session: Session | None, event: Event) -> bool:
    """Did the very same tap lead to the screen being shown, a moment ago?"""
    if not isinstance(event, Tap) or session is None or session.tapped is None:
        return False
    return replace(session.tapped, at=event.at) == event and event.at - session.tapped.at <= SOON


def noted(before: Session | None, taken: Step, event: Event) -> Step:
    """The step, with the tap noted that led to another screen."""
    after = taken.session
    if after is None or (before is not None and _screen_of(before) == _screen_of(after)):
        return taken
    return replace(taken, session=replace(after, tapped=event if isinstance(event, Tap) else None))


def _screen_of(session: Session) -> tuple[object, ...]:
    return session.flow, session.state, session.screen, session.suspected
