"""A session as a script: tasks cut into phases with seconds, and where in it a person is.

Everything follows from the tasks and the number of the phase; stored are that number and when the phase ends, so that a
session goes on after a restart as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.session_plan import ASK_S, MOVE_READY_S, READY_S, Task
from flows.types import Session

EVERY_S = 5
"""Seconds between two edits of a countdown: edits count as messages with Telegram, which allows about one a second."""

EVERY_S_LONG = 15
"""The same for rolling and movements, which take longer."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Part of a task. `seconds` until it ends by itself; `asks`: it waits for a tap when the person taps each step."""

    kind: str  # ready, before, press, rest, after, roll, move
    task: int
    seconds: int
    asks: bool = False
    number: int = 1
    of: int = 1


def phases_of(tasks: Sequence[Task], rest_s: int) -> tuple[Phase, ...]:
    """All phases of a session in order."""
    return tuple(phase for place, task in enumerate(tasks) for phase in _phases(place, task, rest_s))


def _phases(place: int, task: Task, rest_s: int) -> Iterator[Phase]:
    if task.kind == "move":
        yield Phase("ready", place, MOVE_READY_S, asks=True)
        yield Phase("move", place, task.seconds, asks=True)
        return
    yield Phase("ready", place, READY_S, asks=True)
    yield Phase("before", place, ASK_S, asks=True)
    for number in range(1, task.times + 1):
        yield Phase("roll" if task.kind == "roll" else "press", place, task.seconds, number=number, of=task.times)
        if number < task.times:
            yield Phase("rest", place, rest_s, number=number, of=task.times)
    yield Phase("after", place, ASK_S, asks=True)


def runs_by_itself(phase: Phase, *, hands_free: bool) -> bool:
    """Does the phase end by the timer?"""
    return hands_free or not phase.asks


def every_s(phase: Phase) -> int:
    """Seconds between two looks at the clock."""
    return EVERY_S if phase.kind in ("press", "rest") else EVERY_S_LONG


def ends(session: Session) -> datetime | None:
    """When the phase being run ends; None while it waits for a tap."""
    stored = session.notes.get("ends")
    return datetime.fromisoformat(str(stored)).astimezone(UTC) if stored else None


def left_s(session: Session, at: datetime) -> int:
    """Whole seconds left of the phase, never below 0."""
    end = ends(session)
    return max(0, round((end - at).total_seconds())) if end else 0


def next_look(session: Session, phase: Phase, at: datetime) -> datetime | None:
    """When the clock is looked at next: at the next round number of seconds, or at the end."""
    end = ends(session)
    if end is None:
        return None
    return min(end, max(at, end - timedelta(seconds=(max(0, left_s(session, at) - 1) // every_s(phase)) * every_s(phase))))
