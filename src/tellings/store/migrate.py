"""The version of a store, and the way from any earlier one to ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from tellings.errors import NotAStoreError, StoreVersionError
from tellings.store.schema import TABLES

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0001"
"""The version that this program writes; a test holds it against the newest migration."""


def bring_up(connection: Connection, name: str) -> None:
    """The store's tables as this program needs them: made where there are none, migrated where they are older.

    Raises NotAStoreError where the database holds something else, StoreVersionError where a newer program wrote it.
    """
    version = _version(connection, name)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise StoreVersionError(
            f"{name} was written by a newer version of tellings (store {version}, this program {HEAD}): update it"
        )
    _upgrade(connection)


def _version(connection: Connection, name: str) -> str | None:
    """The version that is written down; None for an empty database."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "reports" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables - {"parses"}:
        raise NotAStoreError(
            f"{name} is a database of something else (tables {', '.join(sorted(tables)[:4])}): name another store"
        )
    return None


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "tellings:store/migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    assert TABLES.tables
