"""Whom something happens to at eight o'clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from content import Library
from flows.types import Plan
from tests.bot.history import REMINDER
from tests.flows.cards_shown import HOLD, USUAL, did
from tests.talk import Talk

EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)
"""In Berlin."""

PRESSING, WAITING, NEW = 1, 2, 3


def in_a_hold(library: Library) -> Talk:
    """Somebody presses on a tender point; the next tick comes at eight."""
    tick = _at_the_point(library, EIGHT).timers["routine:tick"]
    talk = _at_the_point(library, EIGHT - (tick - EIGHT))
    return Talk(library, talk.person, talk.session, talk.now, talk.timers)


def _at_the_point(library: Library, now: datetime) -> Talk:
    talk = Talk(library, replace(USUAL, id=PRESSING), now=now)
    for act in HOLD:
        did(talk, act)
    return talk


def with_a_reminder(library: Library) -> Talk:
    """Somebody is to be reminded at eight."""
    plan = Plan(time(8), tuple(range(7)))
    return Talk(library, replace(USUAL, id=WAITING, zone="Europe/Berlin", plan=plan), timers={REMINDER: EIGHT})
