"""An event in the making: trigger, code and the words of its parties, before they are named, placed and dated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.model.coding import Status

if TYPE_CHECKING:
    from tellings.extract.events.frames import Clause
    from tellings.extract.syntax import Token


@dataclass(frozen=True)
class Draft:
    """A coded trigger. `words` are the trigger's tokens; `inner` is the draft of the act that this speech embeds."""

    clause: Clause
    words: tuple[Token, ...]
    type: str
    mode: str | None
    cameo: str
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    reason: str
    status: Status = Status.ACTUAL
    inner: Draft | None = None

    @property
    def head(self) -> Token:
        """The trigger's main word."""
        return self.clause.head
