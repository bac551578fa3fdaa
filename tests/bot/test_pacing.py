"""How fast, as pure functions of a small state and the time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import FLOOD_EVENTS, Bucket, Flood, Pace, Verdict, backoff_s


def test_a_bucket_lets_a_burst_pass_and_then_one_a_second() -> None:
    bucket = Bucket.full(rate=1, burst=5, now=0)
    for _ in range(5):
        assert bucket.wait_s(0) == 0
        bucket = bucket.taken(0)
    assert bucket.wait_s(0) == 1
    assert bucket.wait_s(0.75) == 0.25
    assert bucket.wait_s(1) == 0


@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=200), st.floats(0.5, 50), st.floats(1, 10))
def test_no_more_than_rate_and_burst_ever_pass(pauses: list[float], rate: float, burst: float) -> None:
    bucket, now, passed = Bucket.full(rate, burst, 0), 0.0, 0
    for pause in pauses:
        now += pause
        if bucket.wait_s(now) <= 0:
            bucket, passed = bucket.taken(now), passed + 1
    assert passed <= burst + rate * now + 1


def test_one_chat_told_to_wait_slows_nobody_else() -> None:
    pace = Pace.of(30, 0).told_to_wait(1, 0).told_to_wait(1, 0.5)
    assert pace.bucket.rate == 30


def test_chats_told_to_wait_far_apart_slow_nobody_else() -> None:
    assert Pace.of(30, 0).told_to_wait(1, 0).told_to_wait(2, 1.5).bucket.rate == 30


def test_several_chats_within_a_second_slow_everybody_until_it_stops() -> None:
    pace = Pace.of(30, 0).told_to_wait(1, 0).told_to_wait(2, 0.5)
    assert pace.bucket.rate == 15
    assert pace.sent(2).bucket.rate == 15
    now = 2.0
    while pace.bucket.rate < 30:
        now += 6
        pace = pace.sent(now)
    assert now < 90
    assert pace.sent(now + 100).bucket.rate == 30


def test_the_pace_never_falls_below_a_message_a_second() -> None:
    pace = Pace.of(30, 0)
    for chat in range(50):
        pace = pace.told_to_wait(chat, chat * 0.1)
    assert pace.bucket.rate == 1


@pytest.mark.parametrize(("tries", "wait_s"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (10_000, 300)])
def test_waiting_doubles_up_to_five_minutes(tries: int, wait_s: float) -> None:
    assert backoff_s(tries, 0.5) == wait_s
    assert backoff_s(tries, 0) == wait_s * 0.75
    assert backoff_s(tries, 1) == wait_s * 1.25


def test_a_flood_is_noted_once_and_ends_by_itself() -> None:
    flood, verdicts = Flood(), []
    for number in range(FLOOD_EVENTS + 3):
        verdict, flood = flood.judged(number * 0.1)
        verdicts.append(verdict)
    assert verdicts == [Verdict.TAKEN] * FLOOD_EVENTS + [Verdict.NOTED, Verdict.DROPPED, Verdict.DROPPED]
    assert flood.over(20)
    assert flood.judged(20)[0] is Verdict.TAKEN
