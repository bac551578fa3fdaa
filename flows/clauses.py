"""Sentences cut into clauses, and how far denials and other people reach in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from flows.spelling import words_of

NAMED_BACK = 2
"""Tokens before a place or a cause in which a denial still reaches it: "not my neck"."""

ASKED_BACK = 4
"""Tokens before a sign in which an "if" still makes it a question only."""

LOOK_BACK = 6
"""Tokens before a sign in which a denial still reaches it; in a list it reaches on to the list's end."""

_ENDS = re.compile(r"(?<!\d)\.|\.(?!\d)|[!?;\n]+|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+|\s[-–—]+\s")
"""Full stops and what people set in their place: line breaks, dashes, little pictures."""


class Lexicon(Protocol):
    """What cutting needs to know of a language; `flows/tokens.py` has it."""

    joining: frozenset[str]
    starting: frozenset[str]
    ends: frozenset[str]
    self_said: frozenset[str]

    def plain(self, text: str) -> str: ...

    def mended(self, token: str) -> str: ...

    def found(self, tokens: tuple[str, ...]) -> Mapping[int, list[tuple[int, int]]]: ...

    def marks(self, tokens: tuple[str, ...], found: Mapping[int, list[tuple[int, int]]]) -> Mapping[str, frozenset[int]]: ...

    def denies_behind(self, tokens: tuple[str, ...]) -> bool: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a clause something was found."""

    id: str
    start: int
    length: int
    unclear: bool = False
    own: frozenset[int] = frozenset()  # the tokens it is made of, without those between
    weak: bool = False

    @property
    def places(self) -> range:
        """The tokens that it is made of, and those between."""
        return range(self.start, self.start + self.length)


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence. `cuts` are places after which a comma stood; `others` those where somebody else is named.

    `past`, `present` and `asked` are places of words such as "years ago", "now" and "if"; `only_asked` of "what would you
    say to", `hearsay` of "I read about", `owning` of "I have", `figures` of figures of speech; `denials` of words that
    deny, `pains` of words for pain, `blames` of "because",
    `happening` of words that tell of another person's state now. `of_oneself`: the writer is meant.
    """

    tokens: tuple[str, ...]
    cuts: frozenset[int]
    others: frozenset[int]
    went_on_about_another: bool
    past: frozenset[int]
    present: frozenset[int]
    asked: frozenset[int]
    only_asked: frozenset[int]
    hearsay: frozenset[int]
    owning: frozenset[int]
    figures: frozenset[int]
    denials: frozenset[int]
    pains: frozenset[int]
    blames: frozenset[int]
    happening: frozenset[int]
    of_oneself: bool
    found: Mapping[int, list[tuple[int, int]]]  # where the words of each pattern's parts stand

    def about_another(self, spot: Spot, lexicon: Lexicon) -> bool:
        """Was somebody else named last before the spot, and not the person who writes?"""
        for place in range(spot.start, -1, -1):
            if place in self.others:
                return True
            if self.tokens[place] in lexicon.self_said:
                return False
        return self.went_on_about_another or (bool(self.others) and not self.of_oneself)

    def long_ago(self, spot: Spot) -> bool:
        """Is a past named that reaches the spot, with no "now" between them?"""
        for place in self.past:
            between = range(*sorted((place, spot.start)))
            if not any(one in self.present for one in between):
                return True
        return False

    def supposed(self, spot: Spot) -> bool:
        """Does an "if" or "signs of" stand right before the spot, or is it asked about or was it only heard of?"""
        if any(spot.start - ASKED_BACK <= place < spot.start + spot.length for place in self.asked - spot.own):
            return True
        return any(self._reaches_unowned(place, spot) for place in (*self.only_asked, *self.hearsay))

    def _reaches_unowned(self, place: int, spot: Spot) -> bool:
        """With no "I have" between: "what would you say to this: I have chest pain" is no question about others."""
        first, last = sorted((place, spot.start))
        return not any(first < one <= last for one in self.owning)

    def denies_name(self, spot: Spot) -> bool:
        """Is a place or a cause denied? Lists of denied signs, such as "no weakness just a stiff back", do not reach it."""
        near = range(max(0, spot.start - NAMED_BACK), spot.start)
        return any(place in self.denials and self.cuts.isdisjoint(range(place, spot.start)) for place in near)

    def denies(self, spot: Spot, lexicon: Lexicon) -> bool:
        """Does a denial before the spot reach it, or stand right behind it?"""
        if self._denied_behind(spot, lexicon):
            return True
        if any(place in self.denials for place in spot.places if place not in spot.own):
            return True
        for place in range(spot.start - 1, -1, -1):
            if self._new_start(place + 1, lexicon):
                return False
            if place in self.denials:
                return self._reaches(place, spot.start)
        return False

    def _denied_behind(self, spot: Spot, lexicon: Lexicon) -> bool:
        """A denial right behind the sign that ends there: "chest pain: none", but not "chest pain, no fever"."""
        end = spot.start + spot.length
        for length in (1, 2):
            last = end + length - 1
            ends = last == len(self.tokens) - 1 or last in self.cuts
            if ends and lexicon.denies_behind(self.tokens[end : end + length]):
                return True
        return False

    def _reaches(self, denial: int, sign: int) -> bool:
        """Near enough, or in one list with something near enough."""
        return sign - denial <= LOOK_BACK or any(cut in self.cuts for cut in range(denial, sign))

    def _new_start(self, place: int, lexicon: Lexicon) -> bool:
        """After a comma a person who says "I", "my", "it" begins anew."""
        joined = place - 1 in self.cuts or (place > 0 and self.tokens[place - 1] in lexicon.joining)
        return joined and self.tokens[place] in lexicon.starting


def clauses_of(text: str, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The text cut at full stops and at words such as "but", each part with whom and when it is about."""
    made: list[Clause] = []
    for sentence in _ENDS.split(lexicon.plain(text)):
        tokens, cuts = _tokens(sentence, lexicon)
        starts = [0, *(place for place, token in enumerate(tokens) if token in lexicon.ends and place > 0), len(tokens)]
        another = False
        for start, end in pairwise(starts):
            here = frozenset(cut - start for cut in cuts if start <= cut < end)
            clause = _clause(tokens[start:end], here, another, lexicon)
            made.append(clause)
            another = bool(clause.others) or (another and not set(clause.tokens) & lexicon.self_said)
    return tuple(made)


def _clause(tokens: tuple[str, ...], cuts: frozenset[int], another: bool, lexicon: Lexicon) -> Clause:
    found = lexicon.found(tokens)
    marks = lexicon.marks(tokens, found)
    aside = marks["others"] | marks["self_aside"]
    return Clause(
        tokens=tokens,
        cuts=cuts,
        others=marks["others"],
        went_on_about_another=another,
        past=marks["past"],
        present=marks["present"],
        asked=marks["hypothetical"],
        only_asked=marks["only_asked"],
        hearsay=marks["hearsay"],
        owning=marks["owning"],
        figures=marks["figures"],
        denials=marks["denials"],
        pains=marks["pains"],
        blames=marks["blames"],
        happening=marks["happening"],
        of_oneself=any(token in lexicon.self_said and place not in aside for place, token in enumerate(tokens)),
        found=found,
    )


def joined(first: Clause, second: Clause, lexicon: Lexicon) -> Clause:
    """Two clauses read as one, for signs that are told in two sentences."""
    cuts = first.cuts | {len(first.tokens) - 1} | {cut + len(first.tokens) for cut in second.cuts}
    return _clause(first.tokens + second.tokens, frozenset(cuts), first.went_on_about_another, lexicon)


def _tokens(sentence: str, lexicon: Lexicon) -> tuple[tuple[str, ...], frozenset[int]]:
    tokens: list[str] = []
    cuts: set[int] = set()
    for part in sentence.split(","):
        tokens += [lexicon.mended(token) for token in words_of(part)]
        cuts.add(len(tokens) - 1)
    return tuple(tokens), frozenset(cuts - {len(tokens) - 1})
