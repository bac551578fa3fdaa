"""The one place that reads the time: aware and UTC."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

LONGEST_NAP_S = 30.0
"""Nobody sleeps longer in one piece: the wall clock may be set while we sleep."""


class Clock:
    """The time of this machine."""

    def __init__(self) -> None:
        self._sleepers: set[asyncio.Event] = set()

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, due: datetime | None, woken: asyncio.Event) -> None:
        """Returns at `due`, or earlier when `woken` is set or the clock is moved; None: only then.

        May also return for no reason after LONGEST_NAP_S, so the caller looks at the time again.
        """
        left_s = LONGEST_NAP_S if due is None else min(LONGEST_NAP_S, self.seconds_until(due))
        if left_s <= 0:
            return
        self._sleepers.add(woken)
        try:
            async with asyncio.timeout(left_s):
                await woken.wait()
        except TimeoutError:
            return
        finally:
            self._sleepers.discard(woken)

    def seconds_until(self, due: datetime) -> float:
        """Real seconds from now until the clock shows `due`; negative when it is past."""
        return (due - self.now()).total_seconds()


class MovableClock(Clock):
    """A clock that can be moved forward: for the local mode and for tests.

    Args:
        frozen_at: stands still at this time until it is moved; None: runs with the real time.
    """

    def __init__(self, frozen_at: datetime | None = None) -> None:
        super().__init__()
        self._frozen_at = frozen_at
        self._offset = timedelta()

    def now(self) -> datetime:
        return (self._frozen_at or super().now()) + self._offset

    def seconds_until(self, due: datetime) -> float:
        left_s = super().seconds_until(due)
        return LONGEST_NAP_S if self._frozen_at is not None and left_s > 0 else left_s

    def move(self, by: timedelta) -> None:
        """Moves on and wakes everybody who sleeps."""
        self._offset += by
        for sleeper in self._sleepers:
            sleeper.set()

    def move_to(self, moment: datetime) -> None:
        """Moves on to `moment`; a moment that is past changes nothing."""
        self.move(max(timedelta(), moment - self.now()))
