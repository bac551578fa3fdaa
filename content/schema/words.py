"""`words/`: how people talk in one language."""

from __future__ import annotations

from pydantic import Field

from content.schema.base import Content


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
    normal: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    yes: tuple[str, ...]
    no: tuple[str, ...]
    unsure: tuple[str, ...]
    commands: dict[str, tuple[str, ...]]
    numerals: dict[str, int]
    units_days: dict[str, float]
    named_days: dict[str, int] = Field(default_factory=dict)
    named_times: dict[str, str] = Field(default_factory=dict)
    weekdays: dict[str, tuple[int, ...]] = Field(default_factory=dict)
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
