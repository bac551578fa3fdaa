"""What Telegram's HTML becomes, and what of it is refused, in whose words."""

from __future__ import annotations

import pytest

from bot.local.entities import Entity, units
from bot.local.markup import rich
from bot.local.wire import Refused

Found = list[tuple[str, int, int]]

READ: dict[str, tuple[str, str, Found]] = {
    "plain": ("hello", "hello", []),
    "bold": ("<b>hi</b> there", "hi there", [("bold", 0, 2)]),
    "all plain tags": (
        "<strong>a</strong><em>b</em><ins>c</ins><del>d</del><tg-spoiler>e</tg-spoiler>",
        "abcde",
        [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1), ("strikethrough", 3, 1), ("spoiler", 4, 1)],
    ),
    "nested, outer first": ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    "an emoji is two units": ("😀<b>x</b>", "😀x", [("bold", 2, 1)]),
    "references": ("1 &lt; 2 &amp;&#33; &quot;&nbsp;", '1 < 2 &! "&nbsp;', []),
    "a lone ampersand": ("a & b", "a & b", []),
    "spoiler as span": ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
    "quotes": (
        "<blockquote>a</blockquote><blockquote expandable>b</blockquote>",
        "ab",
        [("blockquote", 0, 1), ("expandable_blockquote", 1, 1)],
    ),
    "a name in capital letters": ("<B>x</B>", "x", [("bold", 0, 1)]),
    "an end without name": ("<b>x</>", "x", [("bold", 0, 1)]),
    "an empty tag": ("<b></b>x", "x", []),
    "trimmed": ("  <b> x </b> ", "x", [("bold", 0, 1)]),
    "links": ('<a href="https://example.org/a?b=1&amp;c=2">x</a>', "x", [("text_link", 0, 1)]),
    "an address that is none stays text": ('<a href="tel:112">112</a>', "112", []),
    "code in pre": ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
    "found": (
        "/start see https://example.org/x. me@example.org +49 30 1234567",
        "/start see https://example.org/x. me@example.org +49 30 1234567",
        [("bot_command", 0, 6), ("url", 11, 21), ("email", 34, 14), ("phone_number", 49, 14)],
    ),
    "not found in code": ("<code>/start</code>", "/start", [("code", 0, 6)]),
    "no command in a path": ("and/or 1/2 a/b", "and/or 1/2 a/b", []),
    "a moment": ('<tg-time unix="1700000000" format="wDT">then</tg-time>', "then", [("date_time", 0, 4)]),
}


@pytest.mark.parametrize(("html", "text", "entities"), READ.values(), ids=READ.keys())
def test_html_becomes_text_and_entities(html: str, text: str, entities: Found) -> None:
    kept = rich(html, "HTML", None)
    assert kept.text == text
    assert [(each.type, each.offset, each.length) for each in kept.entities] == entities


REFUSED = {
    "<x>a</x>": 'Unsupported start tag "x" at byte offset 0',
    "ä <script>": 'Unsupported start tag "script" at byte offset 3',
    "<b>a": 'Can\'t find end tag corresponding to start tag "b"',
    "<b>a<i>b</i>": 'Can\'t find end tag corresponding to start tag "b"',
    "a</b>": "Unexpected end tag at byte offset 1",
    "<b>a</i>": 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    "<b": "Unclosed start tag at byte offset 0",
    "2 < 3": 'Unsupported start tag "" at byte offset 2',
    "x<": "Unclosed start tag at byte offset 1",
    "<b>a</b": "Unclosed end tag at byte offset 4",
    '<a href="x>a</a>': "Unclosed start tag at byte offset 0",
    "<a href>x</a>": 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    "<a =x>x</a>": 'Empty attribute name in the tag "a" at byte offset 0',
    "<a href=x!>x</a>": "Unexpected end of name token at byte offset 8",
    "<a href=": 'Unclosed start tag "a" at byte offset 0',
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
}


@pytest.mark.parametrize(("html", "why"), REFUSED.items(), ids=REFUSED.keys())
def test_html_is_refused_in_telegrams_words(html: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        rich(html, "HTML", None)
    assert (refused.value.code, refused.value.description) == (400, f"Bad Request: can't parse entities: {why}")


BOUNDS = {
    "negative": (Entity("bold", -1, 1), "ENTITY_BOUNDS_INVALID"),
    "negative length": (Entity("bold", 0, -1), "ENTITY_BOUNDS_INVALID"),
    "too long": (
        Entity("bold", 1, 9),
        "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 10",
    ),
    "behind the end": (Entity("bold", 9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
    "begins in an emoji": (Entity("bold", 1, 1), "entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1"),
    "ends in an emoji": (
        Entity("bold", 0, 1),
        "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at UTF-16 offset 1",
    ),
}


@pytest.mark.parametrize(("entity", "why"), BOUNDS.values(), ids=BOUNDS.keys())
def test_entities_outside_the_text_are_refused(entity: Entity, why: str) -> None:
    with pytest.raises(Refused) as refused:
        rich("😀ab", None, [entity])
    assert refused.value.description == f"Bad Request: {why}"


def test_given_entities_move_with_the_trimmed_text() -> None:
    kept = rich("  ab  ", None, [Entity("bold", 1, 3)])
    assert (kept.text, kept.entities) == ("ab", (Entity("bold", 0, 2),))


def test_only_the_first_hundred_entities_are_kept() -> None:
    assert len(rich("<b>a</b> " * 150, "HTML", None).entities) == 100


def test_other_parse_modes_are_refused() -> None:
    with pytest.raises(Refused, match="unsupported parse_mode"):
        rich("*x*", "MarkdownV2", None)


def test_length_is_in_utf16_units() -> None:
    assert (units("aä"), units("😀")) == (2, 2)
