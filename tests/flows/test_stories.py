"""Stories of one person through the flows: settings, reminders, the review, danger and what to do with odd input."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from content import Library
from content.conditions import Value
from flows.types import Command, Left, Person, Plan, Programme, Returned, Tap, TimerDue
from tests.talk import START, Talk

ORDINARY: dict[str, Value] = {
    "region": "lower_back", "cause": "desk_work", "duration_days": 21, "pain_now": 4, "onset": "gradual", "age_years": 38,
}  # fmt: skip


@pytest.fixture
def talk(library: Library) -> Talk:
    """Somebody who has agreed."""
    return Talk(library, Person(id=1, consented_on=START))


@pytest.fixture
def cared(talk: Talk) -> Talk:
    """Somebody whose result is self-care at full pressure."""
    talk.says("/hurt")
    talk.tells(**ORDINARY)
    assert talk.person.programme is not None
    return talk


def said(talk: Talk, last: int = 1) -> str:
    lines: list[str] = []
    for reply in talk.replies[-last:]:
        lines += talk.rendered(reply)
    return "\n".join(lines)


# ------------------------------------------------------------------------------------------------------- settings
def test_every_setting_can_be_changed(talk: Talk) -> None:
    talk.says("/settings")
    assert "not set" in said(talk)
    talk.taps("Country")
    talk.says("Xyzzyland")
    assert "did not understand" in said(talk, 2)
    talk.says("germany")
    assert "Germany" in said(talk)
    talk.taps("Time zone")
    talk.says("Birmingham")
    talk.taps("Birmingham (America/Chicago)")
    assert talk.person.zone == "America/Chicago"
    talk.taps("Age")
    talk.says("200")
    talk.says("41")
    talk.taps("What is at hand")
    talk.taps("☐ A ball")
    talk.taps("Done, go on ▶")
    talk.taps("Minutes a session")
    talk.taps("15 min")
    shown = said(talk)
    assert "Germany" in shown
    assert "41 years old" in shown
    assert "A ball" in shown
    assert "15 min" in shown
    assert (talk.person.country, talk.person.age_years, talk.person.equipment, talk.person.minutes) == ("DE", 41, ("ball",), 15)


def test_settings_go_back_without_changing_anything(talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Minutes a session")
    talk.taps("◀ Back")
    talk.taps("What is at hand")
    talk.taps("Only my hands")
    assert talk.person.minutes is None
    assert talk.person.equipment == ()
    talk.taps("Minutes a session")
    talk.says("7 minutes")
    assert talk.person.minutes == 5


@pytest.mark.parametrize(
    ("typed", "country"),
    [("GB", "GB"), ("united kingdom", "GB"), ("Vienna", "AT"), ("us", "US")],
)
def test_a_country_is_understood_by_name_code_or_town(typed: str, country: str, talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Country")
    talk.says(typed)
    assert talk.person.country == country


def test_a_shared_location_sets_the_zone(talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Time zone")
    talk.shares("Asia/Tokyo")
    assert talk.person.zone == "Asia/Tokyo"


def test_the_time_on_ones_clock_tells_the_zone(talk: Talk) -> None:
    talk.person = replace(talk.person, country="DE")
    talk.says("/settings")
    talk.taps("Time zone")
    talk.says("10:02")  # it is 09:00 UTC
    assert talk.person.zone == "Europe/Berlin"


def test_a_clock_that_fits_many_places_is_asked_about(talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Time zone")
    talk.says("it is 10:00")
    assert talk.person.zone is None
    talk.says("10:00")
    assert any("Europe" in line for line in said(talk).splitlines())


# ------------------------------------------------------------------------------------------------------- reminders
def planned(talk: Talk, at: time = time(8), days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)) -> None:
    talk.says("/remind")
    talk.says(f"{at:%H:%M}")
    for day in set(range(7)) - set(days):
        talk.taps("✅ " + ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day])
    talk.taps("Done, go on ▶")
    talk.says("Berlin")


def test_a_reminder_comes_at_the_time_and_day_chosen(talk: Talk) -> None:
    planned(talk, time(18, 30), (2,))
    assert talk.timers["plan:reminder"] == datetime(2026, 1, 7, 17, 30, tzinfo=UTC)
    talk.waits("next")
    assert "Time for your session" in said(talk)
    assert talk.timers["plan:reminder"] == datetime(2026, 1, 14, 17, 30, tzinfo=UTC)


def test_in_an_hour_and_not_today(talk: Talk) -> None:
    planned(talk)
    talk.waits("next")
    talk.taps("In an hour")
    assert talk.timers["plan:snooze"] == talk.now + timedelta(hours=1)
    talk.waits("1 h")
    talk.taps("Not today")
    assert "plan:snooze" not in talk.timers
    assert "plan:reminder" in talk.timers


def test_a_reminder_far_too_late_is_passed_by_and_the_next_one_planned(talk: Talk) -> None:
    planned(talk)
    due = talk.timers.pop("plan:reminder")
    before = len(talk.replies)
    talk.now = due + timedelta(hours=3)
    talk.does(TimerDue(talk.now, "plan:reminder", due))
    assert len(talk.replies) == before
    assert talk.timers["plan:reminder"] == due + timedelta(days=1)


def test_a_late_reminder_wakes_nobody_at_night_unless_night_was_chosen(talk: Talk) -> None:
    planned(talk, time(21, 30))
    due = talk.timers.pop("plan:reminder")
    before = len(talk.replies)
    talk.does(TimerDue(due + timedelta(hours=1), "plan:reminder", due))
    assert len(talk.replies) == before
    talk.person = replace(talk.person, plan=Plan(time(23), tuple(range(7))))
    talk.does(TimerDue(due + timedelta(hours=1), "plan:reminder", due + timedelta(hours=1)))
    assert "Time for your session" in said(talk)


def test_reminders_that_nobody_answers_pause_by_themselves(talk: Talk) -> None:
    planned(talk)
    for _ in range(4):
        talk.waits("next")
    assert "I have paused the reminders" in said(talk)
    assert "plan:reminder" not in talk.timers
    talk.taps("Go on with reminders")
    assert "plan:reminder" in talk.timers


def test_pause_and_stop_by_command(talk: Talk) -> None:
    talk.says("/pause")
    assert "No reminder is set" in said(talk)
    planned(talk)
    talk.says("/pause")
    assert "plan:reminder" not in talk.timers
    talk.taps("Go on with reminders")
    assert "plan:reminder" in talk.timers
    talk.says("/stop")
    assert talk.person.plan is None
    assert talk.timers == {}
    assert talk.session is None


def test_the_plan_is_shown_changed_paused_and_dropped(talk: Talk) -> None:
    planned(talk)
    talk.says("/remind")
    talk.taps("Pause")
    assert "paused" in said(talk)
    talk.taps("Go on with reminders")
    talk.taps("Change")
    talk.says("7 pm")
    talk.taps("Monday to Friday")
    assert talk.person.plan == Plan(time(19), (0, 1, 2, 3, 4))
    talk.says("/remind")
    talk.taps("No more reminders")
    assert talk.person.plan is None


def test_days_can_be_typed_and_gone_back_from(talk: Talk) -> None:
    talk.says("/remind")
    talk.says("soon")
    assert "did not understand" in said(talk, 2)
    talk.says("8:15")
    talk.taps("◀ Back")
    talk.says("9:15")
    talk.says("mon wed fri")
    assert "Which clock" in said(talk)
    talk.says("xyzzyville")
    assert "did not understand" in said(talk, 2)
    talk.says("Springfield")
    assert "Which one do you mean?" in said(talk)
    talk.taps("Springfield (America/New_York)")
    assert talk.person.plan == Plan(time(9, 15), (0, 2, 4))


def test_blocking_ends_the_timers_and_coming_back_plans_the_reminder_anew(talk: Talk) -> None:
    planned(talk)
    talk.does(Left(talk.now))
    assert talk.timers == {}
    assert talk.person.left
    talk.does(Returned(talk.now))
    assert "plan:reminder" in talk.timers
    assert "Good to have you back" in said(talk)


# ------------------------------------------------------------------------------------------------------- the result
def test_one_answer_is_changed_and_only_that_is_asked_again(cared: Talk) -> None:
    cared.taps("✏ Change an answer")
    assert "desk work" in said(cared).casefold()
    cared.taps("6. Since")
    cared.taps("About 3 months")
    assert "Self-care" in said(cared)
    assert "since 90 days" in said(cared)


def test_a_changed_danger_sign_changes_the_result(cared: Talk) -> None:
    cared.says("/review")
    cared.taps("4. Illness")
    cared.taps("☐ 3. Swollen leg or arm")
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
    cared.taps("That is not right")
    assert "Where does it hurt" in said(cared)


def test_the_same_result_offers_the_summary_to_whoever_is_referred(talk: Talk) -> None:
    talk.says("/hurt")
    talk.tells(region="knee", side="left", cause="sport", duration_days=5, pain_now=5, onset="sudden", age_years=13)
    assert "See a physician" in said(talk)
    talk.taps("📋 Summary for the clinician")
    assert "13 years old" in said(talk)
    talk.says("/session")
    assert "No pressing or rolling before a physician" in said(talk)


# ------------------------------------------------------------------------------------------------------- danger
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


# ------------------------------------------------------------------------------------------------------- the rest
def test_export_delete_and_keep(cared: Talk) -> None:
    cared.says("/export")
    assert "file: knotwise.json" in cared.lines
    cared.says("/delete")
    cared.taps("No, keep it")
    assert cared.person.programme is not None
    cared.says("/delete")
    cared.taps("Yes, erase everything")
    assert cared.person == Person(id=1)
    assert cared.session is None


def test_each_command_of_the_menu_is_answered(cared: Talk) -> None:
    for command in ("start", "help", "about", "privacy", "emergency", "progress", "cancel", "back", "nonsense", "continue"):
        before = len(cared.replies)
        cared.says(f"/{command}")
        assert len(cared.replies) > before, command


def test_back_with_no_dialog_is_answered(talk: Talk) -> None:
    talk.says("/back")
    assert talk.replies


def test_a_dialog_left_for_a_week_begins_anew(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("neck")
    talk.now += timedelta(days=8)
    talk.says("/start")
    assert "Where does it hurt" in said(talk)


def test_the_first_card_answers_whatever_comes(library: Library) -> None:
    talk = Talk(library)
    for act in (
        lambda: talk.sends("sticker"),
        lambda: talk.says("/about"),
        lambda: talk.says("/emergency"),
        lambda: talk.says("hi"),
    ):
        before = len(talk.replies)
        act()
        assert len(talk.replies) > before
    talk.taps("What is kept?")
    assert "I keep what you tell me here" in said(talk)
    before = len(talk.replies)
    talk.sends("edited")
    talk.does(Returned(START))
    assert len(talk.replies) == before


def test_a_programme_of_another_release_still_loads(cared: Talk) -> None:
    assert isinstance(cared.person.programme, Programme)
    cared.does(Command(cared.now, "progress"))
    assert "Nothing is in your diary" in said(cared)
