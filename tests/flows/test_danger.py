"""Stories of danger in typed words: yes, no, not sure, and before anything may be kept."""

from __future__ import annotations

from dataclasses import replace

from content import Library
from flows.types import Person, Tap
from tests.talk import START, Talk, said


def test_no_goes_back_to_where_the_person_was(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("neck")
    talk.says("i have chest pain")
    assert "Is this so for you, now?" in said(talk)
    talk.taps("No, I did not mean that")
    assert "Do you have any of these now" in said(talk)


def test_yes_goes_through_the_rules_and_keeps_what_was_answered(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("neck")
    talk.says("i have chest pain")
    talk.taps("Yes")
    assert "Emergency" in said(talk)
    assert talk.outcomes[-1].level == "emergency"
    assert "chest_pain_now" in talk.outcomes[-1].rules


def test_not_sure_is_not_no(cared: Talk) -> None:
    cared.says("my face is drooping maybe")
    cared.taps("I am not sure")
    while cared.session and cared.session.flow == "triage" and cared.session.state == "asking":
        cared.says("none")
    assert cared.outcomes[-1].level in ("emergency", "urgent")


def test_thoughts_of_suicide_get_a_person_and_no_questionnaire(talk: Talk) -> None:
    talk.person = replace(talk.person, country="GB")
    talk.says("i want to kill myself because of this pain")
    assert "Samaritans" in said(talk)
    talk.taps("Yes")
    shown = said(talk)
    assert "Thank you for telling me" in shown
    assert "999" in shown
    assert "What to say there" not in shown


def test_an_old_danger_button_without_a_sign_is_answered(library: Library) -> None:
    talk = Talk(library)
    talk.does(Tap(START, "danger", 0, "y=nonsense"))
    assert "May I keep" in said(talk)


def test_danger_without_consent_is_answered_and_nothing_kept(library: Library) -> None:
    talk = Talk(library)
    talk.says("one calf is swollen and red and hot")
    talk.taps("Yes")
    assert "Urgent" in said(talk)
    assert talk.session is None
    assert talk.person.consented_on is None


def test_no_with_no_dialog_open_goes_on_with_the_first_question(talk: Talk) -> None:
    talk.says("i have chest pain")
    talk.taps("No, I did not mean that")
    assert "that is good to know" in said(talk, 2)
    assert "Where does it hurt" in said(talk)


def test_thoughts_of_suicide_without_consent_get_a_person_too(library: Library) -> None:
    talk = Talk(library, Person(id=1, country="GB"))
    talk.says("i want to kill myself")
    talk.taps("I am not sure")
    assert "Samaritans" in said(talk)
    assert "999" in said(talk)
    assert talk.session is None


def test_a_sign_that_no_rule_knows_alone_is_still_to_be_seen_today(library: Library) -> None:
    talk = Talk(library)
    talk.does(Tap(START, "danger", 0, "y=head_injury"))
    assert "Urgent" in said(talk)
    assert "112" in said(talk)


STORY = "my lower back is killing me since monday, 8/10, and i cant pee since this morning"


def test_what_a_story_tells_besides_danger_is_kept_after_a_no(talk: Talk) -> None:
    talk.says(STORY)
    assert "Is this so for you, now?" in said(talk)
    talk.taps("No, I did not mean that")
    assert "it hurts here: lower back" in said(talk)
    assert "pain 8 out of 10" in said(talk)
    assert talk.session is not None
    assert "urinary_retention_or_loss" not in talk.session.given


def test_it_is_kept_too_where_a_card_was_open(talk: Talk) -> None:
    talk.says("/hurt")
    assert "Where does it hurt" in said(talk)
    talk.says(STORY)
    talk.taps("No, I did not mean that")
    assert "it hurts here: lower back" in said(talk)
    assert "pain 8 out of 10" in said(talk)
    assert "Do you have any of these now" in said(talk)
    talk.taps("Wrong: lower back")
    assert "Where does it hurt" in said(talk)


def test_what_was_known_before_stays_and_ticks_too(talk: Talk) -> None:
    talk.says("/hurt")
    talk.taps("Neck")
    talk.taps("☐ 8. Muscle or urine")
    talk.says("1/10 in my lower back and i cant pee since this morning")
    talk.taps("No, I did not mean that")
    assert talk.session is not None
    assert dict(talk.session.answers)["where"] == "neck"
    assert (talk.session.given.get("region"), talk.session.given["pain_now"]) == (None, 1)
    assert "✅ 8. Muscle or urine" in said(talk)


def test_no_sign_is_kept_of_what_was_not_meant(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("i have chest pain and cannot breathe")
    talk.taps("No, I did not mean that")
    assert talk.session is not None
    assert talk.session.given == {}
    assert "Where does it hurt" in said(talk)


def test_what_a_story_tells_besides_danger_is_handed_over_after_a_yes(talk: Talk) -> None:
    talk.says(STORY)
    talk.taps("Yes")
    assert "Emergency" in said(talk)
    assert "it hurts here: lower back" in said(talk)


def test_what_a_story_tells_is_kept_though_no_sign_is_known_in_it(talk: Talk) -> None:
    talk.says("my knee hurts and something terrible is happening in my body right now i think i am dying, 7/10")
    talk.taps("I am not sure")
    assert talk.session is not None
    assert talk.session.given.get("region") == "knee"
