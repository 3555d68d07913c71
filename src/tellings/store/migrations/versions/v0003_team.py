"""What a team's store needs: PostgreSQL's search, wide row numbers, names found by their parts; the memo's last use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0003"
down_revision = "0002"

BY_PART = {
    "reports_by_part_of_ref": ("reports", "ref"),
    "entities_by_part": ("entities", "name"),
    "referents_by_part": ("referents", "name"),
}
"""Columns in which a part of a name is looked for in any case."""


def upgrade() -> None:
    """Nothing in SQLite: it had its search from the first."""
    if op.get_bind().dialect.name == "postgresql":
        _number()
        _search()
        _parts()


def _number() -> None:
    """Row numbers of eight bytes: derived rows are written anew with every drawing, so that four would run out."""
    found = sa.inspect(op.get_bind())
    for table in found.get_table_names():
        if any(c["name"] == "n" for c in found.get_columns(table)):
            op.alter_column(table, "n", type_=sa.BigInteger())
            op.execute(f"ALTER SEQUENCE {table}_n_seq AS bigint")


def _search() -> None:
    op.create_table(
        "search",
        sa.Column("report", sa.String(collation="C"), nullable=False),
        sa.Column("words", TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_index("search_by_words", "search", ["words"], postgresql_using="gin")


def _parts() -> None:
    """Where the server lacks pg_trgm or this user may not create it, parts of names are found as well, only slower."""
    connection = op.get_bind()
    found = connection.scalar(sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'"))
    if not found:
        return
    try:
        with connection.begin_nested():
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except sa.exc.ProgrammingError:  # the right to create it is missing
        return
    for name, (table, column) in BY_PART.items():
        op.create_index(name, table, [sa.text(f"lower({column}) gin_trgm_ops")], postgresql_using="gin")
