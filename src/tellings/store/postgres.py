"""A team's store in PostgreSQL: the same statements as in SQLite, with the server's own locks, search and bulk copy."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, func, make_url, select, text

from tellings.errors import StoreAccessError, UsageError
from tellings.store import lexemes
from tellings.store.base import Hit
from tellings.store.connections import BATCH
from tellings.store.faults import MEND, Fault
from tellings.store.memo import SqliteMemo
from tellings.store.migrate import bring_up, is_current
from tellings.store.postgres_failures import BUSY_SECONDS, TURN_SECONDS, translated
from tellings.store.schema import TABLES, reports
from tellings.store.sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import URL, Connection, Engine

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
"""How an address of ours may begin."""

WRITER = 7_355_608
"""The advisory lock that a transaction which writes holds. One writer at a time, as in SQLite: what a transaction has read is
still so when it writes, without a failure that would have to be tried again. Writing a report takes milliseconds, reading it a
hundred times as long, so eight who read do not wait for each other."""

CONNECTIONS = 5
"""Kept open by one process; as many again, and `MOST_MORE`, are made when its threads ask for them."""

MOST_MORE = 35

COUNT_POSTINGS = text(
    "SELECT report, count(*) AS met FROM postings WHERE key = ANY(:keys) GROUP BY report HAVING count(*) >= :least"
)

INDEX = text("INSERT INTO search (report, words) VALUES (:report, CAST(:words AS tsvector))")

TEXTS = select(reports.c.report, reports.c.title, reports.c.text).order_by(reports.c.report)

SAME_WORDS = text("SELECT count(*) FROM search WHERE report = :report AND words = CAST(:words AS tsvector)")

COUNT_ON = text("SELECT setval(pg_get_serial_sequence(:of, 'n'), :highest, :met)")

FIND = text(
    "SELECT r.report, r.title, r.text FROM search s JOIN reports r ON r.report = s.report "
    "WHERE s.words @@ CAST(:query AS tsquery) ORDER BY ts_rank(s.words, CAST(:query AS tsquery), 1) DESC, r.report LIMIT :limit"
)
"""Rank divided by the logarithm of the length, as SQLite's too prefers the shorter of two reports."""


class PostgresStore(SqlStore):
    """The store in a database of a server; its tables are made when they are not there, unless `must_exist`."""

    def __init__(self, address: str, *, must_exist: bool = False) -> None:
        url = _url(address)
        self.name = url.set(drivername="postgresql").render_as_string(hide_password=True)
        super().__init__(_engine(url))
        try:
            self._prepare(must_exist=must_exist)
        except BaseException:
            self.close()
            raise

    def _prepare(self, *, must_exist: bool) -> None:
        with self.reading() as connection:
            ready = is_current(connection, self.name)
            empty = must_exist and not ready and not connection.dialect.has_table(connection, reports.name)
        if empty:
            raise StoreAccessError(f"there is no store at {self.name}: make one with `tellings read PATH… --store ADDRESS`")
        if not ready:  # two may come here at once; the second then finds it done
            with self.writing() as connection:
                bring_up(connection, self.name)

    def memo(self) -> SqliteMemo:
        """A memo of this machine's: parses are large and quickly made, so they do not travel to a server."""
        import platformdirs

        return SqliteMemo(Path(platformdirs.user_cache_dir("tellings")) / "parses.db")

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turns what the server says into our errors."""
        with translated(self.name):
            yield

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from; all that is read by it is of one moment."""
        if self.held is not None:
            yield self.held
            return
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.guarded(), self.engine.connect().execution_options(**options) as connection:
            yield connection

    def count_postings(self, keys: Sequence[int], least: int = 1) -> dict[str, int]:
        """How many of the keys each report has; asked as one list."""
        with self.reading() as connection:
            rows = connection.execute(COUNT_POSTINGS, {"keys": list(keys), "least": least})
            return {row.report: row.met for row in rows}

    def search(self, words: str, limit: int | None = None) -> Iterator[Hit]:
        """The reports that hold all the words, best first, with the words marked in an excerpt."""
        wanted = lexemes.asked(words)
        if not wanted:
            return
        with self.reading() as connection:
            for row in connection.execute(FIND, {"query": lexemes.query(wanted), "limit": limit}):
                title = row.title and lexemes.marked(row.title, wanted)
                yield Hit(row.report, title, lexemes.excerpt(row.text, wanted))

    def index(self, connection: Connection, reports: Sequence[tuple[str, str | None, str]]) -> None:
        """Make reports (id, title, text) searchable; a trigger does so in SQLite, whose parser is its own."""
        connection.execute(INDEX, [{"report": r, "words": lexemes.vector(title, text)} for r, title, text in reports])

    def index_again(self) -> None:
        """Throw the full-text index away and make it anew."""
        with self.writing() as connection:
            connection.exec_driver_sql("DELETE FROM search")
            for rows in connection.execute(TEXTS, execution_options={"yield_per": BATCH}).partitions():
                self.index(connection, [tuple(row) for row in rows])

    def damage(self) -> Iterator[Fault]:
        """An index that is not that of the texts. The server looks after its pages itself."""
        with self.reading() as connection:
            wrong = 0
            for row in connection.execute(TEXTS, execution_options={"yield_per": BATCH}):
                asked = {"report": row.report, "words": lexemes.vector(row.title, row.text)}
                wrong += not connection.scalar(SAME_WORDS, asked)
        if wrong:
            yield Fault("search", f"the full-text index of {wrong} reports is not that of their texts", MEND)

    def settle(self, connection: Connection) -> None:
        """The counters of row numbers behind the highest number that came; SQLite counts on by itself."""
        for table in TABLES.sorted_tables:
            if "n" in table.columns:
                highest = connection.scalar(select(func.max(table.c.n)))
                connection.execute(COUNT_ON, {"of": table.name, "highest": highest or 1, "met": highest is not None})


def _url(address: str) -> URL:
    url = make_url(address)
    if url.drivername not in SCHEMES:
        raise UsageError(f"{address!r} is no address of a store: write it as postgresql://user@host/database")
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=MOST_MORE,
            pool_timeout=BUSY_SECONDS,
            pool_pre_ping=True,  # a server that was started again between two commands of a long run is no failure
            connect_args={"connect_timeout": 10, "options": f"-c lock_timeout={TURN_SECONDS}s", "application_name": "tellings"},
        )
    except ModuleNotFoundError as error:
        raise StoreAccessError("a store in PostgreSQL needs psycopg: pip install 'tellings[postgres]'") from error

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")

    return engine
