"""The first tables."""

from __future__ import annotations

from alembic import op

from tellings.store.schema import SEARCH, TABLES

revision = "0001"
down_revision = None


def upgrade() -> None:
    """All tables, and the full-text index where the database is SQLite."""
    TABLES.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        for statement in SEARCH:
            op.execute(statement)
