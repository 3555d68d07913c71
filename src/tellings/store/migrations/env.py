"""What Alembic runs: the migrations on the connection that `store.migrate` hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context
from sqlalchemy import text

from tellings.store.schema import TABLES

if TYPE_CHECKING:
    from sqlalchemy import Connection

OTHERWISE_SORTED = text(
    "SELECT c.relname AS of, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS kind "
    "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_collation l ON l.oid = a.attcollation "
    "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND NOT a.attisdropped AND l.collname <> 'C' "
    "ORDER BY 1, a.attnum"
)


def sort_alike(connection: Connection) -> None:
    """Every name sorted by its code points, as SQLite does, whatever the server's own language is.

    Else the same store exports its rows in another order, and a name is the same in any case only in some languages.
    """
    quote = connection.dialect.identifier_preparer.quote
    changes: dict[str, list[str]] = {}
    for row in connection.execute(OTHERWISE_SORTED).all():
        if row.of in TABLES.tables:
            changes.setdefault(row.of, []).append(f'ALTER COLUMN {quote(row.name)} TYPE {row.kind} COLLATE "C"')
    for table, some in changes.items():
        connection.execute(text(f"ALTER TABLE {quote(table)} {', '.join(some)}"))


def migrate(connection: Connection) -> None:
    """All migrations that are missing, in one transaction."""
    context.configure(connection=connection, target_metadata=TABLES, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "postgresql":
            sort_alike(connection)


migrate(context.config.attributes["connection"])
