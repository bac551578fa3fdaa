"""Stories of steps that were not meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from content import Library
from flows.types import Person, Plan, TimerDue
from tests.flows.cards_shown import CARDS, PLANNED, USUAL
from tests.talk import PERSON, SESSION, START, Talk, said


@pytest.mark.parametrize("card", CARDS)
def test_on_every_card_undo_says_something_and_shows_where_one_is(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    before = len(talk.replies)
    talk.says("/undo")
    assert len(talk.replies) > before
    assert talk.session is None or talk.replies[-1].screen == talk.session.screen


@pytest.mark.parametrize("card", [card for card in CARDS if card not in ("delete", "hold", "paused")])
def test_what_is_answered_on_a_card_is_taken_back(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    session, person = talk.session, talk.person
    assert session is not None
    CARDS[card].is_answered(talk)
    talk.says("/undo")
    assert talk.session is not None
    assert (talk.session.flow, talk.session.state, talk.session.answers) == (session.flow, session.state, session.answers)
    assert (talk.person.plan, talk.person.age_years, talk.person.zone) == (person.plan, person.age_years, person.zone)
    assert (talk.person.equipment, talk.person.minutes, talk.person.country) == (
        person.equipment, person.minutes, person.country)  # fmt: skip


def test_a_story_is_said_back_as_it_goes_however_many_answers_came_after(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("my lower back hurts since 3 weeks, 6/10")
    talk.taps("None of these")
    talk.taps("None of these")
    talk.says("/undo")
    talk.says("/undo")
    talk.says("oops")
    assert "about 3 weeks" in said(talk, 2)
    assert "Where does it hurt" in said(talk)
    assert talk.session is not None
    assert talk.session.given == {}


def test_a_story_that_opened_the_questions_leaves_them_open(talk: Talk) -> None:
    talk.says("my lower back hurts since 3 weeks")
    talk.says("/undo")
    assert "Where does it hurt" in said(talk)
    talk.says("/undo")
    assert talk.session is None


def test_a_session_of_an_earlier_release_can_be_gone_back_in(talk: Talk) -> None:
    talk.says("/hurt")
    talk.taps("Neck")
    talk.taps("None of these")
    old_session = SESSION.dump_python(talk.session, mode="json")
    old_person = PERSON.dump_python(talk.person, mode="json")
    del old_session["undo"], old_person["undo"]
    talk.session, talk.person = SESSION.validate_python(old_session), PERSON.validate_python(old_person)
    talk.says("/undo")
    assert "Danger now" in said(talk, 2)
    talk.says("/undo")
    talk.says("/undo")
    assert "nothing more" in said(talk, 2)


def test_what_was_done_a_week_ago_is_not_taken_back(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("/cancel")
    talk.now += timedelta(days=8)
    talk.says("/undo")
    assert talk.session is None
    assert "nothing more" in said(talk)


# ------------------------------------------------------------------------------------------------------- reminders
def test_stopped_reminders_come_back_with_their_timers_and_the_question_of_tomorrow(library: Library) -> None:
    talk = CARDS["pain after"].talk(library)
    talk.person = replace(talk.person, plan=Plan(time(8), (0, 1, 2, 3, 4, 5, 6)), zone="Europe/Berlin")
    CARDS["pain after"].is_answered(talk)
    asked = talk.timers["checkin:after"]
    talk.says("/stop")
    assert not talk.timers
    talk.says("/undo")
    assert talk.person.plan is not None
    assert talk.timers["checkin:after"] == asked
    assert "plan:reminder" in talk.timers


def test_a_reminder_of_today_is_not_sent_twice_after_undo(library: Library) -> None:
    talk = Talk(library, PLANNED)
    talk.does(TimerDue(talk.now, "plan:reminder", talk.now))
    assert talk.person.plan is not None
    assert talk.person.plan.reminded_on == date(2026, 1, 5)
    talk.says("/stop")
    talk.says("/undo")
    assert talk.person.plan.reminded_on == date(2026, 1, 5)
    assert talk.timers["plan:reminder"].date() > date(2026, 1, 5)


def test_in_an_hour_is_taken_back(library: Library) -> None:
    talk = Talk(library, PLANNED)
    talk.does(TimerDue(talk.now, "plan:reminder", talk.now))
    talk.taps("In an hour")
    assert "plan:snooze" in talk.timers
    talk.says("/undo")
    assert "plan:snooze" not in talk.timers
    assert "plan:reminder" in talk.timers
    assert "buttons under that message" in said(talk)


# ------------------------------------------------------------------------------------------------------- sessions
def test_a_session_told_twice_stands_once_in_the_diary_at_its_time(library: Library) -> None:
    talk = CARDS["session over"].talk(library)
    programme = talk.person.programme
    assert programme is not None
    talk.now += timedelta(minutes=5)
    talk.says("/undo")
    assert talk.person.programme is not None
    assert talk.person.programme.diary == programme.diary
    talk.taps("8")
    assert len(talk.person.programme.diary) == len(programme.diary)
    assert talk.person.programme.diary[-1].at == programme.diary[-1].at
    assert talk.person.programme.diary[-1].values["pain_after"] == 8


def test_a_pause_taken_back_goes_on_with_the_seconds_that_were_left(library: Library) -> None:
    talk = CARDS["hold"].talk(library)
    talk.waits("2 s")
    talk.taps("⏸ Pause")
    assert "routine:tick" not in talk.timers
    talk.waits("20 s")
    talk.says("/undo")
    assert talk.session is not None
    assert talk.session.state == "running"
    assert "⏱ 3 s" in said(talk)
    assert talk.timers["routine:tick"] == talk.now + timedelta(seconds=3)


def test_a_session_that_was_cancelled_comes_back_paused(library: Library) -> None:
    talk = CARDS["hold"].talk(library)
    talk.says("/cancel")
    talk.says("/undo")
    assert "Paused" in said(talk)
    assert "routine:tick" not in talk.timers


def test_after_the_clock_has_gone_on_the_place_begins_again_and_nothing_else_is_lost(library: Library) -> None:
    talk = CARDS["hold"].talk(library)
    talk.waits("next")
    talk.says("/undo")
    assert "cannot be taken back" in said(talk, 2)
    assert "Find it" in said(talk)
    assert "routine:tick" in talk.timers


def test_a_check_in_told_wrongly_leaves_no_trace_in_the_programme(library: Library) -> None:
    talk = Talk(library, USUAL)
    talk.says("/checkin")
    talk.taps("None of these")
    while talk.session is not None and talk.session.state == "asking":
        programme = talk.person.programme
        talk.taps("Skip this question")
    assert talk.person.programme != programme
    talk.says("/undo")
    assert talk.person.programme == programme
    assert talk.session is not None
    assert talk.session.state == "asking"


# ------------------------------------------------------------------------------------------------------- danger
def test_an_emergency_taken_back_is_said_again_and_ends_the_programme_until_there_is_a_new_result(cared: Talk) -> None:
    cared.says("/hurt")
    cared.tells(region="lower_back", saddle_numbness=True, age_years=38)
    help_asked = cared.timers["checkin:help"]
    cared.says("/undo")
    assert "What I said before was: emergency" in said(cared, 2)
    assert "112" in said(cared, 2)
    assert cared.person.programme is not None
    assert cared.person.programme.stopped == "emergency"
    assert cared.timers["checkin:help"] == help_asked
    cared.says("/session")
    assert "Press" not in said(cared)


def test_self_care_taken_back_opens_no_session(talk: Talk) -> None:
    talk.says("/hurt")
    talk.tells(region="upper_back", cause="desk_work", duration_days=21, pain_now=4, onset="gradual", age_years=38)
    assert talk.person.programme is not None
    talk.says("/undo")
    assert talk.person.programme is None


def test_a_sign_ticked_by_mistake_before_a_session_is_shown_again_ticked(library: Library) -> None:
    talk = CARDS["signs opened"].talk(library)
    sign = next(one for row in talk.replies[-1].rows for one in row if one.choice.startswith("+"))
    talk.taps(library.texts["en"].say(sign.label))
    talk.taps("Done, go on ▶")
    talk.says("/undo")
    assert talk.session is not None
    assert (talk.session.flow, talk.session.state) == ("routine", "signs")
    assert talk.session.ticked == (sign.choice[1:],)


def test_while_danger_is_asked_about_it_is_not_passed_by(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("i have chest pain and cant breathe")
    talk.says("/undo")
    assert "answer this first" in said(talk, 2)
    assert "112" in said(talk)
    talk.taps("No, I did not mean that")
    talk.says("/undo")
    assert talk.session is not None
    assert talk.session.suspected


def test_consent_is_not_taken_back(library: Library) -> None:
    talk = Talk(library, Person(id=1))
    talk.says("/start")
    talk.taps("Yes, let's start")
    talk.says("/undo")
    assert talk.person.consented_on == START
    assert "nothing more" in said(talk, 2)
    assert "Where does it hurt" in said(talk)
