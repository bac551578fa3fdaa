"""Doses and places: how long, with what, and where never."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from content import schema
from tests.content.files_read import MOVES, POINTS, TECHNIQUES, TEXTS

ROLLERS = {"smooth_roller", "knobbed_roller"}
TOOLS = {*ROLLERS, "ball", "helper_blunt_object"}
KNOBS_ALLOWED = {"rhomboid", "mid_back_side", "glute_upper", "quad_front", "quad_outer", "hamstring", "calf"}
"""Thigh, calf, buttock and upper back: cautions/techniques.yaml."""


def test_presses_last_5_to_15_seconds() -> None:
    seconds = [step.seconds or step.pause_seconds for step in TECHNIQUES.ladder]
    seconds += [second for one in TECHNIQUES.techniques for second in (*one.press_seconds, *one.pause_on_spot_seconds)]
    assert all(second is not None and 5 <= second <= 15 for second in seconds)


def test_the_ladder_has_no_gap_and_ends_light_pressure_before_the_ball() -> None:
    assert [step.step for step in TECHNIQUES.ladder] == list(range(1, len(TECHNIQUES.ladder) + 1))
    gentle = [step.technique for step in TECHNIQUES.ladder if step.step <= TECHNIQUES.dose.max_step_light]
    assert set(gentle) == {"self_fingertip"}


@pytest.mark.parametrize("point", POINTS.values(), ids=lambda point: point.id)
def test_a_point_can_be_pressed_by_oneself_with_known_techniques(point: schema.Point) -> None:
    assert "self_fingertip" in point.variants
    assert set(point.variants) <= {technique.id for technique in TECHNIQUES.techniques}
    assert all(name in ROLLERS for name, variant in point.variants.items() if variant.light_roller)


@pytest.mark.parametrize(
    ("point", "forbidden"),
    [("neck_side_back", TOOLS), ("suboccipital", TOOLS), ("low_back_side", ROLLERS)],
)
def test_the_neck_is_pressed_with_fingertips_only_and_the_lower_back_never_rolled(point: str, forbidden: set[str]) -> None:
    assert not set(POINTS[point].variants) & forbidden


def test_knobs_are_for_thick_muscles_only_and_never_light() -> None:
    with_knobs = {point.id for point in POINTS.values() if "knobbed_roller" in point.variants}
    assert with_knobs <= KNOBS_ALLOWED
    assert not any(POINTS[point].variants["knobbed_roller"].light_roller for point in with_knobs)


def test_a_picture_belongs_to_one_variant_or_move() -> None:
    pictures = [variant.picture for point in POINTS.values() for variant in point.variants.values()]
    pictures += [move.picture for move in MOVES.values()]
    assert not [picture for picture, count in Counter(pictures).items() if count > 1]


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.id)
def test_the_dose_that_is_said_is_the_dose_that_is_counted(move: schema.FinishingMove) -> None:
    said = " ".join((*TEXTS.lines(f"move-{move.id}-dose"), *TEXTS.lines(f"move-{move.id}-how")))
    numbers = {int(number) * (60 if unit else 1) for number, unit in re.findall(r"(\d+)(?:(?: to \d+)? (minutes))?", said)}
    counted = {move.dose.times, move.dose.hold_seconds, move.dose.seconds, move.dose.sets} - {None, 1}
    numbers |= {2} if "twice" in said or "each way" in said else set()
    assert counted <= numbers


def test_the_evidence_is_not_overstated() -> None:
    strengths = {one.id: one.strength for one in TECHNIQUES.evidence}
    assert "strong" not in strengths.values()
    assert {strengths[one] for one in ("short_presses", "home_pressing", "knobs", "neighbours")} == {"weak"}
