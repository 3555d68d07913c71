"""IPTC ninjs 3.1: a news object a line, a report with what was read from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tellings.data.event_tables import plover_types
from tellings.export.evidence import excerpt
from tellings.model.coding import MentionKind
from tellings.model.context import Context
from tellings.model.opened import outlet_of
from tellings.model.report import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tellings.export.asked import Asked
    from tellings.export.rows import Row
    from tellings.model.coding import Coding, Mention, Place
    from tellings.model.opened import OpenedStory
    from tellings.model.report import Report

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
PUBLISHED = {"withdrawn": "canceled", "withheld": "withheld"}
"""What ninjs calls the statuses of reports that their agencies don't stand by."""

GEONAMES = "https://sws.geonames.org/{}/"
ORGANISED = (MentionKind.ORGANISATION, MentionKind.GROUP, MentionKind.COUNTRY)


def write(asked: Asked) -> Iterator[str]:
    """The reports of the stories, one object a line."""
    for opened in asked.opened():
        members = {member: e for e in opened.entities.values() for member in e.members}
        for report in opened.story.reports:
            named = {key: (e.id, e.name) for (of, key), e in members.items() if of == report}
            item = _item(opened, report, Context(opened.story.id, named), full_text=asked.full_text)
            yield json.dumps(item, ensure_ascii=False) + "\n"


def _item(opened: OpenedStory, key: str, context: Context, *, full_text: bool) -> Row:
    report, coding = opened.reports[key], opened.codings[key]
    day = coding.published.day
    made: Row = {
        "uri": f"urn:tellings:{report.id}",
        "type": "text",
        "representationType": "full" if full_text else "partial",
        "profile": "tellings",
        "standard": STANDARD,
        "version": report.version,
        "versionCreated": _moment(day),
        "pubStatus": PUBLISHED.get(report.status or "", "usable"),
        "language": coding.language,
        "title": report.title,
        "headlines": [{"value": report.title}] if report.title else None,
        "by": ", ".join(coding.byline) or None,
        "located": ", ".join(coding.dateline.places) if coding.dateline else None,
        "descriptions": [{"role": "excerpt", "contentType": "text/plain", "value": excerpt(_body(report, coding))}],
        "bodies": [_whole(report, coding)] if full_text else None,
        **_named(coding, context),
        "subjects": _subjects(coding),
        "events": _events(opened, key),
        "infoSources": _sources(report, coding),
        "altIds": [{"role": "ref", "value": report.ref}] + ([{"role": "url", "value": report.url}] if report.url else []),
        "associations": _pictures(report, coding),
    }
    return {name: value for name, value in made.items() if value}


def _moment(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00Z" if day else None


def _body(report: Report, coding: Coding) -> str:
    bodies = [report.text[b.start : b.end] for b in coding.blocks if b.kind is BlockKind.BODY]
    return "\n\n".join(bodies) or report.text


def _whole(report: Report, coding: Coding) -> Row:
    """The whole text as one body; the counts leave captions out, as the standard has it."""
    captions = [report.text[b.start : b.end] for b in coding.blocks if b.kind is BlockKind.CAPTION]
    return {
        "role": "main",
        "contentType": "text/plain",
        "charCount": len(report.text) - sum(map(len, captions)),
        "wordCount": len(report.text.split()) - sum(len(c.split()) for c in captions),
        "value": report.text,
    }


def _named(coding: Coding, context: Context) -> Row:
    """People, organisations and places, each once."""
    people: dict[str, Row] = {}
    organised: dict[str, Row] = {}
    places: dict[str, Row] = {}
    for m in coding.mentions:
        if m.kind is MentionKind.PERSON:
            _note(people, m, context)
        elif m.kind in ORGANISED:
            _note(organised, m, context)
        if m.place:
            places.setdefault(str(m.place.geonameid or m.place.name), _place(m.place))
    return {"people": [*people.values()], "organisations": [*organised.values()], "places": [*places.values()]}


def _note(found: dict[str, Row], mention: Mention, context: Context) -> None:
    name, entity = context.name(mention.referent, mention.name) or mention.name, context.entity(mention.referent)
    row: Row = {"name": name, "rel": "mentions"}
    found.setdefault(entity or name, row | ({"uri": f"urn:tellings:{entity}"} if entity else {}))


def _place(place: Place) -> Row:
    row: Row = {"name": place.name, "rel": "mentions"}
    if place.geonameid:
        row |= {"uri": GEONAMES.format(place.geonameid), "literal": str(place.geonameid)}
    if place.lat is not None and place.lon is not None:
        row["geoJSON"] = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return row


def _subjects(coding: Coding) -> list[Row]:
    """The PLOVER types and contexts that were read, each once."""
    types = {"/".join(filter(None, (e.type, e.mode))) for e in coding.events if e.type in plover_types()}
    contexts = {c for e in coding.events for c in e.contexts}
    named = [("PLOVER", t) for t in sorted(types)] + [("PLOVER context", c) for c in sorted(contexts)]
    return [{"name": name, "rel": "about", "literal": f"{of}: {name}", "creator": "tellings"} for of, name in named]


def _events(opened: OpenedStory, report: str) -> list[Row]:
    """The claims that the report tells."""
    told = (c for c in opened.claims if c.kind == "event" and report in c.reports)
    return [{"id": c.id, "name": c.summary, "rel": c.status or "actual", "uri": f"urn:tellings:{c.id}"} for c in told]


def _sources(report: Report, coding: Coding) -> list[Row]:
    """Who published it, and the agencies credited for text or photo."""
    made = {"text": "originator", "photo": "photo"}
    credited = [{"name": c.agency, "role": made.get(c.of, c.of)} for c in coding.credits]
    return [*({tuple(c.items()): c for c in credited}.values()), {"name": outlet_of(report), "role": "publisher"}]


def _pictures(report: Report, coding: Coding) -> list[Row]:
    """A picture for each caption: what the report says of it, for the picture itself was never here."""
    captions = [report.text[b.start : b.end] for b in coding.blocks if b.kind is BlockKind.CAPTION]
    return [
        {
            "name": f"picture {n}",
            "uri": f"urn:tellings:{report.id}:picture:{n}",
            "type": "picture",
            "descriptions": [{"role": "caption", "contentType": "text/plain", "value": c}],
        }
        for n, c in enumerate(captions, start=1)
    ]
