"""Results of the triage as ids: why a person was sent where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson
from sqlalchemy import Connection, insert

from bot.store.tables import outcome
from flows.types import KeepOutcome


def keep(db: Connection, outcomes: Sequence[tuple[int, datetime, KeepOutcome]]) -> None:
    """Person, time and result."""
    if outcomes:
        rows = [
            {
                "person_id": one,
                "at": at,
                "level": str(what.level),
                "pressure": str(what.pressure),
                "rules": orjson.dumps(what.rules).decode(),
                "unsure": orjson.dumps(what.unsure).decode(),
                "cautions": orjson.dumps(what.cautions).decode(),
                "library": what.library,
                "whom": what.whom,
            }
            for one, at, what in outcomes
        ]
        db.execute(insert(outcome), rows)
