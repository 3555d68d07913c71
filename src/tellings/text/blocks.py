"""A report's text cut into blocks: body, caption, heading, dateline, byline, credit, boilerplate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.model.report import Block, BlockKind, Credit, Dateline

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Cut:
    """What cutting a report's text gives. `blocks` are in order, never overlap, and leave out only white space."""

    blocks: tuple[Block, ...]
    dateline: Dateline | None = None
    byline: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()


def cut(text: str, given: Sequence[Block] = (), title: str | None = None) -> Cut:
    """The blocks of `text`; `given` is what the format said of its structure and is believed."""
    if given:
        return Cut(tuple(given))
    blocks = [Block(BlockKind.BODY, m.start(), m.end()) for m in re.finditer(r"\S[^\n]*(?<=\S)", text)]
    return Cut(tuple(blocks))
