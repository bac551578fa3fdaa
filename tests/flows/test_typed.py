"""Typed answers work as well as buttons."""

from __future__ import annotations

from datetime import time

import pytest

from content import Library
from flows.typed import typed_answer, typed_days, typed_time


@pytest.mark.parametrize(
    ("card", "text", "answer"),
    [
        ("where", "lower back", "lower_back"),
        ("where", "Lower Back!", "lower_back"),
        ("where", "lowr back", "lower_back"),
        ("where", "calf", "lower_leg"),
        ("where", "Elbow", "arm"),
        ("side", "left", "left"),
        ("side", "the left one", "left"),
        ("side", "both", "both"),
        ("cause", "desk work", "desk_work"),
        ("cause", "I don't know", "unsure"),
        ("onset", "suddenly", "sudden"),
        ("since", "3 weeks", 21),
        ("since", "two months", 60),
        ("since", "5", 5),
        ("since", "since yesterday", 1),
        ("since", "today", 0),
        ("since", "about 2 years", 730),
        ("since", "1 week and 3 days", 10),
        ("pain", "7/10", 7),
        ("pain", "seven", 7),
        ("pain", "7", 7),
        ("pain", "0", 0),
        ("age", "38", 38),
        ("age", "I'm 38", 38),
        ("age", "38 years old", 38),
        ("now", "none", ()),
        ("now", "none of these", ()),
        ("now", "no", ()),
        ("now", "not sure", ("?",)),
        ("now", "1", ("chest",)),
        ("now", "1 and 3", ("chest", "faint")),
        ("now", "1,3", ("chest", "faint")),
        ("side", "not sure", None),
        ("side", "dunno", None),
    ],
)
def test_an_answer_is_understood(card: str, text: str, answer: object, library: Library) -> None:
    typed = typed_answer(library.card[card], text, (), library)
    assert typed is not None
    assert (typed.trigger, typed.answer) == ("answered", answer)


@pytest.mark.parametrize(
    ("card", "text"),
    [
        ("pain", "11"),
        ("pain", "3/5"),
        ("pain", "-1"),
        ("pain", "a lot"),
        ("age", "200"),
        ("age", "old"),
        ("since", "99999999"),
        ("since", "a while"),
        ("where", "xyzzy"),
        ("where", "back"),
        ("now", "99"),
        ("now", "0"),
        ("side", "x" * 5000),
        ("side", "😀"),
        ("age", ""),
    ],
)
def test_what_is_no_answer_is_not_guessed(card: str, text: str, library: Library) -> None:
    assert typed_answer(library.card[card], text, (), library) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("8", time(8)),
        ("8:30", time(8, 30)),
        ("08.30", time(8, 30)),
        ("at 8 am", time(8)),
        ("7pm", time(19)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("20:15", time(20, 15)),
        ("25:00", None),
        ("8:61", None),
        ("13 pm", None),
        ("soon", None),
    ],
)
def test_a_time_of_day(text: str, at: time | None) -> None:
    assert typed_time(text) == at


def test_days_are_counted_in_the_units_of_the_language(library: Library) -> None:
    words = library.words["en"]
    assert typed_days("a fortnight", words) == 14
    assert typed_days("6 wks", words) == 42
    assert typed_days("couple of days", words) == 2
    assert typed_days("3 hours", words) == 0
