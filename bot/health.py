"""Is everything alive, and does anybody wait? Loops say until when they are alive; another process can read it.

In real time, not in that of a clock that can be moved.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from bot.store import timers
from bot.store.engine import ANY_TROUBLE, Database, upsert
from bot.store.outbox import oldest
from bot.store.tables import pulse

log = logging.getLogger(__name__)

WRITES_EVERY_S = 5.0
OVERDUE_S = 300.0
"""Somebody has waited too long for a message that was decided, or for a timer."""

LOOPS = {"intake": 90.0, "alarm": 60.0, "sender": 15.0}
"""How long each loop may be silent, in seconds."""

_KEEP = upsert(pulse)


@dataclass(frozen=True, slots=True)
class Health:
    """What `knotwise health` tells. Ages in seconds; 0 where nothing waits."""

    silent: tuple[str, ...]
    unsent_s: float
    overdue_s: float

    @property
    def well(self) -> bool:
        return not self.silent and self.unsent_s < OVERDUE_S and self.overdue_s < OVERDUE_S


class Pulse:
    """Collects the signs of life of the loops and writes them into the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._until: dict[str, datetime] = {}

    def beats(self, loop: str) -> Callable[[], None]:
        """The function that a loop calls to say that it is alive."""

        def beat() -> None:
            self._until[loop] = _now() + timedelta(seconds=LOOPS[loop])

        return beat

    async def run(self) -> None:
        """For ever. While the database cannot be written nothing is written, and so it looks dead from outside."""
        while True:
            try:
                await self.write()
            except ANY_TROUBLE as problem:
                log.error("health.not_written", extra={"why": type(problem).__name__})
            await asyncio.sleep(WRITES_EVERY_S)

    async def write(self) -> None:
        """Writes what is known now."""
        if self._until:
            async with self._database.writing() as db:
                await db.run(_keep, self._until)


async def examine(database: Database) -> Health:
    """How the running process is, as seen through the database."""
    async with database.reading() as db:
        alive, unsent, due = await db.run(_found)
    now = _now()
    silent = tuple(loop for loop in LOOPS if loop not in alive or alive[loop] < now)
    return Health(silent, _age_s(unsent, now), _age_s(due, now))


def _keep(db: Connection, until: Mapping[str, datetime]) -> None:
    db.execute(_KEEP, [{"loop": loop, "alive_until": at} for loop, at in until.items()])


def _found(db: Connection) -> tuple[Mapping[str, datetime], datetime | None, datetime | None]:
    alive = {row.loop: row.alive_until for row in db.execute(select(pulse.c.loop, pulse.c.alive_until))}
    return alive, oldest(db), timers.next_due(db)


def _age_s(at: datetime | None, now: datetime) -> float:
    return 0.0 if at is None else max(0.0, (now - at).total_seconds())


def _now() -> datetime:
    return datetime.now(UTC)
