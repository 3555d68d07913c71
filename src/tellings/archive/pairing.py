"""Which reports are worth comparing: those that meet in a bucket of keys, as `stories.index` would find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tellings.archive.layout import Dealt, Layout, read_tables
from tellings.archive.shards import DAY_BITS
from tellings.stories.index import NO_DAY
from tellings.stories.links import WINDOW_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]
    Places = NDArray[np.int64]

AT_ONCE = 4_000_000
"""Pairs held in memory at a time: some 100 MB."""


def pair_bucket(layout: Layout, bucket: int) -> dict[str, int]:
    """The pairs that a bucket of shingles and one of words give, dealt out by their reports; how many."""
    import pyarrow as pa

    schema = pa.schema([("left", pa.uint64()), ("right", pa.uint64()), ("runs", pa.uint32()), ("words", pa.uint32())])
    many = 0
    with Dealt(layout, "pairs", str(bucket), schema) as dealt:
        for kind in ("shingles", "words"):
            keys, numbers = _keys(layout, kind, bucket)
            for first, last in _met(keys, numbers) if kind == "words" else _equal(keys, numbers):
                many += _deal(layout, dealt, np.minimum(first, last), np.maximum(first, last), kind)
    return {"pairs": many}


def _keys(layout: Layout, kind: str, bucket: int) -> tuple[Numbers, Numbers]:
    """Keys and the reports that have them, by key and report, each once however many shards hold the report."""
    tables = list(read_tables(layout.files(kind, bucket)))
    keys = np.concatenate([np.empty(0, np.uint64), *(t["key"].to_numpy() for t in tables)])
    numbers = np.concatenate([np.empty(0, np.uint64), *(t["number"].to_numpy() for t in tables)])
    order = np.lexsort((numbers, keys))
    keys, numbers = keys[order], numbers[order]
    fresh = np.ones(len(keys), dtype=np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (numbers[1:] != numbers[:-1])
    return keys[fresh], numbers[fresh]


def _equal(keys: Numbers, numbers: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Reports with the same key."""
    yield from _between(numbers, np.arange(1, len(keys) + 1), np.searchsorted(keys, keys, "right"))


def _met(keys: Numbers, numbers: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Reports with the same word on days that can be one happening's; one without a day meets all that have the word."""
    word, day = keys >> np.uint64(DAY_BITS), keys & np.uint64((1 << DAY_BITS) - 1)
    rows = np.arange(len(keys))
    undated = day == NO_DAY
    near = np.searchsorted(keys, keys + np.uint64(WINDOW_DAYS), "right")
    without = np.searchsorted(keys, (word << np.uint64(DAY_BITS)) | np.uint64(NO_DAY), "left")
    end = np.searchsorted(word, word, "right")
    near = np.minimum(near, without)  # those without a day stand behind all days
    yield from _between(numbers, rows + 1, np.where(undated, end, near))
    dated = np.flatnonzero(~undated)
    yield from _between(numbers, without[dated], end[dated], dated)


def _between(numbers: Numbers, first: Places, last: Places, rows: Places | None = None) -> Iterator[tuple[Numbers, Numbers]]:
    """For each row, it and each of the rows from `first` to `last` (excluded); a bounded number at a time."""
    rows = np.arange(len(first)) if rows is None else rows
    many = np.maximum(last - first, 0)
    upto = np.cumsum(many)
    begin = 0
    while begin < len(rows):
        done = int(upto[begin - 1]) if begin else 0
        stop = max(begin + 1, int(np.searchsorted(upto, done + AT_ONCE, "right")))
        some = many[begin:stop]
        before = np.cumsum(some) - some
        at = np.repeat(first[begin:stop] - before, some) + np.arange(some.sum())
        yield np.repeat(numbers[rows[begin:stop]], some), numbers[at]
        begin = stop


def _deal(layout: Layout, dealt: Dealt, left: Numbers, right: Numbers, kind: str) -> int:
    """Pairs counted once each and dealt to the buckets of their reports."""
    import pyarrow as pa

    if not len(left):
        return 0
    counted = pa.table({"left": left, "right": right}).group_by(["left", "right"]).aggregate([([], "count_all")])
    many = counted["count_all"].to_numpy().astype(np.uint32)
    none = np.zeros(len(many), dtype=np.uint32)
    left, right = counted["left"].to_numpy(), counted["right"].to_numpy()
    runs, words = (many, none) if kind == "shingles" else (none, many)
    a, b = left % layout.buckets, right % layout.buckets
    where = np.minimum(a, b) * layout.buckets + np.maximum(a, b)
    for place in np.unique(where).tolist():
        some = where == place
        key = f"{int(place) // layout.buckets}-{int(place) % layout.buckets}"
        dealt.add_table(key, pa.table({"left": left[some], "right": right[some], "runs": runs[some], "words": words[some]}))
    return len(many)
