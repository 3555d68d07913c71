#!/usr/bin/env python3
"""What one more report costs as a store grows, beside what others take for the same, in one run over the same reports.

    bench/growth.py [--sizes 1000,10000,100000] [--peers 10000]

Invented reports (bench/made.py) are kept one after the other, each in a transaction of its own: beside SQLite's own insert of
the same text and coding. They are sketched and linked a batch at a time: beside datasketch's and rensa's MinHash indexes,
which are left behind where there are more than `--peers`. Milliseconds of processor time a report, over the last tenth before
each size; a ratio above 1 says that ours costs more. What comes before that tenth is only filled in: many reports in one
transaction, and posted in the index of stories without being compared. What drawing costs: bench/redraw.py.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from index import PEERS
from made import Press
from tellings.model.coding import Coding
from tellings.model.report import Report
from tellings.store.rows import pack
from tellings.store.sqlite import SqliteStore
from tellings.stories import BulkLinker, sketch

Made = tuple[Report, Coding]
Doing = Callable[[Sequence[Made]], None]
BATCH = 100


@dataclass(frozen=True)
class Work:
    """What is done with a batch of reports where it is measured, and what leaves the same behind where it is not."""

    do: Doing
    fill: Doing


def main() -> None:
    """A line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--peers", type=int, default=10_000)
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        for size, spent in grown(Path(folder), sizes, args.peers):
            ours, theirs = spent["keeping"], spent["SQLite"]
            told = [f"keeping {ours:.2f} ms, SQLite's own insert {theirs:.2f} ({ours / theirs:.1f})"]
            told += [f"linking {spent['linking']:.2f} ms"]
            told += [f"{name} {spent[name]:.2f} ({spent['linking'] / spent[name]:.1f})" for name in PEERS if name in spent]
            print(f"{size:7} reports: {', '.join(told)}", flush=True)


def grown(folder: Path, sizes: Sequence[int], peers: int) -> Iterator[tuple[int, dict[str, float]]]:
    """The milliseconds of each kind of work a report, over the last tenth before each size."""
    works = {"keeping": keeping(folder), "SQLite": inserting(folder), "linking": linking()}
    works |= {name: indexing(name) for name in PEERS if find_spec(name)}
    made, spent, done = Press(1).reports(max(sizes)), dict.fromkeys(works, 0.0), 0
    while batch := list(islice(made, BATCH)):
        if done > peers:
            works = {name: work for name, work in works.items() if name not in PEERS}
        size = min(s for s in sizes if s > done)
        measured = max(BATCH, size // 10)
        for name, work in works.items():
            begin = time.process_time()
            (work.do if done >= size - measured else work.fill)(batch)
            spent[name] += time.process_time() - begin
        done += len(batch)
        if done == size:
            yield size, {name: 1000 * spent[name] / measured for name in works}
        if done <= size - measured or done == size:
            spent = dict.fromkeys(works, 0.0)


def keeping(folder: Path) -> Work:
    """A store of ours."""
    store = SqliteStore(folder / "ours.db")

    def keep(batch: Sequence[Made]) -> None:
        for report, coding in batch:
            store.add(report, coding)

    def fill(batch: Sequence[Made]) -> None:
        with store.writing():
            keep(batch)

    return Work(keep, fill)


def inserting(folder: Path) -> Work:
    """One table of text and coding, as SQLite has it."""
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.executescript("PRAGMA journal_mode=WAL; CREATE TABLE reports (report TEXT PRIMARY KEY, text TEXT, coding BLOB)")

    def insert(batch: Sequence[Made]) -> None:
        for report, coding in batch:
            bare.execute("INSERT INTO reports VALUES (?, ?, ?)", (report.id, report.text, pack(coding)))

    return Work(insert, insert)


def linking() -> Work:
    """Sketches in the index of stories."""
    linker = BulkLinker()

    def link(batch: Sequence[Made]) -> None:
        for _ in linker.add([sketch(report, coding) for report, coding in batch]):
            pass

    def fill(batch: Sequence[Made]) -> None:
        linker.know([sketch(report, coding) for report, coding in batch])

    return Work(link, fill)


def indexing(name: str) -> Work:
    """A peer's index of copies."""
    add = PEERS[name]()
    numbers = iter(range(10**9))

    def index(batch: Sequence[Made]) -> None:
        for report, _ in batch:
            add(next(numbers), report.text)

    return Work(index, index)


if __name__ == "__main__":
    main()
