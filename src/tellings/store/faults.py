"""What a check says of a store that is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass

READ_AGAIN = "`tellings forget` it and read it again, or go back to a backup"
MEND = "`tellings check --mend` makes it anew from what was read"
SAVE = "go back to a backup, or save what can be read with `tellings transfer` into a new store"
DECIDE = "`tellings undo` it and decide again"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be: of what, what is wrong, and the way out."""

    of: str
    says: str
    way_out: str

    @property
    def mendable(self) -> bool:
        """Whether it is derived from what is sound."""
        return self.way_out == MEND
