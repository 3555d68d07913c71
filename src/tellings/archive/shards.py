"""One shard read: its reports coded, and all that later steps need of them dealt into buckets."""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tellings.archive.layout import Dealt, Layout, number, read_tables, write_table
from tellings.archive.own import NONE, Own
from tellings.desk.reading import BATCH_REPORTS, coded, seldom_collecting
from tellings.desk.tools import english_tools
from tellings.model.codec import encode
from tellings.model.report import Reject
from tellings.read.readers import read_all
from tellings.store.rows import pack
from tellings.stories import encode as encode_sketch
from tellings.stories import sketch
from tellings.stories.index import ANY_DAY, NO_DAY, heaviest_words, posted_shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.pipeline import Tools
    from tellings.stories import Sketch

    Coded = tuple[Report, Coding | Reject]

DAY_BITS = ANY_DAY.bit_length()

REMEMBERED = 50_000
"""Parses that a worker remembers: some 100 MB, and the wire copy of several days."""

READER = "tellings.archive.shards:read_and_code"
"""What reads a shard unless told otherwise."""


class RecentMemo:
    """The parses met last, in memory: a worker's own, since machines share no database."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._most = most

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """The parses that are known."""
        for key in keys:
            if key in self._kept:
                self._kept.move_to_end(key)
        return {key: self._kept[key] for key in keys if key in self._kept}

    def put(self, parses: Mapping[bytes, bytes]) -> None:
        """Keep these, and forget the oldest."""
        self._kept.update(parses)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


@cache
def worker_tools(actors: str | None = None) -> Tools:
    """The parser and the gazetteer of this process, opened once, with the dictionary in the file `actors`."""
    return english_tools(_memo(), Path(actors).read_text(encoding="utf-8") if actors else None)


def _memo() -> Any:
    shared = os.environ.get("TELLINGS_MEMO")
    if not shared:
        return RecentMemo()
    from tellings.store.memo import SqliteMemo

    return SqliteMemo(Path(shared))


def read_and_code(path: str, own: Own = NONE) -> Iterator[Coded | Reject]:
    """Every report behind a path with its coding, and every refusal."""
    tools = worker_tools(own.actors)
    batch: list[Report] = []
    with seldom_collecting():
        for found in read_all([path], own.hints):
            if isinstance(found, Reject):
                yield found
                continue
            batch.append(found)
            if len(batch) >= BATCH_REPORTS:
                yield from coded(batch, tools)
                batch = []
        yield from coded(batch, tools)


def read_shard(layout: Layout, path: str, name: str, own: Own = NONE, reader: str = READER) -> dict[str, int]:
    """Read one shard into its files; how many reports it held and how many inputs were refused."""
    counts = {"reports": 0, "refused": 0}
    refused: list[Reject] = []
    module, _, function = reader.partition(":")
    read: Callable[[str, Own], Iterator[Coded | Reject]] = getattr(import_module(module), function)
    columns = schemas()
    with (
        Dealt(layout, "reports", name, columns["reports"]) as reports,
        Dealt(layout, "sketches", name, columns["sketches"]) as sketches,
        Dealt(layout, "shingles", name, columns["keys"]) as shingles,
        Dealt(layout, "words", name, columns["keys"]) as words,
    ):
        for one in read(path, own):
            reject = one if isinstance(one, Reject) else one[1] if isinstance(one[1], Reject) else None
            if reject or isinstance(one, Reject):
                refused += [reject] if reject else []
                continue
            report, coding = one
            assert not isinstance(coding, Reject)
            made, at = sketch(report, coding), number(report.id)
            counts["reports"] += 1
            reports.add(layout.bucket(at), report_row(report, coding))
            sketches.add(layout.bucket(at), {"number": at, "sketch": encode_sketch(made)})
            _post(layout, made, at, shingles, words)
    _write_refused(layout, name, refused)
    return counts | {"refused": len(refused)}


def _post(layout: Layout, made: Sketch, at: int, shingles: Dealt, words: Dealt) -> None:
    """By what the report is found, each key to its bucket; a word with the report's day."""
    day = NO_DAY if made.day is None else made.day.toordinal()
    for key in set(posted_shingles(made).tolist()):
        shingles.add(key % layout.buckets, {"key": key, "number": at})
    for word in heaviest_words(made).tolist():
        words.add(word % layout.buckets, {"key": (word << DAY_BITS) | day, "number": at})


def report_row(report: Report, coding: Coding) -> dict[str, Any]:
    """A report with its coding as a row of Parquet: the first columns for people, the last two for us."""
    return {
        "number": number(report.id),
        "report": report.id,
        "ref": report.ref,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "day": coding.published.day,
        "language": coding.language,
        "version": coding.version,
        "status": report.status,
        "text": report.text,
        "noun": json.dumps(encode(report) | {"text": ""}, ensure_ascii=False),
        "coding": pack(coding),
    }


def _write_refused(layout: Layout, name: str, refused: Sequence[Reject]) -> None:
    import pyarrow as pa

    path = layout.path("rejects", f"{name}.parquet")
    if refused:
        rows = [{"ref": r.ref, "reason": r.reason, "until": r.until} for r in refused]
        write_table(path, pa.Table.from_pylist(rows, schema=schemas()["rejects"]))
    else:
        path.unlink(missing_ok=True)


def may_be_read(layout: Layout, name: str, now: datetime) -> bool:
    """Whether an embargo is over that was not when the shard was read."""
    path = layout.path("rejects", f"{name}.parquet")
    if not path.exists():
        return False
    from pyarrow import compute

    ends = next(read_tables([path], ["until"]))["until"]
    return bool(compute.any(compute.less_equal(ends, now)).as_py())


@cache
def schemas() -> dict[str, Any]:
    """The columns of what a shard is read into."""
    import pyarrow as pa

    whole = pa.uint64()
    text = ("report", "ref", "outlet", "url", "title")
    return {
        "reports": pa.schema(
            [
                ("number", whole),
                *((name, pa.string()) for name in text),
                ("day", pa.date32()),
                *((name, pa.string()) for name in ("language", "version", "status", "text", "noun")),
                ("coding", pa.binary()),
            ]
        ),
        "sketches": pa.schema([("number", whole), ("sketch", pa.string())]),
        "keys": pa.schema([("key", whole), ("number", whole)]),
        "rejects": pa.schema([("ref", pa.string()), ("reason", pa.string()), ("until", pa.timestamp("us", "UTC"))]),
    }
