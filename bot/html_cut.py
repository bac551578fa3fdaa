"""Cutting Telegram HTML so that both halves are whole: tags are closed before the cut and opened again after it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_PIECES = re.compile(r"<[^>]*>|&[#\w]{1,8};|[^<&]|[<&]", re.DOTALL)
_TAG_NAME = re.compile(r"</?([\w-]+)")
_BORDERS = ("\n\n", "\n", " ")
"""Where a cut hurts least, best first."""


def visible(text: str) -> int:
    """Length as Telegram counts it: without tags, entities as one character, in UTF-16 units."""
    return units(html.unescape(re.sub(r"<[^>]*>", "", text)))


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str) -> str:
    """What a person reads of it."""
    return html.unescape(re.sub(r"</?[a-z][^>]*>", "", text))


def pieces(text: str, most: int) -> tuple[str, ...]:
    """The text in pieces of at most `most` visible units, cut between paragraphs, else lines, else words."""
    if 2 * len(text) <= most or visible(text) <= most:
        return (text,)
    cut = _best_cut(text, most)
    opened = _open_at(text[:cut])
    head = text[:cut].rstrip() + "".join(f"</{_name(tag)}>" for tag in reversed(opened))
    return (head, *pieces("".join(opened) + text[cut:].lstrip(), most))


def _best_cut(text: str, most: int) -> int:
    last = _last_that_fits(text, most)
    for border in _BORDERS:
        cut = text.rfind(border, 0, last + 1)
        while cut > 0 and text.rfind("<", 0, cut) > text.rfind(">", 0, cut):
            cut = text.rfind(border, 0, cut)  # inside a tag
        if cut > last // 4:
            return cut
    return last


def _last_that_fits(text: str, most: int) -> int:
    seen = 0
    for start, piece in _walk(text):
        seen += 0 if _is_tag(piece) else units(html.unescape(piece))
        if seen > most:
            return start
    return len(text)


def _walk(text: str) -> Iterator[tuple[int, str]]:
    return ((found.start(), found[0]) for found in _PIECES.finditer(text))


def _is_tag(piece: str) -> bool:
    return len(piece) > 1 and piece[0] == "<"


def _open_at(text: str) -> list[str]:
    """Tags that are open at the end, outermost first."""
    opened: list[str] = []
    for _, piece in _walk(text):
        if not _is_tag(piece):
            continue
        if not piece.startswith("</"):
            opened.append(piece)
        elif opened:
            opened.pop()
    return opened


def _name(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found[1] if found else ""
