"""Date expressions found in a paragraph: which words, and the normal form that they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tellings.data.calendar import calendar_words, months, weekdays
from tellings.data.feasts import feast_names
from tellings.data.time_forms import matches
from tellings.text.dates import Written, find_dates
from tellings.text.numbers import spelled_year, whole_number
from tellings.text.when import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANY_TIME = re.compile(
    r"\d{4}|\d[ap:]|['’]\d0|day|night|week|month|year|quarter|decade|morning|evening|noon|morrow|fortnight|summer|winter|spring|autumn|fall|"
    r"half|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|christmas|easter|ramad|eid|feast|nowruz|ashura|hajj|pentecost|hallow|eve\b|ago|"
    r"later|earlier|thanks|mawlid|arba|ties\b|teen",
    re.IGNORECASE,
)
"""A paragraph without any of these holds no date expression; most have one, so this spares little but costs nothing."""

LEADING = re.compile(r"^(?:(?:on|in|at|over|by|before|around|about|after|shortly before|shortly after)\s+)*", re.IGNORECASE)
"""Prepositions that govern a date expression and are no part of it."""

ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
DAYWORDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression at `start` to `end` of a paragraph; `form` is its normal form, the turn of a cycle still open (`?`).

    `bare` names the slot where the expression has only one (a lone month or year): such words may be something else.
    `sure` is a weekday with its day and month: no longer expression breaks it up.
    """

    start: int
    end: int
    form: str
    bare: str = ""
    sure: bool = False


@lru_cache(maxsize=4096)
def expressions(text: str) -> tuple[Expression, ...]:
    """The date expressions of a paragraph in order; what is a duration or an age is left out.

    The longest one at a place wins, of equally long ones that which names its year.
    """
    if not ANY_TIME.search(text):
        return ()
    found = [*_written(text), *_formed(text)]
    found.sort(key=lambda e: (not e.sure, e.start - e.end, not e.form.startswith("="), e.start))
    kept: list[Expression] = []
    for expression in found:
        if not any(expression.start < k.end and k.start < expression.end for k in kept):
            kept.append(expression)
    return tuple(sorted((e for e in kept if e.form != "-"), key=lambda e: e.start))


def _written(text: str) -> Iterator[Expression]:
    for written in find_dates(text):
        yield Expression(written.start, written.end, written_form(written), sure=written.weekday is not None)


def written_form(written: Written) -> str:
    """The normal form of a written date: absolute where the year stands there."""
    if written.year:
        day = f"-{written.day:02d}" if written.day else ""
        return f"={written.year}-{written.month:02d}{day}"
    weekday = "" if written.weekday is None else WEEKDAYS[written.weekday]
    return f"M{written.month}D{written.day}{weekday}?~"


def _formed(text: str) -> Iterator[Expression]:
    for form, found in matches(text):
        slots = {name: words for name, words in found.groupdict().items() if words}
        if any(slots.get(name, "A").islower() for name in ("month", "weekday", "feast")):
            continue
        if filled := fill(form.form, slots):
            start = found.end() - len(LEADING.sub("", found.group()))
            yield Expression(start, found.end(), filled, _bare(text[start : found.end()], slots))


def _bare(words: str, slots: dict[str, str]) -> str:
    """The slot that is all of the expression; `clock` wherever a time of day stands in it."""
    if "clock" in slots:
        return "clock"
    only = next(iter(slots), "") if len(slots) == 1 else ""
    return only if slots.get(only, "").lower().rstrip(".") == words.lower().rstrip(".") else ""


def fill(form: str, slots: dict[str, str]) -> str | None:
    """The normal form with its slots put in; None where a slot's words name nothing."""
    values: dict[str, str] = {}
    for name, words in slots.items():
        value = _value(name, " ".join(words.lower().split()))
        if value is None:
            return None
        values[name] = value
    if form.startswith("=") and "month" in values:
        values["month"] = f"{int(values['month'][1:]):02d}"
    if form.startswith("=") and "dayword" not in values and "day" in values:
        values["day"] = f"{int(values['day']):02d}"
    return form.format(**values, **({"day": values["dayword"]} if "dayword" in values and "day" not in values else {}))


def _value(name: str, words: str) -> str | None:
    names: dict[str, Callable[[], str | None]] = {
        "weekday": lambda: WEEKDAYS[weekdays()[words]],
        "month": lambda: f"M{months()[words.rstrip('.')]}",
        "unit": lambda: calendar_words("unit")[words],
        "season": lambda: "S" + calendar_words("season")[words].partition("+")[0],
        "feast": lambda: next((key for feast, key in feast_names().items() if feast.lower() == words), None),
        "nth": lambda: f"Q{ORDINALS[words]}",
    }
    return names[name]() if name in names else _count(name, words)


def _count(name: str, words: str) -> str | None:
    if name == "dayword":
        return str(DAYWORDS.index(words) + 1) if words in DAYWORDS else None
    if name == "day":
        return re.sub(r"\D", "", words)
    if name == "decade":
        return _decade(words)
    if name == "n":
        number = whole_number(words)
        return str(number) if number else None
    if name == "yearwords":
        year = spelled_year(words)
        return str(year) if year else None
    return words


def _decade(words: str) -> str:
    digits = re.sub(r"\D", "", words)
    if len(digits) == 4:
        return digits[:3] + "x"
    return f"19{digits[0] if digits else DECADES[words]}x"
