"""Stories of somebody who has told their history before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from content import Library, load_library
from content.conditions import Value
from content.files import ContentError
from flows.types import Person, Programme
from tests.flows.people import ORDINARY
from tests.talk import PERSON, START, Talk, said

ASKED = "Is that still true?"
TOLD: dict[str, Value] = {
    "region": "knee", "cause": "sport", "age_years": 62, "blood_thinners": True, "diabetes_with_numbness": True,
    "cancer_history": False, "osteoporosis": None, "fever": True, "pregnant": True, "getting_worse": True, "pain_now": 7,
    "recent_surgery_at_site": True, "joint_replacement": True,
}  # fmt: skip


def known(days_ago: float = 30, **more: Value) -> Person:
    """Somebody whose last triage was so long ago."""
    programme = Programme("knee", "sport", "left", "light", (), (), TOLD | more, START - timedelta(days=days_ago))
    return Person(id=1, consented_on=START, age_years=62, programme=programme)


@pytest.fixture
def talk(library: Library) -> Talk:
    return Talk(library, known())


def come_to_it(talk: Talk, region: str = "Upper back") -> None:
    talk.says("/hurt")
    talk.taps(region)
    for _ in range(3):
        talk.taps("None of these")


def confirm(talk: Talk) -> None:
    """Blood thinners lead to the question how strong it is, as they do when they are ticked."""
    talk.taps("Yes, all of it")
    talk.taps("4")


def answered(talk: Talk) -> set[str]:
    assert talk.session is not None
    return {card for card, _ in talk.session.answers}


def test_one_card_says_back_what_lasts_and_nothing_else(talk: Talk) -> None:
    come_to_it(talk)
    shown = said(talk)
    assert ASKED in shown
    assert "62 years old" in shown
    assert "blood thinners" in shown
    assert "diabetes" in shown
    for other in ("cancer", "weak bones", "fever", "pregnan", "surgery", "artificial", "pain 7", "worse"):
        assert other not in shown


def test_yes_asks_none_of_it_again_and_all_the_rest(talk: Talk) -> None:
    come_to_it(talk)
    confirm(talk)
    shown = said(talk)
    assert "About your health" in shown
    assert "lood thinners" not in shown
    assert "Diabetes" not in shown
    assert "Cancer now or at any time" in shown
    assert "pregnant or might be" in shown
    assert "easy bruising or bleeding, or a bleeding disorder; an earlier blood clot" in shown
    talk.taps("None of these")
    talk.tells(cause="desk_work", duration_days=21, pain_now=4)
    assert "age" not in answered(talk)
    assert talk.person.programme is not None
    findings = talk.person.programme.findings
    assert (findings["blood_thinners"], findings["age_years"], findings["cancer_history"]) == (True, 62, False)
    assert findings["pregnant"] is False
    assert talk.outcomes[-1].pressure == "light"
    assert any("thinner" in caution or "bleed" in caution for caution in talk.outcomes[-1].cautions)


def test_a_group_of_which_a_part_is_known_asks_for_the_other_part_by_its_numbers(talk: Talk) -> None:
    come_to_it(talk)
    confirm(talk)
    talk.says("5")
    assert "Bruising or bleeding easily" in said(talk)
    assert "anticoagulants" not in said(talk)
    talk.says("1")
    assert talk.session is not None
    assert talk.session.answers[-1] == ("blood", ("bleeding_disorder",))


@pytest.mark.parametrize("how", ["Something has changed", "Not sure"])
def test_changed_or_not_sure_asks_as_usual_with_the_earlier_ticks(how: str, talk: Talk) -> None:
    come_to_it(talk)
    talk.taps(how)
    assert "How old are you" in said(talk)
    talk.says("63")
    assert "✅ 5. Blood or clots" in said(talk)
    assert "✅ 8. Diabetes, numbness" in said(talk)
    assert "☐ 1. Cancer" in said(talk)
    talk.taps("✅ 8. Diabetes, numbness")
    talk.taps("Done, go on ▶")
    assert "✅ Blood thinners" in said(talk)
    talk.taps("✅ Blood thinners")
    talk.taps("None of these")
    talk.tells(cause="desk_work", duration_days=21, pain_now=4)
    assert talk.person.age_years == 63
    assert talk.person.programme is not None
    assert talk.person.programme.findings["blood_thinners"] is False


def test_not_sure_is_not_no(talk: Talk) -> None:
    come_to_it(talk)
    talk.taps("Not sure")
    assert talk.session is not None
    assert "blood_thinners" not in talk.session.given
    talk.says("not sure")
    talk.taps("Not sure")
    assert "blood_thinners" not in talk.session.given


@pytest.mark.parametrize(("typed", "shown"), [("yes", "How strong is the pain"), ("no", "How old"), ("dunno", "How old")])
def test_it_can_be_typed(typed: str, shown: str, talk: Talk) -> None:
    come_to_it(talk)
    talk.says(typed)
    assert shown in said(talk)
    assert talk.session is not None
    assert talk.session.misread == 0


def test_what_is_odd_is_answered_with_what_fits(talk: Talk) -> None:
    come_to_it(talk)
    talk.says("xyzzy")
    assert "“yes”, “no” or “not sure”" in said(talk, 2)
    assert ASKED in said(talk)


def test_with_nothing_told_before_there_is_no_such_card(library: Library) -> None:
    talk = Talk(library, Person(id=1, consented_on=START, age_years=40))
    talk.says("/hurt")
    talk.tells(**ORDINARY)
    assert ASKED not in "\n".join(talk.lines)


def test_for_somebody_else_nothing_of_it_is_shown_or_used(talk: Talk) -> None:
    before = talk.person
    talk.says("/hurt")
    talk.taps("It is for someone else")
    talk.tells(**ORDINARY)
    assert ASKED not in "\n".join(talk.lines)
    assert "blood thinners" not in said(talk)
    assert talk.person == replace(before, undo=talk.person.undo)
    talk.says("/hurt")
    assert talk.session is not None
    assert "age_years=62" in str(talk.session.notes)


@pytest.mark.parametrize(("days", "confirmed"), [(364, True), (368, False)])
def test_after_twelve_months_it_is_asked_anew(days: int, confirmed: bool, library: Library) -> None:
    talk = Talk(library, known(days))
    come_to_it(talk)
    assert (ASKED in said(talk)) is confirmed
    assert ("How old" in said(talk)) is not confirmed


def test_confirming_begins_the_twelve_months_anew_and_an_early_end_forgets_nothing(talk: Talk) -> None:
    come_to_it(talk)
    talk.taps("Yes, all of it")
    talk.tells(cause="desk_work", duration_days=21, pain_now=4)
    assert talk.person.programme is not None
    assert talk.person.programme.told_on == START
    talk.now += timedelta(days=100)
    talk.says("/hurt")
    talk.taps("Lower back")
    talk.taps("☐ 7. Between the legs")
    talk.taps("Done, go on ▶")
    talk.taps("☐ New trouble with urine")
    talk.taps("Done, go on ▶")
    assert talk.outcomes[-1].level == "emergency"
    assert talk.person.programme.findings["blood_thinners"] is True
    assert talk.person.programme.told_on == START


def test_what_a_story_tells_anew_is_not_confirmed(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("i am 63 and my upper back hurts since 3 weeks")
    for _ in range(3):
        talk.taps("None of these")
    assert ASKED in said(talk)
    assert "62 years old" not in said(talk)
    assert "blood thinners" in said(talk)


def test_back_and_undo_and_the_review_lead_to_it_again(talk: Talk) -> None:
    come_to_it(talk)
    talk.taps("Yes, all of it")
    talk.says("/undo")
    assert "What you told me before" in said(talk, 2)
    assert ASKED in said(talk)
    assert "62 years old" in said(talk)
    talk.taps("Yes, all of it")
    talk.taps("◀ Back")
    assert ASKED in said(talk)
    talk.taps("Yes, all of it")
    talk.says("/review")
    assert "What you told me before" in said(talk)
    assert "blood thinners" in said(talk)
    talk.taps("5. What you told me before")
    assert ASKED in said(talk)
    talk.taps("Something has changed")
    assert "How old" in said(talk)


def test_danger_on_the_way_keeps_what_was_confirmed(talk: Talk) -> None:
    come_to_it(talk)
    talk.taps("Yes, all of it")
    talk.says("i have a high fever and feel terribly ill")
    talk.taps("Yes")
    if talk.session is not None and talk.session.state == "asking":
        assert "known" in answered(talk)
    assert ASKED not in said(talk)


def test_a_programme_of_an_earlier_release_still_loads(library: Library) -> None:
    old = PERSON.dump_python(known(), mode="json")
    del old["programme"]["told_on"]
    talk = Talk(library, PERSON.validate_python(old))
    come_to_it(talk)
    assert ASKED in said(talk)


def test_confirming_gives_the_result_of_being_asked(library: Library) -> None:
    results = []
    for way in ("Yes, all of it", "Something has changed"):
        talk = Talk(library, known())
        come_to_it(talk)
        talk.taps(way)
        talk.tells(
            cause="desk_work", duration_days=21, pain_now=4, age_years=62, blood_thinners=True, diabetes_with_numbness=True
        )
        results.append(replace(talk.outcomes[-1], rules=tuple(sorted(talk.outcomes[-1].rules))))
    assert results[0] == results[1]


def test_what_lasts_is_checked() -> None:
    library = load_library()
    for finding in ("fever", "region", "no_such_sign"):
        wrong = replace(library, lasting=library.lasting.model_copy(update={"findings": (finding,)}))
        with pytest.raises(ContentError, match="lasting"):
            wrong.check_references()
