"""A user's own tables that an archive is read with: copied into its folder, which every machine sees."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tellings.archive.layout import write_text

if TYPE_CHECKING:
    from tellings.archive.layout import Layout

PART = "own"


@dataclass(frozen=True, slots=True)
class Own:
    """The files of a dictionary of actors and of a table of outlets; what they are called tells what is in them."""

    actors: str | None = None
    outlets: str | None = None

    @classmethod
    def kept(cls, layout: Layout, actors: str | None, outlets: str | None) -> Self:
        """The copies of these texts in the archive's folder."""
        return cls(_kept(layout, "actors", actors), _kept(layout, "outlets", outlets))

    @property
    def names(self) -> tuple[str, ...]:
        """What tells these tables from others."""
        return tuple(Path(path).name for path in (self.actors, self.outlets) if path)


NONE = Own()
"""No tables of a user's own."""


def _kept(layout: Layout, kind: str, text: str | None) -> str | None:
    if not text:
        return None
    path = layout.path(PART, f"{kind}-{blake2b(text.encode(), digest_size=8).hexdigest()}.txt")
    write_text(path, text)
    return str(path)
