"""Rows to files: FORMATS by name. Every one streams; none holds more than a row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from tellings.export.fields import FIELDS
from tellings.export.jsonl import write_jsonl

if TYPE_CHECKING:
    from tellings.export.rows import Row


def write_csv(kind: str, rows: Iterable[Row], file: TextIO) -> None:
    """A table with a header; what is no single value (a span, a list) is JSON in its cell, what is not told is empty."""
    table = csv.writer(file, lineterminator="\n")
    fields = FIELDS[kind]
    table.writerow(fields)
    for row in rows:
        table.writerow([_cell(row.get(field)) for field in fields])


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value


FORMATS: dict[str, Callable[[str, Iterable[Row], TextIO], None]] = {
    "jsonl": lambda _, rows, file: write_jsonl(rows, file),
    "csv": write_csv,
}
"""What `--format` takes."""
