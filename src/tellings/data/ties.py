"""How news states relations between parties and who holds a place: two tables, looked up by their leading word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class TieFrame:
    """One row of relations.tsv: a word, where the parties stand, and the relation from left to right."""

    word: str
    left: str
    right: str
    relation: str
    basis: str
    needs: str


@dataclass(frozen=True, slots=True)
class HoldingFrame:
    """One row of holdings.tsv: a word, where holder, place and loser stand, how firm it is; `again`: the holder had it before."""

    word: str
    holder: str
    place: str
    loser: str
    strength: str
    armed: bool
    again: bool


@cache
def tie_frames(kind: str) -> Mapping[str, tuple[TieFrame, ...]]:
    """The frames of a kind (verb, noun, adjective) by the first word of their phrase for verbs, by the last for nouns."""
    found: dict[str, list[TieFrame]] = {}
    for r in read_table("relations.tsv"):
        if r["kind"] == kind:
            frame = TieFrame(r["word"], r["left"], r["right"], r["relation"], r["basis"], r["needs"])
            found.setdefault(_key(kind, r["word"]), []).append(frame)
    return MappingProxyType({k: tuple(sorted(v, key=lambda f: -len(f.word.split()))) for k, v in found.items()})


@cache
def holding_frames(kind: str) -> Mapping[str, tuple[HoldingFrame, ...]]:
    """The frames of a kind (verb, noun, adjective) by their key word, longer phrases first."""
    found: dict[str, list[HoldingFrame]] = {}
    for r in read_table("holdings.tsv"):
        if r["kind"] == kind:
            signs = r["armed"] == "armed", r["again"] == "again"
            frame = HoldingFrame(r["word"], r["holder"], r["place"], r["loser"], r["strength"], *signs)
            found.setdefault(_key(kind, r["word"]), []).append(frame)
    return MappingProxyType({k: tuple(sorted(v, key=lambda f: -len(f.word.split()))) for k, v in found.items()})


@cache
def force_nouns() -> frozenset[str]:
    """Nouns for forces that somebody can have in a country."""
    rows = (r for r in read_table("relations.tsv") if r["kind"] == "noun" and r["relation"] == "has forces in")
    return frozenset(word for r in rows for word in (r["word"].split()[-1], r["word"].split()[-1].removesuffix("s")))


@cache
def clause_verbs(sense: str) -> frozenset[str]:
    """Verbs that bear on the verb below them: goes_on, keeps, tries, denies, object_acts."""
    return frozenset(r["verb"] for r in read_table("clause_verbs.tsv") if r["sense"] == sense)


@cache
def place_parts() -> Mapping[str, str | None]:
    """What of a place a noun means; None is the whole."""
    return MappingProxyType({r["word"]: None if r["part"] == "-" else r["part"] for r in read_table("place_parts.tsv")})


@cache
def stand_ins() -> frozenset[str]:
    """Nouns whose possessor is the party that is meant (`supports Moscow's offensive`)."""
    return frozenset(r["word"] for r in read_table("stand_ins.tsv"))


def _key(kind: str, word: str) -> str:
    return word.split(maxsplit=1)[0] if kind == "verb" else word.rsplit(maxsplit=1)[-1]
