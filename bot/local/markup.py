"""Telegram's HTML: what a bot writes becomes plain text and entities.

The scanner refuses what Telegram refuses and nothing else; it works on bytes because the refusals name byte offsets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.local import words
from bot.local.entities import AT_MOST, Entity, Rich, check, found, ordered, trimmed, units
from bot.local.wire import Refused, Wire

TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}

_SPACE = b" \t\r\n\f\v"
_ENTITY = re.compile(rb"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|lt|gt|amp|quot);")
_BARE = re.compile(rb"[0-9A-Za-z.\-]+")
_TEXT = re.compile(rb"[^<&]+")
_LINK = re.compile(r"(?:(?:https?|ton|tonsite)://)?[^\s/:]+\.[^\s/:]+.*|tg://.+", re.IGNORECASE)


def rich(text: str, parse_mode: str | None, given: Iterable[Entity] | None) -> Rich:
    """What Telegram makes of a text: parsed or checked, trimmed, links and commands found.

    Raises:
        Refused: formatting that Telegram cannot read, or a parse mode that this server does not know.
    """
    text = text.replace("\r\n", "\n")
    if parse_mode:
        if parse_mode.lower() != "html":
            raise Refused(400, words.PARSE_MODE_UNSUPPORTED)
        text, entities = _Scanner(text.encode("utf-8", "surrogatepass")).run()
    else:
        entities = check(text, given or ())
    kept = trimmed(Rich(text, ordered(entities)))
    return replace(kept, entities=ordered([*kept.entities, *found(kept)])[:AT_MOST])


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    start: int
    attributes: dict[str, str]


class _Scanner:
    """Reads Telegram's HTML once, from left to right."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            byte = self._source[self._at : self._at + 1]
            if byte == b"<":
                self._tag()
            elif byte == b"&":
                self._reference()
            else:
                text = _TEXT.match(self._source, self._at)
                self._put(text.group() if text else byte)
        if self._open:
            raise self._refused(words.TAG_END_MISSING, tag=self._open[-1].tag)
        bare = [replace(each, more={}) if each.type == "code" else each for each in self._entities]
        return "".join(self._out), bare

    def _put(self, raw: bytes, text: str | None = None) -> None:
        self._at += len(raw)
        shown = raw.decode("utf-8", "surrogatepass") if text is None else text
        self._out.append(shown)
        self._length += units(shown)

    def _reference(self) -> None:
        match = _ENTITY.match(self._source, self._at)
        raw = match.group() if match else b"&"
        self._put(raw, html.unescape(raw.decode()) if match else None)

    def _tag(self) -> None:
        begin = self._at
        closing = self._source[begin + 1 : begin + 2] == b"/"
        self._at += 2 if closing else 1
        name = self._until(_SPACE + b">").decode("utf-8", "replace").lower()
        if closing:
            self._close(name, begin)
        else:
            self._start(name, begin)

    def _start(self, tag: str, begin: int) -> None:
        if self._at >= len(self._source):
            raise self._refused(words.TAG_UNCLOSED, at=begin)
        if tag not in TAGS:
            raise self._refused(words.TAG_UNSUPPORTED, tag=tag, at=begin)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refused(words.TAG_SPAN, at=begin)
        self._open.append(_Open(tag, self._length, attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._peek() == b"":
                raise self._refused(words.TAG_UNCLOSED, at=begin)
            if self._peek() == b">":
                self._at += 1
                return found
            name = self._until(_SPACE + b"=>").decode("utf-8", "replace").lower()
            if not name:
                raise self._refused(words.TAG_NO_ATTRIBUTE, tag=tag, at=begin)
            self._skip_space()
            if self._peek() == b"=":
                self._at += 1
                found[name] = self._value(tag, begin)
            elif (tag, name) == ("blockquote", "expandable"):
                found[name] = ""
            else:
                raise self._refused(words.TAG_NO_EQUALS, tag=tag, at=begin)

    def _value(self, tag: str, begin: int) -> str:
        self._skip_space()
        quote = self._peek()
        if quote == b"":
            raise self._refused(words.TAG_UNCLOSED_NAMED, tag=tag, at=begin)
        if quote not in (b"'", b'"'):
            token = _BARE.match(self._source, self._at)
            start, self._at = self._at, token.end() if token else self._at
            if self._peek() not in (b">", *(bytes([each]) for each in _SPACE)):
                raise self._refused(words.TAG_BAD_NAME, at=start)
            return token.group().decode() if token else ""
        self._at += 1
        value = self._until(quote)
        if self._peek() == b"":
            raise self._refused(words.TAG_UNCLOSED, at=begin)
        self._at += 1
        return html.unescape(value.decode("utf-8", "replace"))

    def _close(self, name: str, begin: int) -> None:
        if not self._open:
            raise self._refused(words.TAG_END_UNEXPECTED, at=begin)
        self._skip_space()
        if self._peek() != b">":
            raise self._refused(words.TAG_END_UNCLOSED, at=begin)
        self._at += 1
        opened = self._open.pop()
        if name and name != opened.tag:
            raise self._refused(words.TAG_END_UNMATCHED, at=begin, expected=opened.tag, found=name)
        if self._length > opened.start:
            self._keep(opened)

    def _keep(self, opened: _Open) -> None:
        text = "".join(self._out).encode("utf-16-le")[opened.start * 2 :].decode("utf-16-le", "replace")
        kind, more = _described(opened, text)
        inner = self._entities[-1] if self._entities else None
        if kind is None:
            return
        whole = Entity(kind, opened.start, self._length - opened.start, more)
        if kind == "pre" and inner and inner.type == "code" and (inner.offset, inner.length) == (whole.offset, whole.length):
            self._entities[-1] = replace(whole, more=inner.more)
        else:
            self._entities.append(whole)

    def _until(self, stops: bytes) -> bytes:
        start = self._at
        while self._at < len(self._source) and self._source[self._at] not in stops:
            self._at += 1
        return self._source[start : self._at]

    def _skip_space(self) -> None:
        while self._at < len(self._source) and self._source[self._at] in _SPACE:
            self._at += 1

    def _peek(self) -> bytes:
        return self._source[self._at : self._at + 1]

    @staticmethod
    def _refused(why: str, **at: object) -> Refused:
        return Refused(400, words.ENTITIES_UNREADABLE.format(why=why.format(**at)))


def _described(opened: _Open, text: str) -> tuple[str | None, Wire]:
    """Type and further fields of a closed tag; None where Telegram silently keeps the text alone."""
    given = opened.attributes
    match TAGS[opened.tag]:
        case "text_link":
            return _link(given.get("href") or text)
        case "code":
            language = given.get("class", "").removeprefix("language-")
            return "code", {"language": language} if given.get("class", "").startswith("language-") else {}
        case "blockquote":
            return "expandable_blockquote" if "expandable" in given else "blockquote", {}
        case "custom_emoji":
            return "custom_emoji", {"custom_emoji_id": given.get("emoji-id", "")}
        case "date_time":
            unix = given.get("unix", "")
            shown: Wire = {"date_time_format": given["format"]} if "format" in given else {}
            return ("date_time", {"unix_time": int(unix), **shown}) if unix.isdecimal() else (None, {})
        case kind:
            return kind, {}


def _link(url: str) -> tuple[str | None, Wire]:
    """Web and tg: addresses become links; Telegram drops all others, `tel:` too, and leaves the text."""
    if not _LINK.fullmatch(url):
        return None, {}
    whole = url if "://" in url else f"http://{url}"
    return "text_link", {"url": whole if "/" in whole.partition("://")[2] else f"{whole}/"}
