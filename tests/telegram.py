"""Steers the embedded Telegram from tests: people who tap and type, and what they see.

Everything here acts on the server directly; the bot under test talks to it over HTTP and cannot tell.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

from bot.local import LocalTelegram, people, samples
from bot.local.faults import Faults, Log
from bot.local.keyboards import labels
from bot.local.media import KINDS
from bot.local.state import Chat, Message

ANY_BOT = "123456:local-test-bot"
PATIENCE_S = 5.0
LOOKS_AGAIN_S = 0.05
"""How long a test waits for what has to come; a test that passes never waits that long."""

Rows = tuple[tuple[tuple[str, str], ...], ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stands on a person's screen."""

    id: int
    by_bot: bool
    text: str
    buttons: Rows
    media: str | None
    edited: bool

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(label for label, _ in row) for row in self.buttons)


class NotSeen(AssertionError):
    """What a test waited for did not come; says what was on the screen instead."""


class Someone:
    """One person with their phone."""

    def __init__(self, telegram: LocalTelegram, chat: Chat) -> None:
        self._telegram = telegram
        self._world = telegram.world
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    async def says(self, text: str) -> list[Message]:
        return people.says(self._world, self.chat, text)

    async def taps(self, what: str = "", message_id: int | None = None, *, data: str | None = None) -> str:
        """Presses a button, by its words or its data; the id of the query.

        The newest message that has it is meant, or the one named. With `data`, exactly that is sent, whether or not
        such a button is anywhere: forged, or from a screen of long ago.
        """
        if data is not None:
            target = message_id or max(self.chat.messages, default=1)
            return people.taps(self._world, self.chat, target, data, forged=True).id
        found_id, found = self._button(what, message_id)
        return people.taps(self._world, self.chat, found_id, found).id

    def _button(self, what: str, message_id: int | None) -> tuple[int, str]:
        messages = [each for each in reversed(self.messages()) if message_id in {None, each.id}]
        for message in messages:
            for label, data in (button for row in message.buttons for button in row):
                if what in {label, data}:
                    return message.id, data
        raise NotSeen(f"no button {what!r}; on the screen:\n{self.screen()}")

    async def sends(self, kind: str) -> Message:
        """An example of any kind the server has: sticker, voice, photo, document, contact, location."""
        return people.sends_kind(self._world, self.chat, kind)

    async def sends_sticker(self) -> Message:
        return await self.sends("sticker")

    async def voice(self) -> Message:
        return await self.sends("voice")

    async def photo(self) -> Message:
        return await self.sends("photo")

    async def document(self) -> Message:
        return await self.sends("document")

    async def contact(self) -> Message:
        return await self.sends("contact")

    async def location(self, latitude: float, longitude: float) -> Message:
        return people.sends(self._world, self.chat, samples.location(latitude, longitude))

    async def edits(self, message: Message, text: str) -> Message:
        return people.edits(self._world, self.chat, message, text)

    async def blocks(self) -> None:
        people.blocks(self._world, self.chat)

    async def unblocks(self) -> None:
        people.unblocks(self._world, self.chat)

    def messages(self) -> list[Seen]:
        """What is on the screen now, oldest first."""
        return [_seen(message) for message in self.chat.messages.values()]

    def answers(self) -> list[Seen]:
        """The bot's part of it."""
        return [message for message in self.messages() if message.by_bot]

    @property
    def last(self) -> Seen:
        """The bot's newest message."""
        return self.answers()[-1]

    def screen(self) -> str:
        """The messages as plain text, for the words of a failed test."""
        lines = (f"{'bot' if each.by_bot else 'me'}: {each.text or each.media} {each.labels or ''}" for each in self.messages())
        return "\n".join(lines) or "(empty)"

    async def sees(self, substring: str, within_s: float = PATIENCE_S) -> Seen:
        """The newest message of the bot with these words in it, as soon as there is one."""

        def found() -> Seen | None:
            return next((each for each in reversed(self.answers()) if substring in each.text), None)

        return await self._until(found, within_s, f"{substring!r}")

    async def waits(self, holds: Callable[[Someone], bool], within_s: float = PATIENCE_S) -> None:
        """Until something is true of what this person sees."""
        await self._until(lambda: holds(self) or None, within_s, "what was waited for")

    async def toast(self, query: str, within_s: float = PATIENCE_S) -> str:
        """The words with which the bot answered a tap, often none."""

        def answered() -> str | None:
            entries = self.chat.journal.since(0) or ()
            return next(
                (str(each.body["text"]) for each in entries if each.kind == "answer" and each.body["query"] == query), None
            )

        return await self._until(answered, within_s, f"an answer to {query}")

    async def quiet(self) -> None:
        """Until the bot has fetched everything that people did and none of its calls is under way but the waiting poll."""
        log = self._telegram.log
        async with asyncio.timeout(PATIENCE_S):
            while self._world.updates.pending or any(each.outcome is None and each.method != "getUpdates" for each in log):
                with suppress(TimeoutError):  # a poll confirms a moment after it is noted in the log
                    await asyncio.wait_for(log.changed.wait(), LOOKS_AGAIN_S)

    async def _until(self, look: Callable[[], T | None], within_s: float, what: str) -> T:
        try:
            async with asyncio.timeout(within_s):
                while (found := look()) is None:
                    await self.chat.journal.changed.wait()
        except TimeoutError:
            raise NotSeen(f"{what} did not come within {within_s} s; on the screen:\n{self.screen()}") from None
        return found


class TelegramWorld:
    """A Telegram of one's own for the length of a test.

    Args:
        telegram: a server that is already made, to be started here; else one with the test token is made.
    """

    def __init__(self, telegram: LocalTelegram | None = None, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.telegram = telegram or LocalTelegram(ANY_BOT, now=now)

    async def __aenter__(self) -> Self:
        await self.telegram.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.telegram.stop()

    @property
    def url(self) -> str:
        return self.telegram.url

    @property
    def token(self) -> str:
        return self.telegram.token

    @property
    def faults(self) -> Faults:
        return self.telegram.faults

    @property
    def log(self) -> Log:
        return self.telegram.log

    def person(self, chat_id: int = 1, name: str = "Alex", language: str | None = "en") -> Someone:
        """Somebody who has the bot on their phone; they have not written yet."""
        return Someone(self.telegram, self.telegram.world.open(chat_id, name, language))

    async def called(self, method: str, times: int = 1, within_s: float = PATIENCE_S) -> None:
        """Until the bot's calls of a method are that many, each of them ended."""
        async with asyncio.timeout(within_s):
            while sum(call.outcome is not None for call in self.log.of(method)) < times:
                await self.log.changed.wait()


def _seen(message: Message) -> Seen:
    text = message.body.get("text") or message.body.get("caption") or ""
    media = next((kind for kind in (*KINDS, "location", "contact") if kind in message.body), None)
    return Seen(message.id, message.by_bot, str(text), labels(message.keyboard), media, message.edit_shown)
