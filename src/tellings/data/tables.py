"""The one reader of our tab-separated tables: comment lines, a line of column names, rows."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def table_text(name: str) -> str:
    """The text of a table that ships with us."""
    try:
        return (files("tellings.data") / name).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"the table {name} cannot be read: {error}; install the package again") from error


def read_table(name: str) -> Iterator[Mapping[str, str]]:
    """The rows of a table by column name. Raises `DataError` where a row has too many or too few cells."""
    return rows_of(table_text(name), name)


def rows_of(text: str, name: str) -> Iterator[Mapping[str, str]]:
    """The rows in a table's text, which messages call by its name."""
    every = enumerate(text.replace("\r\n", "\n").split("\n"), 1)
    lines = [(n, line) for n, line in every if line.strip() and not line.startswith("#")]
    columns = lines[0][1].split("\t") if lines else []
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise DataError(f"{name}, line {number}: {len(cells)} cells where {len(columns)} are wanted: {line[:60]!r}")
        yield dict(zip(columns, cells, strict=True))
