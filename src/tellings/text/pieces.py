"""The stretches that a text is cut into, before they become blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.model.report import BlockKind
    from tellings.text.credits import Credited
    from tellings.text.datelines import Filed


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one kind with what was read in it."""

    kind: BlockKind
    start: int
    end: int
    filed: Filed | None = None
    names: tuple[str, ...] = ()
    credits: tuple[Credited, ...] = ()


def tidy(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without white space at their ends; what holds no letter or digit joins the piece before it."""
    tidied: list[Piece] = []
    for piece in pieces:
        words = text[piece.start : piece.end]
        start = piece.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start >= end:
            continue
        if tidied and not any(c.isalnum() for c in text[start:end]) and "\n" not in text[tidied[-1].end : start]:
            tidied[-1] = replace(tidied[-1], end=end)
        else:
            tidied.append(replace(piece, start=start, end=end))
    return tidied
