"""Pairs worth comparing linked, and the links followed until it is known which reports hang together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from tellings.archive.layout import Layout, number, read_tables, write_table
from tellings.model.codec import encode
from tellings.stories import JOIN, decode, link
from tellings.stories.index import WORDS_MET

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tellings.model.story import Link
    from tellings.stories import Sketch

    Numbers = NDArray[np.uint64]


def link_bucket(layout: Layout, between: str) -> dict[str, int]:
    """The links between the reports of two buckets; how many, and how many of them can make a story."""
    import pyarrow as pa

    pairs = _wanted(layout, between)
    sketches: dict[int, Sketch] = {}
    for bucket in sorted(set(between.split("-"))) if pairs else ():
        needed = {n for pair in pairs for n in pair}
        for table in read_tables(layout.files("sketches", bucket)):
            lines = zip(table["number"].to_pylist(), table["sketch"].to_pylist(), strict=True)
            sketches |= {n: decode(line) for n, line in lines if n in needed}
    found = [made for a, b in pairs if (made := link(sketches[a], sketches[b]))]
    rows: list[dict[str, Any]] = [
        {"left": number(k.left), "right": number(k.right), "joins": joins(k), "link": json.dumps(encode(k), ensure_ascii=False)}
        for k in found
    ]
    schema = pa.schema([("left", pa.uint64()), ("right", pa.uint64()), ("joins", pa.bool_()), ("link", pa.string())])
    write_table(layout.path("links", f"{between}.parquet"), pa.Table.from_pylist(rows, schema=schema))
    return {"links": len(rows), "joining": sum(row["joins"] for row in rows)}


def joins(link: Link) -> bool:
    """Whether two reports can stand in one story by this link."""
    return link.must or link.score >= JOIN


def _wanted(layout: Layout, between: str) -> list[tuple[int, int]]:
    """The pairs that share a run of words or enough heavy words, counted over all buckets of keys, in order."""
    import pyarrow as pa

    tables = list(read_tables(layout.files("pairs", between)))
    if not tables:
        return []
    counted = pa.concat_tables(tables).group_by(["left", "right"]).aggregate([("runs", "sum"), ("words", "sum")])
    enough = (counted["runs_sum"].to_numpy() > 0) | (counted["words_sum"].to_numpy() >= WORDS_MET)
    left, right = counted["left"].to_numpy()[enough], counted["right"].to_numpy()[enough]
    return sorted(zip(left.tolist(), right.tolist(), strict=True))


# -- which reports hang together


def begin_parts(layout: Layout, bucket: int) -> dict[str, int]:
    """Each report of a bucket a part of its own."""
    tables = [t["number"].to_numpy() for t in read_tables(layout.files("sketches", bucket), ["number"])]
    numbers = np.unique(np.concatenate([np.empty(0, np.uint64), *tables]))
    _write_parts(layout.path("parts", 0, f"{bucket}.parquet"), numbers, numbers)
    return {"reports": len(numbers)}


def move_parts(layout: Layout, between: str, turn: int) -> dict[str, int]:
    """What the links between two buckets say of their reports' parts: the least that a report hangs together with."""
    import pyarrow as pa

    buckets = sorted({int(b) for b in between.split("-")})
    table = next(read_tables([layout.path("links", f"{between}.parquet")], ["left", "right", "joins"]))
    kept = table["joins"].to_numpy(zero_copy_only=False)
    left, right = table["left"].to_numpy()[kept], table["right"].to_numpy()[kept]
    numbers, labels = _parts_of(layout, buckets, turn)
    a, b = np.searchsorted(numbers, left), np.searchsorted(numbers, right)
    settled = _settled(labels, a, b)
    moved = settled < labels
    for bucket in buckets:
        mine = moved & (numbers % layout.buckets == bucket)
        path = layout.path("moves", turn, bucket, f"{between}.parquet")
        if mine.any():
            write_table(path, pa.table({"number": numbers[mine], "part": settled[mine]}))
        else:
            path.unlink(missing_ok=True)
    return {"moved": int(moved.sum())}


def keep_moves(layout: Layout, bucket: int, turn: int) -> dict[str, int]:
    """The parts of a bucket's reports after a turn."""
    numbers, labels = _parts_of(layout, [bucket], turn)
    labels = labels.copy()
    for table in read_tables(layout.files("moves", turn, bucket)):
        np.minimum.at(labels, np.searchsorted(numbers, table["number"].to_numpy()), table["part"].to_numpy())
    _write_parts(layout.path("parts", turn + 1, f"{bucket}.parquet"), numbers, labels)
    return {}


def parts(layout: Layout, bucket: int, turn: int) -> dict[int, int]:
    """The part that each report of a bucket belongs to."""
    numbers, labels = _parts_of(layout, [bucket], turn)
    return dict(zip(numbers.tolist(), labels.tolist(), strict=True))


def _parts_of(layout: Layout, buckets: list[int], turn: int) -> tuple[Numbers, Numbers]:
    """Reports in order of their numbers, and their parts."""
    tables: list[Any] = list(read_tables([layout.path("parts", turn, f"{b}.parquet") for b in buckets]))
    numbers, labels = (np.concatenate([t[name].to_numpy() for t in tables]) for name in ("number", "part"))
    order = np.argsort(numbers, kind="stable")
    return numbers[order], labels[order]


def _settled(labels: Numbers, a: NDArray[np.int64], b: NDArray[np.int64]) -> Numbers:
    """The least label that each place reaches by its ties."""
    while True:
        least = np.minimum(labels[a], labels[b])
        after = labels.copy()
        np.minimum.at(after, a, least)
        np.minimum.at(after, b, least)
        if np.array_equal(after, labels):
            return labels
        labels = after


def _write_parts(path: Path, numbers: Numbers, labels: Numbers) -> None:
    import pyarrow as pa

    write_table(path, pa.table({"number": numbers, "part": labels}))
