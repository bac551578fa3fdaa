"""What the clinical files promise each other: ids, sources, and a text for everything that is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from content import schema
from tests.content.files_read import (
    CAUSES,
    CHECKIN,
    FILES,
    MOVES,
    POINTS,
    QUESTIONS,
    REGIONS,
    ROUTINES,
    SOURCES,
    TECHNIQUES,
    TEXTS,
    VOCABULARY,
    read,
)


@pytest.mark.parametrize("name", FILES)
def test_a_file_fits_its_model(name: str) -> None:
    assert read(name)


def id_lists(node: Any) -> Iterator[list[str]]:
    """The ids of each list of entries in a model."""
    if isinstance(node, schema.Content):
        for _, value in node:
            yield from id_lists(value)
    elif isinstance(node, tuple) and node and hasattr(node[0], "id") and not isinstance(node[0], schema.Cited | schema.Pattern):
        yield [entry.id for entry in node]


@pytest.mark.parametrize("name", FILES)
def test_no_id_stands_twice(name: str) -> None:
    assert all(len(ids) == len(set(ids)) for ids in id_lists(read(name)))


def cited(node: Any) -> Iterator[str]:
    """The ids of all sources in a model, however deep."""
    if isinstance(node, schema.Cited):
        yield node.id
    elif isinstance(node, schema.Content):
        for _, value in node:
            yield from cited(value)
    elif isinstance(node, dict):
        yield from cited(tuple(node.values()))
    elif isinstance(node, tuple):
        for value in node:
            yield from cited(value)


@pytest.mark.parametrize("name", FILES)
def test_every_source_exists(name: str) -> None:
    assert set(cited(read(name))) <= SOURCES


@pytest.mark.parametrize("routine", ROUTINES, ids=lambda routine: routine.id)
def test_a_routine_uses_what_exists(routine: schema.Routine) -> None:
    neighbours = {neighbour.point for neighbour in routine.neighbours}
    assert {*routine.order, *neighbours} <= set(POINTS)
    assert set(routine.finish) <= set(MOVES)
    assert not neighbours & set(routine.order)
    assert routine.id == f"{routine.region}_{routine.cause}"


@pytest.mark.parametrize("routine", ROUTINES, ids=lambda routine: routine.id)
def test_finishing_moves_are_for_the_region(routine: schema.Routine) -> None:
    assert all(routine.region in MOVES[move].regions for move in routine.finish)


def test_every_region_and_cause_family_has_a_routine() -> None:
    families = {family.id for family in CAUSES} - {"unsure"}
    assert {(one.region, one.cause) for one in ROUTINES} == {(region, family) for region in REGIONS for family in families}


def test_every_cause_belongs_to_one_family() -> None:
    covered = [cause for family in CAUSES for cause in family.covers]
    assert sorted(covered) == sorted(VOCABULARY.choices["cause"])


def test_what_signs_mean_is_in_the_vocabulary() -> None:
    meant = {flag for stop in TECHNIQUES.stop_rules for flag in stop.sets}
    meant |= {flag for rescreen in CHECKIN.rescreen for flag in rescreen.flags}
    meant |= {decision.set_flag for decision in CHECKIN.decisions if decision.set_flag}
    assert meant <= set(VOCABULARY.flags)


# ---------------------------------------------------------------------------------------------- texts
def expected_texts() -> Iterator[str]:
    for one in TECHNIQUES.techniques:
        yield from (f"technique-{one.id}-{part}" for part in ("name", "for", "how", "household", "mistake", "light"))
    yield from (f"stop-{one.id}-{part}" for one in TECHNIQUES.stop_rules for part in ("sign", "do"))
    yield from (f"evidence-{one.id}-{part}" for one in TECHNIQUES.evidence for part in ("claim", "note"))
    for point in POINTS.values():
        yield from (f"point-{point.id}-{part}" for part in ("name", "find", "avoid", "mistake", "refers", *point.variants))
    yield from (f"move-{move}-{part}" for move in MOVES for part in ("name", "how", "dose", "mistake"))
    yield from (f"cause-{family.id}-{part}" for family in CAUSES for part in ("name", "advice", "dose", "micro_break"))
    for routine in ROUTINES:
        yield f"routine-{routine.id}-advice"
        yield from (f"routine-{routine.id}-neighbour-{one.point}" for one in routine.neighbours)
    yield from (f"checkin-{question.id}-{part}" for question in QUESTIONS for part in ("ask", *question.options))
    yield from (f"rescreen-{one.id}" for one in CHECKIN.rescreen)
    yield from (f"decision-{one.id}" for one in CHECKIN.decisions)


def test_every_text_exists() -> None:
    assert not [text_id for text_id in expected_texts() if text_id not in TEXTS]


def test_sentences_can_be_read_aloud() -> None:
    labels = {f"checkin-{question.id}-{option}" for question in QUESTIONS for option in question.options}
    sentences = [text_id for text_id in expected_texts() if not text_id.endswith(("-name", "-sign")) and text_id not in labels]
    wrong = [line for text_id in sentences for line in TEXTS.lines(text_id) if not re.search(r"[.?]$", line) or "{" in line]
    assert not wrong
