"""A store looked after: moved to another database, copied, checked, mended."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from tellings.desk.drawing import redraw
from tellings.pipeline import DRAW_VERSION
from tellings.store import backup as copies
from tellings.store import checks
from tellings.store.opening import open_store
from tellings.store.transfer import transfer as move

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tellings.store.faults import Fault


def transfer(from_: str, to: str, *, derived: bool = True) -> dict[str, int]:
    """Everything from one store into another, empty one; how many rows of each table. Without the picture it is drawn again."""
    with closing(open_store(from_, must_exist=True)) as here, closing(open_store(to)) as there:
        moved = move(here, there, derived=derived)
        redraw(there)
        return moved


def backup(store: str, to: Path) -> None:
    """The store as it is now in one file, which is a store itself; whole or not at all."""
    with closing(open_store(store, must_exist=True)) as opened:
        copies.backup(opened, to)


def check(store: str) -> Iterator[Fault]:
    """Every fault of the store, each with the way out."""
    with closing(open_store(store, must_exist=True)) as opened:
        yield from checks.check(opened, DRAW_VERSION)


def mend(store: str) -> list[Fault]:
    """Make anew what is derived from what is sound; the faults that are left."""
    with closing(open_store(store, must_exist=True)) as opened:
        checks.mend(opened, list(checks.check(opened, DRAW_VERSION)))
        redraw(opened)
        return list(checks.check(opened, DRAW_VERSION))
