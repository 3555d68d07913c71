"""Phrases that tell what a paragraph is: what pages put round a report, and the text under pictures."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

BOILERPLATE_TABLE = "boilerplate.tsv"
CAPTION_TABLE = "caption_cues.tsv"
PLACES_TABLE = "dateline_places.tsv"


@cache
def boilerplate_phrases() -> Mapping[str, tuple[str, ...]]:
    """By where they stand (whole, start, end, tail), the phrases that make a paragraph boilerplate, in lower case."""
    return _phrases(BOILERPLATE_TABLE, ("whole", "start", "end", "tail"))


@cache
def caption_phrases() -> Mapping[str, tuple[str, ...]]:
    """By where they stand (start, any), the phrases that make a paragraph a caption, in lower case."""
    return _phrases(CAPTION_TABLE, ("start", "any"))


@cache
def dateline_towns() -> frozenset[str]:
    """Towns that stand alone in datelines, in lower case."""
    return frozenset(town.lower() for _, towns in _rows(PLACES_TABLE) for town in towns.split("|"))


def _phrases(table: str, places: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for where, phrase in _rows(table):
        if where not in places:
            raise DataError(f"{table}: {where!r} is none of {', '.join(places)}")
        found[where].append(phrase.lower())
    return MappingProxyType({where: tuple(found[where]) for where in places})


def _rows(table: str) -> list[tuple[str, str]]:
    rows = []
    for line in files("tellings.data").joinpath(table).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        first, tab, second = line.partition("\t")
        if not tab or not second:
            raise DataError(f"{table}: {line[:60]!r} is no line of two columns")
        rows.append((first, second))
    return rows
