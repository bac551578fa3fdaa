"""What all content files speak of: levels, pressure, findings and sources."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, field_validator

from content.conditions import Value


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
