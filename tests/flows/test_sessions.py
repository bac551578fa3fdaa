"""Stories of guided sessions: tap by tap and hands-free, stopped, too painful, too late, and danger in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content import Library
from flows.types import Person, Tap, TimerDue
from tests.flows.people import BASE, session, somebody
from tests.talk import START, Talk, said


@pytest.fixture
def ready(library: Library) -> Talk:
    """Somebody who has done sessions before and stands before today's."""
    return begun(Talk(library, somebody((), diary=(BASE,))))


def begun(talk: Talk, mode: str = "I tap each step") -> Talk:
    talk.says("/session")
    talk.says("none")
    talk.says("5")
    talk.taps(mode)
    return talk


def test_tapping_each_step_to_the_end(ready: Talk) -> None:
    assert "1 of" in said(ready)
    for _ in range(60):
        shown = said(ready)
        if "How strong is the pain now" in shown:
            break
        if "[▶ Start]" in shown:
            ready.taps("▶ Start")
        elif "How tender" in shown:
            ready.says("4")
        elif "[✓ Done]" in shown:
            ready.taps("✓ Done")
        else:
            ready.waits("next")
    ready.says("hello")
    assert "did not understand" in said(ready, 2)
    ready.taps("Not sure")
    assert "Done." in said(ready)
    assert ready.person.programme is not None
    entry = ready.person.programme.diary[-1]
    assert entry.kind == "session"
    assert entry.values["done"] == entry.values["of"]
    assert entry.values["during_max"] == 4
    assert "checkin:after" in ready.timers
    ready.says("hello")
    assert "did not understand" in said(ready, 2)


def test_pause_holds_the_timer_and_going_on_takes_what_was_left(ready: Talk) -> None:
    ready.taps("▶ Start")
    ready.says("5")
    assert "routine:tick" in ready.timers
    ready.now += timedelta(seconds=2)
    ready.taps("⏸ Pause")
    assert "routine:tick" not in ready.timers
    ready.says("hello")
    ready.now += timedelta(minutes=9)
    ready.taps("▶ Go on")
    assert "⏱ 3 s" in said(ready)
    ready.taps("⏸ Pause")
    ready.taps("⏹ Stop")
    ready.taps("No more time")
    assert "How strong is the pain now" in said(ready)


def test_skip_and_back(ready: Talk) -> None:
    ready.taps("⏭ Skip")
    assert "2 of" in said(ready)
    ready.taps("◀ Back")
    assert "1 of" in said(ready)
    ready.taps("▶ Start")
    ready.taps("◀ Back")
    assert "1 of" in said(ready)
    assert "Find it" in said(ready)


def test_too_painful_is_gentler_first_and_then_left_out(ready: Talk) -> None:
    ready.taps("▶ Start")
    ready.says("a lot")
    assert "did not understand" in said(ready, 2)
    ready.says("9")
    assert "half the pressure" in said(ready, 2).casefold()
    ready.says("9")
    assert "leave this place out" in said(ready, 2)
    assert "2 of" in said(ready)
    ready.taps("▶ Start")
    ready.says("3")
    ready.taps("Too painful")
    assert "Half the pressure this time" in said(ready)


@pytest.mark.parametrize(
    ("label", "why"), [("That is enough", "enough"), ("No more time", "time"), ("It hurts too much", "hurts")]
)
def test_stopping_asks_why_and_the_pain_now(label: str, why: str, ready: Talk) -> None:
    ready.taps("⏹ Stop")
    ready.taps(label)
    ready.says("4")
    assert ready.person.programme is not None
    assert ready.person.programme.diary[-1].values["why"] == why
    assert "Before: 5. Now: 4." in said(ready)


def test_stopping_can_be_taken_back_or_be_a_worry(ready: Talk) -> None:
    ready.says("/stop")
    ready.taps("▶ Go on")
    assert "1 of" in said(ready)
    ready.taps("⏹ Stop")
    ready.says("/back")
    assert "1 of" in said(ready)
    ready.taps("⏹ Stop")
    ready.taps("I worry about a sign")
    assert ready.session is not None
    assert ready.session.flow == "triage"


def test_each_thing_that_feels_wrong_is_answered(library: Library) -> None:
    for rule in library.techniques.stop_rules:
        talk = begun(Talk(library, somebody((), diary=(BASE,))))
        talk.taps("⚠ Something feels wrong")
        assert talk.session is not None
        talk.does(Tap(talk.now, "routine", talk.session.screen, f"={rule.id}"))
        assert talk.session is not None
        if rule.does == "triage":
            assert talk.session.flow == "triage"
            assert "routine:tick" not in talk.timers
        else:
            assert talk.session.flow == "routine"


def test_a_phase_that_ended_long_ago_asks_before_going_on(library: Library) -> None:
    talk = begun(Talk(library, somebody((), diary=(BASE,))), "▶ Hands-free, by the timer")
    due = talk.timers.pop("routine:tick")
    talk.now = due + timedelta(minutes=30)
    talk.does(TimerDue(talk.now, "routine:tick", due))
    assert "Shall we go on?" in said(talk)
    talk.taps("▶ Go on")
    assert "routine:tick" in talk.timers


def test_danger_words_stop_the_timer(library: Library) -> None:
    talk = begun(Talk(library, somebody((), diary=(BASE,))), "▶ Hands-free, by the timer")
    talk.says("i have chest pain")
    assert "routine:tick" not in talk.timers
    talk.taps("No, I did not mean that")
    assert "1 of" in said(talk)


def test_a_new_sign_before_a_session_goes_to_the_triage(library: Library) -> None:
    talk = Talk(library, somebody(()))
    talk.says("/session")
    talk.taps("☐ 2")
    talk.taps("Done, go on ▶")
    assert "Which of these" in said(talk)
    talk.says("/back")
    talk.taps("☐ 2")
    talk.taps("Done, go on ▶")
    talk.taps("Not sure")
    assert talk.session is not None
    assert talk.session.flow == "triage"


def test_signs_opened_and_then_denied_go_on(library: Library) -> None:
    talk = Talk(library, somebody(()))
    talk.says("/session")
    talk.says("not sure")
    assert "Which of these" in said(talk)
    talk.taps("None of these")
    assert "How strong is the pain right now" in said(talk)
    talk.says("11")
    assert "did not understand" in said(talk, 2)


def test_the_baseline_is_asked_once_and_kept(library: Library) -> None:
    talk = Talk(library, somebody(()))
    talk.says("/session")
    talk.says("none")
    for answer in ("6", "8", "5", "lifting the kettle", "3", "7", "6"):
        talk.says(answer)
    talk.taps("Change equipment")
    talk.taps("☐ A ball")
    talk.taps("Done, go on ▶")
    assert talk.person.programme is not None
    kept = talk.person.programme.diary[0]
    assert (kept.kind, kept.values["base_now"], kept.values["activity_name"]) == ("baseline", 6, "lifting the kettle")


@pytest.mark.parametrize("level", ["emergency", "urgent", "physician"])
def test_no_session_before_somebody_has_looked(level: str, library: Library) -> None:
    talk = Talk(library, somebody(stopped=level))
    talk.says("/session")
    assert "No " in said(talk)
    assert talk.session is None
    talk.taps("Answer the questions again")
    assert "Where does it hurt" in said(talk)
    assert "has passed" not in said(talk, 2)


def test_no_session_without_a_programme_or_a_routine(library: Library) -> None:
    talk = Talk(library, Person(id=1, consented_on=START))
    talk.says("/session")
    assert "Where does it hurt" in said(talk)
    talk = Talk(library, somebody(region="elsewhere"))
    talk.says("/session")
    assert "no routine" in said(talk)


def test_pause_before_anything_runs_means_the_reminders(library: Library) -> None:
    talk = Talk(library, somebody((), diary=(BASE,)))
    talk.says("/session")
    talk.says("/pause")
    assert "No reminder is set" in said(talk)
    assert talk.session is not None


def test_the_plan_says_why_a_neighbour_is_treated(library: Library) -> None:
    talk = Talk(library, somebody(region="knee", cause="arthritis", diary=(BASE, session(1))))
    talk.says("/session")
    talk.says("no")
    talk.says("5")
    assert "A sore knee makes the hip work harder." in said(talk)


def test_at_the_neck_less_is_too_much(library: Library) -> None:
    talk = begun(Talk(library, somebody((), region="neck", diary=(BASE,))))
    assert "to 4 out of 10" in said(talk)
    talk.taps("▶ Start")
    talk.says("5")
    assert "half the pressure" in said(talk, 2).casefold()
