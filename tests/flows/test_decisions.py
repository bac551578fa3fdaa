"""Tables of what check-ins lead to: which decision, which rung of the ladder, and the measures they are taken by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from content import Library
from flows.measures import Course
from flows.programme import changed, decided, progress
from flows.types import Entry
from tests.flows.people import BASE, EVERYTHING, checkin, session, somebody
from tests.talk import START

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
