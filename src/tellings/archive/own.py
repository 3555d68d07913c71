"""What an archive is read with: a user's own tables, copied into its folder, which every machine sees; and the hour."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tellings.archive.layout import write_text
from tellings.read.options import Hints

if TYPE_CHECKING:
    from datetime import datetime

    from tellings.archive.layout import Layout

PART = "own"


@dataclass(frozen=True, slots=True)
class Own:
    """The files of a dictionary of actors and of a table of outlets; what they are called tells what is in them.

    `now` decides which embargoes are over; without it none is looked at. `embargoed` takes such items all the same.
    """

    actors: str | None = None
    outlets: str | None = None
    now: datetime | None = None
    embargoed: bool = False

    @classmethod
    def kept(cls, layout: Layout, actors: str | None, outlets: str | None) -> Self:
        """The copies of these texts in the archive's folder."""
        return cls(_kept(layout, "actors", actors), _kept(layout, "outlets", outlets))

    @property
    def names(self) -> tuple[str, ...]:
        """What tells these tables, and what is done about embargoes, from others; not the hour."""
        tables = tuple(Path(path).name for path in (self.actors, self.outlets) if path)
        return tables if self.now is None else (*tables, "embargoed taken" if self.embargoed else "embargoed refused")

    @property
    def hints(self) -> Hints:
        """What readers are told of it."""
        return Hints(outlets=self.outlets, now=self.now, embargoed=self.embargoed)


NONE = Own()
"""No tables of a user's own, and no look at embargoes."""


def _kept(layout: Layout, kind: str, text: str | None) -> str | None:
    if not text:
        return None
    path = layout.path(PART, f"{kind}-{blake2b(text.encode(), digest_size=8).hexdigest()}.txt")
    write_text(path, text)
    return str(path)
