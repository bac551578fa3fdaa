"""A Telegram of one's own, the real client library talking to it, and one person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from tests.chromium import browser
from tests.telegram import Someone, TelegramWorld

__all__ = ["browser"]


class Hands:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def telegram(clock: Hands) -> AsyncIterator[TelegramWorld]:
    async with TelegramWorld(now=clock) as world:
        yield world


@pytest.fixture
async def bot(telegram: TelegramWorld) -> AsyncIterator[Bot]:
    async with client(telegram) as ready:
        yield ready


@pytest.fixture
async def ann(telegram: TelegramWorld) -> Someone:
    """Somebody who has begun the chat; what that sent the bot is already confirmed."""
    person = telegram.person(7, "Ann")
    await person.says("/start")
    telegram.telegram.world.updates.forget(person.id)
    return person


def client(telegram: TelegramWorld, token: str | None = None) -> Bot:
    """The library's bot, as it talks to Telegram, with another address."""
    return Bot(token or telegram.token, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot")
