"""The compiled gazetteer: 270,000 towns, states, countries, landmarks under 590,000 names, read-only."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Indel

from tellings.data.build import gazetteer_path
from tellings.data.folding import fold, romanised
from tellings.errors import DataError
from tellings.model.coding import Precision
from tellings.model.gazetteer import Entry, PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

CACHED_NAMES = 20_000
"""Names whose answers are kept in memory: a day's news asks again and again for the same few thousand; about 20 MB."""

MAPPED_BYTES = 1 << 26
"""How much of the file the system maps at most: all of it; pages that several processes read are shared."""

ALIKE = 0.78
"""Share of letters that a loose match must have in common, articles aside. `Rifaat` and `Rif'at` 0.91, `Sheikhoun` and
`Shaykhun` 0.8; `Hanano` and `Hayyan`, `Quriyah` and `Qurayya`, on one key each, are below."""

PRECISION = {
    PlaceKind.TOWN: Precision.TOWN,
    PlaceKind.COUNTY: Precision.REGION,
    PlaceKind.STATE: Precision.REGION,
    PlaceKind.COUNTRY: Precision.COUNTRY,
    PlaceKind.AREA: Precision.REGION,
    PlaceKind.WATER: Precision.LARGER,
    PlaceKind.MOUNTAINS: Precision.REGION,
    PlaceKind.SITE: Precision.SITE,
    PlaceKind.WORLDREGION: Precision.LARGER,
    PlaceKind.CONTINENT: Precision.LARGER,
}

_KINDS = {kind.value: (kind, precision) for kind, precision in PRECISION.items()}

_SELECT = """
SELECT p.key, p.name, p.lat, p.lon, p.geonameid, p.country, p.state, p.county, p.population, p.kind, n.own
FROM names n JOIN places p ON p.key = n.place
WHERE n.name = ? ORDER BY p.population DESC, p.key
"""


class SqliteGazetteer:
    """Looks names up in the compiled file. One connection, read-only; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._db.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
            divisions = self._db.execute("SELECT key, code, name FROM divisions").fetchall()
        except sqlite3.Error as error:
            raise DataError(f"the gazetteer {path} cannot be opened: {error}; remove it and it is built anew") from error
        self._divisions: dict[int | None, tuple[str, str | None]] = {key: (code, name) for key, code, name in divisions}
        self._divisions[None] = ("", None)
        self.name = path.stem.removeprefix("gazetteer-")
        self._known: dict[str, tuple[Entry, ...]] = {}

    def look_up(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name, folded, alternate names too; the most populous first."""
        key = fold(name)
        if (found := self._known.get(key)) is None:
            if len(self._known) >= CACHED_NAMES:
                self._known.clear()
            found = self._known[key] = self._read(key)
        return found

    def look_up_loosely(self, name: str, country: str) -> tuple[Entry, ...]:
        """Places in one country whose name, romanised otherwise, may be this one; the most alike first."""
        key, folded = romanised(name, country), fold(name)
        if not key:
            return ()
        rows = self._db.execute("SELECT name FROM loose WHERE country = ? AND romanised = ?", (country, key))
        alike = sorted(((alikeness(folded, other), other) for (other,) in rows), reverse=True)
        names = [other for score, other in alike if score >= ALIKE]
        found = {e.key: e for other in reversed(names) for e in self.look_up(other) if e.country == country}
        return tuple(reversed(found.values()))

    def _read(self, key: str) -> tuple[Entry, ...]:
        return tuple(self._entry(row) for row in self._db.execute(_SELECT, (key,)))

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        key, name, lat, lon, geonameid, country, state, county, population, word, own = row
        kind, precision = _KINDS[word]
        state_code, admin1 = self._divisions[state]
        county_code, admin2 = self._divisions[county]
        place = (key, name, lat, lon, geonameid, country, admin1, admin2, state_code, county_code)
        return Entry(*place, population, kind, precision, bool(own))


def alikeness(left: str, right: str) -> float:
    """The share of letters that two folded names have in common, the Arabic article aside."""
    return Indel.normalized_similarity(left.removeprefix("al "), right.removeprefix("al "))


def open_gazetteer() -> SqliteGazetteer:
    """The gazetteer; it is compiled first where that has not been done yet (half a minute, once an installation)."""
    return SqliteGazetteer(gazetteer_path())
