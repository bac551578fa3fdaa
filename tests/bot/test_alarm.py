"""Timers become turns, and the chat page can move the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.local_mode import LocalMode
from tests.bot.conftest import Runs
from tests.telegram import Someone, TelegramWorld


@pytest.fixture
def ann(telegram: TelegramWorld) -> Someone:
    return telegram.person(7, "Ann")


async def test_a_timer_wakes_when_its_time_has_come_and_not_before(runs: Runs, clock: MovableClock, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.says("timer routine:hold 60")
        await ann.sees("2 timer")
        clock.move(timedelta(seconds=59))
        await ann.says("still")
        await ann.sees("3 still")
        assert not any("due" in seen.text for seen in ann.answers())
        clock.move(timedelta(seconds=1))
        await ann.sees("due routine:hold")


async def test_timers_of_many_people_all_fire_oldest_first(runs: Runs, telegram: TelegramWorld, clock: MovableClock) -> None:
    people = [telegram.person(number) for number in range(1, 31)]
    async with runs():
        for one in people:
            await one.says("/start")
            await one.says(f"timer plan:x {one.id}")
        for one in people:
            await one.sees("2 timer")
        clock.move(timedelta(minutes=10))
        for one in people:
            await one.sees("due plan:x")


async def test_reminders_yield_while_much_waits_and_holds_do_not(runs: Runs, clock: MovableClock, ann: Someone) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.says("timer plan:x 60")
        await ann.says("timer routine:x 60")
        await ann.sees("3 timer")
        app.alarm.pressing = lambda: 10**6
        clock.move(timedelta(seconds=60))
        await ann.sees("due routine:x")
        await ann.says("next")
        await ann.sees("next")
        assert not any("due plan" in seen.text for seen in ann.answers())
        app.alarm.pressing = lambda: 0
        await ann.sees("due plan:x")


async def test_a_timer_that_could_not_be_kept_comes_again(
    runs: Runs, clock: MovableClock, ann: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.alarm.PAUSE_S", 0.0)
    tries = []

    async with runs():
        await ann.says("/start")
        await ann.says("timer plan:x 60")
        await ann.sees("2 timer")
        from bot.store import outbox

        put = outbox.put

        def once_full(*arguments: object) -> object:
            tries.append(1)
            if len(tries) == 1:
                raise OSError("no space left")
            return put(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr("bot.store.outbox.put", once_full)
        clock.move(timedelta(seconds=60))
        await ann.sees("due plan:x")
    assert [seen.text for seen in ann.answers()].count("due plan:x") == 1


async def test_skipping_moves_the_clock_to_the_next_timer_and_says_when_that_is(
    runs: Runs, clock: MovableClock, ann: Someone
) -> None:
    async with runs() as app:
        mode = LocalMode(app.database, app.turns, clock)
        assert await mode.skip(7) is None
        await ann.says("/start")
        await ann.says("timer plan:x 86400")
        await ann.sees("2 timer")
        assert await mode.skip(7) == "Tuesday 24 November, 08:00"
        await ann.sees("due plan:x")


async def test_skipping_waits_for_what_still_has_to_be_said(
    runs: Runs, telegram: TelegramWorld, clock: MovableClock, ann: Someone
) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.says("timer plan:x 86400")
        await ann.sees("2 timer")
        telegram.faults.refuse("sendMessage", 502)
        await ann.says("until 60 stretch")
        await telegram.called("sendMessage", times=3)
        await LocalMode(app.database, app.turns, clock).skip(7)
        await ann.sees("due plan:x")
    assert "stretch" in [seen.text for seen in ann.answers()]


async def test_starting_over_forgets_the_person(runs: Runs, clock: MovableClock, ann: Someone) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        await LocalMode(app.database, app.turns, clock).forget(7)
        await ann.says("who am I")
        await ann.sees("may I?")
