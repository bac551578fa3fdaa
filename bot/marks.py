"""What became of messages, written down: the marks of many people share one commit, as turns do.

A message counts as delivered once its mark is committed; until then the next one of that person waits, so that a crash
repeats one message and never changes their order.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.store import outbox
from bot.store.engine import Database, reason
from bot.store.outbox import Row, Slot

log = logging.getLogger(__name__)

TRY_AGAIN_S = 1.0
GATHERS_S = 0.025
"""How long a page stays open, so that the marks of many messages share a commit."""


@dataclass(slots=True)
class _Page:
    """Marks that will be committed together."""

    done: asyncio.Future[None]
    delivered: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    later: list[tuple[int, int, datetime]] = field(default_factory=list)
    slots: dict[tuple[int, str], Slot] = field(default_factory=dict)
    closed: list[tuple[int, str]] = field(default_factory=list)


class Marks:
    """Collects marks and writes them; each call returns when its mark is committed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._page: _Page | None = None
        self._waiting = asyncio.Event()
        self._closed = False

    async def delivered(self, row: Row, slot: Slot | None = None) -> None:
        """The message was sent (`slot` says as which message of Telegram), or given up."""
        page = self._open_page()
        if row.id:
            page.delivered.append(row.id)
        if slot is not None:
            page.slots[row.person_id, row.message.slot] = slot
        await asyncio.shield(page.done)

    async def closed_location(self, row: Row) -> None:
        """The message that closes a keyboard was sent: there is none open any more."""
        page = self._open_page()
        page.delivered.append(row.id)
        page.closed.append((row.person_id, row.message.slot))
        await asyncio.shield(page.done)

    async def begun(self, row: Row) -> None:
        """The message is about to be sent and may not be sent a second time."""
        page = self._open_page()
        page.begun.append(row.id)
        await asyncio.shield(page.done)

    async def later(self, row: Row, tries: int, until: datetime) -> None:
        """The message was not sent and is tried again."""
        page = self._open_page()
        page.later.append((row.id, tries, until))
        await asyncio.shield(page.done)

    def _open_page(self) -> _Page:
        if self._page is None:
            self._page = _Page(asyncio.get_running_loop().create_future())
            self._waiting.set()
        return self._page

    async def run(self) -> None:
        """Writes until `close`, and then what is still open. A page that cannot be written is tried until it can."""
        while not self._closed:
            await self._waiting.wait()
            self._waiting.clear()
            await asyncio.sleep(0 if self._closed else GATHERS_S)
            await self._write()

    async def _write(self) -> None:
        page, self._page = self._page, None
        while page is not None and not page.done.done():
            try:
                await self._commit(page)
                page.done.set_result(None)
            except Exception as problem:  # sent is sent: the mark must not be lost while we live
                log.error("marks.not_kept", extra={"why": reason(problem)})
                await asyncio.sleep(TRY_AGAIN_S)

    async def _commit(self, page: _Page) -> None:
        async with self._database.writing() as db:
            await db.last(_write, page)

    def close(self) -> None:
        """Ends `run` once what is open is written."""
        self._closed = True
        self._waiting.set()


def _write(db: Connection, page: _Page) -> None:
    outbox.delivered(db, page.delivered)
    outbox.begun(db, page.begun)
    outbox.later(db, page.later)
    outbox.keep_slots(db, page.slots)
    outbox.free_slots(db, page.closed)
