"""POLECAT: 40 columns in PLOVER's own terms, one row a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.event_tables import plover_types
from tellings.data.foreign_codes import goldstein, numbers_of
from tellings.export.happenings import happenings
from tellings.export.shapes import TableShape
from tellings.model.coding import Precision
from tellings.model.opened import outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tellings.export.happenings import Actor, Happening
    from tellings.export.rows import Row
    from tellings.model.coding import Place
    from tellings.model.opened import OpenedStory

BETWEEN = ";"
"""Stands between several values of one cell."""

TYPES: dict[str, str] = {
    "Event ID": "text", "Event Date": "date", "Event Type": "text", "Event Mode": "text", "Intensity": "real",
    "Quad Code": "text", "Contexts": "text", "Actor Name": "text", "Actor Country": "text", "Actor COW": "text",
    "Primary Actor Sector": "text", "Actor Sectors": "text", "Actor Title": "text", "Actor Name Raw": "text",
    "Wikipedia Actor ID": "text", "Recipient Name": "text", "Recipient Country": "text", "Recipient COW": "text",
    "Primary Recipient Sector": "text", "Recipient Sectors": "text", "Recipient Title": "text", "Recipient Name Raw": "text",
    "Wikipedia Recipient ID": "text", "Placename": "text", "City": "text", "District": "text", "Province": "text",
    "Country": "text", "Latitude": "real", "Longitude": "real", "GeoNames ID": "int", "Raw Placename": "text",
    "Feature Type": "text", "Source": "text", "Publication Date": "date", "Story People": "text",
    "Story Organizations": "text", "Story Locations": "text", "Language": "text", "Version": "text",
}  # fmt: skip


def _rows(opened: OpenedStory) -> Iterator[Row]:
    yield from (_row(h, opened) for h in happenings(opened) if h.claim.type and h.first and h.tellings)


def _row(h: Happening, opened: OpenedStory) -> Row:
    first, claim = h.tellings[0], h.claim
    kind = plover_types().get(claim.type or "")
    published = first.coding.published.day
    return {
        "Event ID": claim.id,
        "Event Date": h.first and h.first.isoformat(),
        "Event Type": claim.type,
        "Event Mode": claim.mode,
        "Intensity": goldstein(h.cameo),
        "Quad Code": kind.quad.upper() if kind else None,
        "Contexts": _joined(h.contexts),
        **_side("Actor", h.actors),
        **_side("Recipient", h.recipients),
        **_where(h),
        "Source": outlet_of(first.report),
        "Publication Date": published and published.isoformat(),
        "Story People": _names(opened, "person"),
        "Story Organizations": _names(opened, "organisation", "group"),
        "Story Locations": _names(opened, "country", "place"),
        "Language": first.coding.language,
        "Version": f"tellings {first.coding.version}",
    }


def _side(side: str, actors: Sequence[Actor]) -> Row:
    sectors = [a.sector for a in actors if a.sector]
    cows = [n.cow for a in actors if (n := numbers_of(a.country)) and n.cow]
    return {
        f"{side} Name": _joined(a.name for a in actors),
        f"{side} Country": _joined(a.country for a in actors if a.country),
        f"{side} COW": _joined(cows),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _joined(sectors),
        f"{side} Title": _joined(a.title for a in actors if a.title),
        f"{side} Name Raw": _joined(a.words for a in actors),
    }


def _where(h: Happening) -> Row:
    place: Place | None = h.place
    if place is None:
        return {}
    raw = next((t.event.place.span.text for t in h.tellings if t.event.place), None)
    return {
        "Placename": place.name,
        "City": place.name if place.precision is Precision.TOWN else None,
        "Province": place.admin1,
        "Country": place.country,
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": place.geonameid,
        "Raw Placename": raw,
    }


def _names(opened: OpenedStory, *kinds: str) -> str | None:
    return _joined(sorted(e.name for e in opened.entities.values() if e.kind in kinds))


def _joined(values: Iterable[str | None]) -> str | None:
    """The values in one cell, each once; a value's own semicolons become commas."""
    return BETWEEN.join(dict.fromkeys(v.replace(BETWEEN, ",") for v in values if v)) or None


EVENTS = TableShape(
    "polecat", "POLECAT: 40 columns, tab-separated, in PLOVER's terms; one row a claim", TYPES, _rows, "\t", missing="None"
)
