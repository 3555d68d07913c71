"""Rows to text: FORMATS by name. Every one streams; none holds more than a handful of rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING

from tellings.export.fields import FIELDS
from tellings.export.jsonl import json_line

if TYPE_CHECKING:
    from tellings.export.rows import Row

PIECE = 200
"""Rows of a table that are written out in one go."""


def csv_pieces(kind: str, rows: Iterable[Row]) -> Iterator[str]:
    """A table with a header; what is no single value (a span, a list) is JSON in its cell, what is not told is empty."""
    file = StringIO(newline="")
    table = csv.writer(file, lineterminator="\n")
    fields = FIELDS[kind]
    table.writerow(fields)
    for number, row in enumerate(rows, start=1):
        table.writerow([_cell(row.get(field)) for field in fields])
        if number % PIECE == 0:
            yield file.getvalue()
            file.seek(0)
            file.truncate()
    yield file.getvalue()


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value


FORMATS: dict[str, Callable[[str, Iterable[Row]], Iterator[str]]] = {
    "jsonl": lambda _, rows: map(json_line, rows),
    "csv": csv_pieces,
}
"""The forms of text that rows of any kind can have."""
