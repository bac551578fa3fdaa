"""Looking up many phrases at once: one pass over the tokens of a clause finds all that begin with one of its words.

Looking for thousands of phrases one after the other took a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from content.schema import Phrase
from flows.clauses import Spot
from flows.spelling import words_of

MOST_BETWEEN = 12
"""Filler words between two words of a phrase; a message of thousands of them would take seconds to read otherwise."""

Found = Mapping[int, list[tuple[int, int]]]
"""By the number of a part, where its words stand: the first token and how many."""


class Finder:
    """Finds the words of many parts; a word ending in `*` stands for all that begin so."""

    def __init__(self, parts: Iterable[tuple[str, ...]]) -> None:
        self._whole: dict[str, list[tuple[int, tuple[str, ...], bool]]] = {}
        self._begins: dict[str, list[int]] = {}
        self.numbers = {part: number for number, part in enumerate(dict.fromkeys(parts))}
        for part, number in self.numbers.items():
            for text in part:
                self._add(number, words_of(text), text.endswith("*"))

    def _add(self, part: int, wanted: tuple[str, ...], begins: bool) -> None:
        if begins and len(wanted) == 1:
            self._begins.setdefault(wanted[0], []).append(part)
        else:
            self._whole.setdefault(wanted[0], []).append((part, wanted, begins))

    def found(self, tokens: tuple[str, ...]) -> dict[int, list[tuple[int, int]]]:
        """The parts that have a word among the tokens, and where."""
        made: dict[int, list[tuple[int, int]]] = {}
        for place, token in enumerate(tokens):
            for number, wanted, begins in self._whole.get(token, ()):
                there = tokens[place : place + len(wanted)]
                if there == wanted or (begins and len(there) == len(wanted) and _begins(there, wanted)):
                    made.setdefault(number, []).append((place, len(wanted)))
            for end in range(1, len(token) + 1):
                for number in self._begins.get(token[:end], ()):
                    made.setdefault(number, []).append((place, 1))
        return made


def _begins(there: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return there[:-1] == wanted[:-1] and there[-1].startswith(wanted[-1])


class Said(IntEnum):
    """How a phrase was said."""

    MATCH = 0
    NO_MATCH = 1
    ASK = 2
    WEAK = 3


class Phrasebook:
    """Phrases of findings, regions or causes, found in order with filler and at most one other word between two of theirs.

    `whole`: a phrase with a single word that is no filler is wanted as it stands, "went from" and not any "went".
    """

    def __init__(self, phrases: Sequence[Phrase], filler: frozenset[str], *, whole: bool = False) -> None:
        self._filler = filler
        self._whole = whole
        self._by_first: dict[str, list[tuple[str, Said, tuple[str, ...]]]] = {}
        for phrase in phrases:
            groups = (
                (Said.MATCH, phrase.match),
                (Said.NO_MATCH, phrase.no_match),
                (Said.ASK, phrase.ask),
                (Said.WEAK, phrase.weak),
            )
            for said, texts in groups:
                for wanted in {self._content_of(text) for text in texts}:
                    self._by_first.setdefault(wanted[0], []).append((phrase.id, said, wanted))

    def _content_of(self, text: str) -> tuple[str, ...]:
        """The words that carry the meaning; all of them where only filler would be left."""
        tokens = words_of(text)
        content = tuple(token for token in tokens if token not in self._filler)
        return content if len(content) > 1 or (len(tokens) <= 2 and content and not self._whole) else tokens

    def found(self, tokens: tuple[str, ...]) -> tuple[list[Spot], dict[str, set[int]]]:
        """What is said, outside of what only looks like it; and the places of what only looks like it, by id."""
        raw: list[tuple[str, Said, Spot]] = []
        masks: dict[str, set[int]] = {}
        for token in dict.fromkeys(tokens):
            for name, said, wanted in self._by_first.get(token, ()):
                spot = _sequence(wanted, tokens, self._filler)
                if spot is not None and said is Said.NO_MATCH:
                    masks.setdefault(name, set()).update(spot.places)
                elif spot is not None:
                    raw.append((name, said, spot))
        spots = [
            Spot(name, spot.start, spot.length, said is Said.ASK, spot.own, weak=said is Said.WEAK)
            for name, said, spot in raw
            if masks.get(name, set()).isdisjoint(spot.places)
        ]
        return spots, masks


def _sequence(wanted: tuple[str, ...], tokens: tuple[str, ...], filler: frozenset[str]) -> Spot | None:
    """The first place where the words stand in this order."""
    if len(wanted) == 1:
        start = tokens.index(wanted[0])
        return Spot("", start, 1, own=frozenset((start,)))
    if not all(word in tokens for word in wanted[1:]):
        return None
    for start, token in enumerate(tokens):
        own = _from(start, wanted, tokens, filler) if token == wanted[0] else None
        if own:
            return Spot("", start, own[-1] - start + 1, own=frozenset(own))
    return None


def _from(start: int, wanted: tuple[str, ...], tokens: tuple[str, ...], filler: frozenset[str]) -> list[int] | None:
    own, strange = [start], 0
    for word in wanted[1:]:
        place = own[-1] + 1
        end = min(len(tokens), own[-1] + MOST_BETWEEN + 2)
        while place < end and tokens[place] != word and (tokens[place] in filler or strange < 1):
            strange += tokens[place] not in filler
            place += 1
        if place >= end or tokens[place] != word:
            return None
        own.append(place)
    return own
