"""Stories of check-ins, and of the questions that come by themselves."""

from __future__ import annotations

from datetime import date, timedelta

from content import Library
from flows.types import Entry, TimerDue
from tests.flows.people import BASE, session, somebody
from tests.talk import START, Talk, said


def test_a_daily_check_in_decides_what_comes_next(library: Library) -> None:
    talk = Talk(library, somebody(diary=(session(1),)))
    talk.says("/checkin")
    talk.taps("None of these")
    for answer in ("3", "4"):
        talk.says(answer)
    talk.taps("Worse, or still worse after a day")
    talk.says("8")
    talk.taps("Bigger, or more than one")
    talk.taps("Pressing")
    assert talk.person.programme is not None
    assert talk.person.programme.rest_until == date(2026, 1, 7)
    talk.says("hello")
    assert "did not understand" in said(talk, 2)
    talk.says("/start")
    talk.taps("▶ Start a guided session")


def test_a_weekly_check_in_asks_more(library: Library) -> None:
    baseline = Entry(START - timedelta(days=8), "baseline", {"base_now": 6})
    talk = Talk(library, somebody(diary=(baseline, session(8))))
    talk.says("/checkin")
    talk.taps("None of these")
    talk.says("/back")
    talk.taps("None of these")
    while talk.session and talk.session.state == "asking":
        talk.taps("Skip this question")
    assert talk.person.programme is not None
    assert "w_days" in talk.person.programme.diary[-1].values


def test_a_sign_at_a_check_in_goes_to_the_triage(library: Library) -> None:
    talk = Talk(library, somebody())
    talk.says("/checkin")
    talk.taps("☐ 1")
    talk.taps("Done, go on ▶")
    talk.taps("☐ Clumsy hands, dropping things")
    talk.taps("Done, go on ▶")
    assert talk.session is not None
    assert talk.session.flow == "triage"


def test_the_question_about_yesterday(library: Library) -> None:
    talk = Talk(library, somebody())
    due = START + timedelta(hours=1)
    talk.does(TimerDue(due, "checkin:after", due))
    talk.taps("In 3 hours")
    assert talk.timers["checkin:after"] == talk.now + timedelta(hours=3)
    talk.taps("▶ Check in now")
    assert talk.session is not None
    assert talk.session.flow == "checkin"
    talk.does(TimerDue(due + timedelta(hours=13), "checkin:after", due))
    assert "checkin:after" in talk.timers


def test_was_help_reached(library: Library) -> None:
    talk = Talk(library, somebody(stopped="emergency"))
    talk.does(TimerDue(START, "checkin:help", START))
    talk.taps("Not yet")
    assert "cannot wait" in said(talk)
    talk.taps("Yes")
    assert "Follow what they told you" in said(talk)


def test_signs_looked_at_and_denied_lead_to_the_questions(library: Library) -> None:
    talk = Talk(library, somebody())
    talk.says("/checkin")
    talk.taps("Not sure")
    talk.taps("None of these")
    assert "How strong" in said(talk)


def test_no_change_in_six_weeks_ends_the_programme_and_is_kept_as_a_referral(library: Library) -> None:
    talk = Talk(library, somebody(diary=(BASE, session(43), session(1))))
    talk.says("/checkin")
    talk.taps("None of these")
    talk.says("6")
    while talk.session and talk.session.state == "asking":
        talk.taps("Skip this question")
    assert talk.outcomes[-1].level == "physician"
    talk.says("/session")
    assert "No " in said(talk)
    talk.taps("Answer the questions again")
    assert talk.session is not None
    assert talk.session.flow == "triage"


def test_an_urgent_referral_without_help_is_said_again_without_the_ambulance(library: Library) -> None:
    talk = Talk(library, somebody(stopped="urgent"))
    talk.does(TimerDue(START, "checkin:help", START))
    talk.taps("Not yet")
    assert "cannot wait" not in said(talk)
    assert "112" in said(talk)
