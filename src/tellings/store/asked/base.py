"""One snapshot of a store, and the small moves that every question makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tellings.store.connections import portions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Connection, Select


class Snapshot:
    """Questions over one connection: all answers are of one moment."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def rows(self, wanted: Select[Any]) -> Sequence[Any]:
        """All rows of a statement."""
        return self.connection.execute(wanted).all()

    def rows_in(self, wanted: Select[Any], column: Any, values: Collection[Any]) -> Iterator[Any]:
        """The rows with one of the values in the column."""
        for some in portions(list(dict.fromkeys(values))):
            yield from self.rows(wanted.where(column.in_(some)))

    def one(self, wanted: Select[Any]) -> Any:
        """The single value that a statement asks for, None where there is none."""
        return self.connection.execute(wanted).scalar()
