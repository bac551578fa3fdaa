"""Stories of what can be done with a result: changed answers, the reasons, the summary, a new pain."""

from __future__ import annotations

from dataclasses import replace

from tests.talk import Talk, said


def test_one_answer_is_changed_and_only_that_is_asked_again(cared: Talk) -> None:
    cared.taps("✏ Change an answer")
    assert "desk work" in said(cared).casefold()
    cared.taps("8. Since")
    cared.taps("About 3 months")
    assert "Self-care" in said(cared)
    assert "for about 3 months" in said(cared)


def test_a_changed_danger_sign_changes_the_result(cared: Talk) -> None:
    cared.says("/review")
    cared.taps("3. Danger today")
    cared.taps("☐ 5. Swollen leg or arm")
    cared.taps("Done, go on ▶")
    cared.taps("☐ One calf or leg swollen")
    cared.taps("Done, go on ▶")
    assert "Urgent" in said(cared)
    assert cared.person.programme is not None
    assert cared.person.programme.stopped == "urgent"
    cared.taps("Why this result?")
    assert "Without" in said(cared)
    cared.taps("Which country am I in?")
    cared.says("France")
    assert cared.person.country == "FR"


def test_review_goes_back_and_needs_a_triage(cared: Talk) -> None:
    cared.says("/review")
    cared.taps("◀ Back")
    assert "Self-care is reasonable" in said(cared)
    cared.says("/settings")
    cared.says("/review")
    assert "no open questionnaire" in said(cared)


def test_a_new_pain_told_after_a_result_starts_a_new_triage(cared: Talk) -> None:
    cared.says("now my knee hurts since yesterday")
    assert "I understood" in said(cared)
    cared.taps("Wrong: knee")
    assert "Where does it hurt" in said(cared)


def test_the_same_result_offers_the_summary_to_whoever_is_referred(talk: Talk) -> None:
    talk.says("/hurt")
    talk.tells(region="knee", side="left", cause="sport", duration_days=5, pain_now=5, onset="sudden", age_years=13)
    assert "See a physician" in said(talk)
    talk.taps("📋 Summary for the clinician")
    assert "13 years old" in said(talk)
    talk.says("/session")
    assert "No pressing or rolling before a physician" in said(talk)


def test_back_from_a_result_shows_the_last_card_again(cared: Talk) -> None:
    cared.says("/back")
    assert "How strong is the pain right now?" in said(cared)
    assert cared.session is not None
    assert cared.session.state == "asking"


def test_the_review_says_what_was_not_sure(cared: Talk) -> None:
    cared.says("/review")
    cared.taps("3. Danger today")
    cared.taps("☐ 5. Swollen leg or arm")
    cared.taps("Done, go on ▶")
    cared.taps("Not sure")
    while cared.session and cared.session.state == "asking":
        cared.says("none")
    cared.says("/review")
    assert "not sure about" in said(cared)


def test_an_answer_to_a_card_that_a_new_release_does_not_have_is_left_out(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("neck")
    assert talk.session is not None
    talk.session = replace(talk.session, answers=(*talk.session.answers, ("card_of_last_year", ("fever",))))
    talk.says("/start")
    assert "Do you have any of these now" in said(talk)
