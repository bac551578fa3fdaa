"""Whose result it was: one's own, or somebody else's, whose histories are kept apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outcome", sa.Column("whom", sa.String(8), nullable=False, server_default="me"))


def downgrade() -> None:
    op.drop_column("outcome", "whom")
