"""What a table of another data set looks like: its columns, how it is written as text, and what its rows are made from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tellings.export.rows import Row
    from tellings.model.opened import OpenedStory

PIECE = 200
"""Rows that are written out in one go."""


@dataclass(frozen=True)
class TableShape:
    """A table of the field. `types` are its columns in order; `missing` is what stands where nothing is known."""

    name: str
    about: str
    types: dict[str, str]
    rows: Callable[[OpenedStory], Iterator[Row]]
    delimiter: str = ","
    header: bool = True
    missing: str = ""

    @property
    def form(self) -> str:
        """The form that the data set itself comes in."""
        return "tsv" if self.delimiter == "\t" else "csv"


def written(shape: TableShape, rows: Iterable[Row], delimiter: str | None = None) -> Iterator[str]:
    """The table as text, in pieces. Tab-separated tables know no quotes: tabs and line breaks in a cell become spaces."""
    file = StringIO(newline="")
    between = delimiter or shape.delimiter
    if between == "\t":
        table = csv.writer(file, delimiter=between, lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    else:
        table = csv.writer(file, delimiter=between, lineterminator="\n")
    if shape.header:
        table.writerow(shape.types)
    for number, row in enumerate(rows, start=1):
        cells = [shape.missing if (value := row.get(name)) is None else str(value) for name in shape.types]
        table.writerow([" ".join(c.split()) for c in cells] if between == "\t" else cells)
        if number % PIECE == 0:
            yield file.getvalue()
            file.seek(0)
            file.truncate()
    yield file.getvalue()
