"""Stories of a triage that was left for a day or more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content import Library
from tests.flows.people import ORDINARY
from tests.talk import SESSION, Talk, said

WHY = "It is more than a day"
NOW = "Do you have any of these now"


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """The danger signs are answered; the age is being asked."""
    talk.says("/hurt")
    talk.taps("Lower back")
    for _ in range(3):
        talk.taps("None of these")
    return talk


@pytest.mark.parametrize(
    "act", ["/start", "/continue", "hello", "38", "my back is worse", "sticker", "old button", "wrong button"]
)
def test_whatever_is_done_after_a_day_asks_again_and_says_why(act: str, asked: Talk) -> None:
    asked.waits("25 h")
    match act:
        case "sticker":
            asked.sends("sticker")
        case "old button":
            asked.forges("triage:5:none")
        case "wrong button":
            asked.forges("triage:{screen}:none")
        case _:
            asked.says(act)
    assert WHY in said(asked)
    assert NOW in said(asked)
    assert asked.session is not None
    assert ("where", "lower_back") in asked.session.answers
    assert not {"now", "today"} & {card for card, _ in asked.session.answers}


def test_within_a_day_nothing_is_asked_twice(asked: Talk) -> None:
    asked.waits("24 h")
    asked.says("38")
    assert WHY not in said(asked)
    assert "age" in {card for card, _ in asked.session.answers}  # type: ignore[union-attr]  # it is open


def test_the_answer_given_just_now_counts(asked: Talk) -> None:
    asked.waits("25 h")
    asked.says("38")
    assert asked.session is not None
    assert ("age", 38) in asked.session.answers
    asked.taps("None of these")
    asked.taps("None of these")
    assert "How old" not in said(asked)
    assert WHY not in said(asked)


def test_a_sign_told_just_now_is_not_lost(talk: Talk) -> None:
    talk.says("/hurt")
    talk.taps("Lower back")
    talk.taps("None of these")
    talk.taps("☐ 1. Fever or very ill")
    talk.taps("Done, go on ▶")
    talk.waits("2 d")
    talk.taps("☐ Fever")
    talk.says("1")
    assert talk.session is not None
    talk.taps("None of these")
    talk.taps("None of these")
    assert talk.session.given.get("fever") is not False


def test_signs_typed_yesterday_are_asked_again_and_the_place_is_kept(talk: Talk) -> None:
    talk.says("my knee hurts since i tripped 3 days ago, 6/10")
    assert talk.session is not None
    assert talk.session.given["minor_injury"] is True
    talk.waits("25 h")
    talk.says("/start")
    assert "minor_injury" not in talk.session.given
    assert talk.session.given["region"] == "knee"
    assert WHY in said(talk)


def test_signs_answered_a_day_after_the_questions_began_are_fresh(talk: Talk) -> None:
    talk.says("/hurt")
    talk.waits("30 h")
    talk.taps("Lower back")
    talk.taps("None of these")
    talk.taps("None of these")
    assert WHY not in "\n".join(talk.lines)
    talk.waits("23 h")
    talk.taps("None of these")
    assert WHY not in "\n".join(talk.lines)
    talk.waits("2 h")
    talk.says("38")
    assert WHY in said(talk)


def test_a_session_of_an_earlier_release_counts_from_its_beginning(asked: Talk) -> None:
    old = SESSION.dump_python(asked.session, mode="json")
    del old["signs_at"]
    asked.session = SESSION.validate_python(old)
    asked.waits("25 h")
    asked.says("38")
    assert WHY in said(asked)


def test_danger_confirmed_after_a_day_is_kept_and_the_rest_is_asked_again(asked: Talk) -> None:
    asked.waits("25 h")
    asked.says("i have a high fever and feel terribly ill")
    asked.taps("Yes")
    assert asked.session is not None
    assert asked.session.given.get("fever") is True
    assert not {"now", "today"} & {card for card, _ in asked.session.answers}


def test_a_day_old_answer_taken_back_is_not_relied_on_either(asked: Talk) -> None:
    asked.waits("25 h")
    asked.says("/undo")
    asked.taps("None of these")
    assert WHY in said(asked)


def test_a_session_started_from_a_result_of_days_ago_looks_for_danger_first(library: Library, talk: Talk) -> None:
    talk.says("/hurt")
    talk.tells(**ORDINARY)
    talk.waits("3 d")
    talk.taps("▶ Start a guided session")
    talk.taps("Only my hands")
    talk.taps("5 min")
    assert "is any of this new" in said(talk)
    talk.taps("☐ 2")
    talk.taps("Done, go on ▶")
    assert "Which of these" in said(talk) or "between the legs" in said(talk)


def test_a_result_stays_and_a_changed_answer_asks_again(talk: Talk) -> None:
    talk.says("/hurt")
    talk.tells(**ORDINARY)
    talk.now += timedelta(days=2)
    talk.says("/start")
    assert "Self-care is reasonable" in said(talk)
    talk.taps("✏ Change an answer")
    talk.taps("1. Place")
    talk.taps("Neck")
    assert WHY in said(talk)
