"""CSV and TSV with a header: a row a report, the columns by the names that archives use."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from tellings.model.report import Reject, Report
from tellings.read.options import MAX_TEXT, Hints
from tellings.read.plain import not_utf8
from tellings.read.records import OTHER_NAMES, record_report

DELIMITERS = ",;\t|"

LONGEST_NAME = 40
_NAME = re.compile(r"(?:[^\W_]+(?:[_.#][^\W_]+){0,2})?")
"""A column's name: three words at most; a column of row numbers has none."""

TEXTS = frozenset({"text", *OTHER_NAMES["text"]})


def looks_like_table(first: bytes) -> bool:
    """Whether the first line is a header with a column for the text and at least one more, all of them names and no sentence."""
    columns = _columns(first.decode("utf-8-sig", "replace"))
    return len(columns) > 1 and bool(TEXTS & set(columns)) and all(len(c) <= LONGEST_NAME and _NAME.fullmatch(c) for c in columns)


def read_table(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """A report or refusal a row; rows are streamed."""
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    number = 1
    try:
        header = lines.readline()
        csv.field_size_limit(MAX_TEXT)
        for row in csv.DictReader(
            lines, fieldnames=next(csv.reader([header], delimiter=_delimiter(header))), delimiter=_delimiter(header)
        ):
            number += 1
            record = {k: v for k, v in row.items() if k is not None and v not in (None, "")}
            yield record_report(f"{ref}:{number}", record, hints)
    except UnicodeDecodeError as error:
        yield Reject(f"{ref}:{number + 1}", not_utf8(error))
    except csv.Error as error:
        yield Reject(f"{ref}:{number + 1}", f"is no row of a table: {error}")
    finally:
        lines.detach()


def _columns(text: str) -> list[str]:
    header = text.partition("\n")[0].strip()
    try:
        cells = next(csv.reader([header], delimiter=_delimiter(header)), [])
    except csv.Error:
        return []
    return [c.strip().lower().replace(" ", "_").replace("-", "_") for c in cells]


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)
