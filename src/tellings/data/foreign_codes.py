"""What other event data sets call the same things: countries, kinds of actors, known groups, kinds of events, scales."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tellings.data.countries import country
from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

ANY = "*"
GAZA_WEST_OF = 34.7
"""Degrees of longitude: FIPS has one code for Gaza and one for the West Bank, ISO one for both; the two lie on either side."""


@dataclass(frozen=True, slots=True)
class CountryNumbers:
    """One country in other codings; "" where the coding has none. `acled` and `ucdp` are regions."""

    code: str
    fips: str
    cameo: str
    numeric: str
    cow: str
    gw: str
    acled: str
    ucdp: str


@dataclass(frozen=True, slots=True)
class ActorCode:
    """One of PLOVER's sectors in other codings; `acled` is None where the sector tells no kind of actor."""

    cameo: str
    acled: int | None
    armed: bool


@dataclass(frozen=True, slots=True)
class AcledType:
    """What becomes which of ACLED's kinds; see the table for the conditions."""

    type: str
    mode: str
    against: str
    taken: str
    actor: str
    disorder: str
    event: str
    sub: str


@cache
def country_numbers() -> Mapping[str, CountryNumbers]:
    """The numbers of each country, by our code."""
    return {row["code"]: CountryNumbers(**row) for row in read_table("country_numbers.tsv")}


def numbers_of(code: str | None) -> CountryNumbers | None:
    """The numbers of a country; a state of old has those of its heir nowhere, so None."""
    return country_numbers().get(code or "")


@cache
def by_fips() -> Mapping[str, str]:
    """Our code of the country of each FIPS code; both of Palestine's are PSE."""
    return {"GZ": "PSE", "RB": "SRB"} | {n.fips: n.code for n in country_numbers().values() if n.fips}


@cache
def by_cameo() -> Mapping[str, str]:
    """Our code of the country of each code that GDELT has for actors."""
    return {n.cameo: n.code for n in country_numbers().values() if n.cameo}


@cache
def by_gw() -> Mapping[int, str]:
    """Our code of the country of each number of Gleditsch and Ward's."""
    return {int(n.gw): n.code for n in country_numbers().values() if n.gw}


@cache
def by_numeric() -> Mapping[int, str]:
    """Our code of the country of each ISO number."""
    return {int(n.numeric): n.code for n in country_numbers().values() if n.numeric}


def fips_of(code: str | None, lon: float | None = None) -> str:
    """The FIPS code of a country, or of the half of Palestine that the longitude lies in."""
    found = numbers_of(code)
    if code == "PSE" and lon is not None and lon < GAZA_WEST_OF:
        return "GZ"
    return found.fips if found else ""


def country_name(code: str | None) -> str:
    """What a country is called; the code itself where no table knows it."""
    found = country(code) if code else None
    return found.name if found else code or ""


@cache
def actor_codes() -> Mapping[str, ActorCode]:
    """Every sector of PLOVER's in other codings."""
    return {
        row["sector"]: ActorCode(row["cameo"], int(row["acled"]) if row["acled"] else None, row["armed"] == "yes")
        for row in read_table("actor_codes.tsv")
    }


OLD_ROLES = {"MED": "JRN", "INS": "REB", "SEP": "REB"}
"""CAMEO's roles that PLOVER has under another name: its MED was the media, its insurgents and separatists are rebels."""


def sector_of_role(cameo: str) -> str | None:
    """The PLOVER sector of a role code of CAMEO's, or of one of PLOVER's own that CAMEO does not have."""
    found = {c.cameo: sector for sector, c in reversed(list(actor_codes().items())) if c.cameo}
    return OLD_ROLES.get(cameo) or found.get(cameo) or (cameo if cameo in actor_codes() else None)


@cache
def known_groups() -> Mapping[str, str]:
    """CAMEO's code of each group that it knows, by our name of the group."""
    return {row["name"]: row["cameo"] for row in read_table("known_groups.tsv")}


@cache
def acled_types() -> tuple[AcledType, ...]:
    """Every rule, in the table's order: the first that fits is taken."""
    return tuple(AcledType(**row) for row in read_table("acled_types.tsv"))


@cache
def _goldstein() -> Mapping[str, float]:
    return {row["cameo"]: float(row["scale"]) for row in read_table("goldstein.tsv")}


def goldstein(cameo: str) -> float | None:
    """Goldstein's value of a CAMEO code: its own, else that of the nearest code above it."""
    return next((_goldstein()[cameo[:n]] for n in range(len(cameo), 1, -1) if cameo[:n] in _goldstein()), None)
