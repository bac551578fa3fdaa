"""Which updates have been taken. Compared for equality only: after a week of silence Telegram's ids start anywhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.store.tables import seen_update

KEPT_FOR = timedelta(days=8)

PRUNED_AT_ONCE = 1000
"""So many that nobody's turn has to wait for it."""

_PRUNE = delete(seen_update).where(
    seen_update.c.update_id.in_(
        select(seen_update.c.update_id).where(seen_update.c.at < bindparam("before")).limit(PRUNED_AT_ONCE)
    )
)
_KNOWN = select(seen_update.c.update_id).where(seen_update.c.update_id.in_(bindparam("ids", expanding=True)))


def known(db: Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these updates that have been taken before."""
    return frozenset(db.scalars(_KNOWN, {"ids": ids}))


def note(db: Connection, ids: Collection[int], at: datetime) -> None:
    """Notes updates as taken."""
    if ids:
        db.execute(insert(seen_update), [{"update_id": one, "at": at} for one in ids])


def prune(db: Connection, now: datetime) -> bool:
    """Forgets updates that Telegram cannot bring again, some of them: whether there are more."""
    return db.execute(_PRUNE, {"before": now - KEPT_FOR}).rowcount == PRUNED_AT_ONCE
