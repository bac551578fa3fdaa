"""Numbers in typed words: how old and how bad; since when is read in `flows/reading_times.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.schema import Words
from flows.numerals import in_digits
from flows.reading_times import days_read

WORST = 10
"""The end of the 0-10 scale."""

FEWEST_BEFORE_END = 3
"""Words of a message whose last one is taken for a score; a shorter one answers something else."""

_SPAN = r"(?:days?|weeks?|months?|years?|hours?|minutes?)"
_WEIGHED = r"(?:days?|weeks?|months?|hours?|minutes?|kg|lbs?|pounds|cm|st\b|stone|km|miles)"
_NO_AGE = rf"(?!\s*(?:/|%|-|out of|from|to\b|or\b|and (?:a )?half|{_WEIGHED}))"
_AGE = (
    re.compile(rf"\b(?:i'?m|i am)\s*(?:now|already)?\s*:?\s*(?:a\s+)?(\d{{2,3}})\b{_NO_AGE}"),
    re.compile(rf"\b(?:aged?|age is|age:|turned|turning|nearly|being)\s*:?\s*(\d{{1,3}})\b{_NO_AGE}"),
    re.compile(r"\b(?:woman|man|lady|son|daughter|girl|boy|mother|father|person|child|female|male) of (\d{1,3})(?: years?)?\b"),
    re.compile(r"\b(?:with|at) my (\d{1,3})(?: years?)?\b"),
    re.compile(r"\b(\d{1,3})\s*-?\s*(?:years?\s*-?\s*(?:old|young|of age)|y/?o\b)"),
    re.compile(r"\b(\d{2})\s*(?:m|f|male|female|here)\b"),
)
_OF_TEN = re.compile(
    rf"\b(\d{{1,2}})(?:[.,]\d)?\s*(?:/|out of|outta|outa|out o|out off|from|of|on|over)\s*(?:10|ten)\b(?!\s*{_SPAN})"
)
_COUNTED = r"(?:day|week|month|year|minute|hour|k\b|km|kg|mile|rep|set)"
_FROM_TO = re.compile(rf"\bfrom (?:a )?\d{{1,2}} to (?:a )?(\d{{1,2}})\b(?!\s*[a-z]*{_COUNTED})")
_NOW = re.compile(
    r"\b(?:now|down to|at the moment|at the mo)\s*,?\s*(?:(?:i'?m|it'?s|is|at|about|around|just|only|an?|like|more|maybe)\s+)*"
    r"(\d{1,2})(?=\s*(?:$|[.,;!?)/]\D|[.,;!?)]$|/\s*10|(?:out|from|after|but|and|so|when|if|as)\b))"
)
"""As in "it was 6 and now it's 1"."""

_AT_LAST = re.compile(r"(?<![\d/])(?<!of )(?<!outta )\b(\d{1,2}) (?:now|today|tonight|these days|at present|currently)\b")
"""As in "was five on Monday, three today"; counts only among several."""

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
_STOPS = frozenset(',.;:=!?()-–—…"*~')
_AT_LEVEL = ("me", "it", "its", "it's", "pain", "sitting", "level")
_TO_MORE = ("or", "to", "-", "–")


def numbers_read(text: str, words: Words) -> Iterator[tuple[str, int]]:
    """Pairs of finding and number."""
    said = in_digits(" ".join(text.casefold().replace("’", "'").split()), words)
    age, rest = _taken(_AGE, said)
    for finding, number in (("age_years", age), ("pain_now", _pain(rest, words)), ("duration_days", days_read(rest, words))):
        if number is not None:
            yield finding, number


def _taken(patterns: tuple[re.Pattern[str], ...], said: str) -> tuple[int | None, str]:
    """The number, and the words without it, so that it is not read twice."""
    for pattern in patterns:
        match = pattern.search(said)
        if match:
            return int(match[1]), said[: match.start()] + " " + said[match.end() :]
    return None, said


def _pain(said: str, words: Words) -> int | None:
    """How bad it is from 0 to 10: "6/10" first, then a number that stands as a score, as in "about a 6" or ", five."."""
    scale = {word: number for word, number in words.numerals.items() if number <= WORST and word not in words.vague_numerals}
    digits = re.sub(rf"\b(?:{'|'.join(scale)})\b", lambda found: str(scale[found[0]]), said)
    for pattern in (_NOW, _OF_TEN, _FROM_TO):
        match = pattern.search(digits)
        if match and int(match[1]) <= WORST:
            return int(match[1])
    tokens, typed = _TOKEN.findall(digits), _TOKEN.findall(said)
    same = len(tokens) == len(typed)
    places = [place for place in range(len(tokens)) if _is_score(place, tokens, words) and not (same and typed[place] == "one")]
    if not places and _ends_on_score(tokens, words):
        return int(tokens[-1])
    if len(places) > 1 and (latest := _AT_LAST.search(digits)) and int(latest[1]) <= WORST:
        return int(latest[1])
    return int(tokens[places[0]]) if places else None


def _ends_on_score(tokens: list[str], words: Words) -> bool:
    """As in "knee sore after tennis 5": a number that ends the message and counts nothing."""
    if len(tokens) < FEWEST_BEFORE_END or not tokens[-1].isdecimal() or int(tokens[-1]) > WORST:
        return False
    before, last = tokens[-3], tokens[-2]
    behind_a_span = last in words.units_days and (before[0].isdecimal() or before in ("a", "an"))  # "2 days 7", but not "day 7"
    return last.isalpha() and (behind_a_span or last not in words.not_scores)


def _is_score(place: int, tokens: list[str], words: Words) -> bool:
    if not tokens[place].isdecimal() or int(tokens[place]) > WORST or len(tokens) == 1:
        return False
    return _leads_to_score(tokens[:place], words) and _goes_on_after_score(tokens[place + 1 :], words)


def _leads_to_score(before: list[str], words: Words) -> bool:
    last, earlier = before[-1:], before[:-1]
    if not before or last[0] in _STOPS:
        return not (before == ["-"] or _counts_on(last, earlier, words))
    match last[0]:
        case "to":
            return earlier[-1:] in (["up"], ["down"])
        case "at":
            return bool(earlier) and (earlier[-1] in _AT_LEVEL or _bare(earlier, words))
        case "it":
            return earlier[-1:] in (["give"], ["rate"], ["call"], ["put"], ["score"])
        case word if earlier[-1:] in (["a"], ["an"]):
            return word not in words.not_scores and earlier[-2:-1] != ["even"]
        case word:
            return (word in words.score_before or _ails(word, words)) and before[-2:] not in (["i", "was"], ["i", "be"])


def _counts_on(last: list[str], earlier: list[str], words: Words) -> bool:
    """Is it the end of a span or a number with a name, as in "3-4" and "age: 5"?"""
    if not earlier:
        return False
    return (last == ["-"] and earlier[-1].isdecimal()) or (last in ([":"], ["="]) and earlier[-1] in words.not_scores)


def _bare(before: list[str], words: Words) -> bool:
    """Is the place said without an article, as in "left shoulder at five", and not as in "fell on the shoulder at five"?"""
    return _ails(before[-1], words) and not {"my", "the", "a", "an", "his", "her"} & set(before[-3:-1])


def _ails(word: str, words: Words) -> bool:
    """Is it a place or a kind of pain, as in "low back 4"?"""
    plain = word.removesuffix("'s")
    return plain in words.ailing or plain.removesuffix("s") in words.ailing


def _goes_on_after_score(behind: list[str], words: Words) -> bool:
    if len(behind) > 1 and behind[0] in _TO_MORE and behind[1].isdecimal():  # "6 or 7": what follows both counts
        return _goes_on_after_score(behind[2:], words)
    if behind[:2] == ["-", "a"]:  # "five-a-side"
        return False
    if behind[:1] == ["and"] and (behind[1:2] in (["a"], ["half"]) or behind[1][:1].isdecimal() if len(behind) > 1 else False):
        return False
    return not behind or behind[0] in _STOPS or behind[0] in words.score_behind
