"""The shape of UCDP's georeferenced events: 49 columns, one row a claim of violence that killed, with low, best and high."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from tellings.data.foreign_codes import country_name, numbers_of
from tellings.export.gdelt import event_id
from tellings.export.happenings import happenings
from tellings.export.shapes import TableShape
from tellings.export.sides import is_armed, is_civilian, is_state
from tellings.model.coding import Precision
from tellings.model.opened import outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tellings.export.happenings import Actor, Happening, Toll
    from tellings.export.rows import Row
    from tellings.model.coding import Place
    from tellings.model.opened import OpenedStory

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
"""UCDP's types of violence."""

WHERE = {Precision.SITE: 1, Precision.TOWN: 1, Precision.REGION: 4, Precision.COUNTRY: 6}
"""UCDP's precision of place."""

DATE_PRECISIONS = ((0, 1), (6, 2), (7, 3), (31, 4))
"""Days between first and last, and UCDP's precision of time up to there; more is 5."""

CELLS_A_DEGREE, CELLS_A_ROW = 2, 720
"""PRIO-GRID has cells of half a degree, numbered from the south-west."""

TYPES: dict[str, str] = {
    "id": "int", "relid": "text", "year": "int", "active_year": "int", "code_status": "text", "type_of_violence": "int",
    "conflict_dset_id": "text", "conflict_new_id": "int", "conflict_name": "text", "dyad_dset_id": "text", "dyad_new_id": "int",
    "dyad_name": "text", "side_a_dset_id": "text", "side_a_new_id": "int", "side_a": "text", "side_b_dset_id": "text",
    "side_b_new_id": "int", "side_b": "text", "number_of_sources": "int", "source_article": "text", "source_office": "text",
    "source_date": "text", "source_headline": "text", "source_original": "text", "where_prec": "int",
    "where_coordinates": "text", "where_description": "text", "adm_1": "text", "adm_2": "text", "latitude": "real",
    "longitude": "real", "geom_wkt": "text", "priogrid_gid": "int", "country": "text", "country_id": "int", "region": "text",
    "event_clarity": "int", "date_prec": "int", "date_start": "text", "date_end": "text", "deaths_a": "int", "deaths_b": "int",
    "deaths_civilians": "int", "deaths_unknown": "int", "best": "int", "high": "int", "low": "int", "gwnoa": "int",
    "gwnob": "int",
}  # fmt: skip


def _rows(opened: OpenedStory) -> Iterator[Row]:
    for h in happenings(opened):
        sides = _sides(h)
        if sides and h.first and h.toll and h.toll.high >= 1 and h.place and h.place.precision in WHERE:
            yield _row(h, sides, h.place, h.toll)


def _sides(h: Happening) -> tuple[int, Actor, Actor | None] | None:
    """Type of violence, side a (the state, where one fights) and side b (None for civilians)."""
    if h.claim.type != "ASSAULT":
        return None
    fighters = [a for a in h.actors if is_armed(a)]
    if not fighters:
        return None
    others = [r for r in (*h.recipients, *fighters[1:]) if is_armed(r)]
    if others:
        pair = sorted((fighters[0], others[0]), key=lambda a: not is_state(a, None))
        return (STATE_BASED if is_state(pair[0], None) else NON_STATE), pair[0], pair[1]
    civilians = bool(h.recipients) and all(is_civilian(r) for r in h.recipients)
    return (ONE_SIDED, fighters[0], None) if civilians else None


def _row(h: Happening, sides: tuple[int, Actor, Actor | None], place: Place, toll: Toll) -> Row:
    kind, left, right = sides
    names = (_side(left), _side(right) if right else "Civilians")
    dyad = " - ".join(names)
    assert h.first is not None
    return {
        "id": event_id(h.claim.id),
        "relid": h.claim.id,
        "year": h.first.year,
        "code_status": "Clear",
        "type_of_violence": kind,
        "conflict_name": None if kind == STATE_BASED else dyad,
        "dyad_name": dyad,
        "side_a": names[0],
        "side_b": names[1],
        **_told(h),
        **_where(place),
        "event_clarity": 1 if h.first == h.last else 2,
        "date_prec": _date_precision(h),
        "date_start": _stamp(h.first),
        "date_end": _stamp(h.last or h.first),
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": int(toll.best) if kind == ONE_SIDED else 0,
        "deaths_unknown": 0 if kind == ONE_SIDED else int(toll.best),
        "best": int(toll.best),
        "high": int(toll.high),
        "low": int(toll.low),
        "gwnoa": _number(left),
        "gwnob": _number(right) if right else None,
    }


def _side(actor: Actor) -> str:
    """A side's name; the forces of a state are its government's."""
    return f"Government of {country_name(actor.country)}" if is_state(actor, None) and actor.country else actor.name


def _number(actor: Actor) -> int | None:
    found = numbers_of(actor.country) if is_state(actor, None) else None
    return int(found.gw) if found and found.gw else None


def _told(h: Happening) -> Row:
    """Who tells it, and who told them: in the order of the reports, cells that belong together in the same place."""
    reports = list({t.report.id: t for t in h.tellings}.values())
    outlets = [_cell(outlet_of(t.report)) for t in reports]
    days = [t.coding.published.day.isoformat() if t.coding.published.day else "" for t in reports]
    titles = [_cell(t.report.title or "") for t in reports]
    agencies = [c.agency for t in reports for c in t.coding.credits if c.of == "text"]
    return {
        "number_of_sources": max(h.claim.outlets, 1),
        "source_article": ";".join(f'"{",".join(cells)}"' for cells in zip(outlets, days, titles, strict=True)),
        "source_office": ";".join(outlets),
        "source_date": ";".join(days),
        "source_headline": ";".join(titles),
        "source_original": ";".join(dict.fromkeys((*h.claim.speakers, *agencies))) or None,
    }


def _cell(value: str) -> str:
    """A value without the semicolons that part the values of a cell."""
    return value.replace(";", ",")


def _where(place: Place) -> Row:
    numbers = numbers_of(place.country)
    known = place.lat is not None and place.lon is not None
    return {
        "where_prec": WHERE[place.precision],
        "where_coordinates": place.name,
        "where_description": place.reason,
        "adm_1": place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if known else None,
        "priogrid_gid": prio_cell(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        "country": country_name(place.country) or None,
        "country_id": int(numbers.gw) if numbers and numbers.gw else None,
        "region": numbers.ucdp if numbers else None,
    }


def prio_cell(lat: float, lon: float) -> int:
    """The number of the cell of PRIO-GRID that a point lies in."""
    row = min(floor((lat + 90) * CELLS_A_DEGREE), 180 * CELLS_A_DEGREE - 1)
    column = min(floor((lon + 180) * CELLS_A_DEGREE), CELLS_A_ROW - 1)
    return row * CELLS_A_ROW + column + 1


def _date_precision(h: Happening) -> int:
    if h.first is None or h.last is None:
        return 5
    days = (h.last - h.first).days if h.dated else 1
    return next((precision for most, precision in DATE_PRECISIONS if days <= most), 5)


def _stamp(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


EVENTS = TableShape(
    "ucdp", "the 49 columns of UCDP GED: violence that killed, low, best, high; one row a claim (our coding)", TYPES, _rows
)  # fmt: skip
