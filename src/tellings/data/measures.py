"""What numbers count, in which units, and how far they reach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MEASURES, UNITS, BOUNDS = "measures.tsv", "units.tsv", "bounds.tsv"
CLASSES = ("object", "subject", "adjective", "noun", "toll")
REACHES = ("least", "most", "nearly", "about")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, and its name (money: the ISO 4217 code)."""

    measure: str
    name: str


@cache
def measures(kind: str) -> Mapping[str, str]:
    """For one class (object, subject, adjective, noun, toll): each lemma and its measure, the first in the table first."""
    found: dict[str, str] = {}
    for measure, own, lemmas in _rows(MEASURES, 3):
        if own not in CLASSES:
            raise DataError(f"{MEASURES}: {own!r} is none of {', '.join(CLASSES)}")
        if own == kind:
            for lemma in lemmas.split("|"):
                found.setdefault(lemma, measure)
    return MappingProxyType(found)


@cache
def unit_signs() -> Mapping[str, Unit]:
    """Signs that stand before a number (`$`) and their unit."""
    return _units(2)


@cache
def unit_words() -> Mapping[str, Unit]:
    """Words that stand behind a number (`square kilometres`), in lower case, and their unit."""
    return MappingProxyType({word.lower(): unit for word, unit in _units(3).items()})


@cache
def bounds() -> Mapping[str, str]:
    """Words before a number, and whether they make it a least, a most, nearly or about."""
    found = {words: bound for bound, many in _rows(BOUNDS, 2) for words in many.split("|")}
    if unknown := set(found.values()) - set(REACHES):
        raise DataError(f"{BOUNDS}: {min(unknown)!r} is none of {', '.join(REACHES)}")
    return MappingProxyType(found)


def _units(column: int) -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for row in _rows(UNITS, 4):
        for word in filter(None, row[column].split("|")):
            found.setdefault(word, Unit(row[0], row[1]))
    return MappingProxyType(found)


def _rows(table: str, columns: int) -> Iterator[list[str]]:
    for line in files("tellings.data").joinpath(table).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise DataError(f"{table}: {line[:60]!r} has not {columns} columns")
        yield cells
