"""Rows as JSON Lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.export.rows import Row


def json_line(row: Row) -> str:
    """The row as one line."""
    return json.dumps(row, ensure_ascii=False) + "\n"
