"""Without a token: the embedded Bot API server and its chat page stand in for Telegram, with a clock that can be moved."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser
from contextlib import suppress
from datetime import timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.clock import MovableClock
from bot.local.server import LocalTelegram
from bot.store import Database, outbox, people, timers
from bot.turn import Turns

TOKEN = "1000000001:knotwise-on-this-machine-alone-000000"  # noqa: S105  # stands for no bot of Telegram's
A_MOMENT = timedelta(milliseconds=1)
CATCHES_UP_WITHIN_S, LOOKS_EVERY_S = 5.0, 0.02


class LocalMode:
    """What the chat page can do beyond a real Telegram."""

    def __init__(self, database: Database, turns: Turns, clock: MovableClock) -> None:
        self._database = database
        self._turns = turns
        self._clock = clock
        self.server = LocalTelegram(TOKEN, now=clock.now, skip=self.skip, forget=self.forget)

    async def start(self, port: int) -> str:
        """Listens at the port, or at a free one if it is taken; the address."""
        try:
            await self.server.start(port=port)
        except OSError:
            await self.server.start(port=0)
        return self.server.url

    async def skip(self, person_id: int) -> str | None:
        """Moves the clock to the next timer of this person, and says what it shows then."""
        await self._caught_up(person_id)
        async with self._database.reading() as db:
            due = await db.run(timers.next_of, person_id)
            kept = (await db.run(people.load, [person_id])).get(person_id)
        if due is None or kept is None:
            return None
        self._clock.move_to(due + A_MOMENT)
        person, _ = kept.read()
        local = self._clock.now().astimezone(ZoneInfo(person.zone or "UTC"))
        return str(format_datetime(local, "EEEE d MMMM, HH:mm", locale=person.language))

    async def _caught_up(self, person_id: int) -> None:
        """Time goes on only after all that was due has been said: a reminder that is hours late by then is not sent."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CATCHES_UP_WITHIN_S):
                while await self._has_to_say(person_id):  # noqa: ASYNC110  # in a database, nobody tells of it
                    await asyncio.sleep(LOOKS_EVERY_S)

    async def _has_to_say(self, person_id: int) -> bool:
        async with self._database.reading() as db:
            due = await db.run(timers.next_of, person_id)
            return (due is not None and due <= self._clock.now()) or await db.run(outbox.waits_for, person_id)

    async def forget(self, person_id: int) -> None:
        await self._turns.erase(person_id)

    def show(self) -> None:
        """Opens the page in a browser, where there is one and nobody has forbidden it."""
        if os.environ.get("CI") or os.environ.get("KNOTWISE_OPEN_BROWSER") == "0" or not sys.stderr.isatty():
            return
        has_screen = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        if has_screen:
            webbrowser.open(self.server.url)
