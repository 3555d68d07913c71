"""Parquet: a row a report, the columns by the names that archives use. pyarrow is an extra."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from tellings.model.report import Reject, Report
from tellings.read.options import MAX_TEXT, Hints
from tellings.read.records import record_report

ROWS = 256
"""Rows held at a time."""


def looks_like_parquet(first: bytes) -> bool:
    """Whether it begins as a Parquet file does."""
    return first.startswith(b"PAR1")


def read_parquet(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """A report or refusal a row, a few rows in memory at a time."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield Reject(ref, "is a Parquet file: install tellings[parquet] to read it")
        return
    try:
        whole = file if file.seekable() else io.BytesIO(file.read(100 * MAX_TEXT))
        number = 0
        with ParquetFile(whole) as table:
            for batch in table.iter_batches(batch_size=ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield record_report(f"{ref}:{number}", {k: v for k, v in row.items() if v is not None}, hints)
    except (ArrowException, OSError, ValueError) as error:
        yield Reject(ref, f"is a Parquet file that cannot be read: {error}")
