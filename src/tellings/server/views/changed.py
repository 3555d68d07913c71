"""What outlets changed in shared copy, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.server.views.parts import ReportRef


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of a passage: `kind` is same, spelling, term, number, tense, cut, added, moved or other.

    `change` numbers the change, 0 is none; `says` names it for a reader (`number: twelve → 12`).
    """

    text: str
    kind: str
    change: int = 0
    says: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One report's side of a row: `kind` is shared, only (no other report has it) or none (this report lacks it)."""

    kind: str
    runs: tuple[WordRun, ...]
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class CompareRow:
    """Passages that face each other, a cell a report.

    `kind` is verbatim, light edit, reworded, merged, split or only; `sharing` narration, quotation, boilerplate or background;
    `changed` tells rows with something to look at.
    """

    kind: str
    sharing: str
    score: str
    cells: tuple[Cell, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in words: what one side has, what the other has instead, of which kind."""

    left: str
    right: str
    kind: str


@dataclass(frozen=True, slots=True)
class OutletChanges:
    """What one report did with the copy it shares with `against`: words changed, sentences `added` and `cut`."""

    report: ReportRef
    against: ReportRef
    says: str
    changes: tuple[ChangeLine, ...]
    added: tuple[str, ...]
    cut: tuple[str, ...]
    more: int
    href: str
