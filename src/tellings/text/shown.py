"""How days, counts and codes are written for a person, in the terminal and on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def day(given: date | None) -> str:
    """`2 Dec 2024`, or a question mark."""
    return f"{given.day} {given:%b} {given.year:04}" if given else "?"


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
    """`1 origin`, `2 origins`, `12,000 origins`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def code(country: str | None, sector: str | None) -> str:
    """`SYR GOV`."""
    return " ".join(part for part in (country, sector) if part)


def short_id(given: str) -> str:
    """An id as a person types it: without the prefix of its kind."""
    return given.rsplit("-", 1)[-1][:8]


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
