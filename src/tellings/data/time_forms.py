"""Date expressions and their normal forms, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tellings.data.calendar import calendar_words, months, weekdays
from tellings.data.feasts import feast_names
from tellings.data.numbers import number_words
from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = "time_forms.tsv"


@dataclass(frozen=True, slots=True)
class TimeForm:
    """An expression, compiled, and the normal form that it stands for, its slots not yet put in.

    One of `keys` stands, in small letters, in every text that the pattern can match, and is quickly looked for.
    """

    form: str
    pattern: re.Pattern[str]
    keys: tuple[str, ...]


@cache
def time_forms() -> tuple[TimeForm, ...]:
    """All expressions in the order of the table."""
    lines = files("tellings.data").joinpath(TABLE).read_text(encoding="utf-8").splitlines()
    return tuple(_form(line) for line in lines if line and not line.startswith("#"))


def _form(line: str) -> TimeForm:
    form, tab, expression = line.partition("\t")
    if not tab or not expression:
        raise DataError(f"{TABLE}: {line[:60]!r} is no line of form, expression")
    used: set[str] = set()

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        if name not in _slots():
            raise DataError(f"{TABLE}: {line[:60]!r} names no slot of ours: <{name}>")
        first = name not in used
        used.add(name)
        return rf"(?P<{name}>{_slots()[name]})" if first else rf"(?:{_slots()[name]})"

    body = re.sub(r"<(\w+)>", fill, expression.replace(" ", r"\s+"))
    pattern = re.compile(rf"(?<![\w$€£])(?<!\d[.,])(?:{body})(?![\w]|[.,]\d)", re.IGNORECASE)
    return TimeForm(form, pattern, _keys(expression))


def _keys(expression: str) -> tuple[str, ...]:
    """The longest word that the expression cannot do without, neither in brackets nor in a slot; else what a slot begins with."""
    bare, inner = expression, ""
    while bare != inner:
        inner, bare = bare, re.sub(r"\([^()]*\)\??", " ", bare)
    words = re.findall(r"[a-z]+(?![a-z?]|\w*>)", re.sub(r"<\w+>|\w\?|\[[^]]*\]\??", " ", bare))
    if words:
        return (max(words, key=len),)
    starts = {
        "weekday": ("day",),
        "month": tuple({month[:3] for month in months()}),
        "season": tuple(calendar_words("season")),
        "feast": tuple(name.lower() for name in feast_names()),
        "yearwords": ("teen", "two thousand"),
        "year": tuple("0123456789"),
        "clock": tuple("0123456789"),
    }
    return next((keys for slot, keys in starts.items() if f"<{slot}>" in bare), ("",))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _slots() -> dict[str, str]:
    counts = [word for word, number in number_words().items() if number.kind in ("unit", "ten") and len(word) > 2]
    small = rf"an?|{_any([*counts, 'hundred', 'dozen'])}"
    tens = _any(word for word, number in number_words().items() if number.kind == "ten")
    units = _any(word for word, number in number_words().items() if number.kind == "unit" and len(word) > 2)
    full_days = [word for word in weekdays() if word.endswith("day")]
    short = [rf"{re.escape(word)}\." for word in months() if len(word) <= 5]
    plain = _any(months())
    return {
        "weekday": _any(full_days),
        "month": "|".join([*sorted(short, key=len, reverse=True), plain]),
        "day": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
        "dayword": r"(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
        r"tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth",
        "year": r"1[5-9]\d\d|20\d\d",
        "yearwords": rf"(?:nineteen|eighteen)[-\s]+(?:(?:{tens})(?:[-\s]+(?:{units}))?|{units})|"
        rf"two\s+thousand(?:\s+and)?(?:\s+(?:{units}))?",
        "decade": r"(?:18|19|20)\d0['’]?s|['’]\d0s|"
        r"(?<=the\s)(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
        "n": rf"(?<!illion )(?:\d{{1,3}}|(?:{small})(?:[-\s]+(?:{_any([*counts, 'hundred', 'dozen'])}))*)",
        "unit": _any(calendar_words("unit")),
        "nth": "first|second|third|fourth|1st|2nd|3rd|4th",
        "season": _any(calendar_words("season")),
        "feast": _any(feast_names()),
        "end": r"(?=\s*[.,;:)”\"’]|$)",
        "part": _any(calendar_words("part")),
        "clock": r"\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|\d{1,2}:\d\d(?!\d)(?:\s*[ap]\.?m\b\.?)?|\d{4}(?=\s+GMT)",
        "dayclock": r"\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|\d{1,2}:\d\d|\d{4}(?=\s+GMT)",
        "zone": r"\(?(?:GMT|UTC|EST|EDT|CST|CDT|PST|PDT|ET|PT|BST|CET|CEST|IST|local time)(?:\s*[+-]\s*\d+)?\)?",
    }
