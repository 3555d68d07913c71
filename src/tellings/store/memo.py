"""The memo of parses: a paragraph is parsed once, ever."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from weakref import finalize

from tellings.store.failures import BUSY_SECONDS, translated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class SqliteMemo:
    """Encoded parses by key in one SQLite file, shared between runs and processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            finalize(self, self._db.close)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("CREATE TABLE IF NOT EXISTS parses (key BLOB PRIMARY KEY, parse BLOB NOT NULL) WITHOUT ROWID")

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """The encoded parses that are known."""
        found: dict[bytes, bytes] = {}
        with translated(self.path):
            for k in range(0, len(keys), 500):
                some = keys[k : k + 500]
                marks = ",".join("?" * len(some))
                found.update(self._db.execute(f"SELECT key, parse FROM parses WHERE key IN ({marks})", some))  # noqa: S608  # only marks
        return found

    def put(self, parses: Mapping[bytes, bytes]) -> None:
        """Keep these."""
        with translated(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany("INSERT OR IGNORE INTO parses VALUES (?, ?)", list(parses.items()))
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
