"""The memo of parses: a paragraph is parsed once, ever, as long as there is room to remember it.

Keys hash the paragraph with the name and version of what parsed it, so that another pipeline never meets parses that are not its
own. What was not asked for longest goes first; days are fine enough for that.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from weakref import finalize

from tellings.errors import StoreAccessError, UsageError
from tellings.store.failures import BUSY_SECONDS, translated
from tellings.store.write_ahead import write_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MOST_PARSES = 400_000
"""Paragraphs that are remembered: 350 MB of parses, some thirty thousand reports of news."""

SLACK = 16
"""One in so many goes at a time where there is no more room, and is counted anew after so many have come."""

PATIENCE_MS = 50
"""How long noting that parses were used may wait for another writer; it is left undone then, and nobody misses it."""

TABLE = """
CREATE TABLE IF NOT EXISTS parses (key BLOB PRIMARY KEY, parse BLOB NOT NULL, used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID
"""

BY_USE = "CREATE INDEX IF NOT EXISTS parses_by_use ON parses (used)"


class SqliteMemo:
    """Encoded parses by key in one SQLite file, shared between runs and processes; at most `most`, or $TELLINGS_MEMO_PARSES."""

    def __init__(self, path: Path, most: int | None = None) -> None:
        self.path = path
        self._most = most or _bound()
        self._room = 0  # how many may come until they are counted
        with translated(path):
            _make_folder(path.parent)
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            finalize(self, self._db.close)
            write_ahead(self._db)
            self._prepare()

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """The encoded parses that are known."""
        found: dict[bytes, bytes] = {}
        unused: list[bytes] = []
        today = _today()
        with translated(self.path):
            for k in range(0, len(keys), 500):
                some = keys[k : k + 500]
                wanted = f"SELECT key, parse, used FROM parses WHERE key IN ({','.join('?' * len(some))})"  # noqa: S608  # only marks
                for key, parse, used in self._db.execute(wanted, some):
                    found[key] = parse
                    if used != today:
                        unused.append(key)
        if unused:
            self._note_use(unused, today)
        return found

    def put(self, parses: Mapping[bytes, bytes]) -> None:
        """Keep these, and forget what was not asked for longest where there is no more room."""
        if not parses:
            return
        today = _today()
        with translated(self.path), self._writing():
            rows = [(key, parse, today) for key, parse in parses.items()]
            self._db.executemany("INSERT OR IGNORE INTO parses (key, parse, used) VALUES (?, ?, ?)", rows)
            self._room -= len(rows)
            if self._room < 0:
                self._make_room()

    def count(self) -> int:
        """How many parses are remembered."""
        return int(self._db.execute("SELECT count(*) FROM parses").fetchone()[0])

    def _prepare(self) -> None:
        columns = [row[1] for row in self._db.execute("PRAGMA table_info(parses)")]
        if "used" in columns:
            return
        with self._writing():
            columns = [row[1] for row in self._db.execute("PRAGMA table_info(parses)")]
            if columns and "used" not in columns:  # a memo of before they were counted
                self._db.execute("ALTER TABLE parses ADD COLUMN used INTEGER NOT NULL DEFAULT 0")
            self._db.execute(TABLE)
            self._db.execute(BY_USE)

    def _make_room(self) -> None:
        """Forget the oldest where there are too many, and some more, so that it is seldom done."""
        many, step = self.count(), self._most // SLACK
        if many > self._most:
            oldest = "DELETE FROM parses WHERE key IN (SELECT key FROM parses ORDER BY used LIMIT ?)"
            self._db.execute(oldest, (many - self._most + step,))
            many = self._most - step
        self._room = min(step, self._most - many)

    def _note_use(self, keys: Sequence[bytes], today: int) -> None:
        try:
            self._db.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
            with self._writing():
                self._db.executemany("UPDATE parses SET used = ? WHERE key = ?", [(today, key) for key in keys])
        except sqlite3.OperationalError:
            return  # another one writes, or nothing may be written: the parses are found all the same
        finally:
            self._db.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; all of it is kept, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _bound() -> int:
    """What the setting says, or ours. Raises UsageError."""
    given = os.environ.get("TELLINGS_MEMO_PARSES", "")
    if given and (not given.isdecimal() or int(given) < SLACK):
        raise UsageError(f"$TELLINGS_MEMO_PARSES is {given!r}: write a number of paragraphs, {SLACK} at least")
    return int(given or MOST_PARSES)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreAccessError(
            f"{folder} cannot be made for the memo ({error.strerror}): name a file in $TELLINGS_MEMO"
        ) from error


def _today() -> int:
    """The day as a number. A clock that jumps makes some parses go early, and no harm."""
    return datetime.now(UTC).toordinal()
