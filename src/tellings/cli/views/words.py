"""How much is shown in the terminal, how reports are labelled there, and sentences set off. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import TYPE_CHECKING

from rich.text import Text

from tellings.model.coding import Event
from tellings.text.shown import count, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tellings.model.coding import Statement
    from tellings.model.opened import OpenedStory


@dataclass(frozen=True, slots=True)
class Detail:
    """How much a person wants to see: the sentence behind each line, and how many claims and sentences of a kind."""

    evidence: bool = False
    claims: int | None = 20
    sentences: int | None = 6

    @classmethod
    def everything(cls, *, evidence: bool) -> Detail:
        """Nothing left out."""
        return cls(evidence, None, None)


def more(number: int, what: str) -> list[Text]:
    """The line that says how much is not shown, if anything."""
    return [Text(f"and {count(number, f'more {what}')}: `--all` shows them", style="dim")] if number > 0 else []


def labels(opened: OpenedStory) -> dict[str, str]:
    """A short label for each report of a story, by day and name: A to Z, then A2 and on."""

    def order(report: str) -> tuple[bool, date, str, str]:
        day_ = opened.codings[report].published.day
        return (day_ is None, day_ or date.min, opened.reports[report].ref, report)

    placed = enumerate(sorted(opened.story.reports, key=order))
    return {report: ascii_uppercase[n % 26] + (str(n // 26 + 1) if n >= 26 else "") for n, report in placed}


def labelled(reports: Iterable[str], known: Mapping[str, str]) -> str:
    """The labels of some reports, in order."""
    return " ".join(sorted(known.get(r, r) for r in set(reports)))


def sentence_of(member: Event | Statement) -> str:
    """The words an event or statement was read from, on one line."""
    return line((member.evidence if isinstance(member, Event) else member.sentence).text)


def cited(sentence: str) -> Text:
    """The sentence behind a line, set off without quotation marks: it may have its own."""
    return Text(f"│ {line(sentence)}", style="italic dim")
