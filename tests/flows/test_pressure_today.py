"""Which pressure is allowed today, with which technique, and that there is a plan for every place and cause."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from content import Library
from content.schema import Pressure
from flows.session_plan import estimated_minutes, planned, pressure_today, technique_for
from tests.flows.people import EVERYTHING, session, somebody
from tests.talk import START

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
    first = planned(somebody(region="knee", cause="arthritis"), library, START)
    second = planned(somebody(region="knee", cause="arthritis", diary=(session(1),)), library, START)
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


def test_light_pressure_is_by_fingertip_even_on_a_higher_rung(library: Library) -> None:
    person = somebody(EVERYTHING)
    assert person.programme is not None
    rolling = library.ladder[7]
    assert technique_for(person, person.programme, "rhomboid", rolling, Pressure.LIGHT, library) == "helper_fingertip"
