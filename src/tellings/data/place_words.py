"""The words beside a place name that tell what it is: `province`, `the city of`, `Police Department`, `Square`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tellings.data.tables import read_table
from tellings.model.gazetteer import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE_WORDS_TABLE = "place_words.tsv"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The table by role, see its head; words are in lower case."""

    after: Mapping[str, PlaceKind]
    before: Mapping[str, PlaceKind]
    locative: frozenset[str]
    strong: frozenset[str]
    taking: frozenset[str]
    direction: frozenset[str]
    civic: frozenset[str]
    site: frozenset[str]
    ground: frozenset[str]
    style: frozenset[str]
    title: frozenset[str]
    never: frozenset[str]
    resident: frozenset[str]
    office: frozenset[str]
    notplace: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """The words, read once."""
    rows = list(read_table(PLACE_WORDS_TABLE))

    def kinds(role: str) -> Mapping[str, PlaceKind]:
        return {row["word"]: PlaceKind(row["value"]) for row in rows if row["role"] == role}

    def words(role: str) -> frozenset[str]:
        return frozenset(row["word"] for row in rows if row["role"] == role)

    sets = (
        words(role)
        for role in (
            "locative",
            "strong",
            "taking",
            "direction",
            "civic",
            "site",
            "ground",
            "style",
            "title",
            "never",
            "resident",
            "office",
            "notplace",
        )
    )
    return PlaceWords(kinds("after"), kinds("before"), *sets)
