"""What the desk needs of a store, whatever database is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from tellings.model.coding import Coding
    from tellings.model.picture import Judgement, Picture
    from tellings.model.report import Reject, Report
    from tellings.model.story import Link

MARK = "\x02"
"""Stands before a word that was searched for."""

UNMARK = "\x03"
"""Stands behind it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was searched for: title and excerpt with the words between `MARK` and `UNMARK`."""

    report: str
    title: str | None
    excerpt: str


class Store(Protocol):
    """Reports, codings, links, judgements and the picture. Every change is one transaction: all of it is kept, or nothing."""

    def known(self, ids: Collection[str], version: str) -> set[str]:
        """Those of the reports that are here, coded by that version."""
        ...

    def add(self, report: Report, coding: Coding) -> None:
        """Keep a report and what was read from it, in place of what was read of it before."""
        ...

    def forget(self, report: str) -> bool:
        """Remove a report and all that was read from it; False where it is not here."""
        ...

    def reports(self, ids: Collection[str] | None = None) -> Iterator[Report]:
        """The reports of these ids, or all."""
        ...

    def report_ids(self, since: date | None = None, until: date | None = None) -> list[str]:
        """The ids of all reports, or those of some days, by day and id."""
        ...

    def codings(self, ids: Collection[str] | None = None) -> Iterator[Coding]:
        """The codings of these reports, or all."""
        ...

    def outdated(self, version: str) -> list[str]:
        """The reports that were coded by another version."""
        ...

    def count(self, *tables: str) -> dict[str, int]:
        """The number of rows of each table."""
        ...

    def refuse(self, reject: Reject) -> None:
        """Keep the refusal, in place of an earlier one of the same input."""
        ...

    def rejects(self) -> Iterator[Reject]:
        """What was refused, by name."""
        ...

    def add_links(self, links: Iterable[Link]) -> None:
        """Keep the links, each in place of an earlier one between the same two reports."""
        ...

    def links(self) -> Iterator[Link]:
        """All links."""
        ...

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a decision; the same one again is kept once."""
        ...

    def judgements(self) -> list[Judgement]:
        """All decisions, undone ones too, oldest first."""
        ...

    def draw(self, picture: Picture) -> None:
        """Keep the picture in place of the last one."""
        ...

    def picture(self) -> Picture:
        """The picture that was drawn last."""
        ...

    def search(self, words: str, limit: int | None = None) -> Iterator[Hit]:
        """The reports that hold all the words, best first."""
        ...

    def note(self, key: str, value: str | None) -> None:
        """Write down a fact about the store, or forget it."""
        ...

    def noted(self, key: str) -> str | None:
        """What was written down."""
        ...

    def close(self) -> None:
        """Gives the database back."""
        ...
