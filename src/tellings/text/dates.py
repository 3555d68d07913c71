"""Written calendar dates: `December 2, 2024`, `2 Dec 2024`, `Mon Dec 2`, `2024-12-02`, `December 2024`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tellings.data.calendar import months, weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Four digits outside are no year in news."""

NUMERIC_FORMS = 3
"""So many of the forms, the first, are in figures alone."""

NUMERIC = re.compile(r"\d[-/.]\d")


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar date as written at `start` to `end`; what the words leave out is None. Always a month or a full date."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    weekday: int | None = None

    @property
    def full(self) -> date | None:
        """The day, where year, month and day are all written."""
        return date(self.year, self.month, self.day) if self.year and self.day else None


def alternation(words: Iterator[str] | list[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """The forms of written dates, the most specific first."""
    month = rf"(?P<month>{alternation(list(months()))})\b\.?"
    weekday = rf"(?:(?P<weekday>{alternation(list(weekdays()))})\b\.?,?\s+)?"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    year = r"(?P<year>1[0-9]\d\d|20\d\d|21\d\d)(?!\d|,\d)"
    forms = (
        r"(?P<year>(?:19|20)\d\d)([-/.])(?P<nmonth>0?[1-9]|1[0-2])\2(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        r"(?P<day>0?[1-9]|[12]\d|3[01])([-/.])(?P<nmonth>0?[1-9]|1[0-2])\2(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?P<nmonth>0?[1-9]|1[0-2])(/)(?P<day>1[3-9]|2\d|3[01])\2(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"{weekday}(?:the\s+)?{day}[-\s]+(?:of\s+)?{month}[-,]?\s*{year}",
        rf"{weekday}{month}\s*(?:the\s+)?{day},?\s*{year}",
        rf"{weekday}(?:the\s+)?{day}\s+(?:of\s+)?{month}(?!\w)",
        rf"{weekday}{month}\s*(?:the\s+)?{day}(?![\w%]|[.,:]\d)",
        rf"{month},?\s+(?:of\s+)?{year}",
    )
    return tuple(re.compile(rf"(?<![\w.$€£]){form}", re.IGNORECASE) for form in forms)


@cache
def _begins() -> re.Pattern[str]:
    """What a written date begins with."""
    return re.compile(rf"\d|the\s|{alternation([*months(), *weekdays()])}", re.IGNORECASE)


def match_date(text: str, at: int) -> Written | None:
    """The written date that begins at `at`, or None."""
    if not _begins().match(text, at):
        return None
    for pattern in patterns():
        if (found := pattern.match(text, at)) and (written := _written(found)):
            return written
    return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[Written]:
    """The written dates between `start` and `end`, in order, never overlapping; the more specific form wins."""
    stop = len(text) if end is None else end
    taken: list[Written] = []
    for pattern in _possible(text[start:stop]):
        for found in pattern.finditer(text, start, stop):
            written = _written(found)
            if written and not any(written.start < w.end and w.start < written.end for w in taken):
                taken.append(written)
    return sorted(taken, key=lambda w: w.start)


def _possible(words: str) -> Iterator[re.Pattern[str]]:
    """The forms that these words may hold, by their marks; most paragraphs hold neither."""
    if NUMERIC.search(words):
        yield from patterns()[:NUMERIC_FORMS]
    if any(c.isdigit() for c in words) and _month_begins().search(words.lower()):
        yield from patterns()[NUMERIC_FORMS:]


@cache
def _month_begins() -> re.Pattern[str]:
    """A month by its name's end or its short form, or run together with a number."""
    return re.compile(rf"(?:{alternation(list(months()))})(?![^\W\d])")


def _written(found: re.Match[str]) -> Written | None:
    groups = found.groupdict()
    name = groups.get("month")
    if name and _is_the_verb(name, found):
        return None
    month = months()[name.lower()] if name else int(groups["nmonth"])
    year, day = (int(groups[k]) if groups.get(k) else None for k in ("year", "day"))
    weekday = weekdays()[groups["weekday"].lower()] if groups.get("weekday") else None
    if day and not _exists(year or 2000, month, day):
        return None
    return Written(found.start(), found.end(), year, month, day, weekday)


def _is_the_verb(name: str, found: re.Match[str]) -> bool:
    """`may`, `march` and the like in small letters are words, not months."""
    return name.islower() and not (found.groupdict().get("year") and found.groupdict().get("day"))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
    return following - timedelta(days=1) if following != date.max else date.max
