"""GDELT 2.0: events (61 columns), one row a claim; mentions (16 columns), one row a telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.foreign_codes import actor_codes, country_name, fips_of, goldstein, known_groups, numbers_of
from tellings.export.happenings import happenings
from tellings.export.shapes import TableShape
from tellings.model.coding import Precision
from tellings.model.opened import outlet_of
from tellings.model.report import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tellings.export.happenings import Actor, Happening, Telling
    from tellings.export.rows import Row
    from tellings.model.coding import Coding, Place
    from tellings.model.opened import OpenedStory
    from tellings.model.report import Report, Span

DAYS_A_MONTH, DAYS_A_YEAR = 30, 365
"""GDELT's own reckoning in FractionDate: months of thirty days in a year of 365."""

COUNTRY_MATCH, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE, NO_MATCH = 1, 2, 3, 4, 5, 0
"""GDELT's kinds of places."""

WEB, CITED = 1, 2
"""GDELT's kinds of mentions: a page with an address, and a text that is named without one."""

BODIES = {"IGO": "IGO", "UNO": "IGO", "EUR": "IGO", "NGO": "NGO", "MNC": "MNC", "IMG": "IMG"}
"""PLOVER's codes of bodies that stand where a country's would, as CAMEO's roles."""

_ID_BITS = (1 << 63) - 1

_ACTOR = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
_GEO = {
    "Type": "int", "FullName": "text", "CountryCode": "text", "ADM1Code": "text", "ADM2Code": "text", "Lat": "real",
    "Long": "real", "FeatureID": "text",
}  # fmt: skip

EVENT_TYPES: dict[str, str] = (
    {"GLOBALEVENTID": "int", "SQLDATE": "int", "MonthYear": "int", "Year": "int", "FractionDate": "real"}
    | {f"Actor{n}{part}": "text" for n in (1, 2) for part in _ACTOR}
    | {"IsRootEvent": "int", "EventCode": "text", "EventBaseCode": "text", "EventRootCode": "text", "QuadClass": "int"}
    | {"GoldsteinScale": "real", "NumMentions": "int", "NumSources": "int", "NumArticles": "int", "AvgTone": "real"}
    | {f"{who}Geo_{part}": kind for who in ("Actor1", "Actor2", "Action") for part, kind in _GEO.items()}
    | {"DATEADDED": "int", "SOURCEURL": "text"}
)

MENTION_TYPES: dict[str, str] = {
    "GLOBALEVENTID": "int", "EventTimeDate": "int", "MentionTimeDate": "int", "MentionType": "int", "MentionSourceName": "text",
    "MentionIdentifier": "text", "SentenceID": "int", "Actor1CharOffset": "int", "Actor2CharOffset": "int",
    "ActionCharOffset": "int", "InRawText": "int", "Confidence": "int", "MentionDocLen": "int", "MentionDocTone": "real",
    "MentionDocTranslationInfo": "text", "Extras": "text",
}  # fmt: skip


def event_id(claim: str) -> int:
    """The number that stands for a claim: the hash in its id, cut to the 63 bits of a signed integer."""
    return int(claim.rpartition("-")[2], 16) & _ID_BITS


def quad_class(cameo: str) -> int | None:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by the root of the code."""
    if not cameo[:2].isdigit():
        return None
    root = int(cameo[:2])
    return 1 + (root > 5) + (root > 8) + (root > 13)


def fraction_date(day: date) -> float:
    """A day as GDELT reckons it: the year, and the share of it that has passed."""
    return round(day.year + ((day.month - 1) * DAYS_A_MONTH + day.day) / DAYS_A_YEAR, 4)


def _events(opened: OpenedStory) -> Iterator[Row]:
    yield from (_event(h) for h in happenings(opened) if h.first and h.cameo and h.tellings)


def _event(h: Happening) -> Row:
    day, code = h.first, h.cameo
    assert day is not None
    first = h.tellings[0].report
    return {
        "GLOBALEVENTID": event_id(h.claim.id),
        "SQLDATE": int(f"{day:%Y%m%d}"),
        "MonthYear": int(f"{day:%Y%m}"),
        "Year": day.year,
        "FractionDate": fraction_date(day),
        **_actor("Actor1", h.actors[0] if h.actors else None),
        **_actor("Actor2", h.recipients[0] if h.recipients else None),
        "IsRootEvent": int(any(in_lead(t.coding, t.event.evidence) for t in h.tellings)),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad_class(code),
        "GoldsteinScale": goldstein(code),
        "NumMentions": len(h.tellings),
        "NumSources": max(h.claim.outlets, 1),
        "NumArticles": len(h.claim.reports),
        **_place("Actor1Geo_", None),
        **_place("Actor2Geo_", None),
        **_place("ActionGeo_", h.place),
        "DATEADDED": _stamp(h.claim.first or day),
        "SOURCEURL": first.url or first.ref,
    }


def _actor(prefix: str, actor: Actor | None) -> Row:
    if actor is None:
        return {}
    group = known_groups().get(actor.name)
    numbers, sector = numbers_of(actor.country), actor_codes().get(actor.sector or "")
    place, body = (numbers.cameo if numbers else ""), BODIES.get(actor.country or "", "")
    role = (sector.cameo if sector else "") or body
    parts = (body, group) if body else (place, group, role)
    return {
        f"{prefix}Code": "".join(p for p in parts if p) or None,
        f"{prefix}Name": actor.name.upper(),
        f"{prefix}CountryCode": place or None,
        f"{prefix}KnownGroupCode": group,
        f"{prefix}Type1Code": role or None,
    }


def _place(prefix: str, place: Place | None) -> Row:
    if place is None or place.lat is None or place.precision is Precision.LARGER:
        return {f"{prefix}Type": NO_MATCH}
    fips = fips_of(place.country, place.lon)
    whole = place.precision is Precision.COUNTRY
    parts = [place.name] if whole else [place.name, place.admin1 or "", country_name(place.country)]
    return {
        f"{prefix}Type": _match(place),
        f"{prefix}FullName": ", ".join(dict.fromkeys(p for p in parts if p)),
        f"{prefix}CountryCode": fips or None,
        f"{prefix}ADM1Code": fips if whole and fips else None,
        f"{prefix}Lat": place.lat,
        f"{prefix}Long": place.lon,
        f"{prefix}FeatureID": fips if whole and fips else None,
    }


def _match(place: Place) -> int:
    if place.precision is Precision.COUNTRY:
        return COUNTRY_MATCH
    if place.precision is Precision.REGION:
        return US_STATE if place.country == "USA" else WORLD_STATE
    return US_CITY if place.country == "USA" else WORLD_CITY


def in_lead(coding: Coding, evidence: Span) -> bool:
    """Whether a sentence stands in a report's first paragraph, or in its title."""
    bodies = [b for b in coding.blocks if b.kind is BlockKind.BODY]
    return bool(bodies) and evidence.start < bodies[0].end


def _mentions(opened: OpenedStory) -> Iterator[Row]:
    for h in happenings(opened):
        if h.first and h.cameo:
            yield from (_mention(h, t) for t in h.tellings)


def _mention(h: Happening, telling: Telling) -> Row:
    report, event, coding = telling.report, telling.event, telling.coding
    day = h.first
    assert day is not None
    return {
        "GLOBALEVENTID": event_id(h.claim.id),
        "EventTimeDate": _stamp(day),
        "MentionTimeDate": _stamp(coding.published.day or day),
        "MentionType": WEB if report.url else CITED,
        "MentionSourceName": _host(report),
        "MentionIdentifier": report.url or report.ref,
        "SentenceID": 1 + next((n for n, s in enumerate(coding.sentences) if s.end > event.evidence.start), 0),
        "Actor1CharOffset": event.actors[0].span.start if event.actors else -1,
        "Actor2CharOffset": event.recipients[0].span.start if event.recipients else -1,
        "ActionCharOffset": event.trigger.start,
        "InRawText": 1,
        "MentionDocLen": len(report.text),
    }


def _host(report: Report) -> str:
    """The domain of a report's address, as GDELT has it; its outlet where it has none."""
    if not report.url or "//" not in report.url:
        return outlet_of(report)
    return report.url.split("//", 1)[1].split("/", 1)[0].removeprefix("www.")


def _stamp(day: date) -> int:
    return int(f"{day:%Y%m%d}000000")


EVENTS = TableShape(
    "gdelt", "GDELT 2.0 events: 61 columns, tab-separated, no header; one row a claim", EVENT_TYPES, _events, "\t", header=False
)
MENTIONS = TableShape(
    "gdelt-mentions", "GDELT 2.0 mentions: 16 columns; one row a sentence that tells an event", MENTION_TYPES, _mentions, "\t",
    header=False,
)  # fmt: skip
