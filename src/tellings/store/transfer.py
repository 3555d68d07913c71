"""One store's rows into another one, whatever databases the two are in: exact, in one transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tellings.errors import StoreError, UsageError
from tellings.store import schema
from tellings.store.connections import DRAWN, insert_rows
from tellings.store.workings import DRAWING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Table

    from tellings.store.sql import SqlStore

PORTION = 500
"""Rows that are in memory at a time."""

DIGEST_BYTES = 16


@dataclass(slots=True)
class Tally:
    """How many rows a table has, and a hash of all of them that does not depend on their order."""

    rows: int = 0
    digest: int = 0

    def add(self, rows: Sequence[dict[str, Any]]) -> None:
        """Count them."""
        for row in rows:
            told = json.dumps([v.hex() if isinstance(v, bytes) else v for v in row.values()], ensure_ascii=False)
            number = int.from_bytes(blake2b(told.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest())
            self.digest = (self.digest + number) % (1 << 8 * DIGEST_BYTES)
        self.rows += len(rows)


def transfer(here: SqlStore, there: SqlStore, *, derived: bool = True) -> dict[str, int]:
    """Everything from one store into another, empty one; how many rows of each table.

    The rows are read again where they were written and compared, and kept only if they are the same. Without what is `derived`,
    the picture is drawn again there. Raises UsageError where the other store is not empty.
    """
    with here.reading() as giving, there.writing() as taking:
        _must_be_empty(taking)
        given: dict[str, Tally] = {}
        for table in _tables(derived=derived):
            given[table.name] = tally = Tally()
            for rows in _portions(here, giving, table, derived=derived):
                tally.add(rows)
                _write(there, taking, table, rows)
        there.settle(taking)
        for table in _tables(derived=derived):
            kept = Tally()
            for rows in _portions(there, taking, table, derived=derived):
                kept.add(rows)
            _compare(table, given[table.name], kept)
    return {name: tally.rows for name, tally in given.items()}


def _tables(*, derived: bool) -> list[Table]:
    """The tables in an order in which no row comes before the one that it names."""
    left_out = () if derived else (*schema.PICTURE, *schema.WORKINGS)
    return [table for table in schema.TABLES.sorted_tables if table not in left_out]


def _must_be_empty(connection: Connection) -> None:
    for table in _tables(derived=True):
        if table is not schema.about and (rows := connection.scalar(select(func.count()).select_from(table))):
            raise UsageError(f"the store to transfer to is not empty: it has {rows} {table.name}; name a new one")


def _write(there: SqlStore, taking: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if table is schema.about:  # a new store has noted something of its own already
        taking.execute(table.delete().where(table.c.key.in_([row["key"] for row in rows])))
    insert_rows(taking, table, rows)
    if table is schema.reports:
        there.index(taking, [(row["report"], row["title"], row["text"]) for row in rows])


def _compare(table: Table, given: Tally, kept: Tally) -> None:
    if kept != given:
        raise StoreError(
            f"{table.name} is not the same in both stores ({given.rows} rows here, {kept.rows} there): nothing was transferred; "
            "`tellings check` of the first store says whether it is sound"
        )


def _portions(store: SqlStore, connection: Connection, table: Table, *, derived: bool) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table, some at a time; what fails is told of the store that they are read from."""
    wanted = select(table)
    if table is schema.about and not derived:
        wanted = wanted.where(table.c.key.not_in([DRAWN, DRAWING]))
    names = [c.name for c in table.columns]
    with store.guarded(), connection.execute(wanted, execution_options={"yield_per": PORTION}) as result:
        for rows in result.partitions():
            yield [dict(zip(names, row, strict=True)) for row in rows]
