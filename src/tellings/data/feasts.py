"""Feasts and days with a name, and when they fall."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Gregorian, Hijri

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "feasts.tsv"
FIXED = re.compile(r"(\d\d)-(\d\d)")
NTH = re.compile(r"(\d\d) (-?\d) ([0-6])")
EASTER = re.compile(r"(easter|orthodox)([+-]\d+)")
HIJRI = re.compile(r"hijri (\d\d)-(\d\d)")
HIJRI_KNOWN = range(1925, 2077)
"""The years for which the Umm al-Qura calendar is tabulated."""


@dataclass(frozen=True, slots=True)
class Feast:
    """A named day: when it falls (`rule`), how many days it lasts, and its names."""

    key: str
    rule: str
    length: int
    names: tuple[str, ...]


@cache
def feasts() -> Mapping[str, Feast]:
    """Every feast by its key."""
    lines = files("tellings.data").joinpath(TABLE).read_text(encoding="utf-8").splitlines()
    table = [_feast(line) for line in lines if line and not line.startswith("#")]
    return MappingProxyType({feast.key: feast for feast in table})


@cache
def feast_names() -> Mapping[str, str]:
    """Every name of a feast and its key."""
    return MappingProxyType({name: feast.key for feast in feasts().values() for name in feast.names})


@cache
def feast_in(key: str, year: int) -> tuple[date, date] | None:
    """First and last day of a feast in a year (the first one, where the year has two); None where it has none."""
    feast = feasts().get(key)
    first = _first_day(feast.rule, year) if feast else None
    return (first, first + timedelta(days=feast.length - 1)) if feast and first else None


def _first_day(rule: str, year: int) -> date | None:
    if fixed := FIXED.fullmatch(rule):
        return date(year, int(fixed[1]), int(fixed[2]))
    if nth := NTH.fullmatch(rule):
        return _nth_weekday(year, int(nth[1]), int(nth[2]), int(nth[3]))
    if moving := EASTER.fullmatch(rule):
        method = EASTER_WESTERN if moving[1] == "easter" else EASTER_ORTHODOX
        sunday: date = easter(year, method)
        return sunday + timedelta(days=int(moving[2]))
    islamic = HIJRI.fullmatch(rule)
    return _islamic(year, int(islamic[1]), int(islamic[2])) if islamic and year in HIJRI_KNOWN else None


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    days = [date(year, month, 1) + timedelta(days=k) for k in range(31)]
    falling = [d for d in days if d.month == month and d.weekday() == weekday]
    return falling[nth - 1 if nth > 0 else nth]


def _islamic(year: int, month: int, day: int) -> date | None:
    first = Gregorian(year, 1, 1).to_hijri().year
    for hijri_year in (first, first + 1):
        moved = Hijri(hijri_year, month, day).to_gregorian()
        if moved.year == year:
            return date(moved.year, moved.month, moved.day)
    return None


def _feast(line: str) -> Feast:
    cells = line.split("\t")
    rules = (FIXED, NTH, EASTER, HIJRI)
    if len(cells) != 4 or not cells[2].isdigit() or not any(rule.fullmatch(cells[1]) for rule in rules):
        raise DataError(f"{TABLE}: {line[:60]!r} is no line of key, rule, length, names")
    return Feast(cells[0], cells[1], int(cells[2]), tuple(cells[3].split("|")))
