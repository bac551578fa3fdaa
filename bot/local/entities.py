"""Entities: stretches of formatting, links and commands in a text, counted in UTF-16 units as Telegram counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.local import words
from bot.local.wire import Refused, Wire

AT_MOST = 100
"""Telegram keeps the first hundred entities of a message and drops the rest without a word."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of formatting; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    more: Wire = field(default_factory=dict)

    def wire(self) -> Wire:
        return {"type": self.type, "offset": self.offset, "length": self.length, **self.more}


@dataclass(frozen=True, slots=True)
class Rich:
    """A text as Telegram keeps it: trimmed, with its entities in order."""

    text: str
    entities: tuple[Entity, ...] = ()

    def wire(self, text: str = "text", entities: str = "entities") -> Wire:
        formatted: Wire = {entities: [each.wire() for each in self.entities]} if self.entities else {}
        return {text: self.text, **formatted}


def units(text: str) -> int:
    """Length in UTF-16 units: an emoji is usually two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """The given entities, if each lies inside the text and cuts no character in two."""
    end = units(text)
    inside = _inside_symbols(text)
    for each in entities:
        if each.offset < 0 or each.length < 0:
            raise Refused(400, words.ENTITY_BOUNDS)
        stop = each.offset + each.length
        if each.offset >= end and each.length:
            raise Refused(400, words.ENTITY_STARTS_BEYOND.format(start=each.offset))
        if stop > end:
            raise Refused(400, words.ENTITY_BEYOND.format(start=each.offset, end=stop))
        if each.offset in inside:
            raise Refused(400, words.ENTITY_IN_SYMBOL.format(start=each.offset))
        if stop in inside:
            raise Refused(400, words.ENTITY_ENDS_IN_SYMBOL.format(start=each.offset, end=stop))
    return [each for each in entities if each.length]


def _inside_symbols(text: str) -> set[int]:
    """The UTF-16 offsets that lie between the two halves of a character."""
    inside, at = set(), 0
    for letter in text:
        at += units(letter)
        if ord(letter) > 0xFFFF:
            inside.add(at - 1)
    return inside


def ordered(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda each: (each.offset, -each.length)))


def trimmed(whole: Rich) -> Rich:
    lead = units(whole.text) - units(whole.text.lstrip())
    text = whole.text.strip()
    end = units(text)
    moved = []
    for each in whole.entities:
        start, stop = max(each.offset - lead, 0), min(each.offset + each.length - lead, end)
        if stop > start:
            moved.append(replace(each, offset=start, length=stop - start))
    return Rich(text, tuple(moved))


_FINDABLE = re.compile(
    r"(?P<url>https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]|\bt\.me/\w+)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[A-Za-z]{2,}\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<phone_number>(?<!\w)\+\d[\d ()-]{6,16}\d(?!\w))"
)


def found(whole: Rich) -> Iterable[Entity]:
    """Links, addresses, commands and phone numbers that nobody marked: Telegram marks them itself."""
    opaque = [
        (each.offset, each.offset + each.length)
        for each in whole.entities
        if each.type in {"code", "pre", "text_link", "url", "bot_command", "email", "phone_number", "date_time"}
    ]
    for match in _FINDABLE.finditer(whole.text):
        start = units(whole.text[: match.start()])
        stop = start + units(match.group())
        if match.lastgroup and not any(start < b and a < stop for a, b in opaque):
            yield Entity(match.lastgroup, start, stop - start)
