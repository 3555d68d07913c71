"""How days, counts, parties and reports are written for a person. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import TYPE_CHECKING

from rich.text import Text

from tellings.model.coding import Event

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


def day(given: date | None) -> str:
    """`2 Dec 2024`, or a question mark."""
    return f"{given.day} {given:%b %Y}" if given else "?"


def days(first: date | None, last: date | None) -> str:
    """`2 Dec 2024`, `25 Nov to 1 Dec 2024`, `from 2 Dec 2024`, `until …`, or nothing."""
    if first and last and first != last:
        short = f"{first.day} {first:%b}" if first.year == last.year else day(first)
        return f"{short} to {day(last)}"
    if first and last:
        return day(first)
    if first:
        return f"from {day(first)}"
    return f"until {day(last)}" if last else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 origin`, `2 origins`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


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


def short_id(given: str) -> str:
    """An id as a person types it: without the prefix of its kind."""
    return given.rsplit("-", 1)[-1][:8]


def code(country: str | None, sector: str | None) -> str:
    """`SYR GOV`."""
    return " ".join(part for part in (country, sector) if part)


def sentence_of(member: Event | Statement) -> str:
    """The words an event or statement was read from, on one line."""
    return line((member.evidence if isinstance(member, Event) else member.sentence).text)


def cited(sentence: str) -> Text:
    """The sentence behind a line, set off without quotation marks: it may have its own."""
    return Text(f"│ {line(sentence)}", style="italic dim")


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
