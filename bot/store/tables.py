"""The tables. Times are aware and UTC; bodies are JSON whose shape is that of the types in `flows`."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Utc(TypeDecorator[datetime]):
    """An aware UTC time on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = BigInteger().with_variant(Integer, "sqlite")
"""Telegram's ids have up to 52 bits; SQLite counts rows only in a column that is called INTEGER."""

METADATA = MetaData()


def _owner() -> Column[int]:
    return Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)


person = Table(
    "person",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)
"""Only people who have agreed to it."""

session = Table("session", METADATA, _owner(), Column("body", Text, nullable=False))

timer = Table(
    "timer",
    METADATA,
    _owner(),
    Column("key", String(64), primary_key=True),
    Column("flow", String(32), nullable=False),
    Column("due", Utc, nullable=False),
    Column("hurried", Boolean, nullable=False),  # somebody sits and waits for it
    Index("timer_due", "hurried", "due", "person_id"),
)

outbox = Table(
    "outbox",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("slot", String(32), nullable=False),
    Column("edit", Boolean, nullable=False),
    Column("body", Text, nullable=False),  # final text and keyboard
    Column("not_before", Utc),
    Column("tries", Integer, nullable=False),
    Column("sending", Boolean, nullable=False),  # begun, for what may not come twice
    Column("created", Utc, nullable=False),
    Index("outbox_person", "person_id"),
    sqlite_autoincrement=True,  # an id that was used never comes again; PostgreSQL's sequences do that anyway
)
"""Decided and not yet delivered; a delivered row is gone. Also of people of whom nothing else is kept."""

message_slot = Table(
    "message_slot",
    METADATA,
    _owner(),
    Column("slot", String(32), primary_key=True),
    Column("message_id", Id, nullable=False),
    Column("buttons", Boolean, nullable=False),
)
"""The message last sent under a name, so that it can be edited and its buttons taken away."""

seen_update = Table(
    "seen_update",
    METADATA,
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Index("seen_update_at", "at"),
)

inbox = Table(
    "inbox",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("updates", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Updates that Telegram may forget before their turns are through; a row is gone as soon as all of its turns are committed."""

outcome = Table(
    "outcome",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("at", Utc, nullable=False),
    Column("level", String(16), nullable=False),
    Column("pressure", String(16), nullable=False),
    Column("rules", Text, nullable=False),
    Column("unsure", Text, nullable=False),
    Column("cautions", Text, nullable=False),
    Column("library", String(64), nullable=False),
    Column("whom", String(8), nullable=False, server_default="me"),
    Index("outcome_person", "person_id"),
)
"""Why a person was sent where, as ids."""

pulse = Table(
    "pulse",
    METADATA,
    Column("loop", String(16), primary_key=True),
    Column("alive_until", Utc, nullable=False),
)
"""Which loop is alive until when, unless it says so again; read by `knotwise health`."""

OF_A_PERSON = (session, timer, message_slot, outcome)
