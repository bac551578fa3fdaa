"""Messages decided but not yet delivered. A delivered one is gone; what it said is kept by Telegram alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.messages import Message
from bot.store.engine import upsert
from bot.store.tables import message_slot, outbox, person
from flows.types import Urgency

_GONE = delete(outbox).where(outbox.c.id == bindparam("gone"))
_LATER = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(tries=bindparam("tried"), not_before=bindparam("until"), sending=False)
)
_BEGUN = update(outbox).where(outbox.c.id == bindparam("row")).values(sending=True)
_SUPERSEDED = delete(outbox).where(
    outbox.c.person_id == bindparam("owner"),
    outbox.c.slot == bindparam("of_slot"),
    outbox.c.urgency == Urgency.COUNTDOWN.value,
    outbox.c.edit.is_(True),
)
_SLOTS = select(message_slot.c.person_id, message_slot.c.slot, message_slot.c.message_id, message_slot.c.buttons).where(
    message_slot.c.person_id.in_(bindparam("owners", expanding=True))
)
_KEPT = select(person.c.id).where(person.c.id.in_(bindparam("ids", expanding=True)))
_KEEP_SLOT = upsert(message_slot)
_FREE_SLOT = delete(message_slot).where(
    message_slot.c.person_id == bindparam("owner"), message_slot.c.slot == bindparam("of_slot")
)


@dataclass(frozen=True, slots=True)
class Row:
    """A message on its way. `id` 0: it could not be stored and exists in memory alone."""

    id: int
    person_id: int
    urgency: Urgency
    message: Message
    created: datetime
    tries: int = 0
    not_before: datetime | None = None
    sending: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """The message last sent under a name."""

    message_id: int
    buttons: bool


Slots = Mapping[int, Mapping[str, Slot]]


def put(db: Connection, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Stores messages in this order and gives them their ids; countdown edits that they outdate are dropped."""
    if not rows:
        return ()
    outdated = [{"owner": row.person_id, "of_slot": row.message.slot} for row in rows]
    db.execute(_SUPERSEDED, outdated)
    stored = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
    ids = db.execute(stored, [_values(row) for row in rows]).scalars()
    return tuple(Row(number, row.person_id, row.urgency, row.message, row.created) for number, row in zip(ids, rows, strict=True))


def _values(row: Row) -> dict[str, Any]:
    return {
        "person_id": row.person_id,
        "urgency": row.urgency.value,
        "slot": row.message.slot,
        "edit": row.message.edit,
        "body": row.message.packed(),
        "not_before": row.not_before,
        "tries": row.tries,
        "sending": False,
        "created": row.created,
    }


def waiting(db: Connection) -> tuple[Row, ...]:
    """All that is not delivered yet, in order."""
    rows = db.execute(select(outbox).order_by(outbox.c.id)).mappings()
    return tuple(
        Row(
            id=row["id"],
            person_id=row["person_id"],
            urgency=Urgency(row["urgency"]),
            message=Message.unpacked(row["body"], slot=row["slot"], edit=row["edit"]),
            created=row["created"],
            tries=row["tries"],
            not_before=row["not_before"],
            sending=row["sending"],
        )
        for row in rows
    )


def unsent(db: Connection) -> tuple[int, datetime | None]:
    """How many messages wait, and when the one that waits longest was decided."""
    count, oldest = db.execute(select(func.count(), func.min(outbox.c.created))).one()
    return count, oldest


def waits_for(db: Connection, person: int) -> bool:
    """Does anything wait to be sent to this person?"""
    return db.scalar(select(outbox.c.id).where(outbox.c.person_id == person).limit(1)) is not None


def delivered(db: Connection, ids: Sequence[int]) -> None:
    """Takes out what was sent or given up."""
    if ids:
        db.execute(_GONE, [{"gone": one} for one in ids])


def begun(db: Connection, ids: Sequence[int]) -> None:
    """Notes that a message which may not come twice is about to be sent."""
    if ids:
        db.execute(_BEGUN, [{"row": one} for one in ids])


def later(db: Connection, rows: Sequence[tuple[int, int, datetime]]) -> None:
    """Row, tries and the earliest time of the next try."""
    if rows:
        db.execute(_LATER, [{"row": one, "tried": tries, "until": until} for one, tries, until in rows])


def slots(db: Connection, people: Collection[int]) -> Slots:
    """Which message stands under which name."""
    rows = db.execute(_SLOTS, {"owners": people})
    found: dict[int, dict[str, Slot]] = {one: {} for one in people}
    for one, slot, message_id, buttons in rows:
        found[one][slot] = Slot(message_id, buttons)
    return found


def keep_slots(db: Connection, sent: Mapping[tuple[int, str], Slot]) -> None:
    """Notes which message stands under which name, for people who are kept; of all others nothing is."""
    if not sent:
        return
    known = set(db.scalars(_KEPT, {"ids": {one for one, _ in sent}}))
    rows = [
        {"person_id": one, "slot": name, "message_id": slot.message_id, "buttons": slot.buttons}
        for (one, name), slot in sent.items()
        if one in known
    ]
    if rows:
        db.execute(_KEEP_SLOT, rows)


def free_slots(db: Connection, names: Sequence[tuple[int, str]]) -> None:
    """Person and slot: no message stands under that name any more."""
    if names:
        db.execute(_FREE_SLOT, [{"owner": one, "of_slot": name} for one, name in names])
