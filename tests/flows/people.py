"""People to begin a story with: what they have at hand, what their programme allows, what is in their diary."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content.conditions import Value
from flows.types import Entry, Person, Programme
from tests.talk import START

EVERYTHING = ("ball", "smooth_roller", "knobbed_roller", "helper")
ORDINARY: dict[str, Value] = {
    "region": "lower_back", "cause": "desk_work", "duration_days": 21, "pain_now": 4, "onset": "gradual", "age_years": 38,
}  # fmt: skip
"""The findings of somebody whose result is self-care at full pressure."""

BASE = Entry(
    START - timedelta(days=60),
    "baseline",
    {"base_now": 6, "base_worst": 8, "base_average": 6, "activity_score": 4, "joy_score": 6, "tasks_score": 6},
)


def programme(region: str = "upper_back", cause: str = "desk_work", pressure: str = "full", **more: object) -> Programme:
    plain = Programme(region, cause, "left", pressure, (), (), {"region": region, "cause": cause}, START - timedelta(days=30))
    return replace(plain, **more)  # type: ignore[arg-type]


def somebody(equipment: tuple[str, ...] = EVERYTHING, minutes: int = 10, **more: object) -> Person:
    return Person(id=1, consented_on=START, equipment=equipment, minutes=minutes, age_years=40, programme=programme(**more))


def session(days_ago: float) -> Entry:
    return Entry(START - timedelta(days=days_ago), "session", {})


def checkin(days_ago: float, **values: object) -> Entry:
    return Entry(START - timedelta(days=days_ago), "checkin", values)  # type: ignore[arg-type]
