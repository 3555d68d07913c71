#!/usr/bin/env python3
"""A drawn store made many times as large: for pages and lists, without the time that a hundred thousand reports take.

    python bench/made.py 3000 small.db --brief && python bench/grown.py small.db large.db --times 34

Every report, coding, story and claim is there as many times, under ids of its own, each time some days later; entities,
relations and control are the same ones throughout, so that as many more reports speak of them, and their evidence grows.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import time
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

DAYS = 11
"""Between two copies: the days that the small store spans, so that a large one has as many reports a day."""

RENAMED = (
    "report", "story", "grouped", "claim", "event", "statement", "of", "member", "attributed_to", "before", "left", "right",
)  # fmt: skip
"""Columns with ids that each copy has its own of."""

COPIED = (
    "reports", "codings", "blocks", "referents", "mentions", "statements", "events", "parties", "stories", "story_reports",
    "entity_members", "claims", "claim_members", "claim_parties", "claim_stories", "follow_ups", "namings", "story_facets",
    "past_stories", "sketches", "postings", "links", "drafts", "draft_reports", "sightings", "bonds", "holds", "told_claims",
)  # fmt: skip

COUNTED = {
    "entities": "reports", "entity_names": "reports", "entity_reports": "many", "entity_roles": "many", "entity_merges": "many",
    "tallies": "many",
}  # fmt: skip
"""Tables that count reports, and the column that does."""

SHIFTED = f"CASE WHEN key >> 32 BETWEEN 1 AND {(1 << 22) - 2} THEN key + ({{days}} << 32) ELSE key + {{copy}} END"
"""A posted word stands under its day, some days later in each copy; a run of words is another one in each copy."""

DATED = ("day", "published", "from", "to", "on")

KINDS = ("report", "story", "claim", "event", "statement")
"""Beginnings of ids."""


def grow(connection: sqlite3.Connection, times: int) -> Iterator[str]:
    """Copy everything `times` - 1 times; says how far it is."""
    connection.create_function("renamed", 2, renamed, deterministic=True)
    connection.create_function("repacked", 2, repacked, deterministic=True)
    connection.create_function("resketched", 2, resketched, deterministic=True)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    last = connection.execute("SELECT max(n) FROM reports").fetchone()[0]
    sizes = {t: connection.execute(f"SELECT max(rowid) FROM {t}").fetchone()[0] or 0 for t in COPIED if t != "postings"}  # noqa: S608  # ours
    began = time.monotonic()
    for copy in range(1, times):
        with connection:
            for table in COPIED:
                _copy(connection, table, copy, last, sizes.get(table))
        yield f"{copy + 1} times, {time.monotonic() - began:.0f} s"
    with connection:
        _evidence(connection, times)
        for table, column in COUNTED.items():
            connection.execute(f"UPDATE {table} SET {column} = {column} * {times}")  # noqa: S608  # ours
    connection.execute("ANALYZE")


def _copy(connection: sqlite3.Connection, table: str, copy: int, last: int, rows: int | None) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = [_value(table, column, copy, last) for column in columns]
    names = ", ".join(f'"{c}"' for c in columns)
    first = f"rowid <= {rows}" if rows is not None else "report NOT LIKE 'report-x%'"
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE {first}")  # noqa: S608  # ours


def _value(table: str, column: str, copy: int, last: int) -> str:
    """What the copy has in a column, in SQL."""
    name = f'"{column}"'
    shared = column == "party" or (table in ("story_facets", "entity_members") and column in ("value", "entity"))
    ways = {
        column == "n": f"{name} + {copy * last}" if table == "reports" else "NULL",
        column == "noun": f"renamed(noun, {copy})",
        column in ("coding", "cast", "draft"): f"repacked({name}, {copy})",
        column == "sketch": f"resketched({name}, {copy})",
        (table, column) == ("postings", "key"): SHIFTED.format(days=copy * DAYS, copy=copy),
        (table, column) == ("sightings", "label"): f"replace({name}, '@report-', '@report-x{copy}-')",
        column in DATED: f"CASE WHEN {name} = '' THEN '' ELSE date({name}, '+{copy * DAYS} days') END",
        column in RENAMED: f"replace({name}, '-', '-x{copy}-')",
    }
    return name if shared else ways.get(True, name)


def renamed(text: str, copy: int) -> str:
    """JSON with the ids of a copy: they stand as strings between quotation marks."""
    for kind in KINDS:
        text = text.replace(f'"{kind}-', f'"{kind}-x{copy}-')
    return text


def resketched(sketch: str, copy: int) -> str:
    """What linking needs of a report, with the id and the day of a copy."""
    made = json.loads(renamed(sketch, copy))
    made["day"] = made["day"] and str(date.fromisoformat(made["day"]) + timedelta(days=copy * DAYS))
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def repacked(coding: bytes | None, copy: int) -> bytes | None:
    """A deflated coding with the ids of a copy."""
    return coding and zlib.compress(renamed(zlib.decompress(coding).decode(), copy).encode(), 1)


def _evidence(connection: sqlite3.Connection, times: int) -> None:
    """Relations and control with as many more claims and sentences behind them."""
    for table in ("relations", "control"):
        for n, noun in connection.execute(f"SELECT n, noun FROM {table}").fetchall():  # noqa: S608  # ours
            made = json.loads(noun)
            made["evidence"] = made.get("evidence", []) * times
            made["claims"] = made.get("claims", []) * times
            connection.execute(f"UPDATE {table} SET noun = ? WHERE n = ?", (json.dumps(made), n))  # noqa: S608  # the same


def main() -> None:
    """Copy the small store, grow the copy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--times", type=int, default=34)
    args = parser.parse_args()
    shutil.copy(args.small, args.large)
    connection = sqlite3.connect(args.large)
    for line in grow(connection, args.times):
        print(line, flush=True)
    connection.close()


if __name__ == "__main__":
    main()
