"""Actor dictionaries of TABARI and PETRARCH (`.actors`), read as their makers left them: names, synonyms, dated codes.

GASH_FRONT_ [SDNREB]                  a name and its code; a tab and several codes with dates may follow
[SDNGOV >20310401]                from that day on; `<` before it; `20310101-20310331` both days included
+FRONT_OF_THE_GASH_                   another name of the same actor
# a comment; so is what stands behind `#` or `;` on a line, and between <!-- and -->
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from tellings.data.countries import CountryKind, country
from tellings.data.foreign_codes import by_cameo, sector_of_role
from tellings.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CODE = re.compile(r"\[([^\]]*)\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NULL = frozenset({"", "---", "~", "###"})
"""Codes that say: not to be coded."""

CENTURY_TURN = 30
"""Two digits of a year up to here are of this century, as PETRARCH reads them."""

BODY_CODES = {"IGO": "IGO", "NGO": "NGO", "MNC": "MNC", "IMG": "IMG", "UNO": "UNO"}
"""CAMEO's codes of bodies that PLOVER has where a country's would stand."""


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code and the first and last day of which it speaks; None is an open end."""

    code: str
    first: date | None = None
    last: date | None = None

    @property
    def dated(self) -> bool:
        """Whether it holds for some days alone."""
        return self.first is not None or self.last is not None

    def holds_on(self, day: date | None) -> bool:
        """Whether it holds on that day; of an unknown day only a code without dates does."""
        if day is None:
            return not self.dated
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class CodedActor:
    """What a dictionary says of a name on a day."""

    code: str
    country: str | None
    sector: str | None


@dataclass(frozen=True)
class ActorDictionary:
    """All names with their codes; `refused` are lines that could not be read, by number, with the reason."""

    version: str
    codes: Mapping[tuple[str, ...], tuple[DatedCode, ...]]
    refused: tuple[tuple[int, str], ...] = ()
    names: int = 0
    _longest: int = field(default=1)

    def look_up(self, name: str, day: date | None) -> CodedActor | None:
        """What a name stands for on a day: the first dated code that holds, else the one without dates."""
        words = tuple(fold(name).split())
        if len(words) > self._longest or words not in self.codes:
            return None
        told = self.codes[words]
        holding = [c for c in told if c.holds_on(day)]
        chosen = next((c for c in holding if c.dated), next(iter(holding), None))
        return coded(chosen.code) if chosen and chosen.code not in _NULL else None


def coded(code: str) -> CodedActor:
    """A CAMEO code of an actor as country and sector: `SDNREB` is SDN, REB; of several roles the first that PLOVER has counts."""
    parts = [code[n : n + 3].upper() for n in range(0, len(code), 3)]
    head = parts[0] if parts else ""
    found = by_cameo().get(head) or BODY_CODES.get(head)
    if not found and (row := country(head)) and row.kind is not CountryKind.BODY:
        found = row.code
    roles = parts[1:] if found else parts
    sectors = (sector_of_role(p) for p in roles if len(p) == 3)
    return CodedActor(code, found, next(filter(None, sectors), None))


def read_dictionary(text: str) -> ActorDictionary:
    """The dictionary in a text. A line that cannot be read is refused, and the rest is kept."""
    codes: dict[tuple[str, ...], tuple[DatedCode, ...]] = {}
    refused: list[tuple[int, str]] = []
    for names, told, bad in _actors(text):
        refused += bad
        if told:
            codes |= {words: tuple(told) for words in names if words}
    longest = max(map(len, codes), default=1)
    return ActorDictionary(dictionary_version(text), codes, tuple(refused), len(codes), longest)


def dictionary_version(text: str) -> str:
    """What names the content of a dictionary."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


Found = tuple[list[tuple[str, ...]], list[DatedCode], list[tuple[int, str]]]
"""Names of one actor, its codes, and lines that could not be read."""


def _actors(text: str) -> Iterator[Found]:
    """Each actor: a name at the head of a line, and the synonyms and codes up to the next one."""
    names: list[tuple[str, ...]] = []
    codes: list[DatedCode] = []
    bad: list[tuple[int, str]] = []
    for number, line in _lines(text):
        if not line.startswith(("[", "+")):
            if names or bad:
                yield names, codes, bad
            names, codes, bad = [], [], []
        try:
            told = [_dated(inside) for inside in _CODE.findall(line)]
        except ValueError as error:
            bad.append((number, f"{line!r}: {error}"))
            continue
        codes += told
        if name := _words(line.partition("[")[0].removeprefix("+")):
            names.append(name)
        elif not told:
            bad.append((number, f"{line!r}: neither a name nor a code"))
    if names or bad:
        yield names, codes, bad


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, without their comments, by number."""
    plain = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text.removeprefix("\ufeff"))
    for number, line in enumerate(plain.splitlines(), start=1):
        said = re.split(r"[#;]", line, maxsplit=1)[0].strip()
        if said and not said.startswith("<!"):
            yield number, said


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name.replace("_", " ")).split())


def _dated(inside: str) -> DatedCode:
    """`USAGOV >20210120` as a code with its days. Raises ValueError."""
    code, _, when = inside.strip().partition(" ")
    when = when.strip()
    if not when:
        return DatedCode(code)
    if when[0] == "<":
        return DatedCode(code, None, _day(when[1:]) - timedelta(days=1))
    if when[0] == ">":
        return DatedCode(code, _day(when[1:]), None)
    first, dash, last = when.partition("-")
    if not dash:
        raise ValueError(f"{when!r} is no date restriction: write <DAY, >DAY or DAY-DAY")
    return DatedCode(code, _day(first), _day(last))


def _day(digits: str) -> date:
    """`20010120` or `010120`. Raises ValueError."""
    digits = digits.strip()
    if len(digits) not in (6, 8) or not digits.isdigit():
        raise ValueError(f"{digits!r} is no day: write it as 20010120 or 010120")
    year = int(digits[:-4])
    if len(digits) == 6:
        year += 2000 if year <= CENTURY_TURN else 1900
    return date(year, int(digits[-4:-2]), int(digits[-2:]))
