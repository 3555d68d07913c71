"""What waits to be drawn (`touched`): a transaction that draws holds it in memory, since most of it is noted and done there."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, text

from tellings.store import schema

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection

MOST_HELD = 2000
"""Notes that are read into memory: those of some hundred reports. More are asked for as they are wanted."""

HELD = "notes"
"""Where a connection has the notes that its transaction holds."""

TOUCHED = schema.touched.c
FIRST = select(schema.touched).limit(MOST_HELD + 1)
OF_A_KIND = select(TOUCHED.key).where(TOUCHED.kind == bindparam("kind")).order_by(TOUCHED.key)
SOME = OF_A_KIND.limit(bindparam("most"))
NOTE = text("INSERT INTO touched (kind, key) VALUES (:kind, :key) ON CONFLICT DO NOTHING")
DONE = delete(schema.touched).where(TOUCHED.kind == bindparam("of"), TOUCHED.key == bindparam("done"))


@contextmanager
def held(connection: Connection) -> Iterator[None]:
    """Until the block ends, the notes are in memory; then what has changed of them is written."""
    rows = connection.execute(FIRST).all()
    if len(rows) > MOST_HELD:
        yield
        return
    before = {(row.kind, row.key) for row in rows}
    notes: dict[str, set[str]] = defaultdict(set)
    for kind, key in before:
        notes[kind].add(key)
    connection.info[HELD] = notes
    try:
        yield
    finally:
        del connection.info[HELD]
    after = {(kind, key) for kind, keys in notes.items() for key in keys}
    _take_away(connection, before - after)
    _note(connection, after - before)


def touched(connection: Connection, kind: str, most: int | None = None) -> list[str]:
    """What waits to be drawn, of one kind, in order."""
    notes = connection.info.get(HELD)
    if notes is not None:
        return sorted(notes[kind])[:most]
    if most is None:
        return list(connection.scalars(OF_A_KIND, {"kind": kind}))
    return list(connection.scalars(SOME, {"kind": kind, "most": most}))


def touch(connection: Connection, kind: str, keys: Collection[str]) -> None:
    """Note what has to be drawn, in the transaction that is open."""
    notes = connection.info.get(HELD)
    if notes is not None:
        notes[kind].update(keys)
    else:
        _note(connection, {(kind, key) for key in keys})


def drawn_now(connection: Connection, kind: str, keys: Collection[str]) -> None:
    """Take notes away, in the transaction that is open."""
    notes = connection.info.get(HELD)
    if notes is not None:
        notes[kind].difference_update(keys)
    else:
        _take_away(connection, {(kind, key) for key in keys})


def waiting(connection: Connection) -> bool:
    """Whether anything waits to be drawn."""
    notes = connection.info.get(HELD)
    if notes is not None:
        return any(notes.values())
    return connection.execute(FIRST.limit(1)).first() is not None


def _note(connection: Connection, notes: Collection[tuple[str, str]]) -> None:
    if notes:
        connection.execute(NOTE, [{"kind": kind, "key": key} for kind, key in sorted(notes)])


def _take_away(connection: Connection, notes: Collection[tuple[str, str]]) -> None:
    if notes:
        connection.execute(DONE, [{"of": kind, "done": key} for kind, key in sorted(notes)])
