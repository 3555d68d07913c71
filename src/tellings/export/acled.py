"""ACLED's shape: 31 columns, one row a claim of violence, protest or a change of forces. Its words, none of its data."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tellings.data.foreign_codes import ANY, acled_types, country_name, numbers_of
from tellings.export.gdelt import event_id
from tellings.export.happenings import happenings
from tellings.export.shapes import TableShape
from tellings.export.sides import CIVILIANS, PROTESTERS, RIOTERS, against, inter, is_armed, is_crowd, is_state, is_taken
from tellings.model.coding import Precision
from tellings.model.opened import outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.data.foreign_codes import AcledType
    from tellings.export.happenings import Actor, Happening
    from tellings.export.rows import Row
    from tellings.model.coding import Place
    from tellings.model.opened import OpenedStory

EXACT_DAY, SOME_WEEK, COARSER = 1, 2, 3
"""ACLED's precision of time."""

EXACT_PLACE, REGION = 1, 3
"""ACLED's precision of place; its 2, somewhere near, is told by none of our places."""

DAYS_OF_A_WEEK = 7

TYPES: dict[str, str] = {
    "event_id_cnty": "text", "event_date": "date", "year": "int", "time_precision": "int", "disorder_type": "text",
    "event_type": "text", "sub_event_type": "text", "actor1": "text", "assoc_actor_1": "text", "inter1": "int",
    "actor2": "text", "assoc_actor_2": "text", "inter2": "int", "interaction": "int", "civilian_targeting": "text",
    "iso": "int", "region": "text", "country": "text", "admin1": "text", "admin2": "text", "admin3": "text",
    "location": "text", "latitude": "real", "longitude": "real", "geo_precision": "int", "source": "text",
    "source_scale": "text", "notes": "text", "fatalities": "int", "tags": "text", "timestamp": "int",
}  # fmt: skip


def _rows(opened: OpenedStory) -> Iterator[Row]:
    for h in happenings(opened):
        kind = acled_type(h, taken=is_taken(h, opened))
        if kind and h.first and h.tellings and h.place and h.place.precision is not Precision.LARGER:
            yield _row(h, kind, h.place)


def acled_type(h: Happening, *, taken: bool) -> AcledType | None:
    """ACLED's kind of a happening, None where ACLED codes nothing like it."""
    state = bool(h.actors) and is_state(h.actors[0], h.place.country if h.place else None)
    given = {
        "type": h.claim.type,
        "mode": h.claim.mode or "-",
        "against": against(h),
        "taken": "yes" if taken else "no",
        "actor": "state" if state else "other",
    }
    fits = (rule for rule in acled_types() if all(getattr(rule, slot) in (ANY, value) for slot, value in given.items()))
    return next(fits, None)


def _row(h: Happening, kind: AcledType, place: Place) -> Row:
    day, numbers, claim = h.first, numbers_of(place.country), h.claim
    assert day is not None
    left, right = _party(h.actors, kind, place, 1), _party(h.recipients, kind, place, 2)
    last = claim.last or day
    return {
        "event_id_cnty": f"{place.country or ''}{event_id(claim.id)}",
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": time_precision(h),
        "disorder_type": kind.disorder,
        "event_type": kind.event,
        "sub_event_type": kind.sub,
        **left,
        **right,
        "interaction": _interaction(left["inter1"], right["inter2"]),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(h, kind) else None,
        "iso": int(numbers.numeric) if numbers and numbers.numeric else None,
        "region": numbers.acled if numbers else None,
        "country": country_name(place.country) or None,
        "admin1": place.admin1,
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": EXACT_PLACE if place.precision in (Precision.SITE, Precision.TOWN) else REGION,
        "source": "; ".join(dict.fromkeys(outlet_of(t.report) for t in h.tellings)),
        "notes": claim.summary,
        "fatalities": int(h.toll.best) if h.toll else 0,
        "tags": f"independent origins={claim.origins}" + (f"; denied by origins={claim.against}" if claim.against else ""),
        "timestamp": int(datetime(last.year, last.month, last.day, tzinfo=UTC).timestamp()),
    }


def time_precision(h: Happening) -> int:
    """1 where the words tell the day, 2 where a week or the day of the first report stands in, else 3."""
    if not h.dated or h.first is None or h.last is None:
        return SOME_WEEK
    days = (h.last - h.first).days
    if days == 0:
        return EXACT_DAY
    return SOME_WEEK if days <= DAYS_OF_A_WEEK else COARSER


def _party(actors: Sequence[Actor], kind: AcledType, place: Place, side: int) -> Row:
    """One side: generic names for protesters, rioters and civilians, whose own names are those of associated actors."""
    names = "; ".join(dict.fromkeys(a.name for a in actors))
    number = next((n for a in actors if (n := inter(a, place.country))), None)
    generic = _generic(actors, kind, number, side)
    label = f"{generic[0]} ({country_name(place.country)})" if generic else names
    return {
        f"actor{side}": label or None,
        f"assoc_actor_{side}": names if generic and names else None,
        f"inter{side}": generic[1] if generic else number,
    }


def _generic(actors: Sequence[Actor], kind: AcledType, number: int | None, side: int) -> tuple[str, int] | None:
    crowd = side == 1 if kind.type == "PROTEST" else bool(actors) and all(is_crowd(a) for a in actors)
    if crowd and kind.event in ("Riots", "Protests"):
        return ("Rioters", RIOTERS) if kind.event == "Riots" else ("Protesters", PROTESTERS)
    return ("Civilians", CIVILIANS) if number == CIVILIANS else None


def _interaction(left: int | None, right: int | None) -> int | None:
    """Both kinds of actors in two digits, the smaller first; a lone one with a nought."""
    both = sorted(n for n in (left, right) if n)
    if not both:
        return None
    return both[0] * 10 + (both[1] if len(both) == 2 else 0)


def _targets_civilians(h: Happening, kind: AcledType) -> bool:
    violent = kind.event in ("Violence against civilians", "Explosions/Remote violence", "Riots")
    target = bool(h.recipients) and not any(is_armed(r) for r in h.recipients) and against(h) == "civilian"
    return (violent and target) or kind.sub == "Excessive force against protesters"


EVENTS = TableShape(
    "acled", "the 31 columns of ACLED: violence, protest, changes of forces; one row a claim (our coding)", TYPES, _rows
)  # fmt: skip
