"""Stories of reminders: planned, late, unanswered, paused, changed and dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from flows.types import Left, Plan, Returned, TimerDue
from tests.talk import Talk, said


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


def test_places_that_fit_stay_on_offer_until_one_is_chosen_or_the_person_goes_back(talk: Talk) -> None:
    talk.says("/remind")
    talk.says("9:15")
    talk.taps("Done, go on ▶")
    talk.says("Springfield")
    talk.says("xyzzyville")
    assert "Springfield (America/New_York)" in said(talk)
    talk.taps("◀ Back")
    talk.taps("Done, go on ▶")
    assert "Which clock" in said(talk)
    assert "Springfield" not in said(talk)


def test_words_that_fit_nothing_leave_the_plan_on_the_screen(talk: Talk) -> None:
    planned(talk)
    talk.says("/remind")
    talk.says("xyzzy")
    assert "did not understand" in said(talk, 2)
    assert "[Pause]" in said(talk)


def test_pause_typed_before_there_is_a_reminder(talk: Talk) -> None:
    talk.says("/remind")
    talk.says("pause")
    assert "No reminder is set" in said(talk)


def test_paused_reminders_stay_paused_for_whoever_comes_back(talk: Talk) -> None:
    planned(talk)
    talk.says("/pause")
    talk.does(Left(talk.now))
    talk.does(Returned(talk.now))
    assert "plan:reminder" not in talk.timers


def test_reminders_left_paused_and_set_again_after_a_stop(talk: Talk) -> None:
    planned(talk)
    for _ in range(4):
        talk.waits("next")
    talk.taps("Leave them paused")
    assert "Nothing is lost" in said(talk)
    talk.says("/stop")
    talk.taps("Set a reminder again")
    assert talk.session is not None
    assert talk.session.flow == "plan"
    talk.says("8:00")
    talk.says("every day")
    assert talk.person.plan is not None
    assert talk.person.plan.days == (0, 1, 2, 3, 4, 5, 6)
