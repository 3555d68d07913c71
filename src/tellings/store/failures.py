"""What SQLite says when something fails, as our errors."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from tellings.errors import NotAStoreError, StoreAccessError, StoreBusyError, StoreError, StoreFullError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS = 120
"""How long a writer waits for another one. Keeping a report takes milliseconds, drawing thirty beside a hundred thousand some
seconds, and ten times that on a machine with much more to do than cores."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, with the store's name in them."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        raise _named(path, str(getattr(error, "orig", None) or error)) from error


def _named(path: Path, says: str) -> StoreError:
    low = says.lower()
    if "locked" in low or "busy" in low:
        return StoreBusyError(
            f"{path} is in use by another process for more than {BUSY_SECONDS} seconds: try again when it is done"
        )
    if "not a database" in low or "malformed" in low:
        return NotAStoreError(f"{path} is no store of tellings, or is damaged ({says}): name another one")
    if "readonly" in low or "unable to open" in low:
        return StoreAccessError(f"{path} cannot be written: {says}")
    if "full" in low:
        return StoreFullError(
            f"{path} cannot be written, the disk is full; what was finished before is kept: "
            "make room and give the same command again"
        )
    return StoreError(f"{path} failed: {says}")
