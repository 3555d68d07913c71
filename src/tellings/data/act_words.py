"""How each act of PLOVER is said in a plain line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ActWords:
    """One act as a past tense, an infinitive and a noun; `~`, `^`, `@` and brackets as the table's head explains."""

    did: str
    do: str
    act: str


@cache
def act_words() -> Mapping[tuple[str, str], ActWords]:
    """The words for each type with a CAMEO code or a mode; "" is the type in general."""
    rows = read_table("act_words.tsv")
    return MappingProxyType({(r["type"], r["mode"]): ActWords(r["did"], r["do"], r["act"]) for r in rows})


@cache
def act_senses() -> Mapping[tuple[str, str, str], ActWords]:
    """The words for a type and mode told by a word that says more: the jailing among the arrests."""
    return MappingProxyType(
        {
            (r["type"], r["mode"], word): ActWords(r["did"], r["do"], r["act"])
            for r in read_table("act_senses.tsv")
            for word in r["words"].split()
        }
    )
