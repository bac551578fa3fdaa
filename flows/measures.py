"""Measures over the diary, as `content/checkin.yaml` names them, and the conditions that decisions are written in.

A measure that cannot be computed yet is None and makes its comparison false: nothing is decided on what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from statistics import fmean, median
from typing import Any

from content.schema import Checkin
from flows.types import Entry, Note, Person, Programme

LEAST_FOR_PERCENT = 2
"""Below this start value a change in percent says nothing."""


@dataclass(frozen=True)
class Course:
    """A person's course up to `at`, read from the diary."""

    person: Person
    programme: Programme
    checkin: Checkin
    at: datetime

    # ------------------------------------------------------------------------------------------------ what is there
    @cached_property
    def baseline(self) -> Mapping[str, Note]:
        return next((entry.values for entry in self.programme.diary if entry.kind == "baseline"), {})

    @cached_property
    def checkins(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.programme.diary if entry.kind == "checkin")

    @cached_property
    def sessions(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.programme.diary if entry.kind == "session")

    @cached_property
    def latest(self) -> Mapping[str, Note]:
        """The newest answer to each question."""
        known: dict[str, Note] = {}
        for entry in self.checkins:
            known |= {question: value for question, value in entry.values.items() if value is not None}
        return known

    def _recent(self, question: str, days: float) -> list[float]:
        since = self.at - timedelta(days=days)
        values = [entry.values.get(question) for entry in self.checkins if entry.at >= since]
        return [float(value) for value in values if isinstance(value, int | float)]

    def _start(self, question: str) -> float | None:
        value = self.baseline.get(question)
        return float(value) if isinstance(value, int | float) else None

    # ------------------------------------------------------------------------------------------------ measures
    def measure(self, name: str) -> float | None:
        """A measure, or the newest number answered to a question."""
        computed = getattr(self, f"_{name}", None)
        if computed is not None:
            value: float | None = computed()
            return value
        told = self.latest.get(name, self.baseline.get(name))
        return float(told) if isinstance(told, int | float) and not isinstance(told, bool) else None

    def _nrs_change(self) -> float | None:
        return _difference(_mean(self._recent("d_now", 3)), self._start("base_now"))

    def _nrs_change_pct(self) -> float | None:
        return _percent(self._nrs_change(), self._start("base_now"))

    def _worst_change(self) -> float | None:
        return _difference(_mean(self._recent("d_worst", 3)), self._start("base_worst"))

    def _usual(self) -> float | None:
        values = self._recent("d_now", 7)
        return median(values) if values else None

    def _today_vs_usual(self) -> float | None:
        before = self._recent("d_now", 7)
        return before[-1] - median(before[:-1]) if len(before) > 1 else None

    def _activity_change(self) -> float | None:
        return _difference(self.measure("w_activity"), self._start("activity_score"))

    def _three_item(self) -> float | None:
        return _mean_of_all([self.measure(name) for name in ("w_average", "w_joy", "w_tasks")])

    def _three_item_change_pct(self) -> float | None:
        start = _mean_of_all([self._start(name) for name in ("base_average", "joy_score", "tasks_score")])
        return _percent(_difference(self._three_item(), start), start)

    def _days_since_start(self) -> float | None:
        return float((self.at - self.sessions[0].at).days) if self.sessions else None

    def _weeks_since_start(self) -> float | None:
        return float((self.at - self.sessions[0].at).days // 7) if self.sessions else None

    def _adherence_pct(self) -> float | None:
        days = self.measure("w_days")
        planned = len(self.person.plan.days) if self.person.plan else 7
        return None if days is None else 100 * days / planned

    def _greens_in_row(self) -> float | None:
        return float(self._in_row("green"))

    def _ambers_in_row(self) -> float | None:
        return float(self._in_row("amber"))

    def _days_since_last_session(self) -> float | None:
        return float((self.at - self.sessions[-1].at).days) if self.sessions else None

    def _hours_worse(self) -> float | None:
        return {"bit_worse": 24.0, "worse": 48.0}.get(str(self.latest.get("d_reaction")))

    # ------------------------------------------------------------------------------------------------ reactions
    def reactions(self) -> tuple[tuple[datetime, str], ...]:
        """The colour of each check-in that had one, oldest first."""
        coloured = ((entry.at, self._colour(entry.values)) for entry in self.checkins)
        return tuple((at, colour) for at, colour in coloured if colour is not None)

    def _colour(self, answers: Mapping[str, Note]) -> str | None:
        if answers.get("d_reaction") in (None, "no_session"):
            return None
        return next((colour for colour in ("red", "amber", "green") if self._told(self.checkin.reaction[colour], answers)), None)

    def _told(self, when: Mapping[str, Any], answers: Mapping[str, Note]) -> bool:
        """A reaction's condition over the answers of one check-in."""
        match when:
            case {"all": [*parts]}:
                return all(self._told(part, answers) for part in parts)
            case {"any": [*parts]}:
                return any(self._told(part, answers) for part in parts)
            case {"answer": str(question), "in": [*options]}:
                return answers.get(question) in options
            case {"measure": str(name), **limits}:
                value = answers.get(name)
                return isinstance(value, int | float) and _within(float(value), limits)
        return False

    def _in_row(self, colour: str) -> int:
        count = 0
        for _, one in reversed(self.reactions()):
            if one != colour:
                break
            count += 1
        return count

    # ------------------------------------------------------------------------------------------------ conditions
    def holds(self, when: Mapping[str, Any]) -> bool:
        """Does a decision's condition hold now?"""
        match when:
            case {"all": [*parts]}:
                return all(self.holds(part) for part in parts)
            case {"any": [*parts]}:
                return any(self.holds(part) for part in parts)
            case {"not": inner}:
                return not self.holds(inner)
            case {"measure": str(name), **limits}:
                value = self.measure(name)
                return value is not None and _within(value, limits)
            case {"answer": str(question), "in": [*options]}:
                return self.latest.get(question) in options
            case {"threshold": str(name)}:
                return self._crossed(name)
            case {"reaction": str(colour)}:
                reactions = self.reactions()
                return bool(reactions) and reactions[-1][1] == colour
            case {"reaction_count": str(colour), "within_days": days, "ge": least}:
                since = self.at - timedelta(days=days)
                return sum(one == colour and at >= since for at, one in self.reactions()) >= int(least)
            case {"always": True}:
                return True
        return False  # rescreen_level: danger signs go to the triage before anything is decided here

    def _crossed(self, name: str) -> bool:
        threshold = self.checkin.thresholds[name]
        if not self.holds(threshold.when):
            return False
        if not threshold.twice_in_a_row:
            return True
        weekly = [entry for entry in self.checkins if "w_days" in entry.values]
        return len(weekly) > 1 and self._before(weekly[-2].at).holds(threshold.when)

    def _before(self, at: datetime) -> Course:
        """The course as it stood then."""
        diary = tuple(entry for entry in self.programme.diary if entry.at <= at)
        return Course(self.person, _with_diary(self.programme, diary), self.checkin, at)


def _with_diary(programme: Programme, diary: tuple[Entry, ...]) -> Programme:
    return replace(programme, diary=diary)


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _mean_of_all(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known and len(known) == len(values) else None


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _percent(change: float | None, start: float | None) -> float | None:
    if change is None or start is None or start < LEAST_FOR_PERCENT:
        return None
    return 100 * change / start


def _within(value: float, limits: Mapping[str, Any]) -> bool:
    ways = {
        "ge": lambda limit: value >= limit,
        "gt": lambda limit: value > limit,
        "le": lambda limit: value <= limit,
        "lt": lambda limit: value < limit,
        "eq": lambda limit: value == limit,
    }
    return all(bool(ways[way](limit)) for way, limit in limits.items())
