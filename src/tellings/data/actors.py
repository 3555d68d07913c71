"""Who acts in news: titles and occupations, nouns for unnamed actors, named groups and bodies, seats of power."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Title:
    """An office or occupation; `sector` is None where the institution beside it tells (`Kremlin spokesman`)."""

    title: str
    sector: str | None
    level: str
    gender: str | None


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A noun for actors told by kind; `kind` is person, organisation or group. UNK says that the noun alone tells no sector."""

    noun: str
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class Group:
    """A named group or body; `kind` is group or organisation."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A palace, house or street that stands for a government, parliament or command; the words around may tell its country."""

    seat: str
    country: str | None
    sector: str


@cache
def titles() -> Mapping[str, Title]:
    """Every title by its words in lower case."""
    rows = read_table("titles.tsv")
    return {r["title"]: Title(r["title"], _given(r["sector"]), r["level"], _given(r["gender"])) for r in rows}


@cache
def actor_nouns() -> Mapping[str, ActorNoun]:
    """Every noun for actors by its words in lower case."""
    return {r["noun"]: ActorNoun(r["noun"], r["sector"], r["kind"]) for r in read_table("actor_nouns.tsv")}


@cache
def groups() -> tuple[Group, ...]:
    """Every named group and body, in the table's order."""
    return tuple(
        Group(
            name=r["name"],
            aliases=tuple(r["aliases"].split("|")) if r["aliases"] else (),
            country=_given(r["country"]),
            sector=_given(r["sector"]),
            kind=r["kind"],
        )
        for r in read_table("groups.tsv")
    )


@cache
def group_names() -> Mapping[str, Group]:
    """Every group by each of its names, as written (`al-`, `Al-`, `Al `). Of two with one alias the earlier row has it."""
    return {form: g for g in reversed(groups()) for name in (*g.aliases, g.name) for form in _articles(name)}


def _articles(name: str) -> tuple[str, ...]:
    if name[:3].lower() not in ("al-", "al "):
        return (name,)
    return tuple(article + name[3:] for article in ("al-", "Al-", "al ", "Al "))


@cache
def seats() -> Mapping[str, Seat]:
    """Every seat of power by its name in lower case."""
    return {r["seat"]: Seat(r["seat"], _given(r["country"]), r["sector"]) for r in read_table("seats.tsv")}


@cache
def cast_words(name: str) -> frozenset[str]:
    """The word list of that name. Raises `KeyError` for a list that the table does not have."""
    return {r["list"]: frozenset(r["words"].split("|")) for r in read_table("cast_words.tsv")}[name]


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody whom news names without a country; `alone` says that the surname is enough."""

    name: str
    surname: str
    country: str
    alone: bool


@cache
def leaders() -> tuple[Leader, ...]:
    """Every leader, in the table's order."""
    return tuple(Leader(r["name"], r["surname"], r["country"], r["alone"] == "yes") for r in read_table("leaders.tsv"))


@cache
def peoples() -> Mapping[str, str]:
    """The country of each people or region, by its name as written."""
    return {r["people"]: r["country"] for r in read_table("peoples.tsv")}


@cache
def body_nouns() -> Mapping[str, frozenset[str]]:
    """The sectors of the bodies that each noun can point back to; `*` is any."""
    return {r["noun"]: frozenset(r["sectors"].split("|")) for r in read_table("body_nouns.tsv")}


@cache
def sector_names() -> Mapping[str, str]:
    """What to call unnamed actors of each of PLOVER's 25 sectors."""
    return {r["sector"]: r["name"] for r in read_table("sector_names.tsv")}


def sector_name(sector: str) -> str:
    """What to call unnamed actors of a PLOVER sector (`rebels`)."""
    return sector_names().get(sector, sector)


def _given(cell: str) -> str | None:
    return None if cell in ("", "-") else cell
