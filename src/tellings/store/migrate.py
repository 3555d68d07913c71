"""The version of a store, and the way from any earlier one to ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from tellings.errors import NotAStoreError, StoreVersionError

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0006"
"""The version that this program writes; a test holds it against the newest migration."""


def is_current(connection: Connection, name: str) -> bool:
    """Whether the store's tables are as this program needs them.

    Raises NotAStoreError where the database holds something else, StoreVersionError where a newer program wrote it.
    """
    version = _version(connection, name)
    if version is not None and version > HEAD:
        raise StoreVersionError(
            f"{name} was written by a newer version of tellings (store {version}, this program {HEAD}): update it"
        )
    return version == HEAD


def bring_up(connection: Connection, name: str) -> None:
    """The store's tables made where there are none, and migrated where they are older; raises what `is_current` does."""
    if not is_current(connection, name):
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
