"""Stories of guided sessions and check-ins, and tables of what is planned and decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from content import Library
from content.schema import Pressure
from flows.measures import Course
from flows.programme import changed, decided, progress
from flows.session_plan import estimated_minutes, planned, pressure_today, technique_for
from flows.types import Entry, Person, Programme, Tap, TimerDue
from tests.talk import START, Talk

EVERYTHING = ("ball", "smooth_roller", "knobbed_roller", "helper")


def programme(region: str = "upper_back", cause: str = "desk_work", pressure: str = "full", **more: object) -> Programme:
    plain = Programme(region, cause, "left", pressure, (), (), {"region": region, "cause": cause}, START - timedelta(days=30))
    return replace(plain, **more)  # type: ignore[arg-type]


def somebody(equipment: tuple[str, ...] = EVERYTHING, minutes: int = 10, **more: object) -> Person:
    return Person(id=1, consented_on=START, equipment=equipment, minutes=minutes, age_years=40, programme=programme(**more))


def said(talk: Talk, last: int = 1) -> str:
    return "\n".join(line for reply in talk.replies[-last:] for line in talk.rendered(reply))


@pytest.fixture
def ready(library: Library) -> Talk:
    """Somebody who has done sessions before and stands before today's."""
    entry = Entry(START - timedelta(days=2), "baseline", {"base_now": 6, "activity_score": 3})
    return begun(Talk(library, somebody((), diary=(entry,))))


def begun(talk: Talk, mode: str = "I tap each step") -> Talk:
    talk.says("/session")
    talk.says("none")
    talk.says("5")
    talk.taps(mode)
    return talk


# ------------------------------------------------------------------------------------------------- what is planned
REGIONS = ("neck", "shoulder", "arm", "upper_back", "lower_back", "hip", "thigh", "knee", "lower_leg", "foot")
CAUSES = ("desk_work", "physical_work", "overtraining", "sport", "arthritis", "ageing", "accident", "unsure")


@pytest.mark.parametrize(("region", "cause"), list(product(REGIONS, CAUSES)))
def test_there_is_a_plan_within_the_minutes_and_the_class(region: str, cause: str, library: Library) -> None:
    for pressure, equipment, minutes in product(("none", "light", "full"), ((), ("ball",), EVERYTHING), (5, 10, 15)):
        person = somebody(equipment, minutes, region=region, cause=cause, pressure=pressure, ladder=11)
        tasks = planned(person, library, START)
        assert tasks[-1].kind == "move"
        assert estimated_minutes(tasks) <= minutes * 1.2 or len(tasks) == 2
        used = {task.technique for task in tasks if task.technique}
        assert pressure != "none" or not used
        assert pressure != "light" or used <= {"self_fingertip", "helper_fingertip"}
        assert equipment or used <= {"self_fingertip"}
        if region == "neck":
            own = {t.technique for t in tasks if t.id in ("neck_side_back", "suboccipital")}
            assert own <= {"self_fingertip", "helper_fingertip"}


def test_a_neighbour_is_treated_every_second_session(library: Library) -> None:
    session = Entry(START - timedelta(days=1), "session", {})
    first = planned(somebody(region="knee", cause="arthritis"), library, START)
    second = planned(somebody(region="knee", cause="arthritis", diary=(session,)), library, START)
    assert not any(task.neighbour for task in first)
    assert sum(task.neighbour for task in second) == 1


@pytest.mark.parametrize(
    ("more", "allowed"),
    [
        pytest.param({}, Pressure.FULL, id="as the triage allowed"),
        pytest.param({"pressure": "light"}, Pressure.LIGHT, id="light"),
        pytest.param({"rest_until": date(2026, 1, 6)}, Pressure.NONE, id="a rest day"),
        pytest.param({"rest_until": date(2026, 1, 5)}, Pressure.FULL, id="the rest is over"),
        pytest.param({"moves_only": True}, Pressure.NONE, id="movements only"),
        pytest.param({"stopped": "physician"}, Pressure.NONE, id="stopped"),
        pytest.param(
            {"cause": "accident", "started": START - timedelta(days=20)}, Pressure.LIGHT, id="the first weeks after an accident"
        ),
        pytest.param({"cause": "accident", "started": START - timedelta(days=21)}, Pressure.FULL, id="three weeks after it"),
    ],
)
def test_the_pressure_of_the_day(more: dict[str, object], allowed: Pressure, library: Library) -> None:
    assert pressure_today(somebody(**more), library, START) is allowed


@pytest.mark.parametrize(
    ("point", "step", "equipment", "stops", "technique"),
    [
        ("rhomboid", 1, EVERYTHING, (), "helper_fingertip"),
        ("rhomboid", 1, ("ball",), (), "self_fingertip"),
        ("rhomboid", 4, ("ball",), (), "ball"),
        ("rhomboid", 4, EVERYTHING, ("ball",), "helper_blunt_object"),
        ("rhomboid", 4, ("ball",), ("ball",), "self_fingertip"),
        ("rhomboid", 7, EVERYTHING, (), "smooth_roller"),
        ("rhomboid", 7, EVERYTHING, ("smooth_roller_on_trunk",), "ball"),
        ("rhomboid", 10, EVERYTHING, (), "knobbed_roller"),
        ("calf", 10, EVERYTHING, ("calf_and_inner_thigh",), None),
        ("rhomboid", 7, EVERYTHING, ("floor_positions_without_help",), "ball"),
    ],
)
def test_the_highest_technique_that_is_allowed_and_at_hand(
    point: str, step: int, equipment: tuple[str, ...], stops: tuple[str, ...], technique: str | None, library: Library
) -> None:
    person = somebody(equipment, stops=stops)
    assert person.programme is not None
    assert technique_for(person, person.programme, point, library.ladder[step], Pressure.FULL, library) == technique


# ------------------------------------------------------------------------------------------------- a session, tap by tap
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
    ready.taps("◀ Back") if "[◀ Back]" in said(ready) else ready.taps("▶ Go on")
    ready.taps("⏹ Stop")
    ready.taps("I worry about a sign")
    assert ready.session is not None
    assert ready.session.flow == "triage"


def test_each_thing_that_feels_wrong_is_answered(library: Library) -> None:
    for rule in library.techniques.stop_rules:
        talk = begun(Talk(library, somebody((), diary=(Entry(START, "baseline", {}),))))
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
    talk = begun(Talk(library, somebody((), diary=(Entry(START, "baseline", {}),))), "▶ Hands-free, by the timer")
    due = talk.timers.pop("routine:tick")
    talk.now = due + timedelta(minutes=30)
    talk.does(TimerDue(talk.now, "routine:tick", due))
    assert "Shall we go on?" in said(talk)
    talk.taps("▶ Go on")
    assert "routine:tick" in talk.timers


def test_danger_words_stop_the_timer(library: Library) -> None:
    talk = begun(Talk(library, somebody((), diary=(Entry(START, "baseline", {}),))), "▶ Hands-free, by the timer")
    talk.says("i have chest pain")
    assert "routine:tick" not in talk.timers
    talk.taps("No, I did not mean that")
    assert "1 of" in said(talk)


def test_a_new_sign_before_a_session_goes_to_the_triage(library: Library) -> None:
    talk = Talk(library, somebody(()))
    talk.says("/session")
    talk.taps("☐ 2")
    talk.taps("Done, go on ▶")
    talk.taps("◀ Back") if "[◀ Back]" in said(talk) else None
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


def test_no_session_without_a_programme_or_a_routine(library: Library) -> None:
    talk = Talk(library, Person(id=1, consented_on=START))
    talk.says("/session")
    assert "Where does it hurt" in said(talk)
    talk = Talk(library, somebody(region="elsewhere"))
    talk.says("/session")
    assert "no routine" in said(talk)


# ------------------------------------------------------------------------------------------------- check-ins
def test_a_daily_check_in_decides_what_comes_next(library: Library) -> None:
    talk = Talk(library, somebody(diary=(Entry(START - timedelta(days=1), "session", {}),)))
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
    talk = Talk(library, somebody(diary=(baseline, Entry(START - timedelta(days=8), "session", {}))))
    talk.says("/checkin")
    talk.taps("None of these")
    talk.taps("◀ Back") if "[◀ Back]" in said(talk) else None
    for _ in range(20):
        if "Next session" in said(talk) or "Thank you" in said(talk):
            break
        talk.taps("Skip this question")
    assert talk.person.programme is not None
    assert "w_days" in talk.person.programme.diary[-1].values


def test_a_sign_at_a_check_in_goes_to_the_triage(library: Library) -> None:
    talk = Talk(library, somebody())
    talk.says("/checkin")
    talk.taps("☐ 1")
    talk.taps("Done, go on ▶")
    talk.taps("Not sure")
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


# ------------------------------------------------------------------------------------------------- decisions
def checkin(days_ago: float, **values: object) -> Entry:
    return Entry(START - timedelta(days=days_ago), "checkin", values)  # type: ignore[arg-type]


def session(days_ago: float) -> Entry:
    return Entry(START - timedelta(days=days_ago), "session", {})


BASE = Entry(
    START - timedelta(days=60),
    "baseline",
    {"base_now": 6, "base_worst": 8, "base_average": 6, "activity_score": 4, "joy_score": 6, "tasks_score": 6},
)
GREEN = {"d_reaction": "better", "d_during": 3, "d_bruise": "no"}
AMBER = {"d_reaction": "bit_worse", "d_during": 3, "d_bruise": "no"}
RED = {"d_reaction": "worse", "d_during": 8, "d_bruise": "big"}
DECISIONS = {
    "dc_six_weeks": (BASE, session(43), session(1), checkin(0, d_now=6)),
    "dc_worse_two_weeks": (BASE, session(15), session(1), checkin(0, d_now=9)),
    "dc_red_repeat": (BASE, session(3), session(1), checkin(2, d_now=6, **RED), checkin(0, d_now=6, **RED)),
    "dc_flare": (BASE, session(3), checkin(2, d_now=2), checkin(1, d_now=2), checkin(0, d_now=6)),
    "dc_red": (BASE, session(1), checkin(0, d_now=6, **RED)),
    "dc_amber_twice": (BASE, session(3), session(1), checkin(2, d_now=6, **AMBER), checkin(0, d_now=6, **AMBER)),
    "dc_worse_early": (BASE, session(3), checkin(0, d_now=9)),
    "dc_long_break": (BASE, session(9), checkin(0, d_now=6)),
    "dc_amber": (BASE, session(1), checkin(0, d_now=6, **AMBER)),
    "dc_graduate": (BASE, session(20), session(1), checkin(0, d_now=1, w_activity=8)),
    "dc_plateau": (BASE, session(30), session(1), checkin(8, d_now=6, w_days=6), checkin(0, d_now=6, w_days=6)),
    "dc_low_adherence": (BASE, session(10), session(1), checkin(0, d_now=6, w_days=1)),
    "dc_progress": (BASE, session(3), session(1), checkin(2, d_now=5, **GREEN), checkin(0, d_now=5, **GREEN)),
    "dc_default": (BASE, session(1), checkin(0, d_now=6)),
}


@pytest.mark.parametrize("wanted", DECISIONS)
def test_each_decision_is_reached(wanted: str, library: Library) -> None:
    person = somebody(diary=DECISIONS[wanted], ladder=5)
    assert person.programme is not None
    assert decided(person, person.programme, START, library).id == wanted


@pytest.mark.parametrize(
    ("wanted", "ladder", "after"),
    [
        ("dc_progress", 3, 4),
        ("dc_progress", 11, 11),
        ("dc_red", 5, 3),
        ("dc_amber_twice", 5, 4),
        ("dc_long_break", 7, 1),
        ("dc_red", 1, 1),
    ],
)
def test_the_ladder_goes_up_and_down_within_its_ends(wanted: str, ladder: int, after: int, library: Library) -> None:
    person = somebody(diary=DECISIONS[wanted], ladder=ladder)
    assert person.programme is not None
    decision = decided(person, person.programme, START, library)
    assert changed(person, person.programme, decision, START, library).ladder == after


def test_the_ladder_skips_what_is_not_at_hand_or_too_early(library: Library) -> None:
    person = somebody((), diary=DECISIONS["dc_progress"], ladder=3)
    assert person.programme is not None
    decision = decided(person, person.programme, START, library)
    assert changed(person, person.programme, decision, START, library).ladder == 3
    young = replace(
        person, equipment=EVERYTHING, programme=replace(person.programme, ladder=9, started=START - timedelta(days=3))
    )
    assert young.programme is not None
    assert changed(young, young.programme, decision, START, library).ladder == 9


def test_six_weeks_without_change_sends_to_a_physician(library: Library) -> None:
    person = somebody(diary=DECISIONS["dc_six_weeks"])
    assert person.programme is not None
    decision = decided(person, person.programme, START, library)
    after = changed(person, person.programme, decision, START, library)
    assert after.stopped == "physician"
    assert after.findings["no_better_after_6_weeks"] is True


@pytest.mark.parametrize(
    ("measure", "diary", "value"),
    [
        ("nrs_change", (BASE, checkin(1, d_now=4), checkin(0, d_now=2)), -3.0),
        ("nrs_change_pct", (BASE, checkin(0, d_now=3)), -50.0),
        ("nrs_change", (checkin(0, d_now=3),), None),
        ("worst_change", (BASE, checkin(0, d_worst=6)), -2.0),
        ("usual", (checkin(2, d_now=4), checkin(1, d_now=8), checkin(0, d_now=5)), 5.0),
        ("today_vs_usual", (checkin(0, d_now=4),), None),
        ("three_item", (checkin(0, w_average=3, w_joy=3, w_tasks=6),), 4.0),
        ("three_item_change_pct", (BASE, checkin(0, w_average=3, w_joy=3, w_tasks=3)), -50.0),
        ("activity_change", (BASE, checkin(0, w_activity=7)), 3.0),
        ("days_since_start", (session(10),), 10.0),
        ("weeks_since_start", (), None),
        ("days_since_last_session", (session(10), session(2)), 2.0),
        ("adherence_pct", (checkin(0, w_days=7),), 100.0),
        ("hours_worse", (checkin(0, **AMBER),), 24.0),
        ("hours_worse", (), None),
        ("w_worry", (checkin(0, w_worry=2),), 2.0),
    ],
)
def test_a_measure(measure: str, diary: tuple[Entry, ...], value: float | None, library: Library) -> None:
    person = somebody(diary=diary)
    assert person.programme is not None
    assert Course(person, person.programme, library.checkin, START).measure(measure) == value


def test_progress_in_plain_lines(library: Library) -> None:
    texts = library.texts["en"]

    def told(*diary: Entry, **more: object) -> str:
        return "\n".join(
            texts.say(line)
            for line in progress(somebody(diary=diary, **more), datetime(2026, 1, 5, tzinfo=START.tzinfo), library)
        )

    assert "Nothing is in your diary" in told()
    assert "You started with pain 6" in told(BASE)
    shown = told(BASE, session(1), checkin(0, d_now=3), rest_until=date(2026, 1, 9), stopped="physician")
    assert "1 session done" in shown
    assert "Usual pain this week: 3" in shown
    assert "Rest from pressing" in shown
    assert "Stopped for now" in shown
