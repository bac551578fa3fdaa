"""Texts by language and id: Fluent files for what the dialogs say, YAML files for the many short clinical texts.

A missing text is an error, never a sentence in another language in front of a person in pain. Arguments are escaped for
Telegram's HTML unless they are texts themselves.

A screen has up to fifty texts, nearly all of them words and places to fill in. These are made ready for `str.format` when
they are loaded; only what has plurals or other cases is left to Fluent, which takes twenty times as long.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Identifier, Junk, Message, Pattern, Placeable, TextElement, VariableReference

from content.files import ContentError, read_yaml


@dataclass(frozen=True, slots=True)
class Say:
    """A text by id, with its arguments. `datetime` arguments must already be in the person's zone."""

    id: str
    args: Mapping[str, Arg] = field(default_factory=dict)


Arg = str | int | float | date | time | Say | tuple["Say | str", ...]


class Standing(Say):
    """A text that is built once and said to everybody who comes to that place; `Texts` keeps what it reads like."""

    __slots__ = ()
    __hash__ = object.__hash__


class Texts:
    """All texts of one language."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        self._plain: dict[str, str | tuple[str, ...]] = {}
        self._ready: dict[str, str] = {}
        self._fluent: dict[str, str] = {}
        self._said: dict[str, str] = {}  # those without arguments, which most on a screen are
        self._standing: dict[Standing, str] = {}
        self._where: dict[str, str] = {}
        for path in sorted(folder.glob("*.ftl")):
            self._add_fluent(path)
        for path in sorted(folder.glob("*.yaml")):
            for text_id, text in _flattened(read_yaml(path), ()):
                self._note(text_id, path.name)
                self._plain[text_id] = text
                self._ready[text_id] = _braced(html.escape("\n".join(self.lines(text_id)), quote=False))

    def __contains__(self, text_id: str) -> bool:
        return text_id in self._where

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every text id of this language."""
        return frozenset(self._where)

    def say(self, say: Say) -> str:
        """The sentence as Telegram HTML. A text of several lines is joined by line breaks.

        Raises:
            KeyError: no such text.
            ValueError: an argument is missing.
        """
        if isinstance(say, Standing):
            return self._standing.get(say) or self._standing.setdefault(say, self._with(say.id, say.args))
        if say.args:
            return self._with(say.id, say.args)
        said = self._said.get(say.id)
        if said is None:
            said = self._said[say.id] = self._with(say.id, say.args)
        return said

    def _with(self, text_id: str, given: Mapping[str, Arg]) -> str:
        args = {name: self._argument(value) for name, value in given.items()}
        ready = self._ready.get(text_id)
        if ready is None:
            return self._by_fluent(text_id, args)
        try:
            return ready.format_map({name: self._written(value) for name, value in args.items()})
        except KeyError as missing:
            raise ValueError(f"{text_id}: {missing} is missing") from missing

    def _by_fluent(self, text_id: str, args: Mapping[str, str | int | float]) -> str:
        message = self._bundle.get_message(text_id)
        if message.value is None:
            raise KeyError(text_id)
        words, errors = self._bundle.format_pattern(message.value, dict(args))
        if errors:
            raise ValueError(f"{text_id}: {errors[0]}")
        return str(words)

    def lines(self, text_id: str) -> tuple[str, ...]:
        """The lines of a YAML text, unescaped; a single sentence is one line."""
        text = self._plain[text_id]
        return text if isinstance(text, tuple) else (text,)

    def raw(self, text_id: str) -> str:
        """The text as it was written, for checks."""
        plain = self._plain.get(text_id)
        return self._fluent.get(text_id, "") if plain is None else "\n".join(plain if isinstance(plain, tuple) else (plain,))

    def _argument(self, value: Arg) -> str | int | float:
        match value:
            case Say():
                return self.say(value)
            case tuple():
                return "\n".join(self.say(part) if isinstance(part, Say) else html.escape(part, False) for part in value)
            case datetime():
                return str(format_datetime(value, "EEEE d MMMM, HH:mm", locale=self.language))
            case date():
                return str(format_date(value, "EEEE d MMMM", locale=self.language))
            case time():
                return str(format_time(value, "HH:mm", locale=self.language))
            case str():
                return html.escape(value, quote=False)
            case _:
                return value

    def _written(self, value: str | int | float) -> str:
        return value if isinstance(value, str) else _number(value, self.language)

    def _add_fluent(self, path: Path) -> None:
        written = path.read_text(encoding="utf-8")
        resource = FluentResource(written)
        for entry in resource.body:
            if isinstance(entry, Junk):
                raise ContentError(f"{path.name}: this is not Fluent: {(entry.content or '').strip().splitlines()[:1]}")
            if isinstance(entry, Message) and entry.span is not None:
                self._note(entry.id.name, path.name)
                self._fluent[entry.id.name] = written[entry.span.start : entry.span.end]
                ready = _ready(entry.value) if entry.value else None
                if ready is not None:
                    self._ready[entry.id.name] = ready
        self._bundle.add_resource(resource)

    def _note(self, text_id: str, file: str) -> None:
        if text_id in self._where:
            raise ContentError(f"{file}: the text {text_id!r} stands in {self._where[text_id]} too")
        self._where[text_id] = file


def _ready(pattern: Pattern) -> str | None:
    """The pattern for `str.format`; None where there is more in it than words and places to fill in."""
    parts: list[str] = []
    for element in pattern.elements:
        match element:
            case TextElement(value=words):
                parts.append(_braced(words))
            case Placeable(expression=VariableReference(id=Identifier(name=name))):
                parts.append("{" + name + "}")
            case _:
                return None
    return "".join(parts)


def _braced(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=1000)
def _number(value: float, language: str) -> str:
    return str(format_decimal(value, locale=language))


def _flattened(node: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    match node:
        case dict():
            for key, value in node.items():
                yield from _flattened(value, (*path, str(key)))
        case list():
            yield "-".join(path), tuple(str(line) for line in node)
        case _:
            yield "-".join(path), str(node).strip()
