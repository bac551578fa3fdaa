"""Clauses and tokens: cutting typed words up, mending misspellings, and finding phrases and patterns among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from content.library import Library
from content.schema import Pattern, Phrase, Words

LOOK_BACK = 6
"""Tokens before a sign in which a denial still reaches it; in a list it reaches on to the list's end."""

MENDED_FROM = 5
"""Letters from which on one slip of the finger is forgiven."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*")
_ENDS = re.compile(r"[.!?;\n]+")


def flat(text: str) -> str:
    """Lower case and straight quotes."""
    return text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'")


def words_of(text: str) -> tuple[str, ...]:
    """The tokens of a text; apostrophes are dropped, so that "can't" and "cant" are one."""
    return tuple(token.replace("'", "") for token in _TOKEN.findall(flat(text)))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a clause something was found."""

    id: str
    start: int
    length: int
    unclear: bool = False

    @property
    def places(self) -> range:
        """The tokens that it is made of, and those between."""
        return range(self.start, self.start + self.length)


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence. `cuts` are places after which a comma stood."""

    tokens: tuple[str, ...]
    cuts: frozenset[int]
    about_another: bool
    long_ago: bool

    def denies(self, spot: Spot, lexicon: Lexicon) -> bool:
        """Does a denial before the spot reach it, or stand right behind it?"""
        behind = self.tokens[spot.start + spot.length : spot.start + spot.length + 2]
        if any(lexicon.denies_behind(behind[:length]) for length in (1, 2)):
            return True
        for place in range(spot.start - 1, -1, -1):
            if self._new_start(place + 1, lexicon):
                return False
            if lexicon.denies_at(self.tokens, place) and place not in spot.places:
                return self._reaches(place, spot.start)
        return False

    def _reaches(self, denial: int, sign: int) -> bool:
        """Near enough, or in one list with something near enough."""
        return sign - denial <= LOOK_BACK or any(cut in self.cuts for cut in range(denial, sign))

    def _new_start(self, place: int, lexicon: Lexicon) -> bool:
        """After a comma a person who says "I", "my", "it" begins anew."""
        joined = place - 1 in self.cuts or (place > 0 and self.tokens[place - 1] in lexicon.joining)
        return joined and self.tokens[place] in lexicon.starting


class Lexicon:
    """The words of one language, made ready for looking up; built once for each library."""

    def __init__(self, words: Words) -> None:
        self.joining = frozenset(words.joining)
        self.starting = frozenset(words.starting)
        self.stops = frozenset(words.filler)
        self._negations = sorted((words_of(one) for one in words.negation), key=len, reverse=True)
        self._behind = frozenset(words_of(one) for one in words.negation_behind)
        self._protected = [words_of(one) for one in words.not_negations]
        self.ends = frozenset(words.negation_ends)
        self.others = [words_of(one) for one in words.other_person]
        self.past = [words_of(one) for one in words.past]
        self._flags = words.flags
        self._patterns = words.patterns
        self.choices: Mapping[str, tuple[Phrase, ...]] = _choices(words)
        self._known = self._all_known(words)
        self._by_first = sorted(one for one in self._known if len(one) >= MENDED_FROM)

    # --------------------------------------------------------------------------------------------------- mending
    def _all_known(self, words: Words) -> frozenset[str]:
        phrases = [phrase for group in (words.flags, *self.choices.values()) for phrase in group]
        texts = [text for phrase in phrases for text in (*phrase.match, *phrase.no_match, *phrase.ask)]
        patterned = [word for pattern in words.patterns for part in pattern.all for text in part for word in words_of(text)]
        return frozenset(token for text in texts for token in words_of(text)) | frozenset(patterned) | frozenset(words.common)

    def mended(self, token: str) -> str:
        """The word that was meant, where exactly one letter is off; names and rare words stay as they are."""
        if len(token) < MENDED_FROM or token in self._known or token.isdigit():
            return token
        near = process.extractOne(token, self._by_first, scorer=DamerauLevenshtein.distance, score_cutoff=1)
        return near[0] if near and near[0][0] == token[0] else token

    # --------------------------------------------------------------------------------------------------- finding
    def signs_in(self, clause: Clause) -> Iterator[Spot]:
        """Every sign told, denied or hinted at; what only looks like one (`no_match`) is left out."""
        for phrase in self._flags:
            yield from self.spots_of(phrase, clause)
        for pattern in self._patterns:
            spot = self._spot_of(pattern, clause)
            if spot is not None and not self._masked(spot, clause):
                yield spot

    def _masked(self, spot: Spot, clause: Clause) -> bool:
        phrase = next((one for one in self._flags if one.id == spot.id), None)
        return phrase is not None and any(set(spot.places) & set(mask.places) for mask in self._all(phrase.no_match, clause))

    def spots_of(self, phrase: Phrase, clause: Clause) -> Iterator[Spot]:
        """Where the phrase is said in the clause, outside of what only looks like it."""
        masks = [place for mask in self._all(phrase.no_match, clause) for place in mask.places]
        for unclear, texts in ((False, phrase.match), (True, phrase.ask)):
            for spot in self._all(texts, clause):
                if not set(spot.places) & set(masks):
                    yield Spot(phrase.id, spot.start, spot.length, unclear)

    def _all(self, texts: Iterable[str], clause: Clause) -> Iterator[Spot]:
        for text in texts:
            wanted = self._content_of(text)
            spot = _sequence(wanted, clause.tokens, self.stops) if wanted and wanted[0] in clause.tokens else None
            if spot is not None:
                yield spot

    @lru_cache(maxsize=20_000)  # noqa: B019  # one lexicon lives as long as its library
    def _content_of(self, text: str) -> tuple[str, ...]:
        """The words that carry the meaning; all of them where only filler would be left."""
        tokens = words_of(text)
        content = tuple(token for token in tokens if token not in self.stops)
        return content if len(content) > 1 or (len(tokens) <= 2 and content) else tokens

    def _spot_of(self, pattern: Pattern, clause: Clause) -> Spot | None:
        """A place where every part of the pattern stands within its reach."""
        parts = []
        for part in pattern.all:
            parts.append(sorted(self._places(part, clause.tokens)))
            if not parts[-1]:
                return None
        if any(True for _ in self._places(pattern.unless, clause.tokens)):
            return None
        for first in parts[0]:
            near = [[p for p in part if abs(p - first) <= pattern.within] for part in parts[1:]]
            if all(near):
                chosen = [first, *(min(part, key=lambda p: abs(p - first)) for part in near)]
                return Spot(pattern.id, min(chosen), max(chosen) - min(chosen) + 1)
        return None

    def _places(self, part: Iterable[str], tokens: tuple[str, ...]) -> Iterator[int]:
        for text in part:
            wanted, starts = _cut(text)
            for place in range(len(tokens) - len(wanted) + 1):
                there = tokens[place : place + len(wanted)]
                if there == wanted or (starts and there[:-1] == wanted[:-1] and there[-1].startswith(wanted[-1])):
                    yield place

    # --------------------------------------------------------------------------------------------------- denials
    def denies_at(self, tokens: tuple[str, ...], place: int) -> bool:
        """Does a denial stand at this place, that is no part of an expression such as "can't feel" or "not only"?"""
        if not any(tokens[place : place + len(one)] == one for one in self._negations):
            return False
        return not any(tokens[start : start + len(one)] == one for one in self._protected for start in _around(place, one))

    def denies_behind(self, tokens: tuple[str, ...]) -> bool:
        """A denial right behind the sign: "chest pain: none"."""
        return tokens in self._behind


@lru_cache(maxsize=20_000)
def _cut(text: str) -> tuple[tuple[str, ...], bool]:
    """The tokens of a pattern's word, and whether its last one is only a beginning."""
    return words_of(text), text.endswith("*")


def _around(place: int, one: tuple[str, ...]) -> Iterator[int]:
    return (start for start in range(place - len(one) + 1, place + 1) if start >= 0)


def _sequence(wanted: tuple[str, ...], tokens: tuple[str, ...], filler: frozenset[str]) -> Spot | None:
    """The words in this order, with nothing but filler and at most one other word between two of them."""
    for start, token in enumerate(tokens):
        if token != wanted[0]:
            continue
        place, strange = start, 0
        for word in wanted[1:]:
            place += 1
            while place < len(tokens) and tokens[place] != word and (tokens[place] in filler or strange < 1):
                strange += tokens[place] not in filler
                place += 1
            if place >= len(tokens) or tokens[place] != word:
                break
        else:
            return Spot("", start, place - start + 1)
    return None


def _choices(words: Words) -> dict[str, tuple[Phrase, ...]]:
    named = {
        finding: tuple(Phrase(id=option, match=names) for option, names in options.items())
        for finding, options in words.choices.items()
        if finding in ("side", "onset")
    }
    return {"region": words.regions, "cause": words.causes} | named


# ------------------------------------------------------------------------------------------------------------- clauses
def clauses_of(text: str, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The text cut at full stops and at words such as "but", each part with whom and when it is about."""
    made: list[Clause] = []
    for sentence in _ENDS.split(flat(text)):
        tokens, cuts = _tokens(sentence, lexicon)
        starts = [0, *(place for place, token in enumerate(tokens) if token in lexicon.ends and place > 0), len(tokens)]
        another = False
        for start, end in pairwise(starts):
            part = tokens[start:end]
            another = _has(part, lexicon.others) or (another and not set(part) & {"i", "im", "ive", "my"})
            here = frozenset(cut - start for cut in cuts if start <= cut < end)
            made.append(Clause(part, here, another, _has(part, lexicon.past)))
    return tuple(made)


def _tokens(sentence: str, lexicon: Lexicon) -> tuple[tuple[str, ...], frozenset[int]]:
    tokens: list[str] = []
    cuts: set[int] = set()
    for part in sentence.split(","):
        tokens += [lexicon.mended(token) for token in words_of(part)]
        cuts.add(len(tokens) - 1)
    return tuple(tokens), frozenset(cuts - {len(tokens) - 1})


def _has(tokens: tuple[str, ...], phrases: Iterable[tuple[str, ...]]) -> bool:
    return any(tokens[place : place + len(one)] == one for one in phrases for place in range(len(tokens) - len(one) + 1))


@lru_cache(maxsize=8)
def _lexicon(version: str, language: str, words: _Same) -> Lexicon:
    return Lexicon(words.words)


class _Same:
    """Words compared by identity: hashing thousands of phrases on each look-up would be slower than reading."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __hash__(self) -> int:
        return id(self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.words is self.words


def lexicon_of(library: Library, language: str) -> Lexicon:
    """The words of a language, made ready once for each library."""
    return _lexicon(library.version, language, _Same(library.words[language]))
