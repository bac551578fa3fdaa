"""`rules/` and `cautions/`: what sends a person to help, and what makes pressing stricter or stops it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from content.conditions import Condition, Truth, Value, parse
from content.schema.base import Cited, Content, Level, Pressure


class Example(Content):
    """A person in findings, and whether the rule fires for them. Tried whenever the file is loaded."""

    given: dict[str, Value]
    fires: bool


class _Conditional(Content):
    """Holds for some people; its examples are tried whenever the file is loaded."""

    id: str
    when: Condition
    sources: tuple[Cited, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = Field(min_length=2)
    note: str = ""

    @field_validator("when", mode="before")
    @classmethod
    def _parsed(cls, when: Any, info: Any) -> Condition:
        return parse(when, (info.context or {}).get("shared"))

    def ask(self, findings: Mapping[str, Value]) -> Truth:
        """Does it hold for a person with these findings?"""
        return self.when.ask(findings)

    @model_validator(mode="after")
    def _examples_hold(self) -> Self:
        for example in self.examples:
            if (self.ask(example.given) is Truth.YES) is not example.fires:
                kind = type(self).__name__.lower()
                raise ValueError(f"{kind} {self.id}: {example.given} should have fires={example.fires}")
        return self


class Rule(_Conditional):
    """When it holds, the person belongs on `level`. Texts: `rule-<id>-why`, `-do`, `-tell` (for the clinician)."""

    regions: tuple[str, ...] | Literal["all"]
    level: Level
    pressure: Pressure
    if_unsure: Level
    suspect: str

    def ask(self, findings: Mapping[str, Value]) -> Truth:
        """As every condition; of another region than the rule's, NO."""
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

    @model_validator(mode="after")
    def _consistent(self) -> Caution:
        if self.if_unsure.rank < self.pressure.rank:
            raise ValueError(f"caution {self.id}: if_unsure is stricter than pressure")
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
