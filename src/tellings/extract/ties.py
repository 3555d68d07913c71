"""Relations and holdings that the words themselves state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.reading import Reading
    from tellings.model.coding import Event, Holding, Statement, Tie


def find_ties(reading: Reading, statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Tie, ...]:
    """Who backs, leads, opposes … whom, with the words that say so."""
    return ()


def find_holdings(reading: Reading, statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Holding, ...]:
    """Who holds, takes, loses which place, with the words that say so."""
    return ()
