"""Outlets of the world's press: by address or name, where they write from and for, and who owns them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tellings.data.countries import country
from tellings.data.tables import read_table, rows_of
from tellings.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OUTLETS_TABLE = "outlets.tsv"
COLUMNS = ("host", "outlet", "town", "home", "names", "family")
NEEDED = ("host", "outlet")
"""The columns of a table of outlets, and those that a table of a user's own must have."""

ALPHA2 = 2
SOLD = frozenset({"ai", "cc", "co", "fm", "gg", "io", "ly", "me", "nu", "sh", "tk", "to", "tv", "vc", "ws", "eu"})
"""Top-level domains of countries under which outlets of everywhere write."""


@dataclass(frozen=True, slots=True)
class Home:
    """The town of an outlet, and the state (`US.OH`) or country (`SY`) that it writes for."""

    town: str
    region: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: its name, its home where that is known, its country (ISO 3166 alpha-3) and the family of its owners."""

    name: str
    home: Home | None = None
    country: str | None = None
    family: str | None = None


@dataclass(frozen=True)
class Outlets:
    """A table of outlets, by host and by those of their names that only one of them has."""

    by_host: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]

    def at(self, address: str | None) -> Outlet | None:
        """The outlet at an address, or at a longer one that ends in its host."""
        labels = host_of(address or "").split(".")
        hosts = (".".join(labels[k:]) for k in range(len(labels) - 1))
        return next((self.by_host[h] for h in hosts if h in self.by_host), None)

    def called(self, name: str | None) -> Outlet | None:
        """The outlet of that name, or whose host stands for its name."""
        return self.by_name.get(_folded(name or "")) or (self.at(name) if name and " " not in name and "." in name else None)

    def published(self, address: str | None, said: str | None) -> Outlet | None:
        """The outlet that a report's own words (`said`) and address tell: a name that is known, a new one, or the address.

        `Reuters News` and `www.reuters.com` are Reuters. An unknown name that holds that of the address's outlet, or the other
        way round (`Reuters - Breaking International News`), is that outlet.
        """
        at = self.at(address)
        if not said:
            return at
        if known := self.called(said):
            return known
        near = at and (_folded(at.name) in _folded(said) or _folded(said) in _folded(at.name))
        return at if near else Outlet(said, country=_country_of(_by_domain(host_of(address or "").rpartition(".")[2])))


def outlets(path: str | None = None) -> Outlets:
    """The table of outlets, with the rows of a user's own before ours. Raises UsageError where that file is no such table."""
    return _outlets(str(Path(path).resolve()) if path else None)


@cache
def _outlets(path: str | None) -> Outlets:
    own = list(_own_rows(Path(path))) if path else []
    rows = [*own, *read_table(OUTLETS_TABLE)]
    by_host: dict[str, Outlet] = {}
    for row in rows:
        by_host.setdefault(row["host"], _outlet(row))
    named: dict[str, dict[tuple[str, str], Outlet]] = {}
    for row in rows:
        for name in filter(None, (row["outlet"], *row["names"].split("|"))):
            named.setdefault(_folded(name), {}).setdefault((row["outlet"], row["town"]), _outlet(row))
    mine = {_folded(name): _outlet(row) for row in own for name in filter(None, (row["outlet"], *row["names"].split("|")))}
    unique = {name: next(iter(found.values())) for name, found in named.items() if len(found) == 1}
    return Outlets(MappingProxyType(by_host), MappingProxyType(unique | mine))


def _own_rows(path: Path) -> Iterable[Mapping[str, str]]:
    """The rows of a user's table: tab-separated, with a line of column names of which only host and outlet are needed."""
    try:
        rows = list(rows_of(path.read_text(encoding="utf-8-sig"), path.name))
    except (OSError, UnicodeDecodeError, DataError) as error:
        raise UsageError(f"the table of outlets {path} cannot be read: {error}") from error
    for row in rows:
        if missing := [c for c in NEEDED if not row.get(c)]:
            raise UsageError(f"the table of outlets {path} has a row without {missing[0]}: its columns are {', '.join(COLUMNS)}")
        yield {c: row.get(c, "") for c in COLUMNS} | {"host": host_of(row["host"])}


def _outlet(row: Mapping[str, str]) -> Outlet:
    home = Home(row["town"], row["home"]) if row["home"] else None
    return Outlet(row["outlet"], home, _country_of(home), row["family"] or None)


def _country_of(home: Home | None) -> str | None:
    found = country(home.region.partition(".")[0]) if home else None
    return found.code if found else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def host_of(address: str) -> str:
    """The host of an address, in lower case and without `www.`; "" where it has none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")


def outlet_home(address: str | None, outlet: str | None = None, table: Outlets | None = None) -> Home | None:
    """The home of an outlet that the table knows by its address or name; else the country of its domain, without a town."""
    known = table or outlets()
    found = known.at(address) or known.called(outlet)
    return (found.home if found else None) or _by_domain(host_of(address or "").rpartition(".")[2])


def _by_domain(label: str) -> Home | None:
    """The country of a top-level domain (`.ie`), but for those that are sold for their looks."""
    code = "GB" if label == "uk" else label.upper()
    return Home("", code) if len(label) == ALPHA2 and label not in SOLD and country(code) else None


def outlet_named(address: str | None) -> str | None:
    """The name of the outlet at an address that the table knows."""
    found = outlets().at(address)
    return found.name if found else None
