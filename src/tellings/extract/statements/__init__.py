"""Who said what: cues in the parse, quotations matched across paragraphs, speakers by syntax and cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.extract.statements.finish import finish
from tellings.extract.statements.gather import gather

if TYPE_CHECKING:
    from tellings.extract.reading import Reading
    from tellings.model.coding import Statement


def find_statements(reading: Reading) -> tuple[Statement, ...]:
    """Every statement of the report, in order of the text."""
    return tuple(finish(draft, reading) for draft in gather(reading.syntax))
