"""What every content file must look like. Unknown keys are errors; ids are checked against each other in `library.py`.

The files say what is so and what follows from it; every sentence a person reads lives in `texts/<language>/` under an id
made from the ids here (`rule-<id>-why`), so that a second language is a second folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from content.conditions import Condition, Truth, Value, parse


class Level(StrEnum):
    """Where a person belongs, most urgent first."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    PHYSICIAN = "physician"
    SELF_CARE = "self_care"

    @cached_property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(Level).index(self)


class Pressure(StrEnum):
    """What probing and rolling is allowed, strictest first."""

    NONE = "none"
    LIGHT = "light"
    FULL = "full"

    @cached_property
    def rank(self) -> int:
        """0 for the strictest."""
        return list(Pressure).index(self)


class Content(BaseModel):
    """Frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


# ---------------------------------------------------------------------------------------------- vocabulary and sources
class NumberRange(Content):
    min: int
    max: int


class Vocabulary(Content):
    """Everything a dialog can learn about a person; ids are added, never renamed or removed."""

    choices: dict[str, tuple[str, ...]]
    numbers: dict[str, NumberRange]
    flags: dict[str, str]

    def takes(self, finding: str, value: Value) -> bool:
        """Is `value` one that `finding` can have? `None` (asked, not sure) always is."""
        if value is None:
            return finding in self.flags or finding in self.choices or finding in self.numbers
        if finding in self.flags:
            return isinstance(value, bool)
        if finding in self.choices:
            return value in self.choices[finding]
        if finding in self.numbers:
            limits = self.numbers[finding]
            return isinstance(value, int | float) and not isinstance(value, bool) and limits.min <= value <= limits.max
        return False


class Source(Content):
    """A guideline or paper. `read_on`: when the statement was last seen; `verified`: seen there, or from memory.

    `kind` says how good the evidence is; text: `source_kind-<kind>`.
    """

    title: str
    authors: str
    year: str
    where: str
    used_for: str
    kind: Literal[
        "guideline", "consensus", "official", "systematic_review", "trial", "study", "expert_review", "case_report",
        "patient_page", "judgement", "experience",
    ]  # fmt: skip
    verified: Literal["search", "memory"]
    read_on: date
    note: str = ""

    @field_validator("year", mode="before")
    @classmethod
    def _year_is_text(cls, year: Any) -> str:
        return str(year)


class Cited(Content):
    """A statement rests on `id` of sources.yaml, at the place `where` inside it."""

    id: str
    where: str = ""


class Example(Content):
    """A person in findings, and whether the rule fires for them. Tried whenever the file is loaded."""

    given: dict[str, Value]
    fires: bool


# ---------------------------------------------------------------------------------------------- rules and cautions
class _Conditional(Content):
    id: str
    when: Condition
    sources: tuple[Cited, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = Field(min_length=2)
    note: str = ""

    @field_validator("when", mode="before")
    @classmethod
    def _parsed(cls, when: Any, info: Any) -> Condition:
        return parse(when, (info.context or {}).get("shared"))


class Rule(_Conditional):
    """When it holds, the person belongs on `level`. Texts: `rule-<id>-why`, `-do`, `-tell` (for the clinician)."""

    regions: tuple[str, ...] | Literal["all"]
    level: Level
    pressure: Pressure
    if_unsure: Level
    suspect: str

    def ask(self, findings: Mapping[str, Value]) -> Truth:
        """Does it hold for a person with these findings?"""
        if self.regions != "all":
            region = findings.get("region")
            if region is None:
                return min(Truth.UNKNOWN, self.when.ask(findings))
            if region not in self.regions:
                return Truth.NO
        return self.when.ask(findings)

    @model_validator(mode="after")
    def _consistent(self) -> Rule:
        if self.level is Level.SELF_CARE:
            raise ValueError(f"rule {self.id}: a rule refers; self-care is what is left when none does")
        if self.pressure is not Pressure.NONE:
            raise ValueError(f"rule {self.id}: whoever is referred is not pressed before the visit")
        if self.if_unsure.rank < self.level.rank:
            raise ValueError(f"rule {self.id}: if_unsure is more urgent than level")
        for example in self.examples:
            if (self.ask(example.given) is Truth.YES) is not example.fires:
                raise ValueError(f"rule {self.id}: {example.given} should have fires={example.fires}")
        return self


class Scope(StrEnum):
    """How far a caution reaches."""

    SITE = "site"
    REGION = "region"
    WHOLE_BODY = "whole_body"


class Caution(_Conditional):
    """Makes pressure stricter, never a level. Texts: `caution-<id>-why`, `-how`."""

    pressure: Literal[Pressure.NONE, Pressure.LIGHT]
    if_unsure: Pressure
    scope: Scope
    stops: tuple[str, ...] = ()

    def ask(self, findings: Mapping[str, Value]) -> Truth:
        """Does it hold for a person with these findings?"""
        return self.when.ask(findings)

    @model_validator(mode="after")
    def _consistent(self) -> Caution:
        if self.if_unsure.rank < self.pressure.rank:
            raise ValueError(f"caution {self.id}: if_unsure is stricter than pressure")
        for example in self.examples:
            if (self.ask(example.given) is Truth.YES) is not example.fires:
                raise ValueError(f"caution {self.id}: {example.given} should have fires={example.fires}")
        return self


class Tag(Content):
    """What a tag in `stops` takes out of the routines. `variants` narrows `points` to these techniques."""

    points: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    floor: bool = False


class Site(Content):
    """A place nobody presses or rolls. Texts: `site-<id>-where`, `-why`, `-instead`."""

    id: str
    regions: tuple[str, ...]
    forbidden: tuple[str, ...] | Literal["all"]
    sources: tuple[Cited, ...] = Field(min_length=1)


class TechniqueCaution(Content):
    """Limits of a technique. Text: `technique_caution-<technique>` (lines)."""

    technique: str
    sources: tuple[Cited, ...] = Field(min_length=1)


# ---------------------------------------------------------------------------------------------- cards
class Card(Content):
    """One question as shown.

    kind:
        choice: one of the values of the finding in `settles`.
        number: a number of the finding in `settles`, typed or from `offers`.
        several: tick the flags in `settles` that apply.
        overview: tick the groups (cards of kind several) that apply; a group not ticked is settled as no, a ticked one
            is asked in its own card.
    Texts: `card-<id>`, `card-<id>-why` (why do you ask), `card-<id>-label` and `-line` where it stands in an overview.
    """

    id: str
    kind: Literal["choice", "number", "several", "overview"]
    settles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    offers: tuple[int, ...] = ()
    unsure: bool = True
    only_if: Condition | None = None
    sources: tuple[Cited, ...] = Field(min_length=1)

    @field_validator("only_if", mode="before")
    @classmethod
    def _parsed(cls, only_if: Any, info: Any) -> Condition | None:
        return None if only_if is None else parse(only_if, (info.context or {}).get("shared"))

    @model_validator(mode="after")
    def _shape(self) -> Card:
        if (self.kind == "overview") is not bool(self.groups) or (self.kind == "overview") is bool(self.settles):
            raise ValueError(f"card {self.id}: an overview has groups, every other card settles findings")
        if self.kind in ("choice", "number") and len(self.settles) != 1:
            raise ValueError(f"card {self.id}: a {self.kind} settles exactly one finding")
        return self


# ---------------------------------------------------------------------------------------------- techniques
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


# ---------------------------------------------------------------------------------------------- routines
class Variant(Content):
    """How one technique is done at one point. Text: `point-<point>-<technique>` (lines). `draw` is for the illustrator."""

    picture: str
    draw: str
    light_roller: bool = False


class Point(Content):
    """A place to press. Texts: `point-<id>-name`, `-find`, `-avoid`, `-mistake`, `-refers`."""

    id: str
    muscle: str
    variants: dict[str, Variant]


class MoveDose(Content):
    """How often or how long: `times` (each side if `each_side`), `sets`, `hold_seconds`, or `seconds` by the timer."""

    times: int | None = None
    sets: int = 1
    hold_seconds: int | None = None
    seconds: int | None = None
    each_side: bool = False


class FinishingMove(Content):
    """Texts: `move-<id>-name`, `-how` (lines), `-dose`, `-mistake`."""

    id: str
    regions: tuple[str, ...]
    picture: str
    draw: str
    dose: MoveDose
    sources: tuple[Cited, ...] = Field(min_length=1)


class CauseFamily(Content):
    """Texts: `cause-<id>-advice` (lines), `-dose`, `-micro_break`."""

    id: str
    covers: tuple[str, ...]
    start_light_days: int = 0
    sources: tuple[Cited, ...] = Field(min_length=1)


class Neighbour(Content):
    """A place that shares the pain. Text: `routine-<routine>-neighbour-<point>`."""

    point: str


class Routine(Content):
    """Region and cause family to an order of points. Text: `routine-<id>-advice`."""

    id: str
    region: str
    cause: str
    order: tuple[str, ...] = Field(min_length=1)
    neighbours: tuple[Neighbour, ...] = ()
    finish: tuple[str, ...] = Field(min_length=1, max_length=3)
    sources: tuple[Cited, ...] = Field(min_length=1)


# ---------------------------------------------------------------------------------------------- check-ins
class CheckinQuestion(Content):
    """Text: `checkin-<id>`; a choice has `checkin-<id>-<option>`."""

    id: str
    type: Literal["nrs", "choice", "multi", "text", "int"]
    options: tuple[str, ...] = ()
    only_if: dict[str, tuple[str, ...]] = {}


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


# ---------------------------------------------------------------------------------------------- places and words
class Crisis(Content):
    name: str
    number: str


class Country(Content):
    """Numbers as people dial them; `ambulance` first, `also` works as well."""

    name: str
    ambulance: str
    also: tuple[str, ...] = ()
    crisis: Crisis | None = None
    advice_line: str = ""


class Countries(Content):
    sources: tuple[Cited, ...] = Field(min_length=1)
    default: str
    numbers: dict[str, Country]


class Phrase(Content):
    """How people say one finding, region or cause. `ask`: unclear, so one question first."""

    id: str
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    act_at_once: bool = False


class Pattern(Content):
    """A sign said in words that stand near each other in any order: one of each part within `within` tokens of the first.

    A word ending in `*` stands for all words that begin so. `unless`: words in the clause that make it something else.
    """

    id: str
    all: tuple[tuple[str, ...], ...] = Field(min_length=1)
    within: int = 6
    unless: tuple[str, ...] = ()


class Words(Content):
    """How people talk in one language; see `words/README` at the top of the file."""

    negation: tuple[str, ...]
    negation_ends: tuple[str, ...]
    not_negations: tuple[str, ...]
    other_person: tuple[str, ...]
    past: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    hypothetical: tuple[str, ...] = ()
    normal: dict[str, tuple[str, ...]] = {}
    yes: tuple[str, ...]
    no: tuple[str, ...]
    unsure: tuple[str, ...]
    commands: dict[str, tuple[str, ...]]
    numerals: dict[str, int]
    units_days: dict[str, float]
    named_days: dict[str, int] = {}
    named_times: dict[str, str] = {}
    weekdays: dict[str, tuple[int, ...]] = {}
    choices: dict[str, dict[str, tuple[str, ...]]]
    negation_behind: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    self_said: tuple[str, ...] = ()
    self_aside: tuple[str, ...] = ()
    dated_by: tuple[str, ...] = ()
    not_durations: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    flags: tuple[Phrase, ...]
    regions: tuple[Phrase, ...]
    causes: tuple[Phrase, ...]


class Opening(Content):
    """Which cards come first, and in which order."""

    order: tuple[str, ...] = Field(min_length=1)
