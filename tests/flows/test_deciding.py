"""Stories of the card that asks just the signs that decide an emergency, where the usual cards would take longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content import Library
from content.conditions import Value
from flows.pairs import DECIDING
from flows.types import Person
from flows.walk import walk
from tests.talk import START, Talk, findings, said

ASKED = "This decides how quickly help is needed"


def come_to_it(library: Library, region: str, *ticks: str) -> Talk:
    """A triage up to the card that decides, after these ticks for today."""
    talk = Talk(library, Person(id=1, consented_on=START))
    talk.says("/hurt")
    talk.taps(region)
    talk.taps("None of these")
    for tick in ticks:
        talk.taps(tick)
        talk.taps("Done, go on ▶")
    assert ASKED in said(talk)
    return talk


@pytest.fixture
def talk(library: Library) -> Talk:
    """Fever with a sore hip: what is asked next decides between an emergency and less."""
    return come_to_it(library, "Hip or buttock", "☐ 1. Fever or very ill", "☐ Fever")


def last_card(talk: Talk) -> str:
    assert talk.session is not None
    return talk.session.answers[-1][0]


def test_one_tick_decides(talk: Talk) -> None:
    talk.taps("☐ Injecting drugs")
    talk.taps("Done, go on ▶")
    assert "Emergency: get help now" in said(talk)
    assert "injecting drugs" in said(talk)
    assert talk.session is not None
    assert len(talk.session.answers) == 5


def test_it_may_be_typed(talk: Talk) -> None:
    talk.says("1")
    assert "Emergency: get help now" in said(talk)


def test_none_goes_on_and_asks_none_of_it_again(talk: Talk) -> None:
    talk.taps("None of these")
    assert ASKED not in said(talk)
    assert findings(talk)["iv_drug_use"] is False
    first = len(talk.replies)
    talk.tells(pain_now=4, duration_days=4, age_years=40, cause="unsure")
    shown = said(talk, len(talk.replies) - first + 1)
    assert "any of this about the pain itself" in shown
    for asked_before in ("njecting drugs", "does not fade", "four steps"):
        assert asked_before not in shown


def test_not_sure_is_unknown_and_not_asked_in_the_same_way_again(talk: Talk) -> None:
    talk.taps("Not sure")
    assert ASKED not in said(talk)
    assert findings(talk)["iv_drug_use"] is None


def test_what_was_ticked_there_is_not_untold_by_a_later_card(talk: Talk) -> None:
    talk.taps("☐ Cannot take four steps")
    talk.taps("Done, go on ▶")
    talk.tells(pain_now=4, duration_days=4, age_years=40, cause="unsure")
    assert findings(talk)["cannot_bear_weight"] is True


def test_back_shows_the_ticks_again(talk: Talk) -> None:
    talk.taps("☐ Cannot take four steps")
    talk.taps("Done, go on ▶")
    talk.taps("◀ Back")
    assert ASKED in said(talk)
    assert "✅ Cannot take four steps" in said(talk)


def test_the_review_shows_it_and_one_tap_changes_it(talk: Talk) -> None:
    talk.taps("☐ Cannot take four steps")
    talk.taps("Done, go on ▶")
    talk.says("/review")
    assert "What decides: not able to take four steps" in said(talk)
    talk.taps("4. What decides")
    assert "✅ Cannot take four steps" in said(talk)
    talk.taps("✅ Cannot take four steps")
    talk.taps("☐ Injecting drugs")
    talk.taps("Done, go on ▶")
    assert "Emergency: get help now" in said(talk)
    assert "four steps" not in said(talk)


def test_changed_after_later_cards_it_is_asked_again_and_they_do_not_answer_for_it(talk: Talk) -> None:
    talk.taps("☐ Cannot take four steps")
    talk.taps("Done, go on ▶")
    talk.taps("None of these")  # skin, bones and joints, without what was asked already
    talk.says("/review")
    talk.taps("4. What decides")
    assert ASKED in said(talk)
    assert "iv_drug_use" not in findings(talk)
    assert "✅ Cannot take four steps" in said(talk)
    talk.taps("Done, go on ▶")
    assert findings(talk)["cannot_bear_weight"] is True


def test_undo_takes_it_back(talk: Talk) -> None:
    talk.taps("None of these")
    talk.says("/undo")
    assert ASKED in said(talk)
    assert last_card(talk) == "fever_ill"


def test_it_says_why_it_is_asked_and_what_its_signs_mean(talk: Talk) -> None:
    talk.taps("Why do you ask?")
    assert "help is needed at once" in said(talk)
    talk.taps("What do these mean?")
    assert "glass" in said(talk)


def test_after_a_day_it_is_asked_again_with_the_other_danger_signs(talk: Talk) -> None:
    talk.taps("None of these")
    talk.now += timedelta(hours=25)
    talk.taps("None of these")
    assert talk.session is not None
    assert DECIDING not in dict(talk.session.answers)


@pytest.fixture
def weak(library: Library) -> Talk:
    """A newly weak arm: how it began and what explains it decide, and stand on one card."""
    return come_to_it(library, "Arm or elbow", "☐ 3. Weak arm or hand", "☐ An arm or hand is newly weak")


def test_how_it_began_is_a_line_there(weak: Talk) -> None:
    assert "It began suddenly, from one moment to the next." in said(weak)
    weak.taps("☐ It began suddenly")
    weak.taps("Done, go on ▶")
    assert "How long have you had this pain" in said(weak)
    weak.says("today")
    assert "Emergency: get help now" in said(weak)
    assert "stroke" in said(weak)


def test_a_sudden_beginning_is_said_back_in_the_review_and_can_be_taken_back(weak: Talk) -> None:
    weak.taps("☐ It began suddenly")
    weak.taps("Done, go on ▶")
    weak.says("/review")
    assert "What decides: it began: suddenly" in said(weak)
    weak.taps("4. What decides")
    assert "✅ It began suddenly" in said(weak)
    weak.taps("✅ It began suddenly")
    weak.taps("None of these")
    assert findings(weak)["onset"] == "gradual"


def test_not_sure_how_it_began_is_no_slow_beginning(weak: Talk) -> None:
    weak.taps("Not sure")
    assert findings(weak)["onset"] is None
    weak.tells(duration_days=1, pain_now=4, age_years=40, cause="unsure")
    assert weak.outcomes[-1].level == "urgent"
    assert "sudden_arm_weakness" in weak.outcomes[-1].unsure


def test_whoever_has_no_sign_is_not_asked_it(library: Library) -> None:
    walked = walk({"id": "x", "findings": {"region": "hip", "duration_days": 20, "pain_now": 4, "age_years": 40}}, library)
    assert DECIDING not in walked.asked


def test_a_child_with_fever_who_limps_is_found_though_the_age_is_not_told_yet(library: Library) -> None:
    child: dict[str, Value] = {"region": "knee", "age_years": 4, "fever": True, "limping_child": True, "duration_days": 1}
    walked = walk({"id": "x", "findings": child}, library)
    assert walked.level == "emergency"
    assert walked.cards <= 6
