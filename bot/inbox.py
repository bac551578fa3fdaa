"""Many updates at once are kept as they came and confirmed to Telegram, which then brings the next while they are dealt with.

Telegram gives out a hundred updates at a time, and more only after these are confirmed. With the way to Telegram and back, and
the turns of a hundred people in between, that would hold up everybody behind them. A few updates are dealt with first and
confirmed afterwards, which costs one commit less.

What a process that died leaves here is dealt with by the next one. Turns that were committed already are known by their ids.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from bot.store import inbox
from bot.store.engine import ANY_TROUBLE, Database, reason
from bot.turn import NotKept

log = logging.getLogger(__name__)

MANY = 30
"""From so many on they are kept first."""

AHEAD = 2
"""So many rows may be under way; who has more to do than that asks Telegram for no more."""

ENDS_WITHIN_S = 1.0
LONGEST_PAUSE_S = 30.0

Fetched: TypeAlias = Sequence[dict[str, Any]]
Turns: TypeAlias = list[asyncio.Future[None]]


class Inbox:
    """Stands between Telegram and the turns.

    Args:
        accept: begins the turns of updates.

    Attributes:
        caught_up: set while nothing is left of an earlier process, or of turns that could not be kept.
    """

    def __init__(self, database: Database, accept: Callable[[Fetched], Turns]) -> None:
        self._database = database
        self._accept = accept
        self._turns: dict[int, Turns] = {}
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._behind = asyncio.Event()
        self._behind.set()
        self.caught_up = asyncio.Event()

    async def take(self, fetched: Fetched) -> None:
        """Returns when Telegram may forget them.

        Raises:
            NotKept: they are neither kept nor dealt with, or something before them is not.
        """
        self._in_order()
        if len(fetched) < MANY:
            await _all_of(self._accept(fetched))
            return
        while len(self._under_way) >= AHEAD:
            await asyncio.wait(self._under_way.values(), return_when=asyncio.FIRST_COMPLETED)
        try:
            async with self._database.writing() as db:
                row = await db.last(inbox.put, fetched)
        except ANY_TROUBLE:
            await _all_of(self._accept(fetched))  # which fails as well, and tells people so
            return
        self._in_order()  # if not, they are found where they are, before those that Telegram brings again
        self._turns[row] = self._accept(fetched)
        self._under_way[row] = asyncio.create_task(self._carried_out(row))

    async def run(self) -> None:
        """For ever: whenever something is left, deals with it, until it works."""
        tries = 0
        while True:
            await self._behind.wait()
            try:
                await self._catch_up()
                tries = 0
            except NotKept as problem:
                log.warning("inbox.not_caught_up", extra={"why": str(problem)})
                await asyncio.sleep(min(LONGEST_PAUSE_S, 2.0**tries))
                tries += 1

    async def _catch_up(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way.values())
        try:
            async with self._database.reading() as db:
                left = await db.run(inbox.rows)
            for row, fetched in left:
                log.info("inbox.left", extra={"updates": len(fetched)})
                await _all_of(self._accept(fetched))
                await self._drop(row)
        except ANY_TROUBLE as problem:
            raise NotKept(reason(problem)) from problem
        self._behind.clear()
        self.caught_up.set()

    def _fall_behind(self) -> None:
        self.caught_up.clear()
        self._behind.set()

    async def finish(self) -> None:
        """After the last turn: what is not through by then stays here for the next process."""
        tasks = tuple(self._under_way.values())
        if tasks:
            await asyncio.wait(tasks, timeout=ENDS_WITHIN_S)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _in_order(self) -> None:
        """What comes after a turn that failed has to wait for it, in case both are of one person."""
        if any(_failed(turn) for turns in self._turns.values() for turn in turns):
            self._fall_behind()
        if self._behind.is_set():
            raise NotKept("not caught up")

    async def _carried_out(self, row: int) -> None:
        try:
            await _all_of(self._turns[row])
            await self._drop(row)
        except (NotKept, *ANY_TROUBLE):
            self._fall_behind()
        finally:
            del self._turns[row], self._under_way[row]

    async def _drop(self, row: int) -> None:
        async with self._database.writing() as db:
            await db.last(inbox.drop, row)


def _failed(turn: asyncio.Future[None]) -> bool:
    return turn.done() and (turn.cancelled() or turn.exception() is not None)


async def _all_of(turns: Turns) -> None:
    """Until all are committed.

    Raises:
        NotKept: some were not.
    """
    for turn in await asyncio.gather(*turns, return_exceptions=True):
        if isinstance(turn, BaseException):
            raise turn
