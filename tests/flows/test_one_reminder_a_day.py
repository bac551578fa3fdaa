"""A local date has one reminder at most, whatever clocks and zones do, and none that comes late or at night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from content import Library
from flows.engine import step
from flows.types import Left, Person, Plan, Reply, Returned, StartTimer, Step, TimerDue, Urgency

DUE = datetime(2026, 11, 23, 7, tzinfo=UTC)  # eight o'clock in Berlin
KEY = "plan:reminder"


def planner(at: time = time(8)) -> Person:
    return Person(1, consented_on=DUE, zone="Europe/Berlin", plan=Plan(at, tuple(range(7))))


def planned(taken: Step) -> datetime | None:
    return next((one.due for one in taken.effects if isinstance(one, StartTimer) and one.key == KEY), None)


def reminders(taken: Step) -> list[Reply]:
    return [one for one in taken.effects if isinstance(one, Reply) and one.urgency is Urgency.REMINDER]


def test_a_clock_that_is_set_back_brings_no_second_reminder(library: Library) -> None:
    reminded = step(planner(), None, TimerDue(DUE, KEY, DUE), library).person
    before = DUE - timedelta(minutes=30)
    left = step(reminded, None, Left(before), library).person
    back = step(left, None, Returned(before + timedelta(minutes=1)), library)
    assert planned(back) == DUE + timedelta(days=1)


@pytest.mark.parametrize(
    ("at", "wakes_at", "until"),
    [
        pytest.param(time(8), timedelta(), timedelta(hours=2), id="two hours after it was due"),
        pytest.param(time(21), timedelta(minutes=5), timedelta(hours=1), id="when the night begins"),
        pytest.param(time(23), timedelta(), timedelta(hours=2), id="unless a time at night was chosen"),
    ],
)
def test_a_reminder_says_until_when_it_may_be_sent(library: Library, at: time, wakes_at: timedelta, until: timedelta) -> None:
    due = DUE.replace(hour=at.hour - 1)
    (reminder,) = reminders(step(planner(at), None, TimerDue(due + wakes_at, KEY, due), library))
    assert reminder.good_until == due + until
