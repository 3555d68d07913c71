"""Where outlets write from and for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tellings.data.countries import country
from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTLETS_TABLE = "outlets.tsv"
ALPHA2 = 2
SOLD = frozenset({"ai", "cc", "co", "fm", "gg", "io", "ly", "me", "nu", "sh", "tk", "to", "tv", "vc", "ws", "eu"})
"""Top-level domains of countries under which outlets of everywhere write."""


@dataclass(frozen=True, slots=True)
class Home:
    """The town of an outlet, and the state (`US.OH`) or country (`SY`) that it writes for."""

    town: str
    region: str


def host_of(address: str) -> str:
    """The host of an address, in lower case and without `www.`; "" where it has none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")


def outlet_home(address: str | None, outlet: str | None = None) -> Home | None:
    """The home of an outlet that the table knows by its address or name; else the country of its domain, without a town."""
    host = host_of(address or "")
    labels = host.split(".")
    hosts = (".".join(labels[k:]) for k in range(len(labels) - 1))
    found = next((_homes()[h] for h in hosts if h in _homes()), None) or _homes().get((outlet or "").casefold())
    return found or _by_domain(labels[-1])


def _by_domain(label: str) -> Home | None:
    """The country of a top-level domain (`.ie`), but for those that are sold for their looks."""
    code = "GB" if label == "uk" else label.upper()
    return Home("", code) if len(label) == ALPHA2 and label not in SOLD and country(code) else None


def outlet_named(address: str | None) -> str | None:
    """The outlet at an address that the table knows."""
    labels = host_of(address or "").split(".")
    hosts = (".".join(labels[k:]) for k in range(len(labels) - 1))
    return next((_names()[h] for h in hosts if h in _names()), None)


@cache
def _names() -> Mapping[str, str]:
    return {row["host"]: row["outlet"] for row in read_table(OUTLETS_TABLE)}


@cache
def _homes() -> Mapping[str, Home]:
    """By host, and by name where only one outlet has it."""
    rows = list(read_table(OUTLETS_TABLE))
    names = [row["outlet"].casefold() for row in rows]
    by_name = {row["outlet"].casefold(): Home(row["town"], row["home"]) for row in rows}
    homes_of = {name: {(r["town"], r["home"]) for r in rows if r["outlet"].casefold() == name} for name in names}
    unique = {name: home for name, home in by_name.items() if len(homes_of[name]) == 1}
    return unique | {row["host"]: Home(row["town"], row["home"]) for row in rows}
