"""For somebody else: asked afresh, told in the third person, and nothing of it becomes one's own."""

from __future__ import annotations

import re

import pytest

from content import Library
from flows.types import Person
from tests.talk import START, Talk


@pytest.fixture
def talk(library: Library) -> Talk:
    """Somebody of 44 with answers of their own, who is about to ask."""
    return Talk(library, Person(id=1, consented_on=START, age_years=44, zone="Europe/London", country="GB"))


def said(talk: Talk, last: int = 30) -> str:
    return "\n".join(talk.lines[-last:])


def asked_for_a_child(talk: Talk, age: int) -> None:
    talk.says("/hurt")
    talk.taps("It is for someone else")
    talk.tells(
        region="knee",
        side="left",
        cause="sport",
        duration_days=2,
        pain_now=5,
        onset="gradual",
        age_years=age,
        limping_child=age < 16,
    )


def test_the_first_card_offers_it_and_takes_it_back(talk: Talk) -> None:
    talk.says("/hurt")
    talk.taps("It is for someone else")
    assert talk.session is not None
    assert talk.session.notes["whom"] == "other"
    assert "age_years" not in talk.session.given
    talk.taps("It is for me")
    assert "whom" not in talk.session.notes
    assert talk.session.given["age_years"] == 44


def test_a_limping_child_is_sent_to_be_seen_and_nothing_of_it_becomes_ones_own(talk: Talk) -> None:
    before = talk.person
    asked_for_a_child(talk, 6)
    assert talk.outcomes[-1].level == "urgent"
    assert talk.outcomes[-1].whom == "other"
    assert talk.person == before
    talk.waits("next")
    assert "somebody else" in said(talk, 3)
    talk.taps("Not yet")
    assert "999" in said(talk, 5)


def test_an_adult_in_self_care_is_offered_no_session_in_ones_own_name(talk: Talk) -> None:
    asked_for_a_child(talk, 30)
    assert talk.outcomes[-1].level == "self_care"
    assert "on their own phone" in said(talk)
    assert "Start a guided session" not in said(talk)
    assert talk.person.programme is None


def test_danger_in_words_stays_with_the_other_person(talk: Talk) -> None:
    talk.says("/hurt")
    talk.taps("It is for someone else")
    talk.taps("Lower back")
    talk.says("numb between the legs and cant pee")
    talk.taps("Yes")
    assert talk.outcomes[-1].level == "emergency"
    assert talk.outcomes[-1].whom == "other"
    assert talk.person.programme is None


@pytest.mark.parametrize("story", ["my son hurt his knee playing football", "my 6 year old hurt her knee at sport"])
def test_a_story_of_somebody_else_offers_it_and_keeps_what_was_told(story: str, talk: Talk) -> None:
    talk.says(story)
    talk.taps("It is for someone else")
    assert talk.session is not None
    assert talk.session.notes["whom"] == "other"
    assert talk.session.given["region"] == "knee"
    assert "age_years" not in talk.session.given


def test_a_story_of_oneself_does_not_offer_it_beyond_the_first_card(talk: Talk) -> None:
    talk.says("my knee hurts from running")
    assert "for someone else" not in said(talk)


def test_every_text_in_the_third_person_stands_for_one_in_the_second(library: Library) -> None:
    for language, texts in library.texts.items():
        theirs = {one for one in texts.ids if one.startswith("they-")}
        assert {one.removeprefix("they-") for one in theirs} <= texts.ids, language


SECOND_PERSON = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)
TOLD_ABOUT_THE_PERSON = re.compile(r"(finding-.+-line|rule-.+-(why|do)|caution-.+-(why|how)|card-.+)$")
THE_WRITER_IS_MEANT = frozenset(
    {"card-cause", "card-elsewhere_site-why", "card-onset", "rule-skin_infection-do", "rule-spine_infection_risk_pattern-why"}
)


def test_whatever_says_you_to_the_one_in_pain_has_a_wording_in_the_third_person(library: Library) -> None:
    for language, texts in library.texts.items():
        said_to_you = {
            one
            for one in texts.ids
            if TOLD_ABOUT_THE_PERSON.match(one) and SECOND_PERSON.search(texts.raw(one).partition(" = ")[2] or texts.raw(one))
        }
        without = {one for one in said_to_you if f"they-{one}" not in texts.ids}
        assert without <= THE_WRITER_IS_MEANT, (language, sorted(without - THE_WRITER_IS_MEANT))


def test_the_questions_and_the_result_speak_of_them(talk: Talk) -> None:
    asked_for_a_child(talk, 30)
    assert "Where does it hurt them most?" in "\n".join(talk.lines)
    assert "How old are they?" in "\n".join(talk.lines)
    assert "They should see a physician if" in said(talk)
    assert "open to them" in said(talk) or "light" in said(talk)


def test_the_choice_is_gone_once_questions_are_answered(talk: Talk) -> None:
    talk.says("/hurt")
    talk.taps("Knee")
    assert "for someone else" not in said(talk, 12)
