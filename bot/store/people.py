"""People and their sessions as rows, many at once. Without consent nothing is kept, and what was kept is erased."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, select

from bot.store.engine import upsert
from bot.store.tables import OF_A_PERSON, outbox, person, session
from flows.types import Person, Session, Urgency

log = logging.getLogger(__name__)


_PERSON: TypeAdapter[Person] = TypeAdapter(Person)
_SESSION: TypeAdapter[Session] = TypeAdapter(Session)
_LOAD = (
    select(person.c.id, person.c.body, session.c.body)
    .select_from(person.outerjoin(session, session.c.person_id == person.c.id))
    .where(person.c.id.in_(bindparam("ids", expanding=True)))
    .with_for_update(of=person)
)
_SAVE_PERSON = upsert(person)
_SAVE_SESSION = upsert(session)
_END_SESSION = delete(session).where(session.c.person_id == bindparam("ended"))
_ERASE = delete(person).where(person.c.id == bindparam("erased"))
_DROP_UNSENT = delete(outbox).where(outbox.c.person_id == bindparam("erased"))
_DROP_UNSENT_BUT_DANGER = _DROP_UNSENT.where(outbox.c.urgency != Urgency.DANGER.value)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the rows of one person say, not read yet: a row that cannot be read must fail one turn, not all."""

    person: str
    session: str | None

    def read(self) -> tuple[Person, Session | None]:
        """A session that this release cannot read is none: the dialog begins anew.

        Raises:
            ValueError: the person's row is not one that any release has written.
        """
        return _PERSON.validate_json(self.person), self._session()

    def _session(self) -> Session | None:
        try:
            return None if self.session is None else _SESSION.validate_json(self.session)
        except ValueError:
            log.warning("session.unreadable")
            return None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a turn leaves behind of a person; None for a session means that there is none."""

    id: int
    person: str
    session: str | None


def written(one: Person, dialog: Session | None) -> Saved:
    """Person and session as they are stored. A session is written at every turn, so what it does not use is left out."""
    session = None if dialog is None else _SESSION.dump_json(dialog, exclude_defaults=True).decode()
    return Saved(one.id, _PERSON.dump_json(one).decode(), session)


def load(db: Connection, ids: Collection[int]) -> Mapping[int, Kept]:
    """Those who are kept, locked against other writers until the commit."""
    return {one: Kept(body, dialog) for one, body, dialog in db.execute(_LOAD, {"ids": ids})}


def save(db: Connection, before: Mapping[int, Kept], after: Sequence[Saved]) -> None:
    """Writes what has changed."""
    people = [{"id": one.id, "body": one.person} for one in after if _changed(before, one)]
    if people:
        db.execute(_SAVE_PERSON, people)
    dialogs = [
        {"person_id": one.id, "body": one.session}
        for one in after
        if one.session is not None and (one.id not in before or before[one.id].session != one.session)
    ]
    if dialogs:
        db.execute(_SAVE_SESSION, dialogs)
    ended = [{"ended": one.id} for one in after if one.session is None and one.id in before and before[one.id].session]
    if ended:
        db.execute(_END_SESSION, ended)


def _changed(before: Mapping[int, Kept], one: Saved) -> bool:
    return one.id not in before or before[one.id].person != one.person


def erase(db: Connection, ids: Sequence[int]) -> None:
    """Everything about these people, and what waits to be sent to them; only advice on danger is sent first."""
    db.execute(_ERASE, [{"erased": one} for one in ids])
    db.execute(_DROP_UNSENT_BUT_DANGER, [{"erased": one} for one in ids])


def drop_unsent(db: Connection, ids: Sequence[int]) -> None:
    """What waits to be sent to people who have left."""
    db.execute(_DROP_UNSENT, [{"erased": one} for one in ids])


def export(db: Connection, one: int) -> bytes:
    """Every row about a person as JSON that people can read."""
    tables: dict[str, Any] = {}
    for table in (person, *OF_A_PERSON):
        owner = table.c.id if table is person else table.c.person_id
        rows = db.execute(select(table).where(owner == one)).mappings()
        tables[str(table.name)] = [{str(name): _plain(name, value) for name, value in row.items()} for row in rows]
    return orjson.dumps(tables, option=orjson.OPT_INDENT_2)


def _plain(name: str, value: Any) -> Any:
    return orjson.loads(value) if name in ("body", "rules", "unsure", "cautions") else value
