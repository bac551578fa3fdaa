"""Timers of the same moment can be read in the order of people, from both ends."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("timer_due", "timer")
    op.create_index("timer_due", "timer", ["hurried", "due", "person_id"])


def downgrade() -> None:
    op.drop_index("timer_due", "timer")
    op.create_index("timer_due", "timer", ["hurried", "due"])
