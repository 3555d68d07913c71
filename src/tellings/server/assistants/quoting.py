"""Words that are handed on, each with the report that they stand in: span, outlet, day, address. Never a whole text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tellings.export.evidence import EXCERPT, excerpt
from tellings.model.opened import named_outlet

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tellings.model.listed import ReportLine, Told
    from tellings.model.picture import Evidence
    from tellings.model.report import Report
    from tellings.model.story import Passage
    from tellings.server.views.ask import Ask

Row = dict[str, Any]

NAMED = ("actor", "recipient", "speaker")

QUOTED = 5
"""Sentences below a claim in a list; `evidence` gives all of them."""


@dataclass(frozen=True)
class Quotes:
    """The reports that words are quoted from, by id."""

    lines: Mapping[str, ReportLine]

    @classmethod
    def of(cls, ask: Ask, reports: Collection[str]) -> Quotes:
        """Those of these ids."""
        return cls(ask.asked.report_lines(reports))

    def report(self, report: str) -> Row:
        """Whose a report is: id, outlet, day and address."""
        line = self.lines.get(report)
        if line is None:  # forgotten since the picture was drawn
            return {"report": report, "outlet": None, "published": None, "url": None}
        return {"report": report, "outlet": named_outlet(line.outlet, line.ref), "published": line.day, "url": line.url}

    def sentence(self, told: Told) -> Row:
        """A sentence that an event or statement was read from, and the rule that read it."""
        return self.words(told.report, told.start, told.text) | {"member": told.member, "reason": told.reason}

    def evidence(self, evidence: Evidence) -> Row:
        """The words that a tie or control was read from."""
        return self.words(evidence.report, evidence.span.start, evidence.span.text)

    def words(self, report: str, start: int | None, text: str) -> Row:
        """A span with its report; where it is long its beginning, and how many characters are left out."""
        shown = beginning(text)
        end = None if start is None else start + len(shown)
        row = self.report(report) | {"start": start, "end": end, "text": shown}
        return row if shown == text else row | {"left_out": len(text) - len(shown)}

    def passage(self, passage: Passage, report: Report) -> Row:
        """A passage of a report that another one shares."""
        return self.words(report.id, passage.start, report.text[passage.start : passage.end])


def beginning(text: str) -> str:
    """The first characters of a text, as they stand there, cut at a word."""
    return text if len(text) <= EXCERPT else text[: EXCERPT + 1].rsplit(None, 1)[0]


def lead(report: Report) -> str:
    """How a report begins behind its title, in few words."""
    title = report.title or ""
    return excerpt(report.text[len(title) :].strip() or report.text if report.text.startswith(title) else report.text)


def part(items: Sequence[Row], offset: int, total: int) -> Row:
    """A part of a list that is counted: `next` is the offset of what follows, null at the end."""
    behind = offset + len(items)
    return {"items": list(items), "total": total, "next": behind if items and behind < total else None}
