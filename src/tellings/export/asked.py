"""What an export is made from: the desk hands in two ways to read the picture, both streams, and how it is to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tellings.export.rows import Row
    from tellings.model.opened import OpenedStory


@dataclass(frozen=True)
class Asked:
    """The stories that were asked for, opened one at a time; the rows of any kind; whether whole texts are wanted."""

    opened: Callable[[], Iterator[OpenedStory]]
    rows: Callable[[str], Iterator[Row]]
    full_text: bool = False
