"""Who did what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.reading import Reading
    from tellings.model.coding import Event, Statement


def find_events(reading: Reading, statements: Sequence[Statement]) -> tuple[Event, ...]:
    """Every event of the report, in order of the text; `attributed_to` names the statement that an event stands in."""
    return ()
