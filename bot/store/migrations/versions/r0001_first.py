"""The first tables: people, sessions, timers, outbox, message slots, seen updates, outcomes, pulse."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
AT = sa.DateTime(timezone=True)


def _owner(*, key: bool = True) -> sa.Column[int]:
    return sa.Column("person_id", ID, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=key, nullable=False)


def upgrade() -> None:
    _people()
    _messages()
    op.create_table(
        "seen_update",
        sa.Column("update_id", ID, primary_key=True, autoincrement=False),
        sa.Column("at", AT, nullable=False),
    )
    op.create_index("seen_update_at", "seen_update", ["at"])
    op.create_table(
        "pulse",
        sa.Column("loop", sa.String(16), primary_key=True),
        sa.Column("alive_until", AT, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table("session", _owner(), sa.Column("body", sa.Text, nullable=False))
    op.create_table(
        "timer",
        _owner(),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("flow", sa.String(32), nullable=False),
        sa.Column("due", AT, nullable=False),
        sa.Column("hurried", sa.Boolean, nullable=False),
    )
    op.create_index("timer_due", "timer", ["hurried", "due"])
    op.create_table(
        "outcome",
        sa.Column("id", ID, primary_key=True),
        _owner(key=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("pressure", sa.String(16), nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("unsure", sa.Text, nullable=False),
        sa.Column("cautions", sa.Text, nullable=False),
        sa.Column("library", sa.String(64), nullable=False),
    )
    op.create_index("outcome_person", "outcome", ["person_id"])


def _messages() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, primary_key=True),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("urgency", sa.String(16), nullable=False),
        sa.Column("slot", sa.String(32), nullable=False),
        sa.Column("edit", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("not_before", AT),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sending", sa.Boolean, nullable=False),
        sa.Column("created", AT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_person", "outbox", ["person_id"])
    op.create_table(
        "message_slot",
        _owner(),
        sa.Column("slot", sa.String(32), primary_key=True),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("buttons", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    for table in ("message_slot", "outbox", "outcome", "timer", "session", "person", "pulse", "seen_update"):
        op.drop_table(table)
