"""The only user of `transitions`: a table of moves becomes one machine that all people share.

No model is ever registered: the library would bind 30 kB of partials to each and keep it. A throwaway object with a
`state` goes through `machine.events[trigger].trigger(turn)`, which costs microseconds and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from transitions import Machine, MachineError

from content.library import Library
from flows.types import NotAllowed, Person, Session

State = TypeVar("State", bound=StrEnum)
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards of most flows look at."""

    person: Person
    session: Session
    library: Library


@dataclass(frozen=True, slots=True)
class Move(Generic[State, Seen]):
    """From `source` by `trigger` to `target`, if `only_when` holds. Among equals the first row wins."""

    trigger: str
    source: State | tuple[State, ...]
    target: State
    only_when: Callable[[Seen], bool] | None = None


class _Turn:
    """Goes through the machine once and is thrown away."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class FlowMachine(Generic[State, Seen]):
    """One flow's table as one shared machine."""

    def __init__(self, states: type[State], moves: Sequence[Move[State, Seen]]) -> None:
        self.states = states
        self.moves = tuple(moves)
        self._machine: Any = Machine(
            model=None,
            states=[state.value for state in states],
            initial=None,
            auto_transitions=False,
            ignore_invalid_triggers=False,
            send_event=True,
        )
        for move in self.moves:
            sources = move.source if isinstance(move.source, tuple) else (move.source,)
            self._machine.add_transition(
                move.trigger,
                [source.value for source in sources],
                move.target.value,
                conditions=_condition(move.only_when),
            )

    def move(self, state: State, trigger: str, facts: Seen) -> State:
        """The state after `trigger`.

        Raises:
            NotAllowed: no row of the table holds.
        """
        turn = _Turn(state.value)
        if trigger not in self._machine.events:
            raise NotAllowed(f"{trigger} is no trigger of {self.states.__name__}")
        try:
            moved = self._machine.events[trigger].trigger(turn, facts)
        except MachineError as refused:
            raise NotAllowed(f"{trigger} in {state.value}") from refused
        if not moved:
            raise NotAllowed(f"{trigger} in {state.value}")
        return self.states(turn.state)

    @property
    def registered(self) -> int:
        """How many models the library keeps; stays 0."""
        return len(self._machine.models)

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {next(iter(self.states)).value}"]
        for move in self.moves:
            sources = move.source if isinstance(move.source, tuple) else (move.source,)
            guard = f" [{move.only_when.__name__}]" if move.only_when else ""
            lines += [f"    {source.value} --> {move.target.value}: {move.trigger}{guard}" for source in sources]
        return "\n".join(lines)


def _condition(guard: Callable[[Seen], bool] | None) -> list[str | Callable[..., bool | None]]:
    if guard is None:
        return []
    return [lambda event: guard(event.args[0])]
