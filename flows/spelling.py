"""What was meant by how it was typed: shorthand, missing letters, slips of the finger, and words cut into tokens."""

from __future__ import annotations

import re

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from content.schema import Words

MENDED_FROM = 5
"""Letters from which on one slip of the finger is forgiven."""

SHORT = 4
"""Letters of words in which a letter may be left out or two may have changed places, but none be another: "wrds", "cnat"."""

TWICE_FROM = 9
"""Letters from which on two slips are."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*")
_TYPED = re.compile(r"[^\W_]+(?:['&/@][^\W_]+)*/?")
_MAY_DENY = ("not", "n't", "nt", "able to")
"""Without one of them there is no denied verb to look for, which takes three searches."""

_NOT = re.compile(r"\b(could|would|should|do|does|did|is|are|was|were|has|have|had) ?not\b")
_CANNOT = re.compile(
    r"\bcan ?not\b|\bcouldn'?t\b|\bunable to\b"
    r"|\b(?:(?:haven|hasn|hadn|isn|aren|wasn|weren)'?t|not|never)(?: been| being)? able to\b"
)
_WONT = re.compile(r"\bwill ?not\b|\bwouldn'?t\b")
_DECIMAL_COMMA = re.compile(r"\b(\d{1,2}),(\d)\b")
_LAUGHTER = re.compile("[\U0001f600-\U0001f606\U0001f602\U0001f923\U0001f639]+")
"""Faces that laugh, which are read as a word."""

_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


def flat(text: str) -> str:
    """Lower case and straight quotes."""
    return text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")


def words_of(text: str) -> tuple[str, ...]:
    """The tokens of a text. Apostrophes are dropped and denied verbs have one form: "could not" and "can't" are "cant"."""
    said = flat(text)
    if any(part in said for part in _MAY_DENY):
        said = _WONT.sub("wont", _CANNOT.sub("cant", _NOT.sub(r"\1nt", said)))
    return tuple(token.replace("'", "") for token in _TOKEN.findall(said))


class Spelling:
    """Mends what is typed, by the words of one language that mean something."""

    def __init__(self, words: Words, meaningful: frozenset[str]) -> None:
        self._known = meaningful | frozenset(words.common)
        self._by_first: dict[str, list[str]] = {}
        self._short_by_first: dict[str, list[str]] = {}
        for one in sorted(meaningful):
            if len(one) >= MENDED_FROM:
                self._by_first.setdefault(one[0], []).append(one)
            if SHORT <= len(one) <= SHORT + 1:
                self._short_by_first.setdefault(one[0], []).append(one)
        self._shorthand = {key: full for key, full in words.shorthand.items() if " " not in key}
        phrases = sorted((key for key in words.shorthand if " " in key), key=len, reverse=True)
        self._phrases = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b") if phrases else None
        self._full = words.shorthand
        self._keeps_s = frozenset(words.kept_with_s)

    def plain(self, text: str) -> str:
        """The text in lower case with its shorthand written out."""
        text = _LAUGHTER.sub(" laughing ", text)
        said = _DECIMAL_COMMA.sub(r"\1.\2", _DRAWN_OUT.sub(r"\1\1", flat(text)))
        if self._phrases is not None:
            said = self._phrases.sub(lambda found: self._full[found[0]], said)
        return _TYPED.sub(self._written_out, said)

    def _written_out(self, found: re.Match[str]) -> str:
        typed = found[0]
        if typed in self._shorthand:
            return self._shorthand[typed]
        owner = typed[:-2] if typed.endswith("'s") else ""
        return owner if owner in self._known and owner + "s" not in self._keeps_s else typed

    def mended(self, token: str) -> str:
        """The word that was meant, where one letter is off (two in long words); names and rare words stay as they are."""
        if token in self._known or len(token) < SHORT or token[0].isdecimal():
            return token
        if len(token) < MENDED_FROM:
            return self._short(token)
        return self._nearest(token)

    def _short(self, token: str) -> str:
        near = (one for one in self._short_by_first.get(token[0], ()) if _left_out(token, one) or _swapped(token, one))
        return next(near, token)

    def _nearest(self, token: str) -> str:
        if token.endswith("in") and token + "g" in self._known:
            return token + "g"
        if token.endswith("n") and token[:-1] + "ing" in self._known:
            return token[:-1] + "ing"
        if token.endswith("d") and token[:-1] + "ed" in self._known:
            return token[:-1] + "ed"
        once = _doubled(token)
        if once in self._known:
            return once
        slips = 2 if len(token) >= TWICE_FROM else 1
        near = process.extractOne(token, self._by_first.get(token[0], ()), scorer=DamerauLevenshtein.distance, score_cutoff=slips)
        return near[0] if near else token


def _doubled(token: str) -> str:
    """The token with letters that stand twice written once: "kneee", "sholllder"."""
    return re.sub(r"(.)\1+", r"\1", token)


def _left_out(token: str, word: str) -> bool:
    """Is it the word without one of its vowels: "lowr" for "lower"?"""
    if len(word) != len(token) + 1:
        return False
    return any(word[place] in "aeiou" and word[:place] + word[place + 1 :] == token for place in range(1, len(word)))


def _swapped(token: str, word: str) -> bool:
    """Have two neighbouring letters changed places: "cnat" for "cant"?"""
    if sorted(token) != sorted(word):
        return False
    off = [place for place, (one, other) in enumerate(zip(token, word, strict=True)) if one != other]
    return len(off) == 2 and off[1] == off[0] + 1
