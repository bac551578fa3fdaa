"""Test patients walked through the real dialog: who must go where, and how hard may be pressed."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from content import Library, load_library
from flows.walk import Walked, score, walk

FILES = sorted((Path(__file__).parent / "vignettes").glob("*.jsonl"))
LEAST_ACCEPTED = 0.95
LEAST_KEPT = {"third": 0.9}
"""Of those whom the gold leaves to self-care, where it is less: of the three of `third` a physician may see two as well."""

LEAST_PATIENTS = 120

MOST_CARDS_IN_AN_EMERGENCY = 6
MOST_CARDS_IN_THE_MEDIAN = 12


@cache
def walked(path: Path) -> tuple[Walked, ...]:
    library: Library = load_library()
    return tuple(walk(json.loads(line), library) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nobody_in_danger_is_sent_to_self_care(path: Path) -> None:
    assert score(walked(path)).unsafe == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nobody_is_pressed_harder_than_they_may_be(path: Path) -> None:
    assert score(walked(path)).too_much_pressure == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_levels_are_those_that_a_clinician_would_accept(path: Path) -> None:
    scored = score(walked(path))
    assert scored.accepted >= LEAST_ACCEPTED * scored.scored, (scored.under, scored.over)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ordinary_pain_stays_in_self_care(path: Path) -> None:
    scored = score(walked(path))
    assert scored.benign_kept >= LEAST_KEPT.get(path.stem, LEAST_ACCEPTED) * scored.benign, scored.over


def test_an_emergency_is_found_soon() -> None:
    late = [one for path in FILES for one in walked(path) if one.level == "emergency" and one.cards > MOST_CARDS_IN_AN_EMERGENCY]
    assert late == []


def test_a_result_takes_few_cards() -> None:
    assert median(one.cards for path in FILES for one in walked(path)) <= MOST_CARDS_IN_THE_MEDIAN


def test_there_are_patients_for_every_region_cause_and_level(library: Library) -> None:
    lines = [json.loads(line) for path in FILES for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [line["findings"] for line in lines]
    assert len(lines) >= LEAST_PATIENTS
    assert {one["region"] for one in found} == set(library.vocabulary.choices["region"])
    assert {one.get("cause") for one in found} >= set(library.vocabulary.choices["cause"])
    assert {line["gold"]["level"] for line in lines} == {"emergency", "urgent", "physician", "self_care"}
    assert len({line["id"] for line in lines}) == len(lines)
