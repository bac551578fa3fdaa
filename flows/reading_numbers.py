"""Numbers in typed words: since when, how bad, how old."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.schema import Words
from flows.typed import typed_days

_PAIN = (
    re.compile(r"\b(\d{1,2})(?:[.,]\d)?\s*(?:/|out of|outta|out o|from|of)\s*(?:10|ten)\b"),
    re.compile(
        r"\bpain(?:\s+(?:level|score|is|of|about|around|at|a|now|right|currently|like)){0,4}\s*:?\s*(\d{1,2})\b"
        r"(?!\s*(?:/|[a-z]*day|week|month|year))"
    ),
    re.compile(r"\b(?:a|about a|maybe a|bout a|like a|its a|down to|from \d+ to)\s+(10|\d)\b(?=\s*(?:today|now|$|[.,!;]))"),
    re.compile(r"[,.]\s*(10|\d)(?=\s*(?:today|now)?\s*[.!]?\s*$)"),
)
_AGE = (
    re.compile(
        r"\b(?:i'?m|i am|aged?|age is|turned)\s*:?\s*(?:a\s+)?(\d{1,3})\b"
        r"(?!\s*(?:/|%|days?|weeks?|wks?|months?|hours?|kg|lbs?|pounds|cm|st\b|stone))"
    ),
    re.compile(r"\b(\d{1,3})\s*-?\s*(?:years?\s*-?\s*(?:old|young)|yrs?\s*(?:old|young)|y/?o\b)"),
    re.compile(r"\b(\d{2})\s*(?:m|f|male|female)\b"),
)


def numbers_read(text: str, words: Words) -> Iterator[tuple[str, int]]:
    """Pairs of finding and number."""
    said = " ".join(text.casefold().replace("’", "'").split())
    age, rest = _taken(_AGE, said)
    pain, rest = _taken(_PAIN, rest)
    days = _days(rest, words)
    for finding, number in (("age_years", age), ("pain_now", pain), ("duration_days", days)):
        if number is not None:
            yield finding, number


def _taken(patterns: tuple[re.Pattern[str], ...], said: str) -> tuple[int | None, str]:
    """The number, and the words without it, so that it is not read twice."""
    for pattern in patterns:
        match = pattern.search(said)
        if match:
            return int(match[1]), said[: match.start()] + " " + said[match.end() :]
    return None, said


LONG_AGO_DAYS = 300
"""Such a time "ago" is an earlier episode where the text names another span too."""


def _days(said: str, words: Words) -> int | None:
    """Since when it hurts. "Since ..." goes first, then spans: what was "ago" counts, what lies ahead ("in 3 weeks") does not."""
    named = [(name, days) for name, days in words.named_days.items() if re.search(rf"\b{re.escape(name)}\b", said)]
    since = next((days for name, days in named if re.search(rf"\bsince (?:the )?{re.escape(name)}\b", said)), None)
    if since is not None:
        return since
    spans = list(_spans(said, words))
    recent = [days for days, ago in spans if not (ago and days >= LONG_AGO_DAYS)]
    lasting = [days for days in recent if days >= 1]
    for found in (lasting, recent, [days for days, _ in spans]):
        if found:
            return int(found[0])
    dated = set(re.findall(r"\w+", said)) & set(words.dated_by)
    return named[0][1] if named and dated else None


def _spans(said: str, words: Words) -> Iterator[tuple[float, bool]]:
    """Each span of time in days, and whether it is said to be ago."""
    units = "|".join(sorted((re.escape(unit) for unit in words.units_days), key=len, reverse=True))
    numerals = "|".join(sorted((re.escape(word) for word in words.numerals), key=len, reverse=True))
    span = re.compile(
        rf"\b(?:(?P<ahead>in|next|every|per|each|within|after)\s+)?(?P<span>(?:\d+(?:[.,]\d+)?|{numerals})(?:\s+(?:or|to|of|few|good|-)\s*\w+)?\s*(?:{units}))\b"
    )
    for match in span.finditer(said):
        behind = said[match.end() :].split(maxsplit=1)[:1]
        days = typed_days(match["span"], words)
        if match["ahead"] is None and not set(behind) & set(words.not_durations) and days is not None:
            yield days, behind == ["ago"] or behind == ["ago,"] or behind == ["ago."]
    for match in re.finditer(r"\bday (\d{1,2})\b", said):
        yield int(match[1]), False
