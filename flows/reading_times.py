"""Since when it hurts: spans ("3 weeks"), named days ("since yesterday"), and which of several tells the pain's age.

The one nearest to a word for pain counts. Ages, habits ("3 times a week"), what lies ahead and earlier episodes do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from content.schema import Words
from flows.typed import typed_days

LONG_AGO_DAYS = 300
"""Such a time "ago" is an earlier episode where the text names another span too."""

LONGEST_DAYS = 60 * 365
"""Nobody has had one pain for longer; such a span is an age."""

NO_PAIN_NEAR = 12
"""Words; the distance that counts where no pain is named in the sentence."""

ALONE = 4
"""Words of a sentence that is an answer by itself, as in "Knee. Yesterday. 5"."""

_SENTENCE = re.compile(r"(?<!\d)\.|\.(?!\d)|[!?;]+")
_ORDINAL = re.compile(r"(?<!every )\b(\d{1,2})(?:st|nd|rd|th) (day|week)\b")
_ISH = re.compile(r"(?<=\d)\s?-?ish\b")
_BARE_UNIT = re.compile(r"(?:^|[,:(])\s*(?P<span>week|fortnight|month|year)(?=\s+(?:of|or so|ago|back|today)\b|\s*[,)]|\s*$)")
"""As in "week of back pain" and "low back, month, 4"."""

_SINCE_HOUR = re.compile(r"\bsince (?:about |around )?(?:\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|o'clock)|dawn|noon|midnight)\b")
_WEEKS = re.compile(r"\b(\d{1,2})\s?(?:weeks?|wks?|w|months?)\b")
_PREGNANT_WEEKS = range(4, 43)
_HABIT = re.compile(
    r"(?:times|x|twice|once|thrice|hours?|days?|nights?|minutes?|miles|km|k|sessions?|shifts?|mornings?|evenings?|classes)$"
)
_EACH = r"\s*(?:a|per|each|every|/)\s*(?:day|week|night|month|year)\b"
_BEHIND_HABIT = re.compile(rf"{_EACH}|\s*(?:daily|straight|shifts?|drives?|flights?|walks?|rides?|runs?)\b")
_AGO = re.compile(r"\s*(?:or so )?(?:ago|back|before|earlier|prior)\b")
_LASTING = re.compile(
    r"(?:since|for|for about|for the (?:last|past)|past|last|from|already|about|over|nearly|almost|now|during|before)\s*$"
)


@dataclass(frozen=True, slots=True)
class _Time:
    """One time that is named: `ago` of what happened then, `far` the words between it and a pain."""

    days: float
    ago: bool
    far: int
    marked: bool


def days_read(said: str, words: Words) -> int | None:
    """Whole days since it began; None where the text tells nothing of it."""
    said = _ISH.sub("", _ORDINAL.sub(r"\2 \1", _in_ordinals(said, words)))
    said = _without_pregnancy(said, words)
    times = [time for sentence in _SENTENCE.split(said) for time in _times(sentence, words)]
    recent = [time for time in times if not (time.ago and time.days >= LONG_AGO_DAYS)]
    lasting = [time for time in recent if time.days >= 1]
    for found in (lasting, recent, [time for time in times if time.far < NO_PAIN_NEAR]):
        if found:
            return int(min(found, key=lambda time: time.far - 3 * time.marked).days)
    return None


def _in_ordinals(said: str, words: Words) -> str:
    """As "day 3" what is said as "third day"."""
    for word, number in words.ordinals.items():
        said = re.sub(rf"(?<!every )\b{word} (day|week)\b(?! (?:back|off|of))", rf"\1 {number}", said)
    return said


def _without_pregnancy(said: str, words: Words) -> str:
    """Where somebody is expecting, "33 weeks" tells how far along, unless it is said to be for or since so long."""
    if not set(re.findall(r"\w+", said)) & set(words.expecting):
        return said
    return _WEEKS.sub(lambda match: "" if int(match[1]) in _PREGNANT_WEEKS and not _marked(said, match) else match[0], said)


def _marked(said: str, match: re.Match[str]) -> bool:
    return bool(_LASTING.search(said[: match.start()].rstrip()) or _AGO.match(said[match.end() :]))


def _times(sentence: str, words: Words) -> Iterator[_Time]:
    pains = [match.start() for match in _pain_words((*words.pain_words, *words.ailing)).finditer(sentence)]
    spans = list(_spans(sentence, words))
    named = _named(sentence, words, has_span=any(days >= 1 for _, days, _, _ in spans), has_pain=bool(pains))
    for start, days, ago, marked in (*spans, *named):
        nothing_else = len(sentence.split()) < ALONE
        far = min((_words_between(sentence, start, pain) for pain in pains), default=ALONE if nothing_else else NO_PAIN_NEAR)
        yield _Time(days, ago, min(far, NO_PAIN_NEAR), marked)


@lru_cache(maxsize=8)
def _pain_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(word.rstrip('*')) for word in words)})")


def _words_between(sentence: str, one: int, other: int) -> int:
    first, last = sorted((one, other))
    return sentence.count(" ", first, last)


def _named(sentence: str, words: Words, *, has_span: bool, has_pain: bool) -> Iterator[tuple[int, float, bool, bool]]:
    """Named days; without "since" they tell a start only where something is said to have happened."""
    said = set(re.findall(r"\w+", sentence))
    happened = (
        has_pain
        or len(said) <= ALONE
        or bool(said & set(words.dated_by))
        or any(len(word) > 4 and word.endswith("ed") for word in said)
    )
    begun = bool(said & set(words.begun_by)) or len(said) <= ALONE
    taken: list[range] = []
    for name in sorted(words.named_days, key=len, reverse=True):
        if name not in sentence:
            continue
        match = re.search(rf"\b(since (?:the )?|from (?:the )?)?{re.escape(name)}\b", sentence)
        if match is None or any(match.start() in other for other in taken):
            continue
        taken.append(range(match.start(), match.end()))
        days = words.named_days[name]
        since = bool(match[1]) or name.startswith("since ")
        if since or (not has_span and (begun if days == 0 else happened)):
            yield match.start(), days, False, since


def _spans(sentence: str, words: Words) -> Iterator[tuple[int, float, bool, bool]]:
    """Each span of time: where, how many days, whether it is said to be ago, and whether "for" or the like stands there."""
    for match in _span_pattern(tuple(words.units_days), tuple(words.numerals)).finditer(sentence):
        before, behind = sentence[: match.start("span")].rstrip(), sentence[match.end() :]
        days = _days(match, words)
        ago = bool(_AGO.match(behind))
        marked = ago or bool(_LASTING.search(before))
        one = match["amount"] in ("a", "an") and (_HABIT.search(before) or _vague(match, marked))
        habit = one or _BEHIND_HABIT.match(behind)
        if (match["ahead"] and not ago) or habit or days is None or days > LONGEST_DAYS or (days < 1 and not marked):
            continue
        if not set(re.findall(r"\w+", behind)[:1]) & set(words.not_durations):
            yield match.start("span"), days, ago, marked
    for match in _BARE_UNIT.finditer(sentence):
        yield match.start("span"), words.units_days[match["span"]], bool(_AGO.match(sentence[match.end() :])), False
    for match in _SINCE_HOUR.finditer(sentence):
        yield match.start(), 0, False, True
    for match in _counted_pattern(tuple(words.numerals)).finditer(sentence):
        days = typed_days(f"{match['number']} {match['unit']}", words)
        if days is not None:
            yield match.start(), days, False, True


@lru_cache(maxsize=8)
def _counted_pattern(named_numbers: tuple[str, ...]) -> re.Pattern[str]:
    """As in "day 3" and "week eight"."""
    return re.compile(
        rf"(?<!to )\b(?P<unit>day|week) (?P<number>\d{{1,2}}|{'|'.join(named_numbers)})\b(?!\s*(?:/|out of|of (?:10|ten)))"
    )


def _vague(match: re.Match[str], marked: bool) -> bool:
    """Is it "a day" or "an hour" without a "for" or an "ago"? They are said of many things."""
    return match["unit"] in ("day", "night", "hour", "minute", "second", "d", "h") and not marked


def _days(match: re.Match[str], words: Words) -> float | None:
    unit = words.units_days[match["unit"]]
    if match["amount"].startswith("half"):
        return unit / 2
    if match["half"] or match["half_behind"]:
        whole = typed_days(f"{match['amount']} {match['unit']}", words)
        return None if whole is None else whole + unit / 2
    return typed_days(match["span"], words)


@lru_cache(maxsize=8)
def _span_pattern(named_units: tuple[str, ...], named_numbers: tuple[str, ...]) -> re.Pattern[str]:
    units = "|".join(sorted((re.escape(unit) for unit in named_units), key=len, reverse=True))
    numerals = "|".join(sorted((re.escape(word) for word in named_numbers), key=len, reverse=True))
    return re.compile(
        r"\b(?:(?P<ahead>in|next|every|per|each|within)\s+(?:the next\s+)?)?"
        rf"(?P<span>(?P<amount>\d+(?:[.,]\d+)?|half(?:\s+an?)?|{numerals}|an?)(?P<half>\s+and\s+(?:an?\s+)?half)?"
        rf"(?:\s*(?:or|to|of|few|good|full|solid|whole|-|couple of|couple)\s*(?:\d+|{numerals})?)?\s*-?\s*(?P<unit>{units}))\b"
        r"(?P<half_behind>\s+and (?:an? )?half\b)?"
    )
