"""What goes into a batch of turns, what it writes, and what others have to know once that is committed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.store.outbox import Row
from bot.store.people import Saved
from bot.store.timers import Timer
from flows.types import Event, Export, KeepOutcome, Person, Say, TimerDue


@dataclass(frozen=True, slots=True)
class Tell:
    """Something to say that is decided outside of the flows; person and session stay as they are."""

    at: datetime
    text: tuple[Say, ...]


@dataclass(frozen=True, slots=True)
class Erase:
    """Forget this person without a word."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PutOff:
    """A timer whose turn cannot be carried out comes again later."""

    timer: TimerDue

    @property
    def at(self) -> datetime:
        return self.timer.at


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person did, or what came due for them."""

    person_id: int
    event: Event | Tell | Erase | PutOff
    update_id: int | None = None
    language: str | None = None


@dataclass(slots=True)
class Changes:
    """What a batch writes."""

    at: datetime
    seen: list[int] = field(default_factory=list)
    saved: list[Saved] = field(default_factory=list)
    erased: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    spent: list[Timer] = field(default_factory=list)
    cancelled: list[tuple[int, str]] = field(default_factory=list)
    started: list[Timer] = field(default_factory=list)
    outcomes: list[tuple[int, datetime, KeepOutcome]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    exports: list[tuple[Person, Export]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Committed:
    """What the sender and the alarm have to know once the commit is done.

    erased: people who are forgotten: of what they were not sent yet, only advice on danger is.
    left: people who cannot be reached: whatever they were not sent yet is void.
    """

    rows: tuple[Row, ...]
    erased: tuple[int, ...]
    left: tuple[int, ...]
    earliest_due: datetime | None
