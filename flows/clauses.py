"""Sentences cut into clauses, and how far denials and other people reach in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

NAMED_BACK = 2
"""Tokens before a place or a cause in which a denial still reaches it: "not my neck"."""

ASKED_BACK = 4
"""Tokens before a sign in which an "if" still makes it a question only."""

LOOK_BACK = 6
"""Tokens before a sign in which a denial still reaches it; in a list it reaches on to the list's end."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*")
_CANNOT = re.compile(r"\bcan ?not\b")
_ENDS = re.compile(r"(?<!\d)\.|\.(?!\d)|[!?;\n]+")


def flat(text: str) -> str:
    """Lower case and straight quotes."""
    return text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'")


def words_of(text: str) -> tuple[str, ...]:
    """The tokens of a text; apostrophes are dropped, so that "can't" and "cant" are one."""
    return tuple(token.replace("'", "") for token in _TOKEN.findall(_CANNOT.sub("cant", flat(text))))


class Lexicon(Protocol):
    """What cutting needs to know of a language; `flows/tokens.py` has it."""

    joining: frozenset[str]
    starting: frozenset[str]
    ends: frozenset[str]
    self_said: frozenset[str]
    others: list[tuple[str, ...]]
    past: list[tuple[str, ...]]
    present: list[tuple[str, ...]]
    hypothetical: list[tuple[str, ...]]
    self_aside: list[tuple[str, ...]]

    def mended(self, token: str) -> str: ...

    def denies_at(self, tokens: tuple[str, ...], place: int) -> bool: ...

    def denies_behind(self, tokens: tuple[str, ...]) -> bool: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a clause something was found."""

    id: str
    start: int
    length: int
    unclear: bool = False
    own: frozenset[int] = frozenset()  # the tokens it is made of, without those between

    @property
    def places(self) -> range:
        """The tokens that it is made of, and those between."""
        return range(self.start, self.start + self.length)


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence. `cuts` are places after which a comma stood; `others` those where somebody else is named.

    `past`, `present` and `asked` are places of words such as "years ago", "now" and "if"; `of_oneself`: the writer is meant.
    """

    tokens: tuple[str, ...]
    cuts: frozenset[int]
    others: frozenset[int]
    went_on_about_another: bool
    past: frozenset[int]
    present: frozenset[int]
    asked: frozenset[int]
    of_oneself: bool

    def about_another(self, spot: Spot, lexicon: Lexicon) -> bool:
        """Was somebody else named last before the spot, and not the person who writes?"""
        for place in range(spot.start, -1, -1):
            if place in self.others:
                return True
            if self.tokens[place] in lexicon.self_said:
                return False
        return self.went_on_about_another or bool(self.others)

    def long_ago(self, spot: Spot) -> bool:
        """Is a past named that reaches the spot, with no "now" between them?"""
        for place in self.past:
            between = range(*sorted((place, spot.start)))
            if not any(one in self.present for one in between):
                return True
        return False

    def only_asked(self, spot: Spot) -> bool:
        """Does an "if" or "signs of" stand right before the spot?"""
        return any(spot.start - ASKED_BACK <= place < spot.start + spot.length for place in self.asked)

    def denies_name(self, spot: Spot, lexicon: Lexicon) -> bool:
        """Is a place or a cause denied? Lists of denied signs, such as "no weakness just a stiff back", do not reach it."""
        near = range(max(0, spot.start - NAMED_BACK), spot.start)
        return any(lexicon.denies_at(self.tokens, place) and self.cuts.isdisjoint(range(place, spot.start)) for place in near)

    def denies(self, spot: Spot, lexicon: Lexicon) -> bool:
        """Does a denial before the spot reach it, or stand right behind it?"""
        if self._denied_behind(spot, lexicon):
            return True
        if any(lexicon.denies_at(self.tokens, place) for place in spot.places if place not in spot.own):
            return True
        for place in range(spot.start - 1, -1, -1):
            if self._new_start(place + 1, lexicon):
                return False
            if lexicon.denies_at(self.tokens, place) and place not in spot.places:
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
    for sentence in _ENDS.split(flat(text)):
        tokens, cuts = _tokens(sentence, lexicon)
        starts = [0, *(place for place, token in enumerate(tokens) if token in lexicon.ends and place > 0), len(tokens)]
        another = False
        for start, end in pairwise(starts):
            part = tokens[start:end]
            others = frozenset(_named_at(part, lexicon.others))
            here = frozenset(cut - start for cut in cuts if start <= cut < end)
            aside = others | frozenset(_named_at(part, lexicon.self_aside))
            oneself = any(token in lexicon.self_said and place not in aside for place, token in enumerate(part))
            past, present, asked = (
                frozenset(_named_at(part, one)) for one in (lexicon.past, lexicon.present, lexicon.hypothetical)
            )
            made.append(Clause(part, here, others, another, past, present, asked, oneself))
            another = bool(others) or (another and not set(part) & lexicon.self_said)
    return tuple(made)


def _tokens(sentence: str, lexicon: Lexicon) -> tuple[tuple[str, ...], frozenset[int]]:
    tokens: list[str] = []
    cuts: set[int] = set()
    for part in sentence.split(","):
        tokens += [lexicon.mended(token) for token in words_of(part)]
        cuts.add(len(tokens) - 1)
    return tuple(tokens), frozenset(cuts - {len(tokens) - 1})


def _named_at(tokens: tuple[str, ...], phrases: Iterable[tuple[str, ...]]) -> Iterator[int]:
    """The places of all words of the phrases found."""
    for one in phrases:
        for place in range(len(tokens) - len(one) + 1):
            if tokens[place : place + len(one)] == one:
                yield from range(place, place + len(one))
