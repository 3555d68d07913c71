"""An archive into a store: its reports, codings and links as they are, so that nothing is read or compared again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tellings.archive.layout import Layout, number, read_tables
from tellings.desk.withdrawing import withdraw
from tellings.model.codec import decode
from tellings.model.report import Reject
from tellings.model.story import Link
from tellings.store.rows import report_of, unpack
from tellings.stories import decode as decode_sketch
from tellings.stories.index import posted_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.store.base import Store

AT_ONCE = 500
"""Sketches kept in one transaction."""


def load(layout: Layout, store: Store) -> Iterator[int]:
    """Everything into the store, a report a transaction; gives the number of reports loaded so far, now and then.

    What is there already stays. Killed in the middle, the same call goes on. Drawing the picture is left to the desk.
    """
    yield from _load_reports(layout, store)
    for table in read_tables(layout.files("rejects")):
        for row in table.to_pylist():
            store.refuse(Reject(row["ref"], row["reason"]))
    if _nothing_else(layout, store):
        waiting = set(store.unsketched())
        for bucket in range(layout.buckets):
            _load_sketches(layout, store, bucket, waiting)
        for table in read_tables(layout.files("links")):
            store.add_sketches({}, (decode(Link, json.loads(line)) for line in table["link"].to_pylist()))


def _nothing_else(layout: Layout, store: Store) -> bool:
    """Whether all of the store's reports are the archive's; else the desk links these with the others, as it does new ones."""
    tables = (t for b in range(layout.buckets) for t in read_tables(layout.files("sketches", b), ["number"]))
    numbers = {n for table in tables for n in table["number"].to_pylist()}
    return all(number(report) in numbers for report in store.report_ids())


def _load_reports(layout: Layout, store: Store) -> Iterator[int]:
    loaded = 0
    for table in read_tables([path for bucket in range(layout.buckets) for path in layout.files("reports", bucket)]):
        rows = table.to_pylist()
        known = store.known([r["report"] for r in rows], rows[0]["version"]) if rows else set()
        for row in rows:
            if row["report"] in known:
                continue
            report = report_of(json.loads(row["noun"]), row["text"])
            store.add(report, unpack(row["coding"]))
            withdraw(report, store)
            known.add(report.id)
            loaded += 1
        yield loaded


def _load_sketches(layout: Layout, store: Store, bucket: int, waiting: set[str]) -> None:
    made: dict[str, tuple[str, list[int]]] = {}
    for table in read_tables(layout.files("sketches", bucket)):
        for line in table["sketch"].to_pylist():
            sketch = decode_sketch(line)
            if sketch.report in waiting:
                made[sketch.report] = (line, posted_keys(sketch))
            if len(made) >= AT_ONCE:
                store.add_sketches(made, ())
                made = {}
    store.add_sketches(made, ())
