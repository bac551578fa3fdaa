"""Stories of what was understood from typed words: it is said back, and what is wrong of it is taken back alone."""

from __future__ import annotations

import pytest

from content import Library
from flows.types import Person
from tests.talk import START, Talk, findings, said

STORY = "I'm 52, my lower back hurts for 3 weeks from sitting at my desk, 5/10, no fever and no numbness"


@pytest.fixture
def talk(library: Library) -> Talk:
    return Talk(library, Person(id=1, consented_on=START))


def test_one_wrong_thing_is_taken_back_by_one_tap_and_the_rest_stays(talk: Talk) -> None:
    talk.says(STORY)
    talk.taps("Wrong: desk work")
    shown = said(talk)
    assert "52 years old" in shown
    assert "desk work" not in shown
    assert "Do you have any of these now" in shown
    assert "cause" not in findings(talk)
    assert findings(talk)["duration_days"] == 21


def test_another_one_can_be_taken_back_after_it(talk: Talk) -> None:
    talk.says(STORY)
    talk.taps("Wrong: desk work")
    talk.taps("Wrong: lower back")
    assert "Where does it hurt most?" in said(talk)
    assert "52 years old" in said(talk)
    assert {"region", "cause"}.isdisjoint(findings(talk))


def test_all_of_it_by_undo(talk: Talk) -> None:
    talk.says(STORY)
    talk.says("/undo")
    assert "Where does it hurt most?" in said(talk)
    assert "I understood" not in said(talk)
    assert findings(talk) == {}


def test_a_single_thing_goes_by_one_tap(talk: Talk) -> None:
    talk.says("my knee hurts")
    talk.taps("That is not right")
    assert "Where does it hurt most?" in said(talk)
    assert findings(talk) == {}


def test_what_was_understood_stays_in_sight_while_ticking_and_asking_why(talk: Talk) -> None:
    talk.says(STORY)
    talk.taps("☐ 3. Faint or confused")
    assert "52 years old" in said(talk)
    talk.taps("Why do you ask?")
    assert "52 years old" in said(talk)


def test_denied_signs_are_said_back_and_their_cards_are_asked_all_the_same(talk: Talk) -> None:
    talk.says(STORY)
    assert "“no” to: fever" in said(talk)
    assert findings(talk)["fever"] is False
    talk.taps("None of these")
    assert "1. Fever or very ill" in said(talk)


def test_a_tick_counts_more_than_the_denial(talk: Talk) -> None:
    talk.says(STORY)
    talk.taps("None of these")
    for fever in ("☐ 1. Fever or very ill", "☐ Fever"):
        talk.taps(fever)
        talk.taps("Done, go on ▶")
    assert findings(talk)["fever"] is True


@pytest.mark.parametrize("tick", ["☐ 7. Belly or vomiting", None])
def test_where_all_of_a_group_was_denied_its_tick_or_not_sure_still_asks_it(tick: str | None, talk: Talk) -> None:
    talk.says("my lower back hurts, no belly pain, not vomiting again and again")
    assert (findings(talk)["abdominal_pain"], findings(talk)["vomiting_repeated"]) == (False, False)
    talk.taps("None of these")
    if tick:
        talk.taps(tick)
    talk.taps("Done, go on ▶" if tick else "Not sure")
    while "☐ Pain in the belly as well" not in said(talk):
        talk.taps("None of these")
    talk.taps("☐ Pain in the belly as well")
    talk.taps("Done, go on ▶")
    assert findings(talk)["abdominal_pain"] is True


def test_all_that_was_denied_is_taken_back_together(talk: Talk) -> None:
    talk.says(STORY)
    talk.taps("Wrong: what I said no to")
    assert "“no” to" not in said(talk)
    assert {"fever", "numbness_or_tingling"}.isdisjoint(findings(talk))


@pytest.mark.parametrize(
    "story",
    [
        "my knee hurts, my dad has no fever",  # somebody else's
        "my back hurts, no fever, but i cant feel my bum when i wipe",  # beside danger
    ],
)
def test_what_may_be_meant_otherwise_is_not_taken_as_denied(story: str, talk: Talk) -> None:
    talk.says(story)
    assert talk.session is not None
    assert "fever" not in findings(talk)


def test_a_finding_that_was_not_heard_cannot_be_taken_back(talk: Talk) -> None:
    talk.says("my knee hurts, no fever")
    before = findings(talk)
    talk.forges("triage:{screen}:-cancer_history")
    assert findings(talk) == before


def test_the_review_shows_what_was_told_in_words_and_one_tap_changes_it(talk: Talk) -> None:
    talk.says(STORY)
    talk.tells()
    asked_before = dict(talk.session.answers) if talk.session else {}
    talk.says("/review")
    for told in ("Age: 52", "Place: Lower back", "Since: About 3 weeks", "Cause: Desk work"):
        assert f". {told}" in said(talk)
    talk.taps("3. Since")
    assert "How long have you had this pain?" in said(talk)
    talk.says("2 months")
    assert "Self-care is reasonable" in said(talk)
    assert findings(talk)["duration_days"] == 60
    assert talk.session is not None
    assert set(dict(talk.session.answers)) == {*asked_before, "since"}


def test_a_sign_told_in_words_is_in_the_review_until_its_card_is_answered(talk: Talk) -> None:
    talk.says("my knee hurts, it gets worse at rest and better when i move")
    talk.says("/review")
    assert "Told in words: " in said(talk)
    talk.taps("◀ Back")
    talk.tells(getting_worse=True)
    talk.says("/review")
    assert "Told in words: " not in said(talk)


def test_an_emergency_stays_one_when_something_else_is_taken_back(talk: Talk) -> None:
    talk.says("I'm 52 and my lower back hurts")
    talk.tells(saddle_numbness=True)
    assert "Emergency" in said(talk)
    talk.says("/review")
    talk.taps("1. Age")
    assert "Emergency" in said(talk)
    assert "52 years old" not in said(talk)


def test_undo_brings_it_back(talk: Talk) -> None:
    talk.says(STORY)
    talk.taps("Wrong: desk work")
    talk.says("/undo")
    assert findings(talk)["cause"] == "desk_work"


def test_ticks_stay_on_their_card_and_go_with_no_other_when_something_is_taken_back_in_the_review(talk: Talk) -> None:
    talk.says(STORY)
    talk.taps("☐ 3. Faint or confused")
    talk.says("/review")
    talk.taps("5. Cause")
    assert "✅ 3. Faint or confused" in said(talk)
    talk.says("/review")
    talk.taps("4. Place")
    assert "Where does it hurt most?" in said(talk)
    assert talk.session is not None
    assert talk.session.ticked == ()
