"""How many of what: killed, injured, arrested, displaced, troops, money, areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.extract.syntax import Syntax
    from tellings.model.coding import Mention


def find_quantities(syntax: Syntax) -> tuple[Mention, ...]:
    """Every quantity as a QUANTITY mention with its `quantity`."""
    return ()
