"""Due timers become turns, oldest first. Lateness is data: the event says when it was due, and the flow decides.

Timers that somebody sits and waits for go first. All others yield while more waits to be sent than a few seconds' worth:
a hundred thousand reminders at eight o'clock stay timers until Telegram lets us send them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.logs import mask
from bot.store import timers
from bot.store.engine import DATABASE_DOWN, Database
from bot.store.timers import Timer
from bot.turn import NotKept, Turns
from flows.types import TimerDue

log = logging.getLogger(__name__)

AT_ONCE = 100
YIELD_S = 5.0
"""Seconds' worth of waiting messages above which timers that can wait do so."""

LOOKS_AGAIN_S = 0.25
PAUSE_S = 5.0
LATE = timedelta(minutes=1)


class Alarm:
    """The loop that wakes timers.

    Attributes:
        crowded: whether so much waits to be sent that timers nobody waits for should yield.
        beat: called at least every half minute while the loop is alive.
    """

    def __init__(self, database: Database, turns: Turns, clock: Clock) -> None:
        self._database = database
        self._turns = turns
        self._clock = clock
        self._woken = asyncio.Event()
        self._next: datetime | None = None
        self.crowded: Callable[[], bool] = lambda: False
        self.beat: Callable[[], None] = lambda: None

    def started(self, due: datetime | None) -> None:
        """A timer was started; the loop looks again if that is earlier than what it sleeps for."""
        if due is not None and (self._next is None or due < self._next):
            self._woken.set()

    async def run(self) -> None:
        """For ever."""
        while True:
            self.beat()
            self._woken.clear()
            try:
                await self._round()
            except (*DATABASE_DOWN, NotKept) as problem:
                log.error("alarm.failed", extra={"why": type(problem).__name__})
                await asyncio.sleep(PAUSE_S)

    async def _round(self) -> None:
        self._next = None  # whatever is started from now on wakes the loop
        now = self._clock.now()
        crowded = self.crowded()
        async with self._database.reading() as db:
            due, upcoming = await db.run(_due, now, crowded=crowded)
        if due:
            await self._wake(due, now)
            return
        self._next = upcoming
        if crowded and self._next is not None and self._next <= now:
            await asyncio.sleep(LOOKS_AGAIN_S)
        else:
            await self._clock.sleep_until(self._next, self._woken)

    async def _wake(self, due: tuple[Timer, ...], now: datetime) -> None:
        turns = [self._turns.take(one.person_id, TimerDue(now, one.key, one.due)) for one in due]
        oldest = min(due, key=lambda one: one.due)
        if now - oldest.due > LATE:
            late_s = round((now - oldest.due).total_seconds())
            log.info("timer.late", extra={"person": mask(oldest.person_id), "timers": len(due), "late_s": late_s})
        for ended in await asyncio.gather(*turns, return_exceptions=True):
            if isinstance(ended, BaseException):
                raise ended


def _due(db: Connection, now: datetime, *, crowded: bool) -> tuple[tuple[Timer, ...], datetime | None]:
    """Timers to wake now, and when the next of all comes."""
    due = timers.due(db, now, AT_ONCE, hurried=True)
    if not crowded:
        due += timers.due(db, now, AT_ONCE, hurried=False)
    return due, timers.next_due(db)
