"""Statements about a list of values, put together once and asked through the driver itself.

SQLAlchemy writes them for either database; but running one through it takes four times as long as SQLite takes to answer, and
one more report needs some hundred and fifty.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement, Connection, Delete, Dialect


class Prepared:
    """A statement with one parameter that is told when it is run, a list: `values`."""

    def __init__(self, statement: Select[Any] | Delete, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self._sql, self._order, self._told = str(compiled), compiled.positiontup, compiled.params
        columns = dict(statement.selected_columns.items()) if isinstance(statement, Select) else {}
        self._names = SimpleResultMetaData(list(columns))
        self._readers = [_reader(column, dialect) for column in columns.values()]

    def rows(self, connection: Connection, values: Any) -> Sequence[Any]:
        """The rows, as SQLAlchemy gives them."""
        if not connection.in_transaction():
            connection.begin()  # what is asked of one connection is answered from one moment
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(self._sql, self._bound(values))
            found = cursor.fetchall()
        if any(self._readers):
            found = [tuple(read(v) if read else v for read, v in zip(self._readers, row, strict=True)) for row in found]
        return IteratorResult(self._names, iter(found)).all()

    def done(self, connection: Connection, values: Any) -> None:
        """Carry the statement out, in the transaction that is open."""
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(self._sql, self._bound(values))

    def _bound(self, values: Any) -> Any:
        told = {**self._told, "values": values}
        return told if self._order is None else [told[name] for name in self._order]


def _reader(column: ColumnElement[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes a value of the column of what SQLite gives; PostgreSQL's driver gives JSON, floats and truth as they are."""
    return column.type.dialect_impl(dialect).result_processor(dialect, None) if dialect.name == "sqlite" else None
