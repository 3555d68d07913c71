"""What a text's dates and weekdays, and the days of other reports of its story, let one infer of its own day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tellings.model.report import Published
from tellings.text.when import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tellings.model.coding import Mention

UNKNOWN = Published(None, "inferred", "nothing in the text gives a day")
SIBLING_DAYS = 3
"""Reports of one happening are at most so many days older or newer than the one whose day is asked for."""

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What a text says of its own day: full dates in it, the newest year in it, and past weekdays in order."""

    days: tuple[date, ...]
    weekdays: tuple[int, ...]
    newest_year: int | None = None


def day_facts(mentions: Iterable[Mention]) -> DayFacts:
    """What date mentions, bound or not, say of the day of the report that they stand in."""
    days: list[date] = []
    weekdays: list[int] = []
    years: list[int] = []
    for period in (m.date for m in mentions if m.date):
        if period.relative:
            if period.relative[3:] == "<=":
                weekdays.append(WEEKDAYS.index(period.relative[:3]))
        elif period.first and period.last:
            years.append(period.first.year)
            if period.first == period.last:
                days.append(period.first)
    return DayFacts(tuple(days), tuple(weekdays), max(years, default=None))


def infer_day(facts: DayFacts, siblings: Sequence[date] = ()) -> Published:
    """The day that a text's own words, and the days of other reports of its story (`siblings`), let one infer; with the reason.

    News names past days by weekday for less than a week: the report is from the first day on or after its newest date that is
    the weekday it speaks of. A newest date that is older than a year named in the text is background, and tells nothing.
    """
    newest = max(facts.days, default=None)
    if newest and facts.newest_year and facts.newest_year > newest.year:
        newest = None
    if siblings:
        return _by_siblings(facts, newest, siblings)
    if not newest:
        return UNKNOWN
    if not facts.weekdays:
        return Published(newest, "inferred", f"{newest} is the newest date in the text")
    weekday = facts.weekdays[0]
    day = next(newest + timedelta(days=k) for k in range(7) if (newest + timedelta(days=k)).weekday() == weekday)
    return Published(
        day, "inferred", f"{newest} is the newest date in the text, and {DAY_NAMES[weekday]} the first weekday that it tells of"
    )


def _by_siblings(facts: DayFacts, newest: date | None, siblings: Sequence[date]) -> Published:
    usual, _ = min(Counter(siblings).items(), key=lambda c: (-c[1], c[0]))
    near = [usual + timedelta(days=k) for k in sorted(range(-SIBLING_DAYS, SIBLING_DAYS + 1), key=lambda k: (abs(k), k))]
    possible = [d for d in near if not newest or d >= newest]
    weekday = facts.weekdays[0] if facts.weekdays else None
    for day in possible:
        if day.weekday() == weekday:
            return Published(
                day, "inferred", f"other reports of the story are from {usual}, and it tells of {DAY_NAMES[day.weekday()]}"
            )
    if possible:
        return Published(possible[0], "inferred", f"other reports of the story are from {usual}")
    return infer_day(facts)
