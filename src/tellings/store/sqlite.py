"""A store in one SQLite file: WAL, foreign keys, full-text search, and SQLite's failures as our named errors."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.pool import QueuePool

from tellings.errors import NotAStoreError, StoreAccessError
from tellings.store.failures import BUSY_SECONDS, translated
from tellings.store.faults import MEND, SAVE, Fault
from tellings.store.lexemes import phrases
from tellings.store.memo import SqliteMemo
from tellings.store.migrate import bring_up, is_current
from tellings.store.sql import SqlStore
from tellings.store.write_ahead import write_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from tellings.store.base import Hit

COUNT_POSTINGS = text(
    "SELECT report, count(*) AS met FROM postings WHERE key IN (SELECT value FROM json_each(:keys)) "
    "GROUP BY report HAVING count(*) >= :least"
)

CACHE_KIB = 16_384
"""Pages that a connection keeps in memory. With SQLite's own 2 MB one more report read most of what it touches twice: a tenth
of its time beside 100,000 others."""

MAGIC = b"SQLite format 3\0"


class SqliteStore(SqlStore):
    """The store in one file; made when it is not there, unless `must_exist`."""

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        self.path = path
        _check(path, must_exist=must_exist)
        super().__init__(_engine(path))
        try:
            with self.reading() as connection:
                ready = is_current(connection, str(path))
            if not ready:  # two may come here at once; the second then finds it done
                with self.writing() as connection:
                    bring_up(connection, str(path))
        except BaseException:
            self.close()
            raise

    def memo(self) -> SqliteMemo:
        """The memo of parses inside this store."""
        return SqliteMemo(self.path)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turns what SQLite says into our errors."""
        with translated(self.path):
            yield

    def count_postings(self, keys: Sequence[int], least: int = 1) -> dict[str, int]:
        """How many of the keys each report has; asked as one list, since binding each key took longer than the answer."""
        with self.reading() as connection:
            rows = connection.execute(COUNT_POSTINGS, {"keys": json.dumps(list(keys)), "least": least})
            return {row.report: row.met for row in rows}

    def search(self, words: str, limit: int | None = None) -> Iterator[Hit]:
        """The reports that hold all the words, best first, with the words marked in an excerpt."""
        from tellings.store.base import Hit

        statement = text(
            "SELECT report, highlight(search, 0, '\x02', '\x03') AS title, "
            "snippet(search, 1, '\x02', '\x03', ' … ', 24) AS excerpt "
            "FROM search JOIN reports ON reports.n = search.rowid WHERE search MATCH :query "
            "ORDER BY rank, report LIMIT :limit"
        )
        with self.reading() as connection:
            for row in connection.execute(statement, {"query": match_query(words), "limit": -1 if limit is None else limit}):
                yield Hit(row.report, row.title, row.excerpt)

    def index_again(self) -> None:
        """Throw the full-text index away and make it anew."""
        with self.writing() as connection:
            connection.exec_driver_sql("INSERT INTO search(search) VALUES ('rebuild')")

    def damage(self) -> Iterator[Fault]:
        """Pages that do not hang together, and an index that is not that of the texts."""
        try:
            with self.reading() as connection:
                says = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        except NotAStoreError as error:
            says = [str(error.__cause__ or error)]
        if list(says) != ["ok"]:
            yield from (Fault(str(self.path), str(one), SAVE) for one in says)
            return
        try:
            with self.writing() as connection:  # it changes nothing, but is written as an insertion
                connection.exec_driver_sql("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
        except NotAStoreError:
            yield Fault("search", "the full-text index is not that of the texts", MEND)


def match_query(words: str) -> str:
    """The words as a full-text query that asks for each of them; `"…"` asks for a phrase. Nothing else is an operator."""
    return " ".join('"' + p.replace('"', "") + '"' for p in phrases(words)) or '""'


def _check(path: Path, *, must_exist: bool) -> None:
    """Says what is wrong with the path before SQLite does, in words for a person."""
    if path.is_dir():
        raise NotAStoreError(f"{path} is a folder: name a file for the store")
    try:
        there = path.exists()
        first = _first_bytes(path) if there else b""
    except OSError as error:
        raise StoreAccessError(f"{path} cannot be read: {error.strerror}") from error
    if first and first != MAGIC:
        raise NotAStoreError(f"{path} is no store of tellings: it holds something else")
    if there and first:
        return
    if must_exist:
        raise StoreAccessError(f"there is no store at {path}: make one with `tellings read PATH… --store {path}`")
    if not path.parent.is_dir():
        raise StoreAccessError(f"{path} cannot be made: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise StoreAccessError(f"{path} cannot be made: the folder {path.parent} cannot be written")


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(MAGIC))


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", poolclass=QueuePool, max_overflow=-1, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun by us, below
        writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        if writable:
            write_ahead(connection)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        immediate = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
