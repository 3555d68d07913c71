"""SQLite files: our own store, or somebody's database; there is no report to read in either, and it is said which it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from tellings.model.report import Reject, Report
from tellings.read.options import Hints

_MARK = b"SQLite format 3\x00"
_LOGS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
"""How a database begins, and the write-ahead log or journal that lies beside one while it is written."""


def looks_like_sqlite(first: bytes) -> bool:
    """Whether it begins as a SQLite database or its log does."""
    return first.startswith((_MARK, *_LOGS))


def refuse_sqlite(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:  # noqa: ARG001  # what a reader takes
    """Say what it is, and the way out."""
    yield Reject(ref, "is a SQLite database, no report: export the table that holds the reports as CSV")
