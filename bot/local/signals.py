"""Waking those who wait, and the journal of a chat that pages read along."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from bot.local.wire import Wire

REMEMBERED = 500
"""Entries a journal keeps for pages that come back; a page away for longer gets everything anew."""


class Signal:
    """Wakes everybody who waits, each time it rings.

    Look first, then wait, with no `await` in between: then no ring is missed.
    """

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for waiting in tuple(self._waiting):
            if not waiting.done():
                waiting.set_result(None)

    def next(self) -> asyncio.Future[None]:
        """The next ring, waited for from this very moment."""
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        waiting.add_done_callback(self._waiting.discard)
        return waiting

    async def wait(self) -> None:
        await self.next()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that changed on a person's screen."""

    number: int
    kind: str
    body: Wire


class Journal:
    """What changed in one chat, in order; numbers go up by one."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=REMEMBERED)
        self.last = 0
        self.changed = Signal()

    def note(self, kind: str, body: Wire) -> None:
        self.last += 1
        self._entries.append(Entry(self.last, kind, body))
        self.changed.ring()

    def since(self, number: int) -> list[Entry] | None:
        """Entries after `number`; None if some of them are forgotten, or if that number was never given."""
        if number > self.last or (self._entries and number < self._entries[0].number - 1):
            return None
        return [entry for entry in self._entries if entry.number > number]
