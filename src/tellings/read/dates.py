"""The day in a metadata date, in any of the shapes that news metadata use."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: n
    for n, names in enumerate(
        [
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ],
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d{1,5}(?:\D|$))")
_MONTH = r"([A-Za-z]{3,9})\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(\d{{4}})\b")
_DAY_FIRST_SHORT = re.compile(rf"\b(\d{{1,2}})[\s-]+{_MONTH}[\s-]+(\d{{2}})\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def day_of(given: object) -> date | None:
    """The day that a metadata value names, in the zone it is written in; None where it names none or may be two.

    `2009-03-04T23:30:00-05:00`, `Mar 4, 2009`, `Wed, 04 Mar 2009 10:00:00 GMT`, `4 March 2009`, `20090304`, `13/03/2009` are
    one day each; `03/04/2009` may be two days and is none.
    """
    text = str(given or "").strip()
    for pattern, order in (
        (_ISO, "ymd"),
        (_MONTH_FIRST, "mdy"),
        (_DAY_FIRST, "dmy"),
        (_PACKED, "ymd"),
        (_DAY_FIRST_SHORT, "dmy"),
    ):
        if (found := pattern.search(text)) and (day := _day(dict(zip(order, found.groups(), strict=True)))):
            return day
    return _slashed(text)


def _slashed(text: str) -> date | None:
    """Day and month between slashes, where only one order makes a date (or both the same)."""
    found = _SLASHED.search(text)
    if not found:
        return None
    a, b, year = found.groups()
    days = {_day({"d": a, "m": b, "y": year}), _day({"d": b, "m": a, "y": year})} - {None}
    return days.pop() if len(days) == 1 else None


def _day(parts: dict[str, str]) -> date | None:
    month = int(parts["m"]) if parts["m"].isdigit() else MONTHS.get(parts["m"].lower())
    year = int(parts["y"])
    try:
        return date(year if year > 99 else 2000 + year, month or 0, int(parts["d"]))
    except ValueError:
        return None
