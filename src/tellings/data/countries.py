"""The countries and what news calls them: names, demonyms, capitals, seats of power."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance.Levenshtein import distance

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

COUNTRIES_TABLE = "countries.tsv"
CODES_TABLE = "country_codes.tsv"
SHORTEST_MISSPELT = 7
"""Letters from which one wrong one still tells the country: of shorter names some differ by one (`Iran`, `Iraq`)."""

CACHED_WORDS = 1 << 16
"""Words whose keys are kept in memory: every capitalised word is asked for, in five indexes."""

ACRONYM_LENGTH = 4
"""Letters of the longest name that is written in capitals alone (`USSR`, `DPRK`)."""


class CountryKind(StrEnum):
    """What a row of the table is: `former` are states of old, `body` what PLOVER codes like a country (EUR, UNO, IGO ...)."""

    COUNTRY = "country"
    TERRITORY = "territory"
    FORMER = "former"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Country:
    """A row of the table. `people` are nouns (`Syrian`, `Syrians`, `Danes`); `seats` stand for the government (`the Kremlin`)."""

    code: str
    alpha2: str
    kind: CountryKind
    name: str
    names: tuple[str, ...]
    parts: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    lat: float | None
    lon: float | None
    population: int
    geonameid: int | None
    neighbours: tuple[str, ...]
    heir: str | None


@cache
def countries() -> tuple[Country, ...]:
    """Every row, in the table's order: today's countries and territories first."""
    return tuple(_country(row) for row in read_table(COUNTRIES_TABLE))


def country(code: str) -> Country | None:
    """The country of an alpha-3 code, or of another code that tables use for it (`SY`, `ROM`, `XKX`); None if there is none."""
    return _by_code().get(code.upper())


def by_name(name: str) -> str | None:
    """The code of the country of that name (`Syria`, `the US`, `U.S.`, `Burma`, `Soviet Union`, `European Union`)."""
    return _find(_by_name(), name)


def by_misspelt_name(name: str) -> str | None:
    """The code of the country whose name, of seven letters at least, is this but for one letter (`Mauritious`, `Phillipines`)."""
    if len(name) < SHORTEST_MISSPELT or not name[:1].isupper():
        return None
    found = {
        code
        for key, code in _by_name().items()
        if len(key) >= SHORTEST_MISSPELT and distance(key, name.lower(), score_cutoff=1) <= 1
    }
    return found.pop() if len(found) == 1 else None


def by_demonym(word: str) -> str | None:
    """The code of the country whose adjective or people this is (`Syrian`, `Danes`, `British`)."""
    return _find(_by_demonym(), word)


def by_people(word: str) -> str | None:
    """Like `by_demonym`, but nouns alone (`Danes`, not `Danish`)."""
    return _find(_by_people(), word)


def by_capital(name: str) -> str | None:
    """The code of the country whose capital this is (`Damascus`, `Kiev`, `The Hague`)."""
    return _find(_by_capital(), name)


def by_seat(name: str) -> str | None:
    """The code of the country for whose government this palace, house or street stands (`the Kremlin`, `Foggy Bottom`)."""
    return _find(_by_seat(), name)


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        code=row["code"],
        alpha2=row["alpha2"],
        kind=CountryKind(row["kind"]),
        name=row["name"],
        names=_cell(row["names"]),
        parts=_cell(row["parts"]),
        adjectives=_cell(row["adjectives"]),
        people=_cell(row["people"]),
        capitals=_cell(row["capitals"]),
        seats=_cell(row["seats"]),
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        population=int(row["population"] or 0),
        geonameid=int(row["geonameid"]) if row["geonameid"] else None,
        neighbours=_cell(row["neighbours"]),
        heir=row["heir"] or None,
    )


def _cell(value: str) -> tuple[str, ...]:
    return tuple(value.split("|")) if value else ()


@cache
def _by_code() -> Mapping[str, Country]:
    by_code = {c.alpha2: c for c in reversed(countries()) if c.alpha2}
    by_code |= {c.code: c for c in countries()}
    return {row["code"]: by_code[row["country"]] for row in read_table(CODES_TABLE)} | by_code


@cache
def _by_name() -> Mapping[str, str]:
    return _index(lambda c: (c.name, *c.names, *c.parts))


@cache
def _by_demonym() -> Mapping[str, str]:
    return _index(lambda c: (*c.adjectives, *c.people))


@cache
def _by_people() -> Mapping[str, str]:
    return _index(lambda c: c.people)


@cache
def _by_capital() -> Mapping[str, str]:
    return _index(lambda c: c.capitals)


@cache
def _by_seat() -> Mapping[str, str]:
    return _index(lambda c: c.seats)


def _index(forms: Callable[[Country], Iterable[str]]) -> Mapping[str, str]:
    """From key to code. Of two with one form the more populous has it (`Congolese`), and today's before those of old."""
    ranked = sorted(countries(), key=lambda c: (c.kind is not CountryKind.FORMER, c.population))
    return {_key(form): c.code for c in ranked for form in forms(c)}


def _find(index: Mapping[str, str], words: str) -> str | None:
    for key in _keys(words):
        if key in index:
            return index[key]
    return None


@lru_cache(maxsize=CACHED_WORDS)
def _keys(words: str) -> tuple[str, ...]:
    """The keys under which some words are looked up, in order; every index is asked for the same words, again and again."""
    key = _key(words)
    bare = key.removeprefix("the ")
    loud = _key(words.capitalize()) if words.isupper() and len(words) > 2 else key
    return tuple(dict.fromkeys((key, bare, bare.removeprefix("republic of "), loud)))


def _key(words: str) -> str:
    """Names compare without case, but short capitals and common words keep theirs: `US` is a country; `us`, `turkey` are none."""
    words = " ".join(words.replace("’", "'").split())
    article, rest = ("the ", words[4:]) if words[:4].lower() == "the " else ("", words)
    if len(short := rest.replace(".", "")) <= ACRONYM_LENGTH and short.isupper():
        return f"{article}={short}"
    return article + (rest.lower() if rest[:1].isupper() else f"~{rest}")
