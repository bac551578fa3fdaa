"""The rules and cautions against people whose level and pressure are known: `reference_cases.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

import content
from content.conditions import Flag, Truth, Value, leaves
from content.files import read_yaml
from content.schema import Caution, Level, Pressure, Rule, Scope, Vocabulary

CONTENT = Path(content.__file__).parent
REFERENCE = read_yaml(Path(__file__).with_name("reference_cases.yaml"))
SHARED = read_yaml(CONTENT / "rules" / "shared.yaml")
VOCABULARY = Vocabulary.model_validate(read_yaml(CONTENT / "findings.yaml"))


def rules() -> Iterator[Rule]:
    """All rules, file by file."""
    for path in sorted((CONTENT / "rules").glob("*.yaml")):
        if path.name != "shared.yaml":
            yield from TypeAdapter(list[Rule]).validate_python(read_yaml(path), context={"shared": SHARED})


RULES = list(rules())
CAUTIONS = TypeAdapter(list[Caution]).validate_python(
    read_yaml(CONTENT / "cautions" / "cautions.yaml"), context={"shared": SHARED}
)


def asked_everything(given: Mapping[str, Value]) -> dict[str, Value]:
    """A person asked about everything: a flag left out is no, a choice or number left out could not be told."""
    unknown = dict.fromkeys(chain(VOCABULARY.choices, VOCABULARY.numbers))
    return {**unknown, **dict.fromkeys(VOCABULARY.flags, False), **given}


def level_of(person: Mapping[str, Value]) -> Level:
    """The most urgent level of the rules that hold."""
    return min((rule.level for rule in RULES if rule.ask(person) is Truth.YES), key=rank, default=Level.SELF_CARE)


def pressure_of(person: Mapping[str, Value]) -> Pressure:
    """The strictest pressure of the rules and cautions that hold; a caution for one exact place leaves light pressure."""
    classes = [rule.pressure for rule in RULES if rule.ask(person) is Truth.YES]
    limits = [caution for caution in CAUTIONS if caution.ask(person) is Truth.YES]
    classes += [Pressure.LIGHT if one.scope is Scope.SITE else Pressure(one.pressure) for one in limits]
    return min(classes, key=rank, default=Pressure.FULL)


def rank(one: Level | Pressure) -> int:
    return one.rank


def name(case: Mapping[str, Any]) -> str:
    signs = [f"{key}" if value is True else f"{key}={value}" for key, value in case["given"].items() if key != "region"]
    return f"{case['given']['region']}: {', '.join(signs) or 'nothing'}"


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=name)
def test_a_person_comes_out_as_in_the_reference(case: Mapping[str, Any]) -> None:
    person = asked_everything(case["given"])
    expected = (case["level"], case.get("pressure", pressure_of(person)))
    assert (level_of(person), pressure_of(person)) == expected


@pytest.mark.parametrize("finding", REFERENCE["uninformative_alone"]["findings"])
def test_a_sign_that_tells_nothing_alone_refers_nobody(finding: str) -> None:
    given = REFERENCE["uninformative_alone"]["given"] | {finding: True}
    levels = {region: level_of(asked_everything(given | {"region": region})) for region in VOCABULARY.choices["region"]}
    assert set(levels.values()) == {Level.SELF_CARE}


@pytest.mark.parametrize("region", VOCABULARY.choices["region"])
def test_a_person_without_a_sign_is_not_referred_for_not_knowing_dates_and_numbers(region: str) -> None:
    for cause in (*VOCABULARY.choices["cause"], None):
        person = asked_everything({"region": region, "cause": cause, "elsewhere_site": "hand_wrist"})
        left = [rule.if_unsure for rule in RULES if rule.ask(person) is Truth.UNKNOWN]
        assert {level_of(person), *left} == {Level.SELF_CARE}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.if_unsure is Level.SELF_CARE], ids=lambda rule: rule.id)
def test_being_unsure_of_a_sign_is_never_self_care(rule: Rule) -> None:
    assert not [leaf.finding for leaf in leaves(rule.when) if isinstance(leaf, Flag)]
