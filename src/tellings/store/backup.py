"""A store's copy in one file of its own, taken while others go on reading and writing."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tellings.errors import StoreAccessError, StoreError, UsageError
from tellings.store.failures import translated
from tellings.store.sqlite import MAGIC, SqliteStore
from tellings.store.transfer import transfer

if TYPE_CHECKING:
    from pathlib import Path

    from tellings.store.sql import SqlStore


def backup(store: SqlStore, to: Path) -> None:
    """The store as it is now, in an SQLite file that is a store itself; the memo of parses is left out.

    The file is there whole or not at all: it is written beside its place and renamed. An older backup is replaced.
    """
    _may_be_replaced(to)
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        if isinstance(store, SqliteStore):
            _copy_pages(store.path, part)
        else:
            with closing(SqliteStore(part)) as copy:
                transfer(store, copy)
        with translated(part):
            _finish(part)
        part.replace(to)
        _flush(to.parent)
    except OSError as error:
        raise StoreAccessError(f"{to} cannot be written: {error.strerror}; an older backup is left as it was") from error
    finally:
        for leftover in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)


def _may_be_replaced(to: Path) -> None:
    if not to.exists():
        return
    if to.is_dir():
        raise UsageError(f"{to} is a folder: name a file for the backup")
    with to.open("rb") as file:
        if file.read(len(MAGIC)) not in {b"", MAGIC}:
            raise UsageError(f"{to} is something else than a backup: name another file")


def _copy_pages(store: Path, part: Path) -> None:
    with translated(store), closing(sqlite3.connect(store)) as here, closing(sqlite3.connect(part)) as there:
        here.backup(there)  # all pages in one step: of one moment, and no writer makes it begin again


def _finish(part: Path) -> None:
    """The memo out of it, whole in one file, sound and on the disk."""
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        if copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'parses'").fetchone()[0]:
            copy.execute("DROP TABLE parses")
            copy.execute("VACUUM")
        copy.execute("PRAGMA journal_mode=DELETE")
        if (says := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise StoreError(f"the copy is damaged ({says}): `tellings check` says whether the store is; the older backup stands")
    _flush(part)


def _flush(path: Path) -> None:
    """Waits until the file, or the folder's entry for it, is on the disk."""
    if os.name == "nt" and path.is_dir():  # Windows opens no folders, and flushes their entries by itself
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
