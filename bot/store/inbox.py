"""Updates as Telegram wrote them, many in a row, kept for the short time until all of their turns are committed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.store.tables import inbox

_DROP = delete(inbox).where(inbox.c.id == bindparam("dropped"))


def put(db: Connection, updates: Sequence[dict[str, Any]]) -> int:
    """Keeps them as one row: its id."""
    key = db.execute(insert(inbox), {"updates": orjson.dumps(updates).decode()}).inserted_primary_key
    assert key is not None  # noqa: S101  # of one row there is always one
    return int(key[0])


def drop(db: Connection, row: int) -> None:
    db.execute(_DROP, {"dropped": row})


def rows(db: Connection) -> list[tuple[int, list[dict[str, Any]]]]:
    """All of them, in the order in which they came; of a row that the disk has spoilt nothing is left."""
    return [(row, _read(updates)) for row, updates in db.execute(select(inbox).order_by(inbox.c.id))]


def _read(updates: str) -> list[dict[str, Any]]:
    try:
        read = orjson.loads(updates)
    except orjson.JSONDecodeError:
        return []
    return read if isinstance(read, list) else []
