"""`questions/`: the cards of the triage, and which of them come first."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from content.conditions import Condition, parse
from content.schema.base import Cited, Content

AS_A_LINE = {"onset": ("sudden", "gradual")}
"""Choices of two that the card that decides may ask as one line more: what a tick means, and what none means."""


class Card(Content):
    """One question as shown.

    kind:
        choice: one of the values of the finding in `settles`.
        number: a number of the finding in `settles`, typed or from `offers`.
        several: tick the flags in `settles` that apply.
        overview: tick the groups (cards of kind several) that apply; a group not ticked is settled as no, a ticked one
            is asked in its own card.
        confirm: shows what was told before and lasts (`Lasting`), to be confirmed; there is one such card.
        deciding: tick of the signs that decide the emergencies hinted at; the rules say which, and there is one such card.
    stale_after_h: hours after which an answer to it, and to the cards of its groups, is asked again in the same triage.
    Texts: `card-<id>`, `card-<id>-why` (why do you ask), `card-<id>-label` and `-line` where it stands in an overview.
    """

    id: str
    kind: Literal["choice", "number", "several", "overview", "confirm", "deciding"]
    settles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    offers: tuple[int, ...] = ()
    unsure: bool = True
    only_if: Condition | None = None
    stale_after_h: int | None = Field(None, ge=1)
    sources: tuple[Cited, ...] = Field(min_length=1)

    @field_validator("only_if", mode="before")
    @classmethod
    def _parsed(cls, only_if: Any, info: Any) -> Condition | None:
        return None if only_if is None else parse(only_if, (info.context or {}).get("shared"))

    @model_validator(mode="after")
    def _shape(self) -> Card:
        settles_nothing = self.kind in ("overview", "confirm", "deciding")
        if (self.kind == "overview") is not bool(self.groups) or settles_nothing is bool(self.settles):
            raise ValueError(f"card {self.id}: only overviews have groups, and every other card settles findings")
        if self.kind in ("choice", "number") and len(self.settles) != 1:
            raise ValueError(f"card {self.id}: a {self.kind} settles exactly one finding")
        return self


class Opening(Content):
    """Which cards come first, and in which order."""

    order: tuple[str, ...] = Field(min_length=1)


class Lasting(Content):
    """Findings that are confirmed and not asked twice, where they were told within so many months."""

    months: int = Field(ge=1)
    findings: tuple[str, ...] = Field(min_length=1)
    sources: tuple[Cited, ...] = Field(min_length=1)
