"""Is everything alive, and does anybody wait? Loops say until when they are alive; another process can read it.

In real time, not in that of a clock that can be moved.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from bot.store import outbox, timers
from bot.store.engine import ANY_TROUBLE, Database, reason, upsert
from bot.store.tables import pulse

log = logging.getLogger(__name__)

WRITES_EVERY_S = 5.0
OVERDUE_S = 300.0
"""Somebody has waited too long for a message that was decided, or for a timer that they sit and wait for."""

LATE_S = 3600.0
"""So late may other timers be: a hundred thousand reminders of the same minute take an hour at the pace Telegram allows."""

LOOPS = {"intake": 90.0, "alarm": 60.0, "sender": 15.0}
"""How long each loop may be silent, in seconds."""

TELEGRAM, TELEGRAM_S = "telegram", 90.0
"""How long Telegram may not have answered, in seconds; it is asked at least every half minute."""

_KEEP = upsert(pulse)


@dataclass(frozen=True, slots=True)
class Health:
    """What `knotwise health` tells. Ages in seconds; 0 where nothing waits.

    not_writable: why the database cannot be written; None if it can.
    """

    silent: tuple[str, ...] = ()
    reached: bool = True
    not_writable: str | None = None
    unsent: int = 0
    unsent_s: float = 0.0
    due: int = 0
    hurried_s: float = 0.0
    others_s: float = 0.0

    @property
    def well(self) -> bool:
        alive = not self.silent and self.reached and self.not_writable is None
        return alive and max(self.unsent_s, self.hurried_s) < OVERDUE_S and self.others_s < LATE_S


class Pulse:
    """Collects the signs of life of the loops and writes them into the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._until: dict[str, datetime] = {}

    def beats(self, loop: str) -> Callable[[], None]:
        """The function that a loop calls to say that it is alive, or that Telegram has answered."""

        def beat() -> None:
            self._until[loop] = _now() + timedelta(seconds=LOOPS.get(loop, TELEGRAM_S))

        return beat

    async def run(self) -> None:
        """For ever. While the database cannot be written nothing is written, and so it looks dead from outside."""
        while True:
            try:
                await self.write()
            except ANY_TROUBLE as problem:
                log.error("health.not_written", extra={"why": reason(problem)})
            await asyncio.sleep(WRITES_EVERY_S)

    async def write(self) -> None:
        """Writes what is known now."""
        if self._until:
            async with self._database.writing() as db:
                await db.run(_keep, self._until)


async def examine(database: Database) -> Health:
    """How the running process is, as seen through the database, and whether that can be written."""
    now = _now()
    async with database.reading() as db:
        found = await db.run(_found, now)
    try:
        async with database.writing() as db:
            await db.last(_keep, {"health": now})
    except ANY_TROUBLE as problem:
        return replace(found, not_writable=reason(problem))
    return found


def _keep(db: Connection, until: Mapping[str, datetime]) -> None:
    db.execute(_KEEP, [{"loop": loop, "alive_until": at} for loop, at in until.items()])


def _found(db: Connection, now: datetime) -> Health:
    alive = {row.loop for row in db.execute(select(pulse.c.loop, pulse.c.alive_until)) if row.alive_until >= now}
    unsent, oldest = outbox.unsent(db)
    return Health(
        silent=tuple(loop for loop in LOOPS if loop not in alive),
        reached=TELEGRAM in alive,
        unsent=unsent,
        unsent_s=_age_s(oldest, now),
        due=timers.overdue(db, now),
        hurried_s=_age_s(timers.first_due(db, hurried=True), now),
        others_s=_age_s(timers.first_due(db, hurried=False), now),
    )


def _age_s(at: datetime | None, now: datetime) -> float:
    return 0.0 if at is None else max(0.0, (now - at).total_seconds())


def _now() -> datetime:
    return datetime.now(UTC)
