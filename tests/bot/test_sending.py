"""Telegram's answers, and what we make of them."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import MovableClock
from tests.bot.conftest import Runs
from tests.telegram import Someone, TelegramWorld


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sender.backoff_s", lambda tries, jitter: 0.0)


@pytest.fixture
def ann(telegram: TelegramWorld) -> Someone:
    return telegram.person(7, "Ann")


@pytest.fixture
def bob(telegram: TelegramWorld) -> Someone:
    return telegram.person(8, "Bob")


async def test_a_chat_that_has_to_wait_delays_no_other(runs: Runs, telegram: TelegramWorld, ann: Someone, bob: Someone) -> None:
    telegram.faults.refuse("sendMessage", 429, chat_id=7, times=None, retry_after_s=600)
    async with runs():
        await ann.says("/start")
        await telegram.called("sendMessage")
        await bob.says("/start")
        await bob.sees("hello")
        assert ann.answers() == []


async def test_a_chat_that_had_to_wait_gets_its_message_then(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    telegram.faults.refuse("sendMessage", 429, retry_after_s=1)
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")


async def test_several_chats_that_have_to_wait_slow_everybody_down(
    runs: Runs, telegram: TelegramWorld, ann: Someone, bob: Someone
) -> None:
    for one in (ann, bob):
        telegram.faults.refuse("sendMessage", 429, chat_id=one.id, retry_after_s=1)
    async with runs() as app:
        for one in (ann, bob):
            await one.says("/start")
        await telegram.called("sendMessage", times=2)
        while app.sender.dispatch.pace.bucket.rate > 500:  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.005)
        for one in (ann, bob):
            await one.sees("hello")


async def test_a_reminder_that_was_held_up_for_too_long_is_not_sent(
    runs: Runs, telegram: TelegramWorld, clock: MovableClock, ann: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.refuse("sendMessage", 502, times=None)
        await ann.says("until 60 stretch")
        await telegram.called("sendMessage", times=3)
    telegram.faults.clear()
    clock.move(timedelta(seconds=61))
    async with runs() as app:
        await ann.sees("2 until")
        await _waiting(app, 0)
    assert "outbox.too_late" in caplog.text
    assert not any(seen.text == "stretch" for seen in ann.answers())


async def test_only_the_newest_of_several_countdown_edits_is_sent(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.says("count hold 9")
        await ann.sees("2 count")
        await ann.says("count hold 8 7 6 5")
        await ann.sees("3 count")
    assert [call.given["text"] for call in telegram.log.of("editMessageText")] == ["5"]


async def test_trouble_of_telegrams_own_is_tried_again(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    telegram.faults.refuse("sendMessage", 500, times=3)
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
    assert len(telegram.log.of("sendMessage")) == 4


async def test_somebody_who_has_blocked_us_loses_timers_and_messages(
    runs: Runs, telegram: TelegramWorld, clock: MovableClock, ann: Someone, bob: Someone, tmp_path: Path
) -> None:
    async with runs():
        await ann.says("/start")
        await ann.says("timer plan:a 60")
        await ann.sees("2 timer")
        telegram.faults.block("sendMessage", chat_id=7)
        await ann.says("many a b")
        await telegram.called("sendMessage", times=3)
        await bob.says("/start")
        await bob.sees("hello")
    with closing(sqlite3.connect(tmp_path / "knotwise.sqlite")) as file:
        assert file.execute("SELECT count(*) FROM timer").fetchone() == (0,)
        assert file.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
        assert '"left":true' in file.execute("SELECT body FROM person WHERE id = 7").fetchone()[0]
    assert not any(seen.text in ("a", "b") for seen in ann.answers())


async def test_what_telegram_refuses_is_given_up_and_the_next_message_comes(
    runs: Runs, telegram: TelegramWorld, ann: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.refuse("sendMessage", 400, description="Bad Request: something of ours")
        await ann.says("many wrong right")
        await ann.sees("right")
        assert app.sender.given_up == 1
    assert "outbox.given_up" in caplog.text
    assert not any(seen.text == "wrong" for seen in ann.answers())


async def test_formatting_that_telegram_cannot_read_is_sent_plain(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.says("many <b>call_112")
        await ann.sees("call_112")


async def test_advice_on_danger_goes_before_everything_that_waits(
    runs: Runs, telegram: TelegramWorld, ann: Someone, bob: Someone
) -> None:
    async with runs(messages_per_second=0.001) as app:
        await ann.says("/start")
        await ann.sees("hello")  # the one message that may go
        await _waiting(app, 0)
        await bob.says("/start")
        await ann.says("urgency danger call")
        await _waiting(app, 3)
        head, _ = app.sender.dispatch._stored.first(0)
        assert getattr(head, "person_id", None) == ann.id


async def _waiting(app: App, messages: int) -> None:
    while app.sender.waiting != messages:  # noqa: ASYNC110  # nothing tells of it
        await asyncio.sleep(0.005)


async def test_a_database_that_cannot_keep_anything_does_not_leave_people_in_silence(
    runs: Runs, telegram: TelegramWorld, ann: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")

        def full(*_: object) -> None:
            raise OSError("no space left")

        with monkeypatch.context() as patched:
            patched.setattr("bot.store.outbox.put", full)
            await ann.says("it hurts")
            await ann.sees("trouble-ours")
        await ann.sees("2 it hurts")
    assert sum("trouble-ours" in seen.text for seen in ann.answers()) == 1
