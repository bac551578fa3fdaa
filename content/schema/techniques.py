"""`techniques/`: how one presses and rolls, how much of it, when to stop, and what is known of the effect."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from content.schema.base import Cited, Content, Pressure


class LadderStep(Content):
    """One rung: seconds of a press and presses a point, or seconds of rolling, pause on a spot, and sets."""

    step: int
    technique: str
    seconds: int | None = Field(default=None, ge=5, le=15)
    presses: int | None = None
    roll_seconds: int | None = Field(default=None, ge=30, le=120)
    pause_seconds: int | None = Field(default=None, ge=5, le=15)
    sets: int | None = None


class Technique(Content):
    """Texts: `technique-<id>-name`, `-for`, `-how` (lines), `-household` (lines), `-mistake`, `-light`."""

    id: str
    needs: Pressure
    equipment: Literal["none", "helper", "ball", "smooth_roller", "knobbed_roller"]
    press_seconds: tuple[int, ...] = ()
    presses_per_point: int | None = None
    points: int | None = None
    roll_seconds_per_muscle: tuple[int, ...] = ()
    sets: tuple[int, int] | None = None
    speed_cm_per_second: tuple[int, int] | None = None
    pause_on_spot_seconds: tuple[int, ...] = ()
    max_per_week: int | None = None
    sources: tuple[Cited, ...] = Field(min_length=1)


class ByPressure(Content):
    """A number that differs between light and full pressure."""

    light: int
    full: int


class SessionDose(Content):
    """The doses of a session: seconds, counts and minutes as their names say; tenderness on the 0-10 scale."""

    warm_up_seconds: int
    probe_seconds_max: int
    rest_between_presses_seconds: int
    points_per_session: ByPressure
    presses_per_point: ByPressure
    minutes_min: ByPressure
    minutes_max: ByPressure
    sessions_per_day_max: int
    tenderness_target_min: ByPressure
    tenderness_max: ByPressure
    tenderness_max_neck: int
    breathe_in_seconds: int
    breathe_out_seconds: int
    fresh_injury_pause_hours: int
    min_days_before_knobs: int
    knob_sessions_per_week_max: int
    max_step_light: int
    sources: tuple[Cited, ...] = Field(min_length=1)


class StopRule(Content):
    """A sign during a session. Texts: `stop-<id>-sign`, `stop-<id>-do`. `sets`: findings it means; empty: no new finding."""

    id: str
    sets: tuple[str, ...] = ()
    does: Literal["leave_point", "end_region", "halve", "step_down", "triage"]
    sources: tuple[Cited, ...] = Field(min_length=1)


class Evidence(Content):
    """A claim we make about the effect. Texts: `evidence-<id>-claim`, `-note`."""

    id: str
    strength: Literal["weak", "moderate", "strong", "none"]
    sources: tuple[Cited, ...] = Field(min_length=1)


class Techniques(Content):
    techniques: tuple[Technique, ...]
    ladder: tuple[LadderStep, ...]
    ladder_sources: tuple[Cited, ...] = Field(min_length=1)
    dose: SessionDose
    stop_rules: tuple[StopRule, ...]
    evidence: tuple[Evidence, ...]
