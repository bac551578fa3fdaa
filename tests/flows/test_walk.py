"""Test patients: what is wrong with one is told, and any value of the vocabulary can be walked."""

from __future__ import annotations

import pytest

from content import Library
from flows.walk import walk


@pytest.mark.parametrize(
    ("vignette", "told"),
    [
        pytest.param({"id": "p1"}, "p1: a vignette needs findings", id="no findings"),
        pytest.param({"id": "p2", "findings": {"region": "nek"}}, "region cannot be 'nek'", id="a place that does not exist"),
        pytest.param({"id": "p3", "findings": {"feever": True}}, "feever cannot be True", id="a sign that does not exist"),
        pytest.param({"id": "p4", "findings": {"pain_now": 11}}, "pain_now cannot be 11", id="more pain than the scale has"),
    ],
)
def test_a_wrong_patient_is_told_by_name(vignette: dict[str, object], told: str, library: Library) -> None:
    with pytest.raises(ValueError, match=told):
        walk(vignette, library)


def test_a_patient_without_a_place_and_with_half_a_day_of_pain_reaches_a_result(library: Library) -> None:
    walked = walk({"id": "p5", "findings": {"duration_days": 1.5, "pain_now": 3, "age_years": 30}}, library)
    assert walked.line()["id"] == "p5"
    assert walked.line()["cards"] == len(walked.asked) > 3
