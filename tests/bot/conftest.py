"""A bot with a small core, a database in a temporary folder, a Telegram of its own and a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from bot.app import App, running
from bot.clock import MovableClock
from bot.local import LocalTelegram
from bot.settings import Settings
from bot.store import Database
from content import Library
from tests.bot import core
from tests.telegram import TelegramWorld

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
TOKEN = "123456789:AAtestAAtestAAtestAAtestAAtestAAtest"
Runs = Callable[..., AbstractAsyncContextManager[App]]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor a `.env` of whoever runs the tests."""
    for field in Settings.model_fields:
        monkeypatch.delenv(f"KNOTWISE_{field.upper()}", raising=False)
    monkeypatch.setenv("KNOTWISE_OPEN_BROWSER", "0")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(frozen_at=START)


@pytest.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[TelegramWorld]:
    async with TelegramWorld(LocalTelegram(TOKEN, now=clock.now)) as world:
        yield world


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'knotwise.sqlite'}"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    one = Database(url)
    await one.open()
    yield one
    await one.close()


@pytest.fixture
def shelf() -> Library:
    return cast("Library", core.Shelf())


@pytest.fixture
def settings(telegram: TelegramWorld, url: str) -> Callable[..., Settings]:
    def build(**more: Any) -> Settings:
        usual: dict[str, Any] = {
            "telegram_token": telegram.token,
            "telegram_api_url": telegram.url,
            "database_url": url,
            "messages_per_second": 1000,
            "chat_messages_per_second": 1000,
        }
        return Settings(_env_file=None, **{**usual, **more})

    return build


@pytest.fixture
def runs(settings: Callable[..., Settings], clock: MovableClock, shelf: Library) -> Runs:
    """Starts a bot on the file; again, after an end or a crash, as often as a test wants."""

    def start(**more: Any) -> AbstractAsyncContextManager[App]:
        own: dict[str, Any] = {name: more.pop(name) for name in ("step", "calls", "library") if name in more}
        usual: dict[str, Any] = {"step": core.step, "calls": core.calls, "library": shelf, "clock": clock}
        return running(settings(**more), **(usual | own))

    return start
