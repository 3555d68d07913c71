"""The words of the calendar: months, weekdays, seasons, units, parts of the day."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "calendar.tsv"
KINDS = ("month", "weekday", "season", "unit", "part")


@cache
def calendar_words(kind: str) -> Mapping[str, str]:
    """Every word of one kind, in lower case, and its value as the table gives it."""
    words: dict[str, str] = {}
    for line in files("tellings.data").joinpath(TABLE).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] not in KINDS:
            raise DataError(f"{TABLE}: {line[:60]!r} is no line of kind, value, words")
        if cells[0] == kind:
            words.update({word.lower(): cells[1] for word in cells[2].split("|")})
    return MappingProxyType(words)


@cache
def months() -> Mapping[str, int]:
    """Names of months in lower case and their number, from 1."""
    return MappingProxyType({word: int(value) for word, value in calendar_words("month").items()})


@cache
def weekdays() -> Mapping[str, int]:
    """Names of weekdays in lower case and their number, from 0 for Monday."""
    return MappingProxyType({word: int(value) for word, value in calendar_words("weekday").items()})
