"""What a gazetteer knows of one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.model.coding import Precision


class PlaceKind(StrEnum):
    """What sort of place it is; `area`, `water` and `mountains` lie across or inside the units of government."""

    TOWN = "town"
    COUNTY = "county"
    STATE = "state"
    COUNTRY = "country"
    AREA = "area"
    WATER = "water"
    MOUNTAINS = "mountains"
    SITE = "site"
    WORLDREGION = "worldregion"
    CONTINENT = "continent"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that bears a name. `own` tells its own name from an alternate one; `key` is unique in the gazetteer.

    `admin1` and `admin2` are names; `state` and `county` are the codes behind them (`US.TX`, `US.TX.201`), "" where unknown.
    """

    key: int
    name: str
    lat: float
    lon: float
    geonameid: int | None
    country: str | None
    admin1: str | None
    admin2: str | None
    state: str
    county: str
    population: int
    kind: PlaceKind
    precision: Precision
    own: bool
