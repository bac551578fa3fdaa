"""What is pressed, rolled and moved today, over all routines, pressures, things at hand and minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from content import Library, load_library
from content.schema import Pressure, Routine
from flows.session_plan import MOVES_NEED, NEEDS, Task, neighbours, planned, step_today
from flows.types import Entry, Person, Programme

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = START + timedelta(days=60)
"""Long after the days in which a fresh programme stays light."""

THINGS = ("ball", "smooth_roller", "knobbed_roller", "helper")
AT_HAND = tuple(some for count in range(5) for some in combinations(THINGS, count))
MINUTES = (5, 10, 15)
TOP_RUNG = 11
ROUTINES = load_library().routines
ONE_CAUSE = {"arthritis_ageing": "arthritis"}


def programme_of(routine: Routine, **more: object) -> Programme:
    cause = ONE_CAUSE.get(routine.cause, routine.cause)
    values: dict[str, object] = {"pressure": "full", "stops": (), "ladder": TOP_RUNG, **more}
    return Programme(region=routine.region, cause=cause, side=None, cautions=(), findings={}, started=START, **values)  # type: ignore[arg-type]  # chosen by the test


def person_with(programme: Programme | None, things: tuple[str, ...] = THINGS, minutes: int | None = 15) -> Person:
    return Person(id=1, consented_on=START, zone="UTC", equipment=things, minutes=minutes, programme=programme)


def plan_of(
    library: Library, routine: Routine, things: tuple[str, ...] = THINGS, minutes: int = 15, **more: object
) -> tuple[Task, ...]:
    return planned(person_with(programme_of(routine, **more), things, minutes), library, LATER)


def every_plan(library: Library, routine: Routine, pressure: str) -> Iterator[tuple[tuple[str, ...], int, int, tuple[Task, ...]]]:
    for things in AT_HAND:
        for minutes in MINUTES:
            for ladder in (1, 4, 7, TOP_RUNG):
                yield things, minutes, ladder, plan_of(library, routine, things, minutes, pressure=pressure, ladder=ladder)


def sessions(count: int) -> tuple[Entry, ...]:
    return tuple(Entry(START + timedelta(days=day), "session", {}) for day in range(count))


def techniques_of(tasks: tuple[Task, ...]) -> set[str]:
    return {task.technique for task in tasks if task.kind != "move"}


each_routine = pytest.mark.parametrize("routine", ROUTINES, ids=lambda routine: routine.id)


def test_there_are_sixty_routines() -> None:
    assert len(ROUTINES) == 60
    assert len({(routine.region, routine.cause) for routine in ROUTINES}) == 60


# ------------------------------------------------------------------------------------------------- always something to do
@pytest.mark.parametrize("pressure", list(Pressure))
@each_routine
def test_whatever_is_at_hand_there_is_a_movement_and_what_is_allowed(
    routine: Routine, pressure: Pressure, library: Library
) -> None:
    for things, minutes, ladder, tasks in every_plan(library, routine, pressure.value):
        case = (things, minutes, ladder)
        assert tasks, case
        assert tasks[-1].kind == "move", case
        assert len({task.id for task in tasks}) == len(tasks), case
        treated = [task for task in tasks if task.kind != "move"]
        most = {"none": 0, "light": 2, "full": 3}[pressure]
        assert len(treated) <= most, case
        assert bool(treated) is (pressure is not Pressure.NONE), case
        assert tasks == (*treated, *(task for task in tasks if task.kind == "move")), case


@each_routine
def test_no_plan_needs_what_is_not_at_hand(routine: Routine, library: Library) -> None:
    for things, minutes, ladder, tasks in every_plan(library, routine, "full"):
        for task in tasks:
            needed = NEEDS.get(task.technique) or MOVES_NEED.get(task.id)
            assert needed is None or needed in things, (things, minutes, ladder, task)


@each_routine
def test_a_place_is_treated_only_with_what_is_written_for_it(routine: Routine, library: Library) -> None:
    written = {*routine.order, *(neighbour.point for neighbour in routine.neighbours)}
    for *case, tasks in every_plan(library, routine, "full"):
        for task in tasks:
            if task.kind == "move":
                assert task.id in (*routine.finish, "easy_walk"), case
            else:
                assert task.id in written, case
                assert task.technique in library.point[task.id].variants, case
                assert (task.kind == "roll") is task.technique.endswith("roller"), case


@each_routine
def test_the_plan_fits_the_minutes_while_something_can_be_left_out(routine: Routine, library: Library) -> None:
    for pressure in Pressure:
        for things, minutes, ladder, tasks in every_plan(library, routine, pressure.value):
            moves = sum(task.kind == "move" for task in tasks)
            if moves > 1 or len(tasks) - moves > 1:
                assert sum(task.takes_s for task in tasks) <= minutes * 60, (pressure, things, ladder)


@each_routine
def test_more_minutes_never_mean_less_to_do(routine: Routine, library: Library) -> None:
    counts = [len(plan_of(library, routine, minutes=minutes)) for minutes in MINUTES]
    assert counts == sorted(counts)


# ------------------------------------------------------------------------------------------------- what pressure allows
@each_routine
def test_light_pressure_means_fingertips_and_nothing_else(routine: Routine, library: Library) -> None:
    for *case, tasks in every_plan(library, routine, "light"):
        assert techniques_of(tasks) <= {"self_fingertip", "helper_fingertip"}, case
        assert all(task.kind != "roll" for task in tasks), case
        for task in tasks:
            assert task.kind == "move" or (task.times == 2 and task.seconds <= 15), case


def test_the_neck_itself_has_no_hard_thing_and_the_shoulder_blades_corner_no_roller(library: Library) -> None:
    for point in ("suboccipital", "neck_side_back"):
        assert set(library.point[point].variants) <= {"self_fingertip", "helper_fingertip"}
    for point in ("levator_scap", "upper_trap"):
        assert not {one for one in library.point[point].variants if one.endswith("roller")}


def test_the_ladder_is_clipped_to_what_there_is(library: Library) -> None:
    programme = programme_of(ROUTINES[0], ladder=99)
    assert step_today(programme, Pressure.FULL, library).step == max(library.ladder)
    assert step_today(programme, Pressure.LIGHT, library).step == library.techniques.dose.max_step_light
    assert step_today(replace(programme, ladder=-3), Pressure.FULL, library).step == 1


@pytest.mark.parametrize(
    ("ladder", "kind", "technique", "seconds"),
    [
        (1, "press", "self_fingertip", 5),
        (3, "press", "self_fingertip", 15),
        (4, "press", "ball", 5),
        (6, "press", "ball", 15),
        (7, "roll", "smooth_roller", 30),
        (9, "roll", "smooth_roller", 90),
        (11, "roll", "knobbed_roller", 60),
    ],
)
def test_each_rung_has_its_technique_and_seconds(ladder: int, kind: str, technique: str, seconds: int, library: Library) -> None:
    calf = next(one for one in ROUTINES if one.id == "lower_leg_sport")
    hardest = plan_of(library, calf, ("ball", "smooth_roller", "knobbed_roller"), ladder=ladder)[0]
    assert (hardest.kind, hardest.technique, hardest.seconds) == (kind, technique, seconds)


def test_on_a_rollers_rung_a_point_without_roller_is_pressed_as_long_as_below_it(library: Library) -> None:
    tasks = [task for routine in ROUTINES for task in plan_of(library, routine, ladder=TOP_RUNG) if task.kind == "press"]
    assert tasks
    assert {task.seconds for task in tasks} == {15}


# ------------------------------------------------------------------------------------------------- stops
@pytest.mark.parametrize(
    "technique", ["ball", "smooth_roller", "knobbed_roller", "helper_blunt_object", "helper_fingertip", "self_fingertip"]
)
def test_a_stopped_technique_is_in_no_plan(technique: str, library: Library) -> None:
    for routine in ROUTINES:
        for things, minutes, ladder, _ in every_plan(library, routine, "full"):
            tasks = plan_of(library, routine, things, minutes, ladder=ladder, stops=(technique,))
            case = (routine.id, things, minutes, ladder)
            assert technique not in techniques_of(tasks), case
            assert tasks[-1].kind == "move", case


# ------------------------------------------------------------------------------------------------- neighbours
def test_a_worn_shoulder_takes_the_side_of_the_back_down_to_the_waist_in_turn(library: Library) -> None:
    shoulder = next(one for one in ROUTINES if one.id == "shoulder_arthritis_ageing")
    assert "lat_side" in neighbours(person_with(programme_of(shoulder)), library)


@each_routine
def test_only_places_that_a_session_may_press_are_announced(routine: Routine, library: Library) -> None:
    announced = neighbours(person_with(programme_of(routine)), library)
    treated = {task.id for *_, tasks in every_plan(library, routine, "full") for task in tasks}
    later = {
        task.id
        for count in range(8)
        for task in planned(person_with(programme_of(routine, diary=sessions(count))), library, LATER)
        if task.neighbour
    }
    assert later <= set(announced) <= {one.point for one in routine.neighbours}
    assert later or treated
    assert neighbours(person_with(programme_of(routine, pressure="none")), library) == ()
