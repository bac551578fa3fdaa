"""The words of a language made ready: finding signs, denials, other people and times in the tokens of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from content.library import Library
from content.schema import Pattern, Phrase, Words
from flows.clauses import Clause, Spot
from flows.phrasebook import Finder, Found, Phrasebook
from flows.spelling import Spelling, words_of

MOST_SPOTS = 4
"""Places of one pattern in one clause; of a word said hundreds of times the first few tell enough."""

_YEAR = re.compile(r"(?:19\d\d|20[01]\d|202[0-4])")
"""Years that are past, as in "chest pain in 2016"; the running ones are left to the words around them."""

_AUXILIARIES = ("isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "havent", "hasnt", "hadnt")


_Ready = tuple[Pattern, tuple[int, ...], int]
"""A pattern, the numbers of its parts, and that of what it must not stand with."""


class Lexicon:
    """The words of one language, made ready for looking up; built once for each library."""

    def __init__(self, words: Words) -> None:
        self.joining = frozenset(words.joining)
        self.starting = frozenset(words.starting)
        self.ends = frozenset(words.negation_ends)
        self.self_said = frozenset(words.self_said)
        self.at_once = frozenset(phrase.id for phrase in words.flags if phrase.act_at_once)
        self.words = words
        self._behind = frozenset(words_of(one) for one in words.negation_behind)
        marked, patterns = _marked(words), (*words.patterns, *words.signs)
        texts = [words.words_in(part) for pattern in patterns for part in (*pattern.all, pattern.unless)]
        self._finder = Finder((*marked.values(), *texts, *words.explained.values()))
        self._explained = {sign: self._finder.numbers[part] for sign, part in words.explained.items()}
        self._marked = {name: self._finder.numbers[part] for name, part in marked.items()}
        self._patterns = tuple(self._made_ready(pattern) for pattern in patterns)
        self._by_part: dict[int, list[_Ready]] = {}
        for one in self._patterns:
            self._by_part.setdefault(one[1][0], []).append(one)
        self._across = tuple(one for one in self._patterns if one[0].across)
        filler = frozenset(words.filler)
        self._flags = Phrasebook(words.flags, filler)
        self._normal = Phrasebook([Phrase(id=finding, match=texts) for finding, texts in words.normal.items()], filler)
        self._choices = _choices(words)
        self.choices = {
            finding: Phrasebook(phrases, filler, whole=finding == "cause") for finding, phrases in self._choices.items()
        }
        self._spelling = Spelling(words, self._meaningful(words))

    def _meaningful(self, words: Words) -> frozenset[str]:
        phrases = [phrase for group in (words.flags, *self._choices.values()) for phrase in group]
        texts = [text for phrase in phrases for text in (*phrase.match, *phrase.no_match, *phrase.ask, *phrase.weak)]
        patterned = [text for part in self._finder.numbers for text in part]
        plain = (*words.units_days, *words.numerals, *words.named_days, *words.weekdays, *words.shorthand.values())
        return frozenset(token for text in (*texts, *patterned, *plain) for token in words_of(text))

    def _made_ready(self, pattern: Pattern) -> _Ready:
        *parts, unless = (self._finder.numbers[self.words.words_in(part)] for part in (*pattern.all, pattern.unless))
        return pattern, tuple(parts), unless

    # --------------------------------------------------------------------------------------------------- cutting
    def plain(self, text: str) -> str:
        """The text in lower case with its shorthand written out."""
        return self._spelling.plain(text)

    def mended(self, token: str) -> str:
        """The word that was meant."""
        return self._spelling.mended(token)

    def found(self, tokens: tuple[str, ...]) -> Found:
        """Where the words of each part of the patterns stand."""
        return self._finder.found(tokens)

    def marks(self, tokens: tuple[str, ...], found: Found) -> Mapping[str, frozenset[int]]:
        """The places of words that tell of whom, of when and whether at all is spoken."""
        marks = {name: _covered(found.get(part, ())) for name, part in self._marked.items()}
        starts = {place for place, _ in found.get(self._marked["negation"], ())}
        years = {place for place, token in enumerate(tokens) if _YEAR.fullmatch(token)}
        return marks | {"denials": frozenset(starts - marks["protected"]), "past": marks["past"] | years}

    # --------------------------------------------------------------------------------------------------- finding
    def signs_in(self, clause: Clause) -> Iterator[Spot]:
        """Every sign told, denied or hinted at; what only looks like one (`no_match`, figures of speech) is left out."""
        spots, masks = self._flags.found(clause.tokens)
        patterned = (
            one for part in clause.found for pattern in self._by_part.get(part, ()) for one in _patterned(clause, pattern)
        )
        for spot in (*spots, *(one for one in patterned if masks.get(one.id, set()).isdisjoint(one.places))):
            if clause.figures.isdisjoint(spot.own):
                yield spot

    def told_across(self, first: Clause, second: Clause) -> bool:
        """Might a sign be told in these two together?"""
        return any(all(part in first.found or part in second.found for part in parts) for _, parts, _ in self._across)

    def signs_across(self, clause: Clause) -> Iterator[Spot]:
        """Signs that may be told in two sentences."""
        spots = (spot for pattern in self._across for spot in _patterned(clause, pattern))
        return (spot for spot in spots if clause.figures.isdisjoint(spot.own))

    def explains(self, clause: Clause, spot: Spot) -> bool:
        """Is a harmless reason given for the sign in the same sentence?"""
        return self._explained.get(spot.id) in clause.found

    def normal_in(self, clause: Clause) -> Iterator[str]:
        """Signs that are said not to be there without a denial: "peeing fine"."""
        return (spot.id for spot in self._normal.found(clause.tokens)[0])

    def denies_behind(self, tokens: tuple[str, ...]) -> bool:
        """A denial right behind the sign: "chest pain: none"."""
        return tokens in self._behind


def _patterned(clause: Clause, ready: _Ready) -> Iterator[Spot]:
    pattern, parts, unless = ready
    if unless not in clause.found and all(part in clause.found for part in parts):
        yield from islice(_spots_of(pattern, parts, clause.found), MOST_SPOTS)


def _marked(words: Words) -> dict[str, tuple[str, ...]]:
    auxiliary = [f"{verb} {one[4:]}" for one in words.not_negations if one.startswith("not ") for verb in _AUXILIARIES]
    return {
        "others": words.other_person,
        "self_aside": words.self_aside,
        "past": words.past,
        "present": words.present,
        "hypothetical": words.hypothetical,
        "only_asked": words.only_asked,
        "hearsay": words.hearsay,
        "owning": words.owning,
        "figures": words.figures,
        "pains": words.pain_words,
        "blames": words.cause_markers,
        "happening": words.happening,
        "negation": words.negation,
        "protected": (*words.not_negations, *auxiliary),
    }


def _covered(found: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(place for start, length in found for place in range(start, start + length))


def _spots_of(pattern: Pattern, parts: tuple[int, ...], found: Found) -> Iterator[Spot]:
    """The places where every part of the pattern stands within its reach."""
    for first in found[parts[0]]:
        chosen = [first]
        for part in parts[1:]:
            nearest = min(found[part], key=lambda one: abs(one[0] - first[0]))
            if abs(nearest[0] - first[0]) > pattern.within:
                break
            chosen.append(nearest)
        else:
            own = _covered(chosen)
            yield Spot(pattern.id, min(own), max(own) - min(own) + 1, own=own)


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
