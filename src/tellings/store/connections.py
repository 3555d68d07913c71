"""Connections and transactions, and the small moves that every part of an SQL store makes."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from threading import local
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from sqlalchemy import JSON, Select, String, bindparam, delete, func, insert, select

from tellings.store import notes, schema
from tellings.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy import Column, ColumnElement, Connection, Dialect, Engine, Table

Value = TypeVar("Value")

Wanted: TypeAlias = "Table | tuple[Column[Any], ...] | Select[Any]"
"""All columns of a table, some columns, or a statement."""

BATCH = 200
"""Rows fetched at a time where a whole table is streamed."""

MOST_IN = 400
"""Values in one `IN (…)`; SQLite takes 999 variables in its oldest builds."""

STATEMENTS = 500
"""Statements that are kept, more than there are: SQLAlchemy takes longer to put one together than the database to answer."""

COPIED = 8
"""Rows from which on PostgreSQL's COPY is faster than inserting them one by one."""

DRAWN = "drawn"
"""The key in `about` for the version of the program that drew the picture; it goes with every change of what was read."""

CHANGES = "changes"
"""The key in `about` for the number of changes, by which one who drew sees that another one has changed something meanwhile."""


class Connections:
    """One database, whichever SQLAlchemy speaks to."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._held = local()

    def guarded(self) -> AbstractContextManager[None]:
        """Turns the database's errors into ours."""
        raise NotImplementedError

    @property
    def held(self) -> Connection | None:
        """The connection of the transaction that this thread has open."""
        return getattr(self._held, "connection", None)

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction around all that this thread reads and changes inside."""
        if self.held is not None:
            yield
            return
        with self.writing() as connection, notes.held(connection):
            yield

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from."""
        if self.held is not None:
            yield self.held
            return
        with self.guarded(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; all of it is kept, or nothing. Inside another one of this thread it is a part of that."""
        if self.held is not None:
            yield self.held
            return
        with self.guarded(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            self._held.connection = connection
            try:
                yield connection
            finally:
                self._held.connection = None

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """One transaction after which the picture is no longer up to date."""
        with self.writing() as connection:
            connection.execute(delete(schema.about).where(schema.about.c.key == DRAWN))
            self.note(connection, CHANGES, str(self.changes(connection) + 1))
            yield connection

    def changes(self, connection: Connection) -> int:
        """How often what the picture is drawn from has changed, as the transaction sees it."""
        found = connection.execute(select(schema.about.c.value).where(schema.about.c.key == CHANGES)).scalar()
        return int(found or 0)

    def close(self) -> None:
        """Gives the database back."""
        self.engine.dispose()

    def note(self, connection: Connection, key: str, value: str) -> None:
        """Write down a fact about the store, in the transaction that is open."""
        connection.execute(delete(schema.about).where(schema.about.c.key == key))
        connection.execute(insert(schema.about).values(key=key, value=value))

    def noted(self, key: str) -> str | None:
        """What was written down."""
        found = self.all(select(schema.about.c.value).where(schema.about.c.key == key))
        return str(found[0].value) if found else None

    def setting(self, key: str) -> str | None:
        """What a user set for this store."""
        return self.noted(f"setting {key}")

    def keep_setting(self, key: str, value: str | None) -> None:
        """Keep what a user sets for this store; None takes it back."""
        with self.writing() as connection:
            if value is None:
                connection.execute(delete(schema.about).where(schema.about.c.key == f"setting {key}"))
            else:
                self.note(connection, f"setting {key}", value)

    def all(self, wanted: Select[Any]) -> Sequence[Any]:
        """All rows at once."""
        with self.reading() as connection:
            return connection.execute(wanted).all()

    def stream(self, wanted: Select[Any]) -> Iterator[Any]:
        """The rows one by one, a few of them in memory."""
        options = {"yield_per": BATCH}
        with self.reading() as connection, connection.execute(wanted, execution_options=options) as result:
            yield from result

    def found(self, wanted: Wanted, column: Any, values: Collection[Any]) -> Sequence[Any]:
        """The rows whose column has one of the values."""
        with self.reading() as connection:
            return among(connection, wanted, column, values)

    def touched(self, kind: str, most: int | None = None) -> list[str]:
        """What waits to be drawn, of one kind, in order."""
        with self.reading() as connection:
            return notes.touched(connection, kind, most)

    def touch(self, kind: str, keys: Collection[str]) -> None:
        """Note what has to be drawn."""
        if keys:
            with self.writing() as connection:
                notes.touch(connection, kind, keys)

    def drawn_now(self, kind: str, keys: Collection[str]) -> None:
        """Take the notes away."""
        with self.writing() as connection:
            notes.drawn_now(connection, kind, keys)


def among(connection: Connection, wanted: Wanted, column: Any, values: Collection[Any]) -> Sequence[Any]:
    """The rows of a table, of some columns or of a statement made once for all, whose column has one of the values."""
    if not values:
        return []
    return _among(wanted, column, connection.dialect).rows(connection, listed(connection, values))


def crossing(connection: Connection, wanted: Wanted, column: Any, values: Collection[Any], *, beyond: Any) -> Sequence[Any]:
    """The rows of `among` of which another column has none of the values."""
    if not values:
        return []
    return _crossing(wanted, column, beyond, connection.dialect).rows(connection, listed(connection, values))


def remove(connection: Connection, table: Table, column: Any, values: Collection[Any]) -> None:
    """Delete the rows whose column has one of the values."""
    if values:
        _removed(table, column, connection.dialect).done(connection, listed(connection, values))


def _asked(wanted: Wanted, column: Any, dialect: str) -> Select[Any]:
    statement = wanted if isinstance(wanted, Select) else select(*wanted) if isinstance(wanted, tuple) else select(wanted)
    return statement.where(one_of(column, dialect))


@lru_cache(maxsize=STATEMENTS)
def _among(wanted: Wanted, column: Any, dialect: Dialect) -> Prepared:
    return Prepared(_asked(wanted, column, dialect.name), dialect)


@lru_cache(maxsize=STATEMENTS)
def _crossing(wanted: Wanted, column: Any, beyond: Any, dialect: Dialect) -> Prepared:
    return Prepared(_asked(wanted, column, dialect.name).where(~one_of(beyond, dialect.name)), dialect)


@lru_cache(maxsize=STATEMENTS)
def _removed(table: Table, column: Any, dialect: Dialect) -> Prepared:
    return Prepared(delete(table).where(one_of(column, dialect.name)), dialect)


def one_of(column: Any, dialect: str) -> ColumnElement[bool]:
    """Whether a column has one of the `values` that come as one list: the same statement however many there are."""
    if dialect == "postgresql":
        return cast("ColumnElement[bool]", column == func.any(bindparam("values", None)))
    each = func.json_each(bindparam("values", None, type_=String)).table_valued("value")
    return cast("ColumnElement[bool]", column.in_(select(each.c.value)))


def listed(connection: Connection, values: Collection[Any]) -> Any:
    """The values as `one_of` takes them."""
    return list(values) if connection.dialect.name == "postgresql" else json.dumps(list(values))


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns.

    Bound by the driver itself: SQLAlchemy's own binding of each value took half of the time of writing a report.
    """
    if not rows:
        return
    sql, order, packed = _insert(table, tuple(rows[0]), connection.dialect)
    values = [row | {k: json.dumps(row[k], ensure_ascii=False) for k in packed} for row in rows] if packed else rows
    if len(values) >= COPIED and connection.dialect.name == "postgresql":
        _copy(connection, table, values)
    else:
        with closing(connection.connection.cursor()) as cursor:
            cursor.executemany(sql, [tuple(v[k] for k in order) for v in values] if order else list(values))


def _copy(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """PostgreSQL's own way for many rows at once."""
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(k) for k in rows[0])
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copying:
        for row in rows:
            copying.write_row(list(row.values()))


@cache
def _insert(table: Table, keys: tuple[str, ...], dialect: Dialect) -> tuple[str, Sequence[str] | None, list[str]]:
    """The statement as the driver takes it, the order of its values, and the columns that hold JSON."""
    compiled = insert(table).inline().compile(dialect=dialect, column_keys=list(keys))
    return str(compiled), compiled.positiontup, [k for k in keys if isinstance(table.c[k].type, JSON)]


def portions(values: Collection[Value]) -> Iterator[list[Value]]:
    """The values, as many at a time as one statement takes."""
    listed = list(values)
    yield from (listed[k : k + MOST_IN] for k in range(0, len(listed), MOST_IN))


def selected(wanted: Select[Any], column: Any, ids: Collection[str] | None) -> Iterator[Select[Any]]:
    """The statement for all rows, or one for each portion of the ids."""
    if ids is None:
        yield wanted
    else:
        yield from (wanted.where(column.in_(some)) for some in portions(ids))


def any_case(column: Any) -> Any:
    """The column in lower case, as far as ASCII goes: what both databases do alike. `lower` does the same to what is sought."""
    return func.lower(column)


def lower(sought: str) -> str:
    """ASCII letters in lower case, the others as they are."""
    return "".join(c.lower() if c.isascii() else c for c in sought)


def beginning(column: Any, named: str, prefix: str) -> Any:
    """Whether an id is the one meant: whole, or its beginning with or without the prefix of its kind (`story-`)."""
    plain = named.removeprefix(prefix)
    return column.startswith(prefix + plain, autoescape=True)
