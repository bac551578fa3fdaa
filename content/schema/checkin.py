"""`checkin.yaml`: what is asked before sessions and after them, and what follows from the answers."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from content.schema.base import Cited, Content


class CheckinQuestion(Content):
    """Text: `checkin-<id>`; a choice has `checkin-<id>-<option>`."""

    id: str
    type: Literal["nrs", "choice", "multi", "text", "int"]
    options: tuple[str, ...] = ()
    only_if: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Rescreen(Content):
    """A danger-sign question asked before every session. Text: `rescreen-<id>`; a yes opens its flags."""

    id: str
    flags: tuple[str, ...] = Field(min_length=1)
    regions: tuple[str, ...] | Literal["all"] = "all"
    weekly_only: bool = False
    sources: tuple[Cited, ...] = Field(min_length=1)


class Decision(Content):
    """First match wins. `when` is read by `flows/programme.py`. Text: `decision-<id>`."""

    id: str
    when: dict[str, Any]
    action: Literal[
        "stop_emergency", "stop_urgent", "stop_physician", "moves_only", "rest_day", "regress", "restart", "hold",
        "graduate", "change_plan", "make_easier", "progress",
    ]  # fmt: skip
    ladder: int = 0
    rest_days: int = 0
    set_flag: str | None = None
    sources: tuple[Cited, ...] = Field(min_length=1)


class Threshold(Content):
    """A named condition over measures, used by decisions."""

    when: dict[str, Any]
    twice_in_a_row: bool = False
    sources: tuple[Cited, ...] = Field(min_length=1)


class Checkin(Content):
    baseline: tuple[CheckinQuestion, ...]
    daily: tuple[CheckinQuestion, ...]
    weekly: tuple[CheckinQuestion, ...]
    rescreen: tuple[Rescreen, ...]
    measures: dict[str, str]
    reaction: dict[Literal["green", "amber", "red"], dict[str, Any]]
    reaction_sources: tuple[Cited, ...] = Field(min_length=1)
    thresholds: dict[str, Threshold]
    decisions: tuple[Decision, ...]
    default_times: tuple[str, ...]
    quiet_after_missed_days: int
    max_weeks_without_improvement: int
    max_weeks_total: int
    help_follow_up_hours: int
    programme_sources: tuple[Cited, ...] = Field(min_length=1)
