"""The language of `when:`: three answers, and refusing what is not of the language."""

from __future__ import annotations

import pytest

from content.conditions import Truth, leaves, needs_a_flag, negated_flags, open_findings, parse

FLAG = {"flag": "fever"}
OTHER = {"flag": "lump"}
AGE = {"number": "age_years", "min": 50, "max": 60}
OLD_OR_UNSURE = {"number": "age_years", "min": 50, "if_unknown": True}
NECK = {"choice": "region", "of": ["neck", "shoulder"]}
SUDDEN_OR_UNSURE = {"choice": "onset", "of": ["sudden"], "if_unknown": True}


@pytest.mark.parametrize(
    ("node", "findings", "answer"),
    [
        pytest.param(FLAG, {"fever": True}, Truth.YES, id="a flag told"),
        pytest.param(FLAG, {"fever": False}, Truth.NO, id="a flag denied"),
        pytest.param(FLAG, {"fever": None}, Truth.UNKNOWN, id="a flag the person is not sure about"),
        pytest.param(FLAG, {}, Truth.UNKNOWN, id="a flag not asked"),
        pytest.param(AGE, {"age_years": 50}, Truth.YES, id="the lower end is included"),
        pytest.param(AGE, {"age_years": 60}, Truth.YES, id="the upper end is included"),
        pytest.param(AGE, {"age_years": 61}, Truth.NO, id="above the upper end"),
        pytest.param(AGE, {"age_years": 49}, Truth.NO, id="below the lower end"),
        pytest.param(AGE, {"age_years": None}, Truth.UNKNOWN, id="an age not told is not a no"),
        pytest.param(OLD_OR_UNSURE, {"age_years": None}, Truth.YES, id="an age not told counts where the rule says so"),
        pytest.param(OLD_OR_UNSURE, {}, Truth.UNKNOWN, id="but not before it was asked"),
        pytest.param(NECK, {"region": "shoulder"}, Truth.YES, id="one of the choices"),
        pytest.param(NECK, {"region": "knee"}, Truth.NO, id="another choice"),
        pytest.param(NECK, {"region": None}, Truth.UNKNOWN, id="a choice the person cannot make"),
        pytest.param(SUDDEN_OR_UNSURE, {"onset": None}, Truth.YES, id="a choice not told counts where the rule says so"),
        pytest.param(SUDDEN_OR_UNSURE, {}, Truth.UNKNOWN, id="a choice not asked"),
        pytest.param({"not": FLAG}, {"fever": True}, Truth.NO, id="not turns yes into no"),
        pytest.param({"not": FLAG}, {"fever": None}, Truth.UNKNOWN, id="not leaves unknown as it is"),
        pytest.param({"all": [FLAG, OTHER]}, {"fever": True}, Truth.UNKNOWN, id="all: one open"),
        pytest.param({"all": [FLAG, OTHER]}, {"fever": None, "lump": False}, Truth.NO, id="all: one no decides"),
        pytest.param({"any": [FLAG, OTHER]}, {"fever": None, "lump": True}, Truth.YES, id="any: one yes decides"),
        pytest.param({"any": [FLAG, OTHER]}, {"fever": None, "lump": False}, Truth.UNKNOWN, id="any: one open"),
        pytest.param({"any": [FLAG, OTHER]}, {"fever": False, "lump": False}, Truth.NO, id="any: all no"),
        pytest.param({"at_least": 2, "of": [FLAG, OTHER, NECK]}, {"fever": True, "lump": True}, Truth.YES, id="at least two"),
        pytest.param({"at_least": 2, "of": [FLAG, OTHER]}, {"fever": True}, Truth.UNKNOWN, id="at least: still possible"),
        pytest.param({"at_least": 2, "of": [FLAG, OTHER]}, {"fever": False}, Truth.NO, id="at least: no longer possible"),
    ],
)
def test_a_condition_answers(node: object, findings: dict[str, object], answer: Truth) -> None:
    assert parse(node).ask(findings) is answer  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "node",
    [
        pytest.param("age > 50", id="a text is no condition"),
        pytest.param({"flag": "fever", "min": 3}, id="a flag has no limits"),
        pytest.param({"number": "age_years"}, id="a number needs a limit"),
        pytest.param({"number": "age_years", "min": 3, "max": 2}, id="limits the wrong way round"),
        pytest.param({"number": "age_years", "min": 3, "if_unknown": "yes"}, id="if_unknown is true or false"),
        pytest.param({"number": "age_years", "if_unknown": True}, id="a number needs a limit also where unknown counts"),
        pytest.param({"choice": "region", "in": ["neck"]}, id="a choice takes of"),
        pytest.param({"all": []}, id="an empty all would be always true"),
        pytest.param({"any": []}, id="an empty any would be always false"),
        pytest.param({"at_least": 3, "of": [FLAG]}, id="more than there are"),
        pytest.param({"at_least": 0, "of": [FLAG]}, id="none at all"),
        pytest.param({"eval": "1"}, id="an unknown kind"),
        pytest.param({"use": "injury"}, id="a shared condition that does not exist"),
    ],
)
def test_what_is_not_of_the_language_is_refused(node: object) -> None:
    with pytest.raises(ValueError):
        parse(node)


def test_a_shared_condition_stands_for_its_parts() -> None:
    condition = parse({"not": {"use": "injury"}}, {"injury": {"any": [FLAG, {"use": "other"}]}, "other": OTHER})
    assert [leaf.finding for leaf in leaves(condition)] == ["fever", "lump"]
    assert list(negated_flags(condition)) == ["fever", "lump"]


def test_two_nots_are_none() -> None:
    assert list(negated_flags(parse({"not": {"not": FLAG}}))) == []


def test_open_findings_are_those_that_could_still_decide() -> None:
    condition = parse({"all": [{"any": [FLAG, OTHER]}, {"not": AGE}, NECK]})
    assert list(open_findings(condition, {"region": "neck"})) == ["fever", "lump", "age_years"]
    assert list(open_findings(condition, {"region": "knee"})) == []
    assert list(open_findings(condition, {"fever": True, "age_years": None})) == ["region"]


@pytest.mark.parametrize(
    ("node", "needed"),
    [
        pytest.param(FLAG, True, id="a flag itself"),
        pytest.param(AGE, False, id="an age"),
        pytest.param({"not": FLAG}, False, id="a flag that must be absent"),
        pytest.param({"all": [AGE, FLAG]}, True, id="all, with a flag among them"),
        pytest.param({"all": [AGE, NECK]}, False, id="all, without"),
        pytest.param({"any": [FLAG, OTHER]}, True, id="any of flags"),
        pytest.param({"any": [FLAG, AGE]}, False, id="any, but one way goes without"),
        pytest.param({"at_least": 2, "of": [FLAG, OTHER, AGE]}, True, id="at least two, one of them a flag"),
        pytest.param({"at_least": 2, "of": [FLAG, NECK, AGE]}, False, id="at least two, which choices alone give"),
    ],
)
def test_whether_a_condition_needs_a_flag(node: object, needed: bool) -> None:
    assert needs_a_flag(parse(node)) is needed  # type: ignore[arg-type]
