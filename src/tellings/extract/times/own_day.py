"""The report's own day: from its metadata, its dateline, or inferred from the dates and weekdays in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.extract.times.date_mentions import bind_times
from tellings.model.report import Published
from tellings.text.dates import find_dates
from tellings.text.own_day import DayFacts, day_facts, infer_day
from tellings.text.when import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.extract.times.date_mentions import Worded
    from tellings.model.report import Dateline, Report
    from tellings.text.blocks import Cut


def published(report: Report, cut: Cut, words: Iterable[Worded]) -> Published:
    """The report's own day: from metadata, from its dateline, or inferred from its date `words`; with the reason."""
    if report.published:
        return Published(report.published, "metadata", report.dated or "given with the report")
    if cut.dateline and cut.dateline.day:
        return Published(cut.dateline.day, "dateline", f"its dateline says {cut.dateline.span.text.strip()!r}")
    facts = day_facts(bind_times(words, None))
    return (cut.dateline and _dateline_without_year(cut.dateline, facts)) or infer_day(facts)


def _dateline_without_year(dateline: Dateline, facts: DayFacts) -> Published | None:
    """`Dec 2` of a dateline, in the newest year that the text names."""
    written = next(iter(find_dates(dateline.span.text)), None)
    if not written or not written.day or not facts.newest_year:
        return None
    stretch = absolute(f"{facts.newest_year}-{written.month:02d}-{written.day:02d}")
    if not stretch:
        return None
    words = dateline.span.text.strip()
    return Published(
        stretch[0], "dateline", f"its dateline says {words!r}, and {facts.newest_year} is the newest year in the text"
    )
