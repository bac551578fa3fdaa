"""Trouble on demand: what a bot sees of it, and what has happened nevertheless."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.local.faults import Faults
from bot.local.wire import Refused
from tests.local.conftest import client
from tests.telegram import Someone, TelegramWorld

CODES = {
    "bad request": (400, BadRequest, "Bad Request"),
    "forbidden": (403, Forbidden, "Forbidden"),
    "server error": (500, NetworkError, "Internal Server Error"),
    "bad gateway": (502, NetworkError, "Bad Gateway"),
}


@pytest.mark.parametrize(("code", "error", "why"), CODES.values(), ids=CODES.keys())
async def test_the_next_calls_are_refused(
    telegram: TelegramWorld, bot: Bot, ann: Someone, code: int, error: type[Exception], why: str
) -> None:
    telegram.faults.refuse("sendMessage", code, times=2)
    for _ in range(2):
        with pytest.raises(error, match=why):
            await bot.send_message(ann.id, "x")
    await bot.send_message(ann.id, "through")
    assert [each.text for each in ann.answers()] == ["through"]
    assert [call.outcome for call in telegram.log.of("sendMessage")] == [code, code, 200]


async def test_too_many_requests_say_how_long_to_wait(
    telegram: TelegramWorld, bot: Bot, ann: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    telegram.faults.refuse("sendMessage", 429, retry_after_s=17)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ann.id, "x")
    assert refused.value.retry_after == timedelta(seconds=17)
    assert telegram.log.of("sendMessage")[-1].description == "Too Many Requests: retry after 17"


async def test_a_fault_can_hit_one_person_alone(telegram: TelegramWorld, bot: Bot, ann: Someone) -> None:
    ben = telegram.person(8, "Ben")
    await ben.says("hi")
    telegram.faults.block("sendMessage", chat_id=8, times=None)
    await bot.send_message(ann.id, "x")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ben.id, "x")
    telegram.faults.clear()
    await bot.send_message(ben.id, "x")
    assert (len(ann.answers()), len(ben.answers())) == (1, 1)


LOST = {"before the effect": (False, 0), "after the effect": (True, 1)}


@pytest.mark.parametrize(("after", "arrived"), LOST.values(), ids=LOST.keys())
async def test_a_cut_connection_may_have_had_its_effect(
    telegram: TelegramWorld, bot: Bot, ann: Someone, after: bool, arrived: int
) -> None:
    telegram.faults.cut("sendMessage", after=after)
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "x")
    assert len(ann.answers()) == arrived


@pytest.mark.parametrize(("after", "arrived"), LOST.values(), ids=LOST.keys())
async def test_a_call_may_never_be_answered(telegram: TelegramWorld, bot: Bot, ann: Someone, after: bool, arrived: int) -> None:
    telegram.faults.hang("sendMessage", after=after)
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "x", read_timeout=0.05)
    assert len(ann.answers()) == arrived
    assert telegram.log.of("sendMessage")[-1].outcome == "hang"


async def test_all_calls_can_be_slow(telegram: TelegramWorld, bot: Bot, ann: Someone) -> None:
    telegram.faults.delay_s = 10
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "x", read_timeout=0.05)
    telegram.faults.clear()
    await bot.send_message(ann.id, "y")
    assert [each.text for each in ann.answers()] == ["y"]


async def test_the_log_has_parameters_time_and_outcome(telegram: TelegramWorld, bot: Bot, ann: Someone) -> None:
    await bot.send_message(ann.id, "x")
    [call] = telegram.log.of("sendMessage")
    assert (call.given["text"], call.at, call.outcome) == ("x", telegram.telegram.world.now(), 200)


class Seconds:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def paced(faults: Faults, chat_id: int) -> int | None:
    try:
        faults.pace("sendMessage", chat_id)
    except Refused as refused:
        return refused.retry_after_s
    return None


def test_limits_let_a_burst_pass_and_then_one_a_second() -> None:
    seconds = Seconds()
    faults = Faults(seconds)
    faults.limits = True
    assert [paced(faults, 1) for _ in range(6)] == [None] * 5 + [1]
    seconds.at = 1.0
    assert [paced(faults, 1), paced(faults, 1)] == [None, 1]
    assert paced(faults, 2) is None


def test_limits_hold_thirty_a_second_in_all() -> None:
    faults = Faults(Seconds())
    faults.limits = True
    assert [paced(faults, chat) for chat in range(31)].count(None) == 30


def test_without_the_switch_there_are_no_limits() -> None:
    faults = Faults(Seconds())
    assert [paced(faults, 1) for _ in range(100)] == [None] * 100


async def test_two_worlds_do_not_know_each_other(telegram: TelegramWorld, ann: Someone) -> None:
    async with TelegramWorld() as other, client(other) as stranger:
        with pytest.raises(BadRequest, match="Chat not found"):
            await stranger.send_message(ann.id, "x")
