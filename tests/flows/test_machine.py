"""The two facts of the state machine library that we lean on, and what the tables promise."""

from __future__ import annotations

from enum import StrEnum

import pytest

from flows.machine import FlowMachine, Move
from flows.types import NotAllowed


class At(StrEnum):
    HERE = "here"
    THERE = "there"
    GONE = "gone"


def far(metres: int) -> bool:
    return metres > 10


MACHINE: FlowMachine[At, int] = FlowMachine(
    At,
    (
        Move("go", At.HERE, At.GONE, far),
        Move("go", At.HERE, At.THERE),
        Move("back", (At.THERE, At.GONE), At.HERE),
        Move("fly", At.HERE, At.GONE, far),
    ),
)


def test_the_first_row_whose_guard_holds_wins() -> None:
    assert MACHINE.move(At.HERE, "go", 11) is At.GONE
    assert MACHINE.move(At.HERE, "go", 1) is At.THERE
    assert MACHINE.move(At.GONE, "back", 1) is At.HERE


@pytest.mark.parametrize(("state", "trigger"), [(At.THERE, "go"), (At.HERE, "fly"), (At.HERE, "swim"), (At.HERE, "to_gone")])
def test_what_is_not_in_the_table_is_not_allowed(state: At, trigger: str) -> None:
    with pytest.raises(NotAllowed):
        MACHINE.move(state, trigger, 1)


def test_no_model_is_kept() -> None:
    for _ in range(3):
        MACHINE.move(At.HERE, "go", 1)
    assert MACHINE.registered == 0


def test_the_table_can_be_drawn() -> None:
    drawn = MACHINE.mermaid()
    assert "here --> gone: go [far]" in drawn
    assert "gone --> here: back" in drawn
