"""What survives what: the bot dies at a chosen point and a new one starts on the same file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.batch import Batch
from bot.clock import MovableClock
from tests.bot.conftest import Runs
from tests.telegram import Someone, TelegramWorld


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries come without a wait; how long they wait is tested with `pacing`."""
    monkeypatch.setattr("bot.sender.backoff_s", lambda tries, jitter: 0.0)


@pytest.fixture
def ann(telegram: TelegramWorld) -> Someone:
    return telegram.person(7, "Ann")


async def die(app: App) -> None:
    """Everything stops where it is, and nothing more is written or sent."""
    tasks = [*app.loops.values(), *app.sender._tasks]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
def count(tmp_path: Path) -> Callable[[str], int]:
    """Rows in a table, read when no bot runs."""

    def read(table: str) -> int:
        with closing(sqlite3.connect(tmp_path / "knotwise.sqlite")) as file:
            return int(file.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608

    return read


async def test_an_update_whose_commit_never_came_is_taken_by_the_next_process(
    runs: Runs, ann: Someone, telegram: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        begun, carry_out = asyncio.Event(), Batch.carry_out

        async def stuck(*arguments: Any) -> None:
            await carry_out(*arguments)
            begun.set()
            await asyncio.Event().wait()

        with monkeypatch.context() as patched:
            patched.setattr(Batch, "carry_out", stuck)
            await ann.says("important")
            await begun.wait()
            await die(app)
    assert not any("important" in seen.text for seen in ann.answers())
    async with runs():
        await ann.sees("2 important")


async def test_what_was_committed_and_not_sent_is_sent_by_the_next_process(
    runs: Runs, ann: Someone, telegram: TelegramWorld
) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.hang("sendMessage")
        await ann.says("many a b")
        await _hung(telegram)
        await die(app)
    async with runs():
        await ann.sees("2 many")
    assert [seen.text for seen in ann.answers()] == ["hello", "a", "b", "2 many a b"]


async def _hung(telegram: TelegramWorld) -> None:
    while not any(call.outcome in ("hang", "cut") for call in telegram.log):
        await telegram.log.changed.wait()


async def test_an_answer_sent_and_not_marked_comes_twice_and_in_order(runs: Runs, ann: Someone, telegram: TelegramWorld) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.hang("sendMessage", after=True)
        await ann.says("many a b")
        await _hung(telegram)
        await die(app)
    async with runs():
        await ann.sees("2 many")
    assert [seen.text for seen in ann.answers()] == ["hello", "a", "a", "b", "2 many a b"]


async def test_a_reminder_that_may_have_been_sent_is_not_sent_again(
    runs: Runs, ann: Someone, telegram: TelegramWorld, count: Callable[[str], int]
) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.hang("sendMessage", after=True)
        await ann.says("urgency reminder stretch")
        await _hung(telegram)
        await die(app)
    async with runs():
        await ann.sees("2 urgency")
    assert count("outbox") == 0
    assert [seen.text for seen in ann.answers()].count("stretch") == 1


async def test_a_reminder_whose_answer_is_lost_is_not_repeated(runs: Runs, ann: Someone, telegram: TelegramWorld) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.cut("sendMessage", after=True)
        await ann.says("urgency reminder stretch")
        await ann.sees("2 urgency")
    assert [seen.text for seen in ann.answers()].count("stretch") == 1


async def test_a_reminder_that_telegram_did_not_take_is_tried_again(runs: Runs, ann: Someone, telegram: TelegramWorld) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.refuse("sendMessage", 502)
        await ann.says("urgency reminder stretch")
        await ann.sees("2 urgency")
    assert [seen.text for seen in ann.answers()].count("stretch") == 1


async def test_an_answer_that_may_not_have_arrived_is_repeated(runs: Runs, ann: Someone, telegram: TelegramWorld) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.cut("sendMessage")
        await ann.says("urgency danger call")
        await ann.sees("call")


async def test_an_update_that_comes_again_changes_nothing(
    runs: Runs, ann: Someone, telegram: TelegramWorld, count: Callable[[str], int]
) -> None:
    """As after a crash between the commit and the next request, which would have confirmed it."""
    await ann.says("/start")
    (update,) = telegram.telegram.world.updates.pending
    async with runs() as app:
        await ann.sees("hello")
        while app.sender.waiting:  # noqa: ASYNC110  # nothing rings when a mark is committed
            await asyncio.sleep(0)  # until the mark is committed
        await die(app)
    telegram.telegram.world.updates._pending.insert(0, update)
    async with runs():
        await ann.says("next")
        await ann.sees("2 next")
    assert [seen.text for seen in ann.answers()] == ["hello", "2 next"]
    assert count("seen_update") == 2


async def test_a_timer_that_came_due_while_nobody_was_there_fires_once(
    runs: Runs, ann: Someone, clock: MovableClock, count: Callable[[str], int]
) -> None:
    async with runs():
        await ann.says("/start")
        await ann.says("timer plan:reminder 60")
        await ann.sees("2 timer")
    clock.move_to(clock.now().replace(hour=9))
    async with runs():
        await ann.sees("due plan:reminder")
    assert count("timer") == 0
    async with runs():
        await ann.says("after")
        await ann.sees("after")
    assert [seen.text for seen in ann.answers()].count("due plan:reminder") == 1


async def test_stopping_sends_no_more_and_loses_nothing(
    runs: Runs, ann: Someone, telegram: TelegramWorld, count: Callable[[str], int]
) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.refuse("sendMessage", 429, retry_after_s=30)
        await ann.says("later")
        await telegram.called("sendMessage", times=2)
    telegram.faults.clear()
    async with runs() as app:
        assert app.sender.waiting == 1  # told to wait, and the next process waits too
    assert count("outbox") == 1
