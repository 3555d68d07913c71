"""Rows as JSON Lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.export.rows import Row


def write_jsonl(rows: Iterable[Row], file: TextIO) -> None:
    """One object a line, as the rows come."""
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False))
        file.write("\n")
