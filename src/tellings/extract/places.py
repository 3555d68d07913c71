"""Places of one report: candidates from the gazetteer, one joint decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.cast import Cast
    from tellings.extract.syntax import Syntax
    from tellings.model.coding import Mention, Place
    from tellings.model.report import Dateline


class Gazetteer(Protocol):
    """Where place names are looked up; `data` opens it, read-only."""

    def look_up(self, name: str) -> Sequence[Place]:
        """Every place of that name (folded, alternate names too), the most populous first."""
        ...


def find_places(syntax: Syntax, cast: Cast, gazetteer: Gazetteer, dateline: Dateline | None) -> tuple[Mention, ...]:
    """Every place as a PLACE (or COUNTRY) mention with its `place`."""
    return ()
