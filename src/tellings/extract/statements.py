"""Who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.extract.reading import Reading
    from tellings.model.coding import Statement


def find_statements(reading: Reading) -> tuple[Statement, ...]:
    """Every statement of the report, in order of the text."""
    return ()
