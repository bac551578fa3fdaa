"""Due timers become turns, oldest first. Lateness is data: the event says when it was due, and the flow decides.

Timers that somebody sits and waits for go first. All others yield while more waits to be sent than a few seconds' worth:
a hundred thousand reminders at eight o'clock stay timers until Telegram lets us send them. They are woken a few at a time, so
that people who talk meanwhile wait for no long commit, and no more than a few are ever in memory.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf

from sqlalchemy import Connection

from bot.clock import Clock
from bot.store import timers
from bot.store.engine import ANY_TROUBLE, Database, reason
from bot.store.timers import Timer
from bot.turn import NotKept, Turns
from flows.types import TimerDue

log = logging.getLogger(__name__)

AT_ONCE = 100
LEAST_AT_ONCE = 10
YIELD_S = 5.0
"""Seconds' worth of waiting messages above which timers that can wait do so."""

LOOKS_AGAIN_S = 0.25
PAUSE_S = 5.0
LATE = timedelta(minutes=1)
TELLS_EVERY_S = 60.0


class Alarm:
    """The loop that wakes timers.

    Args:
        rate: messages a second to all people.

    Attributes:
        pressing: to how many people something waits to be sent.
        beat: called at least every half minute while the loop is alive.
    """

    def __init__(self, database: Database, turns: Turns, clock: Clock, rate: float) -> None:
        self._database = database
        self._turns = turns
        self._clock = clock
        self._yields_at = rate * YIELD_S
        self._at_once = max(LEAST_AT_ONCE, min(AT_ONCE, int(rate / 3)))
        self._woken = asyncio.Event()
        self._next: datetime | None = None
        self._told_at = -inf
        self.pressing: Callable[[], int] = lambda: 0
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
            except (*ANY_TROUBLE, NotKept) as problem:
                log.error("alarm.failed", extra={"why": reason(problem)})
                await asyncio.sleep(PAUSE_S)

    async def _round(self) -> None:
        self._next = None  # whatever is started from now on wakes the loop
        now = self._clock.now()
        crowded = self.pressing() > self._yields_at
        async with self._database.reading() as db:
            due, upcoming = await db.run(_due, now, can_wait=0 if crowded else self._at_once)
        if upcoming is not None and now - upcoming > LATE:
            await self._tell(upcoming, now)
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
        for ended in await asyncio.gather(*turns, return_exceptions=True):
            if isinstance(ended, BaseException):
                raise ended

    async def _tell(self, oldest: datetime, now: datetime) -> None:
        """How many timers are late and by how much, now and then."""
        at = asyncio.get_running_loop().time()
        if at - self._told_at < TELLS_EVERY_S:
            return
        self._told_at = at
        async with self._database.reading() as db:
            waiting = await db.run(timers.overdue, now)
        log.info("timer.late", extra={"timers": waiting, "late_s": round((now - oldest).total_seconds())})


def _due(db: Connection, now: datetime, *, can_wait: int) -> tuple[tuple[Timer, ...], datetime | None]:
    """Timers to wake now, of those that can wait at most so many, and when the next of all comes or came."""
    due = timers.due(db, now, AT_ONCE, hurried=True)
    if can_wait:
        due += timers.due(db, now, can_wait, hurried=False)
    return due, timers.next_due(db)
