"""Rows of GDELT, ACLED, UCDP GED and POLECAT in our terms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tellings.data.countries import by_name, country
from tellings.data.event_tables import cameo_codes, plover_types
from tellings.data.foreign_codes import acled_types, actor_codes, by_cameo, by_fips, by_gw, by_numeric, sector_of_role
from tellings.model.foreign import ForeignEvent, ForeignParty
from tellings.read.dates import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Cells = Mapping[str, str]

ACLED_SECTORS = {"1": "MIL", "2": "REB", "3": "PRM", "4": "PRM", "5": "CVL", "6": "CVL", "7": "CVL"}
"""What ACLED's numbers of actors are in PLOVER's sectors; 8, other forces, may be any."""

ACLED_WORDS = {
    "state forces": "1", "rebel group": "2", "rebel groups": "2", "political militia": "3", "political militias": "3",
    "identity militia": "4", "identity militias": "4", "rioters": "5", "protesters": "6", "civilians": "7",
    "external/other forces": "8",
}  # fmt: skip
"""The words that newer files of ACLED's have for these numbers."""

GENERIC = ("Unidentified", "Civilians", "Protesters", "Rioters")
"""How names begin that name nobody."""

GDELT_FINE = frozenset({"3", "4"})
"""GDELT's kinds of places that are towns."""

ACLED_FINE = frozenset({"1", "2"})
"""ACLED's precisions of place that are a town or near one; UCDP's are the same two."""

GOVERNMENT = "Government of "
"""How UCDP names the side that is a state's."""


def gdelt_event(row: int, cells: Cells) -> ForeignEvent | None:
    """An event of GDELT 2.0; None where it has no day."""
    day = day_of(cells["SQLDATE"])
    if day is None:
        return None
    return ForeignEvent(
        row=row,
        id=cells["GLOBALEVENTID"],
        first=day,
        last=day,
        types=_cameo_types(cells["EventCode"]),
        label=f"CAMEO {cells['EventCode']}",
        place=cells["ActionGeo_FullName"].split(",")[0],
        country=by_fips().get(cells["ActionGeo_CountryCode"]),
        lat=_number(cells["ActionGeo_Lat"]),
        lon=_number(cells["ActionGeo_Long"]),
        fine=cells["ActionGeo_Type"] in GDELT_FINE,
        parties=tuple(_cameo_parties(cells)),
        url=cells["SOURCEURL"],
    )


def _cameo_types(code: str) -> frozenset[str]:
    """The PLOVER types of a code, or of the nearest code above it."""
    known = next((cameo_codes()[code[:n]] for n in range(len(code), 1, -1) if code[:n] in cameo_codes()), None)
    return frozenset({known.type} if known and known.type else ())


def _cameo_parties(cells: Cells) -> Iterator[ForeignParty]:
    for side in ("Actor1", "Actor2"):
        if cells[f"{side}Code"] or cells[f"{side}Name"]:
            sectors = (sector_of_role(cells[f"{side}Type{n}Code"]) for n in (1, 2, 3))
            yield ForeignParty(
                cells[f"{side}Name"].title(), by_cameo().get(cells[f"{side}CountryCode"]), next(filter(None, sectors), None)
            )


def acled_event(row: int, cells: Cells) -> ForeignEvent | None:
    """An event of ACLED's, in an old or a new file; None where it has no day."""
    day = _acled_day(cells["event_date"])
    if day is None:
        return None
    kind, sub, killed = cells["event_type"], cells["sub_event_type"], _number(cells["fatalities"])
    where = by_numeric().get(int(cells["iso"])) if cells.get("iso") else by_name(cells["country"])
    return ForeignEvent(
        row=row,
        id=cells.get("event_id_cnty") or cells.get("data_id") or str(row),
        first=day,
        last=day,
        types=frozenset(t.type for t in acled_types() if t.event == kind and sub in ("", t.sub)),
        label=sub or kind,
        place=cells["location"],
        country=where,
        lat=_number(cells["latitude"]),
        lon=_number(cells["longitude"]),
        fine=cells.get("geo_precision", "1") in ACLED_FINE,
        parties=tuple(_acled_parties(cells, where)),
        killed=(killed, killed, killed) if killed else None,
    )


def _acled_day(cell: str) -> date | None:
    """ISO in files of today, `13-03-2031` (the day first) in older ones, `13 March 2031` in between."""
    numbers = cell.split("-")
    if len(numbers) == 3 and len(numbers[2]) == 4 and all(n.isdigit() for n in numbers):
        return date(int(numbers[2]), int(numbers[1]), int(numbers[0]))
    return day_of(cell)


def _acled_parties(cells: Cells, where: str | None) -> Iterator[ForeignParty]:
    for n in (1, 2):
        names = [cells[f"actor{n}"], *cells.get(f"assoc_actor_{n}", "").split("; ")]
        told = cells.get(f"inter{n}", "")
        sector = ACLED_SECTORS.get(ACLED_WORDS.get(told.lower(), told))
        named = [name for name in names if name and not name.startswith(GENERIC)]
        if named or sector:
            yield ForeignParty(" ".join(named), where if sector and told not in ("8", "External/Other forces") else None, sector)


def ucdp_event(row: int, cells: Cells) -> ForeignEvent | None:
    """An event of UCDP GED; None where it has no day."""
    first, last = day_of(cells["date_start"]), day_of(cells["date_end"])
    if first is None:
        return None
    low, best, high = (_number(cells[c]) for c in ("low", "best", "high"))
    where = by_gw().get(int(float(cells["country_id"]))) if cells["country_id"] else by_name(cells["country"])
    kind = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
    return ForeignEvent(
        row=row,
        id=cells["id"],
        first=first,
        last=last or first,
        types=frozenset({"ASSAULT"}),
        label=kind.get(cells["type_of_violence"], "violence"),
        place=cells["where_coordinates"].removesuffix(" town").removesuffix(" village").removesuffix(" city"),
        country=where,
        lat=_number(cells["latitude"]),
        lon=_number(cells["longitude"]),
        fine=cells["where_prec"] in ACLED_FINE,
        parties=tuple(_ucdp_parties(cells)),
        killed=(low, best, high) if low is not None and best is not None and high is not None else None,
    )


def _ucdp_parties(cells: Cells) -> Iterator[ForeignParty]:
    for side in ("side_a", "side_b"):
        name = cells[side]
        if name.startswith(GOVERNMENT):
            yield ForeignParty("", by_name(name.removeprefix(GOVERNMENT).partition(" (")[0]), "MIL")
        elif name == "Civilians":
            yield ForeignParty("", None, "CVL")
        elif name:
            yield ForeignParty(name, None, None)


def polecat_event(row: int, cells: Cells) -> ForeignEvent | None:
    """An event of POLECAT; None where it has no day."""
    day = day_of(cells["Event Date"])
    if day is None:
        return None
    kind = cells["Event Type"].upper()
    where = country(cells["Country"]) if len(cells["Country"]) == 3 else None
    return ForeignEvent(
        row=row,
        id=cells["Event ID"],
        first=day,
        last=day,
        types=frozenset({kind} & plover_types().keys()),
        label="/".join(filter(None, (kind, cells["Event Mode"].lower()))),
        place=cells["Placename"] or cells["City"],
        country=where.code if where else by_name(cells["Country"]) if cells["Country"] else None,
        lat=_number(cells["Latitude"]),
        lon=_number(cells["Longitude"]),
        fine=bool(cells["City"]),
        parties=tuple(_polecat_parties(cells)),
    )


def _polecat_parties(cells: Cells) -> Iterator[ForeignParty]:
    for side in ("Actor", "Recipient"):
        if cells[f"{side} Name"] or cells[f"{side} Country"]:
            where = country(cells[f"{side} Country"].partition(";")[0]) if cells[f"{side} Country"] else None
            sector = cells[f"Primary {side} Sector"].upper()
            yield ForeignParty(
                cells[f"{side} Name"],
                where.code if where else None,
                sector if sector in actor_codes().keys() - {"UNK"} else None,
            )


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


FOREIGN: dict[str, tuple[tuple[str, ...], Callable[[int, Cells], ForeignEvent | None]]] = {
    "gdelt": (("GLOBALEVENTID", "SQLDATE", "EventCode", "ActionGeo_Type", "SOURCEURL"), gdelt_event),
    "acled": (("event_date", "event_type", "sub_event_type", "actor1", "location", "fatalities"), acled_event),
    "ucdp": (("id", "date_start", "side_a", "side_b", "best", "where_prec"), ucdp_event),
    "polecat": (("Event ID", "Event Date", "Event Type", "Actor Name"), polecat_event),
}
"""What a picture can be held against: columns that a header must have, and what reads a row."""
