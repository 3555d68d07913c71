"""How days, counts and codes are written for a person, in the terminal and on the pages."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tellings.model.period import Period
    from tellings.model.picture import Control


def day(given: date | None) -> str:
    """`2 Dec 2024`, or a question mark."""
    return f"{given.day} {given:%b} {given.year:04}" if given else "?"


def days(first: date | None, last: date | None) -> str:
    """`2 Dec 2024`, `25 Nov to 1 Dec 2024`, `Nov 2024`, `2011 to 2014`, `from 2 Dec 2024`, `from 2011`, `until …`, or nothing."""
    if first and last and first != last:
        if rounded := whole(first, last):
            return rounded
        short = f"{first.day} {first:%b}" if first.year == last.year else day(first)
        return f"{short} to {day(last)}"
    if first and last:
        return day(first)
    if first:
        return f"from {begun(first)}"
    return f"until {day(last)}" if last else ""


def begun(first: date) -> str:
    """The day that something open began; of the first day of a year the year: nearly always that is all that was told."""
    return f"{first.year:04}" if (first.month, first.day) == (1, 1) else day(first)


def whole(first: date, last: date) -> str:
    """A stretch of whole years or one whole month as these, else nothing."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year:04}" if first.year == last.year else f"{first.year:04} to {last.year:04}"
    month = (first.year, first.month) == (last.year, last.month) and (first.day, last.day) == (
        1,
        monthrange(last.year, last.month)[1],
    )
    return f"{first:%b} {first.year:04}" if month else ""


def when_told(period: Period | None) -> str:
    """A period as a person writes it: `30 Nov 2024`, `25 Nov to 1 Dec 2024`, `2016`, `since 2011`."""
    if period is None or not period.known:
        return ""
    first, last = period.first, period.last
    if first and last:
        return days(first, last)
    if first:
        return f"since {begun(first)}"
    return f"until {day(last)}"


def held(row: Control) -> str:
    """When somebody held a place, no surer than it is told: `from 2029`, `in 2029, six days`, `by 3 May 2031`."""
    lasting = f", {row.lasting}" if row.lasting else ""
    if row.began and row.began == row.ended:
        return f"in {_told(row.began)}{lasting}"
    if not row.began and not row.ended:
        return f"{days(row.first, row.last)}{lasting}"
    start = _told(row.began) if row.began else day(row.first) if row.first else ""
    end = _told(row.ended) if row.ended else day(row.last) if row.last else ""
    if not end:
        return (start if start.startswith("by ") else f"from {start}") + lasting
    return (f"{start} to {end}" if start else f"until {end}") + lasting


def _told(span: Period) -> str:
    """The time within which something came to be: `2029`, `some day of 3 to 12 Mar 2031`, `by 12 Mar 2031`."""
    if span.first and span.last:
        return whole(span.first, span.last) or f"some day of {days(span.first, span.last)}"
    return f"by {day(span.last)}" if span.last else day(span.first)


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 origin`, `2 origins`, `12,000 origins`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def code(country: str | None, sector: str | None) -> str:
    """`SYR GOV`."""
    return " ".join(part for part in (country, sector) if part)


def short_id(given: str) -> str:
    """An id as a person types it: without the prefix of its kind."""
    return given.rsplit("-", 1)[-1][:8]


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
