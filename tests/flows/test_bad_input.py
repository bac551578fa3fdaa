"""Every kind of card against every kind of bad input: a clear answer each time, and the dialog stays where it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from content import Library
from flows.types import Person, Session, Tap
from tests.talk import START, Talk

SKIPS = ("tap:Skip this question",) * 6
NONE = ("none",) * 3
STEPS = "tap:I tap each step"
SCREENS: dict[str, tuple[str, ...]] = {
    "the place": ("/hurt",),
    "danger signs": ("/hurt", "lower back"),
    "the cause": ("/hurt", "knee", *NONE, "40", "none"),
    "the age": ("/hurt", "knee", *NONE),
    "the side": ("/hurt", "knee", *NONE, "40", "none", "desk work"),
    "since when": ("/hurt", "knee", *NONE, "40", "none", "desk work", "left"),
    "how bad": ("/hurt", "knee", *NONE, "40", "none", "desk work", "left", "3 weeks"),
    "signs of a group": ("/hurt", "lower back", "1"),
    "the result": ("/hurt", "tells"),
    "the review": ("/hurt", "lower back", "none", "/review"),
    "the settings": ("/settings",),
    "the country": ("/settings", "tap:Country"),
    "the age in the settings": ("/settings", "tap:Age"),
    "the time zone": ("/settings", "tap:Time zone"),
    "things at hand": ("/settings", "tap:What is at hand"),
    "the minutes": ("/settings", "tap:Minutes a session"),
    "erasing": ("/delete",),
    "the hour of the reminder": ("/remind",),
    "the days of the reminder": ("/remind", "tap:08:00"),
    "the zone of the reminder": ("/remind", "tap:08:00", "tap:Done, go on ▶"),
    "the equipment": ("/hurt", "tells", "/session"),
    "minutes today": ("/hurt", "tells", "/session", "none"),
    "signs before a session": ("/hurt", "tells", "/session", "none", "5"),
    "pain before a session": ("/hurt", "tells", "/session", "none", "5", "none"),
    "a first question": ("/hurt", "tells", "/session", "none", "5", "none", "4"),
    "how to go through it": ("/hurt", "tells", "/session", "none", "5", "none", "4", *SKIPS),
    "a session that waits": ("/hurt", "tells", "/session", "none", "5", "none", "4", *SKIPS, STEPS, "tap:⏸ Pause"),
    "what feels wrong": ("/hurt", "tells", "/session", "none", "5", "none", "4", *SKIPS, STEPS, "tap:⚠ Something feels wrong"),
    "why it is stopped": ("/hurt", "tells", "/session", "none", "5", "none", "4", *SKIPS, STEPS, "tap:⏹ Stop"),
    "a check-in": ("/hurt", "tells", "/checkin"),
}
TYPED = {
    "5,000 characters": "a" * 5000,
    "emoji": "😀😀",
    "right to left": "مرحبا \u202eabc",
    "HTML": "<b>x</b> & <script>",
    "Markdown": "*_[](http://x)~`",
    "a letter": "q",
    "out of range": "11/10",
    "minus": "-3",
    "far too many": "999 years",
    "blanks": "   ",
}


def at(library: Library, steps: tuple[str, ...]) -> Talk:
    """Somebody who has come to this screen."""
    talk = Talk(library, Person(id=1, consented_on=START))
    for one in steps:
        if one == "tells":
            talk.tells(region="lower_back", cause="desk_work", duration_days=21, pain_now=4, onset="gradual", age_years=38)
        elif one.startswith("tap:"):
            talk.taps(one.removeprefix("tap:"))
        else:
            talk.says(one)
    return talk


def same(before: Session | None, after: Session | None) -> bool:
    """The same place in the dialog, with the same answers."""
    if before is None or after is None:
        return before is after
    return before == replace(after, misread=before.misread)


def answered(talk: Talk, does: Callable[[], object]) -> str:
    """What the person reads after it; the dialog must not have moved."""
    before, told = talk.session, len(talk.replies)
    does()
    assert same(before, talk.session)
    said = [line for reply in talk.replies[told:] for line in talk.rendered(reply)]
    assert said
    assert all(len(line) < 900 for line in said)
    return "\n".join(said)


each_screen = pytest.mark.parametrize("screen", list(SCREENS))


@pytest.mark.parametrize("typed", list(TYPED))
@each_screen
def test_what_does_not_fit_is_answered_and_nothing_moves(screen: str, typed: str, library: Library) -> None:
    said = answered(talk := at(library, SCREENS[screen]), lambda: talk.says(TYPED[typed]))
    assert "Please" in said or "understand" in said
    assert "aaaaaaaaaa" not in said
    assert "<script>" not in said


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "document", "video", "contact", "poll", "dice"])
@each_screen
def test_what_cannot_be_read_is_answered_and_nothing_moves(screen: str, kind: str, library: Library) -> None:
    talk = at(library, SCREENS[screen])
    said = answered(talk, lambda: talk.sends(kind))
    assert "cannot listen" in said if kind == "voice" else "text and buttons" in said


@each_screen
def test_an_old_a_forged_and_a_doubled_button_move_nothing(screen: str, library: Library) -> None:
    talk = at(library, SCREENS[screen])
    assert talk.session is not None
    flow, now = talk.session.flow, talk.session.screen
    for tap in (Tap(START, flow, now - 3, "none"), Tap(START, flow, now, "=nonsense"), Tap(START, "forged", now, "x")):
        answered(talk, lambda tap=tap: talk.does(tap))
    before = talk.session
    talk.does(Tap(START, flow, now - 1, "none"))  # the second of a double tap: the first has been answered
    assert same(before, talk.session)


@each_screen
def test_a_location_and_an_edited_message_move_nothing(screen: str, library: Library) -> None:
    talk = at(library, SCREENS[screen])
    before = talk.session
    talk.sends("edited")
    assert same(before, talk.session)
    talk.shares("Europe/Berlin")
    if screen not in ("the country", "the time zone", "the zone of the reminder"):  # there a shared place is an answer
        assert same(before, talk.session)


@pytest.mark.parametrize(
    ("screen", "wrong", "told"),
    [
        ("how bad", "11/10", "from 0 (no pain) to 10"),
        ("how bad", "100", "from 0 (no pain) to 10"),
        ("the age", "999 years", "whole years"),
        ("the age", "11/10", "whole years"),
        ("since when", "-3", "3 weeks or 2 years"),
        ("since when", "purple", "3 weeks or 2 years"),
        ("danger signs", "77", "type the numbers"),
        ("signs of a group", "9", "type its number"),
        ("the side", "upwards", "type its words"),
    ],
)
def test_the_answer_tells_what_would_fit(screen: str, wrong: str, told: str, library: Library) -> None:
    talk = at(library, SCREENS[screen])
    assert told in answered(talk, lambda: talk.says(wrong))


@each_screen
def test_after_much_nonsense_the_screen_still_takes_its_answer(screen: str, library: Library) -> None:
    talk = at(library, SCREENS[screen])
    for typed in TYPED.values():
        talk.says(typed)
    shown = next(reply for reply in reversed(talk.replies) if reply.rows)
    before = talk.session
    label = shown.rows[0][0]
    talk.does(Tap(talk.now, label.flow or shown.flow, shown.screen, label.choice))
    assert talk.session != before


# ------------------------------------------------------------------------------------------------- a running session
@pytest.fixture
def holding(library: Library) -> Talk:
    """Somebody in the middle of a hold, with its timer running."""
    talk = at(library, SCREENS["the result"])
    talk.taps("▶ Start a guided session")
    for said in ("none", "5", "none", "4"):
        talk.says(said)
    while not any("Hands-free" in line for line in talk.lines[-6:]):
        talk.taps("Skip this question")
    talk.taps("▶ Hands-free, by the timer")
    while not any("Press and hold" in line for line in talk.lines[-7:]):
        talk.waits("next")
    assert talk.session is not None
    assert talk.session.state == "running"
    return talk


@pytest.mark.parametrize("typed", list(TYPED))
def test_a_hold_and_its_timer_go_on_through_nonsense(typed: str, holding: Talk) -> None:
    timers = dict(holding.timers)
    answered(holding, lambda: holding.says(TYPED[typed]))
    assert holding.timers == timers


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo"])
def test_a_hold_goes_on_through_what_cannot_be_read(kind: str, holding: Talk) -> None:
    timers = dict(holding.timers)
    answered(holding, lambda: holding.sends(kind))
    assert holding.timers == timers


# ------------------------------------------------------------------------------------------------- before consent
@pytest.mark.parametrize("typed", list(TYPED))
def test_before_consent_nonsense_gets_the_first_card_and_nothing_is_kept(typed: str, library: Library) -> None:
    talk = Talk(library)
    talk.says(TYPED[typed])
    assert "no diagnosis" in "\n".join(talk.lines)
    assert talk.session is None
    assert talk.person.consented_on is None
