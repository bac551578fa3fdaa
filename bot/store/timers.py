"""Moments at which a person's dialog wants to be told. Unique by person and key; starting again moves one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select

from bot.store.engine import upsert
from bot.store.tables import timer

HURRIED_FLOWS = frozenset({"routine"})
"""Flows whose timers somebody sits and waits for; all others yield when much is waiting to be sent."""

_START = upsert(timer)
_OF = timer.c.person_id == bindparam("owner")
_RUNNING = select(timer.c.person_id, timer.c.key, timer.c.due).where(timer.c.person_id.in_(bindparam("owners", expanding=True)))
_FIRST = select(func.min(timer.c.due)).where(timer.c.hurried == bindparam("hurry"))
_SPEND = delete(timer).where(_OF, timer.c.key == bindparam("spent"), timer.c.due == bindparam("was_due"))
_CANCEL = delete(timer).where(_OF, timer.c.key == bindparam("cancelled"))
_CANCEL_FLOW = delete(timer).where(_OF, timer.c.flow == bindparam("of_flow"))
_CANCEL_ALL = delete(timer).where(_OF)


@dataclass(frozen=True, slots=True)
class Timer:
    """A row."""

    person_id: int
    key: str
    due: datetime


def is_hurried(key: str) -> bool:
    return key.partition(":")[0] in HURRIED_FLOWS


def start(db: Connection, timers: Sequence[Timer]) -> None:
    """Starts timers, or moves those that run."""
    if timers:
        db.execute(
            _START,
            [
                {
                    "person_id": one.person_id,
                    "key": one.key,
                    "flow": one.key.partition(":")[0],
                    "due": one.due,
                    "hurried": is_hurried(one.key),
                }
                for one in timers
            ],
        )


def running(db: Connection, people: Collection[int]) -> frozenset[Timer]:
    """Timers of these people, to see which of those that came due have not been moved or cancelled meanwhile."""
    return frozenset(Timer(*row) for row in db.execute(_RUNNING, {"owners": people}))


def spend(db: Connection, timers: Sequence[Timer]) -> None:
    """Takes timers out of the table, unless they have been moved."""
    if timers:
        db.execute(_SPEND, [{"owner": one.person_id, "spent": one.key, "was_due": one.due} for one in timers])


def cancel(db: Connection, keys: Sequence[tuple[int, str]]) -> None:
    """Person and key: one timer, all of a flow (the key ends in a colon), or all of the person (it is empty)."""
    single = [{"owner": one, "cancelled": key} for one, key in keys if key and not key.endswith(":")]
    flows = [{"owner": one, "of_flow": key[:-1]} for one, key in keys if key.endswith(":")]
    everything = [{"owner": one} for one, key in keys if not key]
    for statement, rows in ((_CANCEL, single), (_CANCEL_FLOW, flows), (_CANCEL_ALL, everything)):
        if rows:
            db.execute(statement, rows)


def due(db: Connection, now: datetime, limit: int, *, hurried: bool) -> tuple[Timer, ...]:
    """Timers that are due, oldest first.

    Where more are due at the same moment than are asked for, whoever was last on one day is first on the next.
    """
    found = _due(db, timer.c.due <= now, limit, hurried=hurried)
    if len(found) < limit or found[0].due != found[-1].due or found[0].due.toordinal() % 2:
        return found
    return _due(db, timer.c.due == found[0].due, limit, hurried=hurried, backwards=True)


def _due(db: Connection, when: ColumnElement[bool], limit: int, *, hurried: bool, backwards: bool = False) -> tuple[Timer, ...]:
    order = timer.c.person_id.desc() if backwards else timer.c.person_id
    chosen = select(timer.c.person_id, timer.c.key, timer.c.due).where(timer.c.hurried == hurried, when)
    return tuple(Timer(*row) for row in db.execute(chosen.order_by(timer.c.due, order).limit(limit)))


def overdue(db: Connection, now: datetime) -> int:
    """How many timers are due and wait."""
    return db.scalar(select(func.count()).select_from(timer).where(timer.c.hurried.in_((True, False)), timer.c.due <= now)) or 0


def next_due(db: Connection) -> datetime | None:
    """When the next timer comes, or the oldest that is past; each half of the index is asked for its first entry."""
    firsts = [first_due(db, hurried=hurried) for hurried in (True, False)]
    return min((one for one in firsts if one is not None), default=None)


def first_due(db: Connection, *, hurried: bool) -> datetime | None:
    """The same for those that somebody waits for, or for the others."""
    found: datetime | None = db.scalar(_FIRST, {"hurry": hurried})
    return found


def next_of(db: Connection, person: int) -> datetime | None:
    """When the next timer of one person comes."""
    found: datetime | None = db.scalar(select(func.min(timer.c.due)).where(timer.c.person_id == person))
    return found
