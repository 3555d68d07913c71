"""Which store an address means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.store.postgres import PostgresStore
    from tellings.store.sqlite import SqliteStore


def is_address(named: str | Path) -> bool:
    """Whether it names a database on a server, not a file."""
    return isinstance(named, str) and named.partition(":")[0] in ("postgresql", "postgres", "postgresql+psycopg")


def without_password(named: str | Path) -> str:
    """The name as it may be shown."""
    return re.sub(r"(://[^:/@]*):[^/]*@", r"\1:***@", str(named)) if is_address(named) else str(named)


def short_name(named: str | Path) -> str:
    """What a store is called, in a word: its file's name without its ending, or the database's."""
    if is_address(named):
        return str(named).rpartition("/")[2].partition("?")[0] or "tellings"
    return Path(named).stem


def open_store(named: str | Path, *, must_exist: bool = False) -> SqliteStore | PostgresStore:
    """The store of that address or in that file; made when it is not there, unless `must_exist`. Raises StoreError."""
    if is_address(named):
        from tellings.store.postgres import PostgresStore

        return PostgresStore(str(named), must_exist=must_exist)
    from tellings.store.sqlite import SqliteStore

    return SqliteStore(Path(named), must_exist=must_exist)
