"""How long and how much: the whole run, and the quick one that shows that everything works."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

PARTS = ("near", "rate", "far", "size", "burst", "kill")


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes and times; seconds where nothing else is said.

    Attributes:
        people: how many take part in the dialog. Nobody taps three times a second on average, or Knotwise would take them
            for a flood.
        big: people and daily reminders in the big database; `jobs`: reminders for the peers; `burst`: those due at once.
    """

    rounds: int = 5
    only: Collection[str] = ()
    parts: Collection[str] = ()
    people: int = 1000
    at_once: int = 50
    far_at_once: int = 500
    warm_s: float = 2.0
    load_s: float = 6.0
    rate_s: float = 10.0
    big: int = 1_000_000
    jobs: int = 100_000
    burst: int = 100_000
    burst_s: float = 30.0
    kills: int = 5
    kill_people: int = 50

    def wants(self, contender: str) -> bool:
        return not self.only or contender in self.only

    def has(self, part: str) -> bool:
        return not self.parts or part in self.parts


def quick(rounds: int, only: Collection[str], parts: Collection[str]) -> Plan:
    """About two minutes; its figures say little."""
    return Plan(
        rounds,
        only,
        parts,
        people=200,
        far_at_once=100,
        warm_s=0.5,
        load_s=1.5,
        rate_s=2.0,
        big=10_000,
        jobs=2_000,
        burst=2_000,
        burst_s=5.0,
        kills=1,
        kill_people=20,
    )
