"""Lines of reporting: how few account for some reports, and what has to be known to weigh a claim by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date


class Weighing(Protocol):
    """The days, outlets and lines of reporting of some reports: those of one story, or of several that follow each other."""

    def day(self, report: str) -> date | None:
        """The report's own day."""
        ...

    def days(self, reports: Iterable[str]) -> list[date]:
        """The known days of some reports, in order."""
        ...

    def line(self, report: str) -> frozenset[int]:
        """The line of reporting that a report stands in."""
        ...

    def origins(self, reports: Iterable[str]) -> frozenset[int]:
        """The fewest origins that account for these reports."""
        ...

    def outlet_count(self, reports: Iterable[str]) -> int:
        """How many outlets certainly differ."""
        ...

    def name(self, key: str) -> str:
        """What somebody is called, by `Who.key`."""
        ...

    def changed_words(self, passages: Iterable[int]) -> Iterable[tuple[str, str, str, str]]:
        """Words that stand for each other in copies, by their numbers: left words and report, right words and report."""
        ...


def fewest(lines: Iterable[frozenset[int]]) -> frozenset[int]:
    """The fewest origins that account for reports of these lines: one that mixes two adds none where either is counted."""
    counted: set[int] = set()
    for line in sorted(set(lines), key=lambda one: (len(one), sorted(one))):
        if line and not line & counted:
            counted.add(min(line))
    return frozenset(counted)


def kin(line: frozenset[int], told_by: Sequence[Collection[str]]) -> frozenset[int]:
    """The origins of a line with all that share a report with them; `told_by` has the reports of each origin."""
    while True:
        reports = {r for k in line for r in told_by[k]}
        wider = frozenset(k for k, told in enumerate(told_by) if not reports.isdisjoint(told))
        if wider == line:
            return line
        line = wider
