"""What a person types at a card, turned into the answer that a button would have given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time

from rapidfuzz import fuzz, process

from content.conditions import Value
from content.library import Library
from content.schema import Card, Words
from flows.numerals import in_digits
from flows.types import Answer

CLOSE_ENOUGH = 88
"""Share of letters in percent that a misspelt word of five letters or more must have right."""

LONGEST_ANSWER = 60
"""Characters; what is longer is a story, not an answer to a card."""

OWN_UNIT = {"age_years": "years", "minutes": "minutes"}
"""The unit of time that may stand behind a number."""

_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,6})(?:[.,](\d+))?(?![\w])")


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer: the trigger for the machine, and what goes with it."""

    trigger: str
    answer: Answer = None
    ticked: tuple[str, ...] = ()
    explain: str = ""
    given: Mapping[str, Value] = field(default_factory=dict)
    heard: tuple[str, ...] = ()
    others_named: bool = False


def folded(text: str) -> str:
    """Lower case, straight quotes, single blanks, no punctuation at the ends."""
    plain = text.casefold().replace("’", "'").replace("‘", "'")
    return " ".join(plain.split()).strip(" .!?,;:")


def typed_answer(card: Card, text: str, ticked: tuple[str, ...], library: Library, language: str = "en") -> Typed | None:
    """The answer to `card` in what was typed; None when there is none."""
    said, words = folded(text), library.words[language]
    if not said or len(said) > LONGEST_ANSWER:
        return None
    if card.unsure and said in words.unsure:
        ticks = card.kind in ("several", "overview")
        return Typed("answered", answer=(*ticked, "?") if ticks else None)
    match card.kind:
        case "choice":
            option = chosen(said, _names(card, library, words))
            return Typed("answered", answer=option, heard=(card.settles[0],)) if option else None
        case "number":
            number = typed_number(card.settles[0], said, words)
            fits = number is not None and library.vocabulary.takes(card.settles[0], number)
            return Typed("answered", answer=number, heard=(card.settles[0],)) if fits else None
        case _:
            return _typed_ticks(card, said, words)


def _typed_ticks(card: Card, said: str, words: Words) -> Typed | None:
    ticks = card.settles or card.groups
    if said in words.no or said in words.commands.get("none", ()):
        return Typed("answered", answer=())
    if len(ticks) == 1 and said in words.yes:
        return Typed("answered", answer=ticks)
    chosen = ticks_numbered(said, ticks)
    return Typed("answered", answer=chosen) if chosen else None


def command_of(text: str, words: Words) -> str | None:
    """The command or button that the words stand for, by their exact form; None when they are something else."""
    said = folded(text)
    return next((name for name, forms in words.commands.items() if said == name or said in forms), None)


def ticks_numbered(said: str, ticks: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a list that are meant by their numbers ("1, 3 and 4"); none where anything else was said."""
    numbers = [int(one) for one in re.findall(r"\d+", said)]
    only_numbers = re.fullmatch(r"[\d\s,;.&+]+(?:and[\d\s,;]+)*", said)
    if not only_numbers or not all(1 <= one <= len(ticks) for one in numbers):
        return ()
    return tuple(dict.fromkeys(ticks[one - 1] for one in numbers))


def _names(card: Card, library: Library, words: Words) -> dict[str, str]:
    """Everything people call the options of a choice, to the option."""
    finding = card.settles[0]
    names: dict[str, str] = {}
    for place, option in enumerate(library.vocabulary.choices[finding], 1):
        label = folded(library.texts["en"].lines(f"choice-{finding}-{option}")[0])
        names |= {label: option, option.replace("_", " "): option, str(place): option}
        names |= dict.fromkeys(words.choices.get(finding, {}).get(option, ()), option)
    for phrase in {"region": words.regions, "cause": words.causes}.get(finding, ()):
        names |= dict.fromkeys(phrase.match, phrase.id)
    return names


def chosen(said: str, names: Mapping[str, str]) -> str | None:
    """The option that was meant; None when none or more than one fits."""
    if said in names:
        return names[said]
    if len(said) < 5:
        return None
    near = process.extract(said, list(names), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=4)
    return _only(names[name] for name, _, _ in near)


def _only(options: Iterable[str]) -> str | None:
    different = set(options)
    return different.pop() if len(different) == 1 else None


def typed_number(finding: str, said: str, words: Words) -> int | None:
    """A number in the unit of the finding: days for `duration_days`, the 0-10 scale for `pain_now`, years for age."""
    if finding == "duration_days":
        return typed_days(said, words)
    if finding == "pain_now" and said in (*words.no, *words.commands.get("none", ())):
        return 0
    if finding == "pain_now":
        said = re.sub(r"(\d)\s*(?:/|out of|of)\s*10\b", r"\1", said)
    if re.search(r"\d\s*(?:/|out of|of)\s*\d", said):  # of how many? not what was asked
        return None
    return None if _in_other_units(finding, said, words) else _first_number(said, words)


def _in_other_units(finding: str, said: str, words: Words) -> bool:
    """Is it a span of time where something else is asked: "3 weeks" for the pain or the age?"""
    own = words.units_days.get(OWN_UNIT.get(finding, ""))
    units = (match[1] for match in re.finditer(r"\d\s*([a-z]+)", said))
    return any(words.units_days.get(unit, own) != own for unit in units)


def _first_number(said: str, words: Words) -> int | None:
    match = _NUMBER.search(said)
    if match:
        half_up = match[2] is not None and match[2][0] >= "5"
        return int(match[1]) + half_up
    return next((words.numerals[word] for word in said.split() if word in words.numerals), None)


def typed_days(said: str, words: Words) -> int | None:
    """A duration in whole days: "3 weeks" is 21, "since yesterday" is 1; a bare number is days."""
    said = in_digits(said, words)
    tokens = [one for one in re.findall(r"\d+(?:[.,]\d+)?|[a-z]+", said) if one not in ("of", "or", "so")]
    total, found = 0.0, False
    for before, unit in zip(("", *tokens), tokens, strict=False):
        if unit in words.units_days:
            total, found = total + _amount(before, words) * words.units_days[unit], True
    if found:
        return int(total)
    for name, days in words.named_days.items():
        if name in said:
            return days
    bare = re.fullmatch(r"[^\d-]{0,8}?(\d{1,5})", said)
    return int(bare[1]) if bare else words.numerals.get(said)


def _amount(token: str, words: Words) -> float:
    if token[:1].isdecimal():
        return float(token.replace(",", "."))
    return words.numerals.get(token, 1)


def typed_time(text: str) -> time | None:
    """A time of day: 8, 8:30, 08.30, 8 am, 7pm."""
    said = text.casefold().strip(" .!")
    match = re.fullmatch(r"(?:at )?(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|a\.m|p\.m|o'clock|uhr)?", said)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
    if half in ("a", "p") and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "p") if half in ("a", "p") else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None
