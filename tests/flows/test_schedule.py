"""Wall clocks: reminders stay at their time of day, and each local date has one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.schedule import is_quiet, moment, next_due, shows

EVERY_DAY = range(7)


@pytest.mark.parametrize(
    ("zone", "at", "day", "utc"),
    [
        pytest.param("Europe/Berlin", time(2, 30), date(2026, 3, 29), "2026-03-29 01:30", id="Berlin jumps over 02:30"),
        pytest.param(
            "Europe/Berlin", time(2, 30), date(2026, 10, 25), "2026-10-25 00:30", id="Berlin has 02:30 twice: the first"
        ),
        pytest.param("America/New_York", time(2, 30), date(2026, 3, 8), "2026-03-08 07:30", id="New York jumps over 02:30"),
        pytest.param("America/New_York", time(1, 30), date(2026, 11, 1), "2026-11-01 05:30", id="New York has 01:30 twice"),
        pytest.param(
            "Australia/Lord_Howe", time(1, 30), date(2026, 4, 5), "2026-04-04 14:30", id="Lord Howe shifts half an hour"
        ),
        pytest.param("Africa/Cairo", time(0), date(2026, 4, 24), "2026-04-23 22:00", id="Cairo has no midnight that day"),
        pytest.param("America/Santiago", time(0), date(2026, 9, 6), "2026-09-06 04:00", id="Santiago has no midnight that day"),
        pytest.param("Asia/Kolkata", time(8), date(2026, 6, 1), "2026-06-01 02:30", id="a zone half an hour off"),
    ],
)
def test_a_wall_clock_time_is_one_moment(zone: str, at: time, day: date, utc: str) -> None:
    due = moment(day, at, ZoneInfo(zone))
    assert due == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    before = due - timedelta(hours=20)
    assert next_due(before, at, EVERY_DAY, ZoneInfo(zone)) == due


def test_a_reminder_stays_at_eight_when_clocks_change() -> None:
    zone, at = ZoneInfo("Europe/Berlin"), time(8)
    due = datetime(2026, 10, 20, 12, tzinfo=UTC)
    for _ in range(10):
        due = next_due(due, at, EVERY_DAY, zone)
        assert due.astimezone(zone).time() == at


def test_only_on_the_chosen_days() -> None:
    monday = datetime(2026, 1, 5, 12, tzinfo=UTC)
    due = next_due(monday, time(8), {0, 3}, ZoneInfo("UTC"))
    assert due == datetime(2026, 1, 8, 8, tzinfo=UTC)


def test_a_plan_without_days_is_refused() -> None:
    with pytest.raises(ValueError):
        next_due(datetime(2026, 1, 5, tzinfo=UTC), time(8), (), ZoneInfo("UTC"))


ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Santiago",
    "Pacific/Apia",
    "UTC",
]


@given(
    start=st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    at=st.times(),
    days=st.sets(st.integers(0, 6), min_size=1),
    zone=st.sampled_from(ZONES),
)
def test_reminders_come_once_a_local_date_and_never_stand_still(start: datetime, at: time, days: set[int], zone: str) -> None:
    at, clock = at.replace(second=0, microsecond=0), ZoneInfo(zone)
    dates = []
    due = start
    for _ in range(9):
        later = next_due(due, at, days, clock)
        assert later > due
        due = later
        dates.append(due.astimezone(clock).date())
    assert len(set(dates)) == len(dates)
    assert {day.weekday() for day in dates} <= days


@pytest.mark.parametrize(
    ("utc", "zone", "quiet"),
    [
        ("2026-01-05 21:30", "Europe/Berlin", True),
        ("2026-01-05 20:30", "Europe/Berlin", False),
        ("2026-01-05 05:30", "Europe/Berlin", True),
        ("2026-01-05 06:30", "Europe/Berlin", False),
    ],
)
def test_night_is_from_ten_to_seven(utc: str, zone: str, quiet: bool) -> None:
    assert is_quiet(datetime.fromisoformat(utc).replace(tzinfo=UTC), ZoneInfo(zone)) is quiet


@pytest.mark.parametrize(
    ("zone", "local", "utc", "so"),
    [
        pytest.param("Europe/Berlin", time(14, 35), "2026-01-05 13:31", True, id="a few minutes off"),
        pytest.param("America/New_York", time(9, 0), "2026-01-05 14:01", True, id="west"),
        pytest.param("Europe/Helsinki", time(1, 0), "2026-01-05 23:00", True, id="tomorrow there already"),
        pytest.param("America/New_York", time(23, 58), "2026-01-05 05:01", True, id="yesterday there still"),
        pytest.param("Asia/Kolkata", time(19, 31), "2026-01-05 14:01", True, id="half an hour"),
        pytest.param("Pacific/Auckland", time(3, 0), "2026-01-05 14:00", True, id="thirteen hours ahead"),
        pytest.param("Pacific/Pago_Pago", time(3, 0), "2026-01-05 14:00", True, id="or eleven behind"),
        pytest.param("Asia/Kathmandu", time(19, 30), "2026-01-05 14:00", False, id="a quarter of an hour is another zone"),
    ],
)
def test_a_clock_tells_its_zone(zone: str, local: time, utc: str, so: bool) -> None:
    assert shows(ZoneInfo(zone), local, datetime.fromisoformat(utc).replace(tzinfo=UTC)) is so
