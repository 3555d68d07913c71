"""Files of other data sets: CSV or TSV, plain, gzipped or zipped, with a header or without."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

from tellings.desk.foreign_rows import FOREIGN
from tellings.errors import UsageError
from tellings.export.tables import TABLES
from tellings.model.foreign import ForeignEvent, RefusedRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

NOTHING = frozenset({"", "None", "NA", "NULL", "nan"})
"""What stands in a cell that is empty."""


def read_foreign(kind: str, path: Path) -> Iterator[ForeignEvent | RefusedRow]:
    """The rows of a file of that data set, in order; a row that cannot be read is refused by its number. Raises UsageError."""
    if kind not in FOREIGN:
        raise UsageError(f"there is nothing to hold against {kind!r}: {', '.join(FOREIGN)}")
    number = 0
    for member in _members(path):
        with member as file:
            for cells in _rows(file, kind, path):
                number += 1
                yield _event(kind, number, cells)


def _event(kind: str, number: int, cells: dict[str, str] | None) -> ForeignEvent | RefusedRow:
    if cells is None:
        return RefusedRow(number, "it has another number of cells than there are columns")
    try:
        found = FOREIGN[kind][1](number, cells)
    except (ValueError, KeyError) as error:
        return RefusedRow(number, f"it cannot be read: {type(error).__name__}: {error}")
    return found or RefusedRow(number, "it has no day that can be read")


def _members(path: Path) -> Iterator[AbstractContextManager[IO[str]]]:
    """Each table in the file: itself, or what a ZIP holds."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for name in packed.namelist():
                    if not name.endswith("/"):
                        yield _text(packed.open(name))
            return
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            yield _text(cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if zipped else file)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


@contextmanager
def _text(file: IO[bytes]) -> Iterator[IO[str]]:
    with file, io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="") as text:
        yield text


def _rows(file: IO[str], kind: str, path: Path) -> Iterator[dict[str, str] | None]:
    """Each row by column, None for one with too few or too many cells (empty ones at the end are let pass)."""
    first = file.readline()
    if not first.strip():
        return
    delimiter = max("\t,;", key=first.count)
    head = next(csv.reader([first], delimiter=delimiter))
    names = [name.strip().lstrip("#!") for name in head]
    wanted = FOREIGN[kind][0]
    headed = set(wanted) <= set(names)
    if not headed:
        names = list(TABLES[kind].types)
        if len(head) != len(names):
            raise UsageError(
                f"{path} is no table of {kind}: it has neither the columns {', '.join(wanted)} nor {len(names)} without a header"
            )
    for cells in _cells(file if headed else _again(first, file), delimiter):
        filled = cells[: len(names)]
        whole = len(filled) == len(names) and not any(c.strip() for c in cells[len(names) :])
        yield {name: "" if c.strip() in NOTHING else c.strip() for name, c in zip(names, filled, strict=True)} if whole else None


def _cells(lines: Iterator[str] | IO[str], delimiter: str) -> Iterator[list[str]]:
    """The cells of each line; quotation marks are letters like others where tabs part the cells."""
    if delimiter == "\t":
        yield from (line.rstrip("\r\n").split("\t") for line in lines if line.strip())
        return
    yield from (cells for cells in csv.reader(lines, delimiter=delimiter) if cells)


def _again(first: str, file: IO[str]) -> Iterator[str]:
    yield first
    yield from file
