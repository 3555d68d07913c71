"""GeoJSON (RFC 7946): a feature for each claimed event, each stretch of control and each place, with its evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tellings.export.evidence import quoted
from tellings.export.rows import Row
from tellings.model.period import iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.export.asked import Asked
    from tellings.model.coding import Place
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim


def write(asked: Asked) -> Iterator[str]:
    """One FeatureCollection, a feature a line. What has no point has a null geometry, never 0,0."""
    places: dict[str, Row] = {}
    yield '{"type": "FeatureCollection", "features": [\n'
    between = ""
    for feature in _features(asked, places):
        yield between + json.dumps(feature, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _features(asked: Asked, places: dict[str, Row]) -> Iterator[Row]:
    names: dict[str, str] = {}
    for opened in asked.opened():
        names |= {e.id: e.name for e in opened.entities.values()}
        for claim in opened.claims:
            if claim.place:
                _see(places, claim.place, claim)
            if claim.kind == "event":
                yield _event(opened, claim)
    for row in asked.rows("control"):
        yield _control(row, places, names)
    for key in sorted(places):
        yield places[key]


def _event(opened: OpenedStory, claim: Claim) -> Row:
    place, date, told = claim.place, claim.date, list(quoted(opened, claim))
    return _feature(
        claim.id,
        place,
        {
            "kind": "event",
            "event_id": claim.id,
            "story_id": claim.story,
            "title": claim.summary,
            "type": claim.type,
            "mode": claim.mode,
            "status": claim.status,
            "actor": "; ".join(map(opened.name, claim.actors)) or None,
            "recipient": "; ".join(map(opened.name, claim.recipients)) or None,
            "start": iso(date.first) if date else None,
            "end": iso(date.last) if date else None,
            "date_precision": _date_precision(claim),
            **_place_told(place),
            "independent_sources": claim.origins,
            "reports": len(claim.reports),
            "confidence": claim.standing,
            "disputed": claim.against > 0 or any(d.how == "contradiction" for d in claim.disagreements),
            "evidence": told,
            "evidence_url": next((q["url"] for q in told if q["url"]), None),
        },
    )


def _control(row: Row, places: dict[str, Row], names: dict[str, str]) -> Row:
    known = places.get(_key(row["geonameid"], row["place"]))
    return {
        "type": "Feature",
        "geometry": known["geometry"] if known else None,
        "properties": {
            "kind": "control",
            "title": f"{names.get(row['holder'], row['holder'])}: {row['strength']} {row['place']}",
            "place": row["place"],
            "place_id": row["geonameid"],
            "part": row["part"],
            "actor": names.get(row["holder"], row["holder"]),
            "before": names.get(row["before"], row["before"]) if row["before"] else None,
            "start": row["from"],
            "end": row["to"],
            "strength": row["strength"],
            "disputed": row["disputed"],
            "claims": row["claims"],
            "evidence": row["evidence"],
        },
    }


def _see(places: dict[str, Row], place: Place, claim: Claim) -> None:
    """Keep a place, once, with the claims that name it."""
    key = _key(place.geonameid, place.name)
    if key not in places:
        told = {"kind": "place", "title": place.name, **_place_told(place), "reason": place.reason, "claims": []}
        places[key] = _feature(f"place-{key}", place, told)
    places[key]["properties"]["claims"].append(claim.id)


def _key(geonameid: int | None, name: str) -> str:
    return str(geonameid or name)


def _feature(key: str, place: Place | None, told: Row) -> Row:
    known = place is not None and place.lat is not None and place.lon is not None
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]} if known and place else None
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": told}


def _place_told(place: Place | None) -> Row:
    return {
        "place": place.name if place else None,
        "place_id": place.geonameid if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "location_precision": place.precision.value if place else None,
    }


def _date_precision(claim: Claim) -> str | None:
    if claim.date is None or not claim.date.known:
        return None
    if claim.date.first is None or claim.date.last is None:
        return "open"
    return "day" if claim.date.first == claim.date.last else "period"
