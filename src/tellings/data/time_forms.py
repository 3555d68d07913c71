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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

TABLE = "time_forms.tsv"
REACH = 80
"""Letters on both sides of a sign in which an expression with it lies: twice as many as the longest that we have met."""
CHOICE = re.compile(r"\(([^()]*)\)(\??)")
LEFT_OUT = re.compile(r"\w\?|\[[^]]*\]\??")
PART = re.compile(r"<\w+>|#\d+|[a-z]+")


@dataclass(frozen=True, slots=True)
class TimeForm:
    """An expression, compiled, and the normal form that it stands for, its slots not yet put in.

    Of each set of `needs` every text that the pattern can match holds at least one sign; `signs` finds those of a text quickly.
    """

    form: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


@cache
def time_forms() -> tuple[TimeForm, ...]:
    """All expressions in the order of the table."""
    lines = files("tellings.data").joinpath(TABLE).read_text(encoding="utf-8").splitlines()
    return tuple(_form(line) for line in lines if line and not line.startswith("#"))


def matches(text: str) -> Iterator[tuple[TimeForm, re.Match[str]]]:
    """Every expression that the text holds, in the order of the table. Only the neighbourhood of their signs is looked at."""
    seen = signs(text)
    bare, by_sign = _by_sign()
    likely = {k for sign in seen for k in by_sign.get(sign, ())}.union(bare)
    for form in (time_forms()[k] for k in sorted(likely)):
        if not any(need.isdisjoint(seen) for need in form.needs):
            yield from ((form, match) for match in _matches(form, text, seen))


def _matches(form: TimeForm, text: str, seen: Mapping[str, Sequence[int]]) -> Iterator[re.Match[str]]:
    """Where the form stands, in order, none over another."""
    if not form.needs:
        yield from form.pattern.finditer(text)
        return
    places = min((sorted(at for sign in need for at in seen.get(sign, ())) for need in form.needs), key=len)
    done = 0
    for place in places:
        start, stop = max(done, place - REACH), min(len(text), place + REACH)
        while place >= done and (match := form.pattern.search(text, start, stop)):
            if match.end() == stop < len(text) and (whole := form.pattern.match(text, match.start())):
                match = whole  # what we cut off may belong to it
            yield match
            start = done = match.end()


@cache
def _by_sign() -> tuple[tuple[int, ...], dict[str, list[int]]]:
    """The numbers of the expressions that need no sign, and for each sign of those whose rarest need it can meet."""
    by_sign: dict[str, list[int]] = {}
    forms = time_forms()
    for number, form in enumerate(forms):
        for sign in min(form.needs, key=len, default=()):
            by_sign.setdefault(sign, []).append(number)
    return tuple(k for k, form in enumerate(forms) if not form.needs), by_sign


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
    return TimeForm(form, pattern, needs(expression))


def needs(expression: str) -> tuple[frozenset[str], ...]:
    """What an expression cannot do without: for each of its words, slots and choices the signs of which one must stand there."""
    choices: list[frozenset[str]] = []

    def put_aside(choice: re.Match[str]) -> str:
        sides = [_parts(side, choices) for side in choice[1].split("|")]
        if choice[2] or choice[1].startswith("?=") or not all(sides):
            return " "
        choices.append(frozenset().union(*(max(side, key=_rarity) for side in sides)))
        return f" #{len(choices) - 1} "

    bare, inner = expression, ""
    while bare != inner:
        inner, bare = bare, CHOICE.sub(put_aside, bare)
    return tuple(_parts(bare, choices))


def _parts(plain: str, choices: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The signs of each part of an expression without brackets; `#2` is the third of the choices put aside."""
    parts = PART.findall(LEFT_OUT.sub(" ", plain))
    signs_of = [choices[int(p[1:])] if p[0] == "#" else _slot_words().get(p, frozenset({p})) for p in parts]
    return [found for found in signs_of if found]


def _rarity(need: frozenset[str]) -> int:
    return min(map(len, need))


def signs(text: str) -> dict[str, list[int]]:
    """Of all that expressions need, what the text holds and where it begins: words, in small letters, and slots."""
    lower = text.lower()
    found = {word: list(_places(lower, word)) for word in _words_needed() if word in lower}
    found |= {slot: at for slot, pattern in _slot_signs().items() if (at := [m.start() for m in pattern.finditer(text)])}
    return found


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@cache
def _words_needed() -> frozenset[str]:
    return frozenset(sign for form in time_forms() for need in form.needs for sign in need if sign[0] != "<")


@cache
def _slot_words() -> dict[str, frozenset[str]]:
    """What stands where a slot is filled, where that is a few words; nothing for a slot that may be nearly anything."""
    return {
        "<season>": _longest_words(calendar_words("season")),
        "<part>": _longest_words(calendar_words("part")),
        "<unit>": _longest_words(calendar_words("unit")),
        "<feast>": _longest_words(feast_names()),
        "<yearwords>": frozenset({"nineteen", "eighteen", "two"}),
        "<decade>": frozenset({"0s", "0's", "0’s", "ties"}),
        "<dayclock>": frozenset({"<clock>"}),
        **dict.fromkeys(("<n>", "<day>", "<dayword>", "<nth>", "<zone>", "<end>"), frozenset[str]()),
    }


def _longest_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(max(name.lower().split(), key=len) for name in names)


@cache
def _slot_signs() -> dict[str, re.Pattern[str]]:
    """Slots seen at a glance. Names of the calendar begin with a capital: in small letters `may` and `march` are words."""
    full_days = [word for word in weekdays() if word.endswith("day")]
    return {
        "<weekday>": re.compile(_any(_capitalised(full_days))),
        "<month>": re.compile(rf"(?:{_any(_capitalised(months()))})(?!\w)"),
        "<year>": re.compile(_slots()["year"]),
        "<clock>": re.compile(r"\d(?::\d\d|(?:[:.]\d\d)?\s*[ap]\.?m\b|\d{3}\s+GMT)", re.IGNORECASE),
    }


def _capitalised(names: Iterable[str]) -> list[str]:
    return [written for name in names for written in (name.capitalize(), name.upper())]


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
