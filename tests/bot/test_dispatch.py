"""What goes next, with lanes and everybody's pace together, and in a burst. Time is a number here and passes at once."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from heapq import heappop, heappush

import pytest

from bot.dispatch import MOST_ON_THEIR_WAY, MOST_THAT_CAN_WAIT, Dispatch
from bot.lanes import Work
from bot.messages import Message
from bot.store.outbox import Row
from flows.types import Urgency

AT = datetime(2026, 11, 23, tzinfo=UTC)
FAST = 1000.0
A_MOMENT_S = 1e-6


def row(number: int, person: int, urgency: str = "answer") -> Row:
    return Row(number, person, Urgency(urgency), Message(str(number), "screen"), AT)


def taken(dispatch: Dispatch, now: float) -> list[Work]:
    """All that leaves at this moment."""
    works = []
    while (work := dispatch.next(now)) is not None:
        works.append(work)
    return works


@pytest.mark.parametrize("urgency", ["reminder", "countdown"])
def test_what_can_wait_leaves_tokens_for_what_cannot(urgency: str) -> None:
    dispatch = Dispatch(30, FAST, 0)
    dispatch.put([row(one, one, urgency) for one in range(1, 50)], 0)
    assert len(taken(dispatch, 0)) == 1
    dispatch.put([row(one, one) for one in range(51, 60)], 0)
    assert [work.person_id for work in taken(dispatch, 0)] == [51, 52, 53, 54, 55]


def test_what_can_wait_goes_at_the_full_pace_when_nobody_talks() -> None:
    dispatch, now, sent = Dispatch(30, FAST, 0), 0.0, 0
    dispatch.put([row(one, one, "reminder") for one in range(1, 1001)], now)
    while (waits := dispatch.wait_s(now)) < 60:
        now += max(waits, A_MOMENT_S)
        for work in taken(dispatch, now):
            dispatch.done(work, now)
            sent += 1
    assert sent == 1000
    assert round(now) == round(1000 / 30)


def test_what_can_wait_leaves_places_on_the_way() -> None:
    """Requests that Telegram does not answer must not hold up answers, nor those danger."""
    dispatch = Dispatch(10**6, FAST, 0)
    dispatch.put([row(one, one, "reminder") for one in range(1, 301)], 0)
    assert sum(len(taken(dispatch, second)) for second in range(300)) == MOST_THAT_CAN_WAIT
    dispatch.put([row(one, one) for one in range(301, 601)], 0)
    assert len(taken(dispatch, 0)) == MOST_ON_THEIR_WAY - MOST_THAT_CAN_WAIT
    dispatch.put([row(601, 601, "danger")], 0)
    assert [work.person_id for work in taken(dispatch, 0)] == [601]


def test_what_could_not_be_stored_does_not_wait_behind_what_is_not_marked() -> None:
    dispatch = Dispatch(FAST, FAST, 0)
    dispatch.put([row(1, 7)], 0)
    (first,) = taken(dispatch, 0)
    dispatch.put([row(0, 7, "danger")], 0)
    (unkept,) = taken(dispatch, 0)
    dispatch.done(unkept, 0)
    dispatch.done(first, 0)
    assert (taken(dispatch, 0), len(dispatch), dispatch.on_their_way) == ([], 0, 0)


def test_a_chat_that_telegram_lets_wait_does_not_make_others_reminders_yield() -> None:
    dispatch = Dispatch(FAST, FAST, 0)
    dispatch.put([row(one, 7) for one in range(1, 500)], 0)
    assert dispatch.pressing(0) == 1
    (first,) = taken(dispatch, 0)
    dispatch.later(first, 600, 0, patient=False)
    assert dispatch.pressing(0) == 0
    dispatch.put([row(1, 8)], 0)
    (second,) = taken(dispatch, 0)
    dispatch.later(second, 600, 0, patient=True)  # the network: that holds up everybody
    assert dispatch.pressing(0) == 1


# --------------------------------------------------------------------------------------------------------------- burst
RATE, TALKERS_PER_S, ON_THE_WAY_S, ANSWERS = 30.0, 20.0, 0.05, 4000


def waits_of_answers(reminders: int) -> list[float]:
    """How long each answer waited before it left, sorted, while so many reminders are due at the same moment.

    Twenty people a second talk, at random; reminders come from the alarm as they do in `bot/alarm.py`, some at a time.
    """
    chance = random.Random(7)
    dispatch, now, number, waits = Dispatch(RATE, 1.0, 0), 0.0, 0, []
    talks_at, looks_at, arrived = 0.0, 0.0, dict[int, float]()
    on_their_way: list[tuple[float, int, Work]] = []
    while len(waits) < ANSWERS:
        if talks_at <= now:
            number, talks_at = number + 1, talks_at + chance.expovariate(TALKERS_PER_S)
            arrived[number] = now
            dispatch.put([row(number, number)], now)
        if looks_at <= now:
            looks_at = now + 0.25
            while reminders and dispatch.pressing(now) < 5 * RATE:
                number, reminders = number + 1, reminders - 1
                dispatch.put([row(number, number, "reminder")], now)
        while on_their_way and on_their_way[0][0] <= now:
            dispatch.done(heappop(on_their_way)[2], now)
        for work in taken(dispatch, now):
            heappush(on_their_way, (now + ON_THE_WAY_S, work.person_id, work))
            waits += [now - arrived.pop(work.person_id)] if work.person_id in arrived else []
        assert len(dispatch) < 300, "a hundred thousand reminders stay timers"
        ends_at = on_their_way[0][0] if on_their_way else talks_at
        now = min(talks_at, looks_at, ends_at, now + max(A_MOMENT_S, dispatch.wait_s(now)))
    return sorted(waits)


def test_a_hundred_thousand_reminders_delay_no_answer() -> None:
    """Nearly all answers leave at once, as if there were none; the slowest come within twice the time."""
    quiet, burst = waits_of_answers(0), waits_of_answers(100_000)
    most, slowest = ANSWERS * 9 // 10, ANSWERS * 99 // 100
    assert quiet[most] == burst[most] == 0.0
    assert burst[slowest] + ON_THE_WAY_S <= 2 * (quiet[slowest] + ON_THE_WAY_S)
