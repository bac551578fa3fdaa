"""Buttons under reminders and questions that came by themselves, also when they are old or the plan is gone."""

from __future__ import annotations

from datetime import time

import pytest

from content import Library
from flows.types import Person, Plan, Tap
from tests.talk import START, Talk

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


@pytest.fixture
def reminded(library: Library) -> Talk:
    """Somebody in self-care with a reminder at eight."""
    talk = Talk(library, Person(id=1, consented_on=START, zone="Europe/London", plan=Plan(time(8), EVERY_DAY, missed=2)))
    talk.says("/hurt")
    talk.tells(region="lower_back", cause="desk_work", duration_days=21, pain_now=4, onset="gradual", age_years=38)
    return talk


def taps_notice(talk: Talk, flow: str, choice: str) -> str:
    told = len(talk.replies)
    talk.does(Tap(talk.now, flow, 0, choice))
    return "\n".join(line for reply in talk.replies[told:] for line in talk.rendered(reply))


@pytest.mark.parametrize("choice", ["start", "later", "skip", "leave", "remind", "resume"])
def test_a_reminders_button_is_answered_and_counts_as_an_answer(choice: str, reminded: Talk) -> None:
    assert taps_notice(reminded, "plan", choice)
    assert reminded.person.plan is not None
    assert reminded.person.plan.missed == 0


def test_in_an_hour_comes_in_an_hour(reminded: Talk) -> None:
    taps_notice(reminded, "plan", "later")
    assert (reminded.timers["plan:snooze"] - reminded.now).total_seconds() == 3600


@pytest.mark.parametrize("choice", ["later", "resume", "skip", "leave"])
def test_a_reminders_button_without_a_plan_harms_nothing(choice: str, reminded: Talk) -> None:
    reminded.says("/stop")
    assert reminded.person.plan is None
    assert taps_notice(reminded, "plan", choice)
    assert reminded.person.plan is None
    assert "plan:snooze" not in reminded.timers


@pytest.mark.parametrize("flow", ["plan", "checkin", "routine", "settings", "privacy", "triage", "hello"])
def test_a_forged_notice_is_called_old(flow: str, reminded: Talk) -> None:
    assert "passed" in taps_notice(reminded, flow, "nonsense")


@pytest.mark.parametrize(
    ("choice", "told"), [("seen", "Follow what they told you"), ("not_yet", "do not leave it"), ("later", "three hours")]
)
def test_the_question_about_help_is_answered(choice: str, told: str, reminded: Talk) -> None:
    assert told in taps_notice(reminded, "checkin", choice)


def test_a_check_in_goes_back_step_by_step(reminded: Talk) -> None:
    reminded.says("/checkin")
    reminded.taps("None of these")
    reminded.says("3")
    reminded.says("4")
    reminded.taps("◀ Back")
    assert reminded.session is not None
    assert reminded.session.flow == "checkin"


def test_a_danger_sign_ticked_at_a_check_in_goes_to_the_triage(reminded: Talk) -> None:
    reminded.says("/checkin")
    reminded.says("2")
    reminded.taps("Done, go on ▶")
    reminded.says("1")
    reminded.taps("Done, go on ▶")
    assert reminded.session is not None
    assert reminded.session.flow == "triage"


@pytest.mark.parametrize(("typed", "country"), [("germany", "DE"), ("de", "DE"), ("Vienna", "AT")])
def test_a_country_by_name_by_code_and_by_town(typed: str, country: str, reminded: Talk) -> None:
    reminded.says("/settings")
    reminded.taps("Country")
    reminded.says(typed)
    assert reminded.person.country == country


def test_a_shared_place_tells_the_country(reminded: Talk) -> None:
    from flows.types import Located

    reminded.says("/settings")
    reminded.taps("Country")
    reminded.does(Located(reminded.now, "Europe/Paris", "FR"))
    assert reminded.person.country == "FR"
