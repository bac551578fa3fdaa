"""Wall clock and UTC. All wall-clock arithmetic of the product lives here; "now" always comes in from outside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATE = timedelta(hours=2)
"""A reminder later than this is not sent: it would ask for a session at a bad time of day."""

QUIET_FROM, QUIET_UNTIL = time(22), time(7)
"""Nobody is reminded at night, unless the person chose that very time."""


def next_due(after: datetime, at: time, on: Collection[int], zone: ZoneInfo) -> datetime:
    """The first moment later than `after` when the clock on the wall shows `at`.

    Args:
        after: aware; usually the `at` of the event being answered.
        at: the time of day that the person chose, without a zone.
        on: days of the week, Monday is 0; at least one.
        zone: the person's own zone, not the server's.

    Returns:
        An aware UTC time. Where clocks jump over `at`, the reminder comes as much later as the jump is long; where `at`
        happens twice, at the first of the two. There is one moment for each local date.

    Raises:
        ValueError: `on` is empty.
    """
    if not on:
        raise ValueError("a plan needs at least one weekday")
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=days) for days in range(-1, 9))
    return next(due for day in days if day.weekday() in on and (due := moment(day, at, zone)) > after)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a wall-clock time on a local date; the first one where it happens twice."""
    return datetime.combine(day, at, tzinfo=zone).replace(fold=0).astimezone(UTC)


def local_date(at: datetime, zone: str | None) -> date:
    """The person's own date at a moment; the UTC date until their zone is known."""
    return at.astimezone(ZoneInfo(zone or "UTC")).date()


def is_quiet(at: datetime, zone: ZoneInfo) -> bool:
    """Is it night for the person?"""
    clock = at.astimezone(zone).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


NEAR_ENOUGH_MINUTES = 8
"""Clocks differ by quarter hours at least, so a clock read this far off still tells its zone."""


def shows(zone: ZoneInfo, local: time, at: datetime) -> bool:
    """Does a clock in this zone show about `local` at the UTC moment `at`?"""
    clock = at.astimezone(zone).time()
    minutes = (clock.hour - local.hour) * 60 + clock.minute - local.minute
    return (minutes + NEAR_ENOUGH_MINUTES) % (24 * 60) < 2 * NEAR_ENOUGH_MINUTES
