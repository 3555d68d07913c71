"""What the rows of one report need to know of the picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Context:
    """The report's story, and the entity (id, name) behind each of its referents."""

    story: str | None = None
    entities: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def entity(self, referent: str | None) -> str | None:
        """The id of the entity that a referent stands for."""
        return self.entities[referent][0] if referent and referent in self.entities else None

    def name(self, referent: str | None, otherwise: str | None) -> str | None:
        """Its name across reports, else the one within the report."""
        return self.entities[referent][1] if referent and referent in self.entities else otherwise
