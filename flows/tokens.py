"""The words of a language made ready: mending misspellings, finding phrases and patterns in clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from content.library import Library
from content.schema import Pattern, Phrase, Words
from flows.clauses import Clause, Spot, words_of

MENDED_FROM = 5
"""Letters from which on one slip of the finger is forgiven."""

MOST_BETWEEN = 12
"""Filler words between two words of a phrase; a message of thousands of them would take seconds to read otherwise."""


class Lexicon:
    """The words of one language, made ready for looking up; built once for each library."""

    def __init__(self, words: Words) -> None:
        self.joining = frozenset(words.joining)
        self.starting = frozenset(words.starting)
        self.stops = frozenset(words.filler)
        self.self_said = frozenset(words.self_said)
        self._negations = sorted((words_of(one) for one in words.negation), key=len, reverse=True)
        self._behind = frozenset(words_of(one) for one in words.negation_behind)
        self._protected = [words_of(one) for one in words.not_negations]
        self.ends = frozenset(words.negation_ends)
        self.others = [words_of(one) for one in words.other_person]
        self.past = [words_of(one) for one in words.past]
        self.present = [words_of(one) for one in words.present]
        self.hypothetical = [words_of(one) for one in words.hypothetical]
        self.self_aside = [words_of(one) for one in words.self_aside]
        self._normal = words.normal
        self._flags = words.flags
        self.at_once = frozenset(phrase.id for phrase in words.flags if phrase.act_at_once)
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

    def normal_in(self, clause: Clause) -> Iterator[str]:
        """Signs that are said not to be there without a denial: "peeing fine"."""
        for finding, texts in self._normal.items():
            if next(self._all(texts, clause), None) is not None:
                yield finding

    def _masked(self, spot: Spot, clause: Clause) -> bool:
        phrase = next((one for one in self._flags if one.id == spot.id), None)
        return phrase is not None and any(set(spot.places) & set(mask.places) for mask in self._all(phrase.no_match, clause))

    def spots_of(self, phrase: Phrase, clause: Clause) -> Iterator[Spot]:
        """Where the phrase is said in the clause, outside of what only looks like it."""
        masks = [place for mask in self._all(phrase.no_match, clause) for place in mask.places]
        for unclear, texts in ((False, phrase.match), (True, phrase.ask)):
            for spot in self._all(texts, clause):
                if not set(spot.places) & set(masks):
                    yield Spot(phrase.id, spot.start, spot.length, unclear, spot.own)

    def _all(self, texts: tuple[str, ...], clause: Clause) -> Iterator[Spot]:
        if self._first_words(texts).isdisjoint(clause.tokens):
            return
        for text in texts:
            wanted = self._content_of(text)
            spot = _sequence(wanted, clause.tokens, self.stops) if wanted and wanted[0] in clause.tokens else None
            if spot is not None:
                yield spot

    @lru_cache(maxsize=20_000)  # noqa: B019  # one lexicon lives as long as its library
    def _first_words(self, texts: tuple[str, ...]) -> frozenset[str]:
        """With none of them in a clause, none of the texts is there; so most phrases are passed over at once."""
        return frozenset(content[0] for text in texts if (content := self._content_of(text)))

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
            parts.append(sorted(_places(part, clause.tokens)))
            if not parts[-1]:
                return None
        if any(True for _ in _places(pattern.unless, clause.tokens)):
            return None
        for first in parts[0]:
            near = [[one for one in part if abs(one[0] - first[0]) <= pattern.within] for part in parts[1:]]
            if all(near):
                chosen = [first, *(min(part, key=lambda one: abs(one[0] - first[0])) for part in near)]
                own = frozenset(place for start, length in chosen for place in range(start, start + length))
                return Spot(pattern.id, min(own), max(own) - min(own) + 1, own=own)
        return None

    # --------------------------------------------------------------------------------------------------- denials
    def denies_at(self, tokens: tuple[str, ...], place: int) -> bool:
        """Does a denial stand at this place, that is no part of an expression such as "can't feel" or "not only"?"""
        if not any(tokens[place : place + len(one)] == one for one in self._negations):
            return False
        return not any(tokens[start : start + len(one)] == one for one in self._protected for start in _around(place, one))

    def denies_behind(self, tokens: tuple[str, ...]) -> bool:
        """A denial right behind the sign: "chest pain: none"."""
        return tokens in self._behind


def _places(part: Iterable[str], tokens: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where one of the words stands, and of how many tokens it is."""
    for text in part:
        wanted, starts = _cut(text)
        if not starts and wanted[0] not in tokens:
            continue
        for place in range(len(tokens) - len(wanted) + 1):
            there = tokens[place : place + len(wanted)]
            if there == wanted or (starts and there[:-1] == wanted[:-1] and there[-1].startswith(wanted[-1])):
                yield place, len(wanted)


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
        place, strange, own = start, 0, [start]
        for word in wanted[1:]:
            place += 1
            end = min(len(tokens), own[-1] + MOST_BETWEEN + 2)
            while place < end and tokens[place] != word and (tokens[place] in filler or strange < 1):
                strange += tokens[place] not in filler
                place += 1
            if place >= end or tokens[place] != word:
                break
            own.append(place)
        else:
            return Spot("", start, place - start + 1, own=frozenset(own))
    return None


def _choices(words: Words) -> dict[str, tuple[Phrase, ...]]:
    named = {
        finding: tuple(Phrase(id=option, match=names) for option, names in options.items())
        for finding, options in words.choices.items()
        if finding in ("side", "onset")
    }
    return {"region": words.regions, "cause": words.causes} | named


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
