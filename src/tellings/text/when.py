"""Days relative to a report's own day: the normal form that `Period.relative` holds, and how it is bound.

The grammar of the normal form::

    relative = point | point ".." point              the second is a stretch from one to the end of the other
    point    = (unit shift | cycle pick) {";" step}
    step     = unit shift | "=" unit                 counted from what stands before it; the unit that holds what stands before
    unit     = "DAY" | "WEEK" | "WEEKEND" | "MONTH" | "QUARTER" | "YEAR" | "DECADE"
    shift    = ("+" | "-") digits                    calendar units on from the one that the day lies in
    cycle    = "MON" … "SUN" | "WE"                  a weekday, a weekend
             | "M" digits | "M" digits "D" digits    a month, a day of a month (of years in which it falls on the
                                                     weekday behind it, where one stands there: "M10D26MON")
             | "Q" digits | "S" digits               a quarter; a season, by its first month (three months long)
             | "FEAST:" name                         a day of `data/feasts.tsv`
    pick     = "<" | "<=" | ">" | ">=" | "~"         the last before the day, the last not after it, the first after it,
                                                     the first not before it, the nearest
             | "<~" | ">~"                           as "<=" and ">=", but the nearest where that is within two months
             | "@" shift                             the one in the week (weekdays) or year (all others) so far from the day's

A week runs from Monday to Sunday. `DAY-1` is yesterday, `MON<=` the last Monday, today included, `M12@-1` December last year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tellings.data.feasts import feast_in
from tellings.model.period import Period
from tellings.text.dates import month_end

if TYPE_CHECKING:
    from collections.abc import Callable

Stretch = tuple[date, date]

ABSOLUTE = re.compile(r"(\d{3})x|(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|Q([1-4])|S(\d+)|H([12])))?")
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
SHIFT = re.compile(r"(DAY|WEEKEND|WEEK|MONTH|QUARTER|YEAR|DECADE)([+-]\d+)")
PICK = re.compile(
    r"(WE|MON|TUE|WED|THU|FRI|SAT|SUN|M\d+D\d+(?:MON|TUE|WED|THU|FRI|SAT|SUN)?|M\d+|Q[1-4]|S\d+|FEAST:[^<>~@]+)(<=|>=|<~|>~|<|>|~|@[+-]\d+)"
)
AROUND = range(-2, 3)
"""Weeks or years about the day in which a cycle's turns are looked for."""

WEEKDAY_AROUND = range(-7, 8)
"""Years in which a day of a month with its weekday is looked for: each falls on every weekday within eleven, mostly six."""

NEAR = 60
"""Days within which a month or day of a month is nearly always the nearest one, whatever the verb's tense (`payable Dec. 1`)."""


def bind(period: Period, day: date | None) -> Period:
    """The period with its relative expression worked out against the report's day; unchanged where nothing is relative."""
    if not period.relative or not day:
        return period
    bound = work_out(period.relative, day)
    return replace(period, first=bound[0], last=bound[1]) if bound else period


def work_out(relative: str, day: date) -> Stretch | None:
    """First and last day that a normal form names, seen from `day`; None where it is none, or no such day exists."""
    begin, _, end = relative.partition("..")
    try:
        first = _point(begin, day)
        last = _point(end, day) if end else first
    except (ValueError, OverflowError):
        return None
    if not first or not last or first[0] > last[1]:
        return None
    return first[0], last[1]


def absolute(words: str) -> Stretch | None:
    """First and last day of `2011`, `2011-12`, `2011-12-02`, `2011-Q3`, `2011-S6` (summer), `2011-H1`, `201x`."""
    found = ABSOLUTE.fullmatch(words)
    if not found:
        return None
    decade, year, month, day, quarter, season, half = found.groups()
    if decade:
        return date(int(decade) * 10, 1, 1), date(int(decade) * 10 + 9, 12, 31)
    try:
        if day:
            found_day = date(int(year), int(month), int(day))
            return found_day, found_day
        first, length = _part_of_year(month, quarter, season, half)
        return _months(int(year), first, length)
    except ValueError:
        return None


def _part_of_year(month: str | None, quarter: str | None, season: str | None, half: str | None) -> tuple[int, int]:
    """First month and number of months."""
    if month:
        return int(month), 1
    if quarter:
        return int(quarter) * 3 - 2, 3
    if season:
        return int(season), 3
    return (int(half) * 6 - 5, 6) if half else (1, 12)


def _point(words: str, day: date) -> Stretch | None:
    first, *further = words.split(";")
    found = _first_point(first, day)
    for step in further:
        shift = SHIFT.fullmatch(step)
        if found and step[:1] == "=" and step[1:] in UNITS:
            found = UNITS[step[1:]](found[0], 0)
        else:
            found = shifted(Period(*found), shift[1], int(shift[2])) if found and shift else None
    return found


def _first_point(words: str, day: date) -> Stretch | None:
    if shift := SHIFT.fullmatch(words):
        return UNITS[shift[1]](day, int(shift[2]))
    if not (pick := PICK.fullmatch(words)):
        return None
    return _picked(_turns(pick[1], day), pick[2], day)


def _picked(turns: dict[int, Stretch], pick: str, day: date) -> Stretch | None:
    if pick[0] == "@":
        return turns.get(int(pick[1:]))
    every = sorted(turns.values())
    nearest = min(every, key=lambda t: (_apart(t, day), t), default=None)
    if pick == "~" or (pick[-1] == "~" and nearest and _apart(nearest, day) <= NEAR):
        return nearest
    pick = pick.replace("~", "=")
    past = [t for t in every if (t[0] <= day if pick == "<=" else t[1] < day)]
    coming = [t for t in every if (t[1] >= day if pick == ">=" else t[0] > day)]
    if pick[0] == "<":
        return past[-1] if past else None
    return coming[0] if coming else None


def _apart(stretch: Stretch, day: date) -> int:
    return max((stretch[0] - day).days, (day - stretch[1]).days, 0)


def _turns(cycle: str, day: date) -> dict[int, Stretch]:
    """The turns of a cycle about the day, by how many weeks or years they lie from its own."""
    if cycle == "WE":
        return {k: _weekend(day, k) for k in AROUND}
    if cycle in WEEKDAYS:
        monday = day - timedelta(days=day.weekday() - WEEKDAYS.index(cycle))
        return {k: (monday + timedelta(weeks=k), monday + timedelta(weeks=k)) for k in AROUND}
    if cycle[0] == "M" and cycle[-3:] in WEEKDAYS:
        years = {k: _in_year(cycle[:-3], day.year + k) for k in WEEKDAY_AROUND}
        falling = {k: s for k, s in years.items() if s and s[0].weekday() == WEEKDAYS.index(cycle[-3:])}
        return falling or _turns(cycle[:-3], day)
    found = {k: _in_year(cycle, day.year + k) for k in AROUND}
    return {k: stretch for k, stretch in found.items() if stretch}


def _in_year(cycle: str, year: int) -> Stretch | None:
    if cycle.startswith("FEAST:"):
        return feast_in(cycle.removeprefix("FEAST:"), year)
    if cycle[0] == "Q":
        return _months(year, int(cycle[1:]) * 3 - 2, 3)
    if cycle[0] == "S":
        return _months(year, int(cycle[1:]), 3)
    month, _, of_month = cycle[1:].partition("D")
    if not of_month:
        return _months(year, int(month), 1)
    try:
        found = date(year, int(month), int(of_month))
    except ValueError:  # 29 February in most years
        return None
    return found, found


def _months(year: int, month: int, length: int) -> Stretch:
    last = month + length - 2
    return date(year, month, 1), month_end(year + last // 12, last % 12 + 1)


def _day(day: date, shift: int) -> Stretch:
    moved = day + timedelta(days=shift)
    return moved, moved


def _week(day: date, shift: int) -> Stretch:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def _weekend(day: date, shift: int) -> Stretch:
    monday, sunday = _week(day, shift)
    return monday + timedelta(days=5), sunday


def _month(day: date, shift: int) -> Stretch:
    number = day.year * 12 + day.month - 1 + shift
    return _months(number // 12, number % 12 + 1, 1)


def _quarter(day: date, shift: int) -> Stretch:
    number = day.year * 4 + (day.month - 1) // 3 + shift
    return _months(number // 4, number % 4 * 3 + 1, 3)


def _year(day: date, shift: int) -> Stretch:
    return _months(day.year + shift, 1, 12)


def _decade(day: date, shift: int) -> Stretch:
    year = (day.year // 10 + shift) * 10
    return date(year, 1, 1), date(year + 9, 12, 31)


UNITS: dict[str, Callable[[date, int], Stretch]] = {
    "DAY": _day,
    "WEEK": _week,
    "WEEKEND": _weekend,
    "MONTH": _month,
    "QUARTER": _quarter,
    "YEAR": _year,
    "DECADE": _decade,
}


def unit_of(period: Period) -> str | None:
    """The calendar unit that a bound period fills (DAY, WEEK, MONTH, QUARTER, YEAR, DECADE), or None."""
    if not period.first or not period.last:
        return None
    stretch = (period.first, period.last)
    return next((unit for unit in UNITS if UNITS[unit](period.first, 0) == stretch), None)


def holding(period: Period, unit: str) -> Stretch | None:
    """The calendar unit that the first day of a bound period lies in."""
    return UNITS[unit](period.first, 0) if period.first else None


def shifted(period: Period, unit: str, count: int) -> Stretch | None:
    """The stretch `count` units on from a bound period: a day on from a day, the same quarter a year before."""
    own = unit_of(period)
    if not own or not period.first:
        return None
    months = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}
    try:
        if unit in months and own in ("MONTH", "QUARTER", "YEAR"):
            kept = own if months[own] < months[unit] else unit
            return UNITS[kept](period.first, count * months[unit] // months[kept])
        return UNITS[unit](period.first, count)
    except (ValueError, OverflowError):
        return None
