"""`words/`: how people talk in one language."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, InstanceOf, model_validator

from content.encoder import Encoder
from content.schema.base import Content


def _listed(given: Any) -> Any:
    """Long lists may be written as one text with commas, which loads several times faster."""
    return tuple(part for text in given.split(",") if (part := text.strip())) if isinstance(given, str) else given


Listed = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Phrase(Content):
    """How people say one finding, region or cause. `ask`: unclear, so one question first.

    `weak`: counts only where nothing says it more plainly, as "walk" for a sport.
    """

    id: str
    match: Listed = ()
    weak: Listed = ()
    no_match: Listed = ()
    ask: Listed = ()
    act_at_once: bool = False


class Pattern(Content):
    """A sign said in words that stand near each other in any order: one of each part within `within` tokens of the first.

    A word ending in `*` stands for all words that begin so, `@name` for the words of a concept. `unless`: words in the
    clause that make it something else. `across`: the parts may stand in two sentences that follow each other.
    """

    id: str
    all: tuple[Listed, ...] = Field(min_length=1)
    within: int = 6
    unless: Listed = ()
    across: bool = False


class Learned(Content):
    """Weights by which one of `options` is chosen: for each piece of evidence a number an option, and `bias` without any."""

    options: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    @model_validator(mode="after")
    def one_weight_an_option(self) -> Learned:
        """A row that is too short would silently favour the first options."""
        wrong = [name for name, row in {"bias": self.bias, **self.weights}.items() if len(row) != len(self.options)]
        if wrong:
            raise ValueError(f"not {len(self.options)} weights: {', '.join(wrong[:3])}")
        return self


class Words(Content):
    """How people talk in one language; see `words/README` at the top of the file.

    `explained`: for a sign, what in the same sentence gives it a harmless reason; then it is not told but unclear.
    """

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
    dated_by: Listed = ()
    not_durations: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()
    common: Listed = ()
    shorthand: dict[str, str] = Field(default_factory=dict)
    kept_with_s: Listed = ()
    figures: Listed = ()
    only_asked: Listed = ()
    hearsay: Listed = ()
    owning: Listed = ()
    cause_markers: Listed = ()
    cause_precedence: Listed = ()
    score_before: Listed = ()
    score_behind: Listed = ()
    pain_words: Listed = ()
    ailing: Listed = ()
    begun_by: Listed = ()
    vague_numerals: Listed = ()
    ordinals: dict[str, int] = Field(default_factory=dict)
    expecting: Listed = ()
    not_scores: Listed = ()
    happening: Listed = ()
    concepts: dict[str, Listed] = Field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
    signs: tuple[Pattern, ...] = ()
    explained: dict[str, Listed] = Field(default_factory=dict)
    flags: tuple[Phrase, ...]
    regions: tuple[Phrase, ...]
    causes: tuple[Phrase, ...]
    learned: dict[str, Learned] = Field(default_factory=dict)
    encoder: InstanceOf[Encoder] | None = None

    @model_validator(mode="after")
    def concepts_are_there(self) -> Words:
        """A pattern that names a concept nobody wrote down would silently never be found."""
        named = (word for pattern in self.signs for part in (*pattern.all, pattern.unless) for word in part)
        missing = sorted({word for word in named if word.startswith("@") and word[1:] not in self.concepts})
        if missing:
            raise ValueError(f"no such concept: {', '.join(missing)}")
        return self

    def words_in(self, part: tuple[str, ...]) -> tuple[str, ...]:
        """The words of a part of a pattern, those of its concepts included."""
        return tuple(one for word in part for one in (self.concepts[word[1:]] if word.startswith("@") else (word,)))
