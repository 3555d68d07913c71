"""One snapshot of a store, and the small moves that every question makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, tuple_

from tellings.store import schema
from tellings.store.connections import portions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import CompoundSelect, Connection, Select

    from tellings.model.listed import Slice


class Snapshot:
    """Questions over one connection: all answers are of one moment."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def rows(self, wanted: Select[Any] | CompoundSelect[Any]) -> Sequence[Any]:
        """All rows of a statement."""
        return self.connection.execute(wanted).all()

    def rows_in(self, wanted: Select[Any], column: Any, values: Collection[Any]) -> Iterator[Any]:
        """The rows with one of the values in the column."""
        for some in portions(list(dict.fromkeys(values))):
            yield from self.rows(wanted.where(column.in_(some)))

    def begun(self, named: str) -> list[str]:
        """The ids of stories, entities and claims that are this one or begin so, with or without their kind."""
        found = []
        for column in (schema.stories.c.story, schema.entities.c.entity, schema.claims.c.claim):
            kind = f"{column.name}-"
            first = named if kind.startswith(named) else kind + named.removeprefix(kind)
            found += [row[0] for row in self.rows(select(column).where(column >= first, column < first + "~").order_by(column))]
        return found

    def by_day(
        self, wanted: Select[Any], day: Any, key: Any, part: Slice, *, undated: str | None = None
    ) -> tuple[list[Any], str | None]:
        """A part of a list, the latest day first, those without a day last, and the cursor of what follows.

        Asked in two steps, so that an index over day and key gives the order in every database. `undated` is what stands in
        the column where there is no day.
        """
        last, _, seen = part.after.partition("~")
        most = part.limit + 1
        found: list[Any] = []
        wanted = wanted.add_columns(day.label("cursor_day"), key.label("cursor_key"))
        if last or not part.after:
            dated = wanted.where(day.is_not(None) if undated is None else day > undated).order_by(day.desc(), key.desc())
            found += self.rows((dated.where(tuple_(day, key) < tuple_(last, seen)) if part.after else dated).limit(most))
        if len(found) < most:
            others = wanted.where(day.is_(None) if undated is None else day == undated).order_by(key.desc())
            behind = part.after and not last
            found += self.rows((others.where(key < seen) if behind else others).limit(most - len(found)))
        shown = found[: part.limit]
        more = len(found) > len(shown)
        return shown, f"{shown[-1].cursor_day or ''}~{shown[-1].cursor_key}" if more else None

    def one(self, wanted: Select[Any]) -> Any:
        """The single value that a statement asks for, None where there is none."""
        return self.connection.execute(wanted).scalar()
