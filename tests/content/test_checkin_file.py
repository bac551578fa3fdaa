"""Questions and decisions of check-ins: what they look at exists, and some decision always falls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from content import schema
from tests.content.files_read import CHECKIN, QUESTIONS, REGIONS


def leaves(node: Any) -> Iterator[tuple[str, str]]:
    """(kind, id) of everything that a condition looks at."""
    match node:
        case {"measure": name} | {"answer": name}:
            yield "question or measure", name
        case {"threshold": name}:
            yield "threshold", name
        case {"reaction": name} | {"reaction_count": name}:
            yield "reaction", name
        case {"rescreen_level": name}:
            yield "level", name
        case {"always": True}:
            return
        case {"not": inner}:
            yield from leaves(inner)
        case {"all": parts} | {"any": parts}:
            for part in parts:
                yield from leaves(part)
        case _:
            raise AssertionError(f"not a condition: {node}")


def test_conditions_look_at_what_exists() -> None:
    known = {
        "question or measure": {*CHECKIN.measures, *(question.id for question in QUESTIONS)},
        "threshold": set(CHECKIN.thresholds),
        "reaction": set(CHECKIN.reaction),
        "level": {level.value for level in schema.Level},
    }
    conditions = [decision.when for decision in CHECKIN.decisions]
    conditions += [threshold.when for threshold in CHECKIN.thresholds.values()]
    conditions += list(CHECKIN.reaction.values())
    assert all(name in known[kind] for condition in conditions for kind, name in leaves(condition))


def test_some_decision_always_falls_and_danger_comes_first() -> None:
    assert CHECKIN.decisions[-1].when == {"always": True}
    first = [decision.action for decision in CHECKIN.decisions[:3]]
    assert first == ["stop_emergency", "stop_urgent", "stop_physician"]
    assert next(iter(CHECKIN.reaction)) == "red"
    assert all(one.regions == "all" or set(one.regions) <= set(REGIONS) for one in CHECKIN.rescreen)


def test_a_question_is_asked_only_after_answers_that_exist() -> None:
    options = {question.id: set(question.options) for question in QUESTIONS}
    for question in QUESTIONS:
        assert all(set(answers) <= options[asked] for asked, answers in question.only_if.items())
        assert bool(question.options) is (question.type in ("choice", "multi"))
