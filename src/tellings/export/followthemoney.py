"""FollowTheMoney: an entity a line, each with its statements: which value was read from which report."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from tellings.data.countries import country
from tellings.export.evidence import excerpt, told
from tellings.export.rows import Row
from tellings.model.opened import outlet_of
from tellings.model.period import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tellings.export.asked import Asked
    from tellings.model.coding import Place
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim, Entity, Relation
    from tellings.model.report import Report

DATASET = "tellings"

PROPERTY_TYPES = {
    "name": "name", "alias": "name", "summary": "text", "description": "text", "notes": "text", "bodyText": "text",
    "country": "country", "language": "language", "sourceUrl": "url", "publishedAt": "date", "date": "date",
    "startDate": "date", "endDate": "date", "location": "address", "full": "address", "latitude": "number",
    "longitude": "number", "involved": "entity", "proof": "entity", "addressEntity": "entity", "document": "entity",
    "mimeType": "mimetype", "entity": "entity", "resolved": "entity", "subject": "entity", "object": "entity",
}  # fmt: skip
"""FollowTheMoney's type of each property that is used; every other is a string."""

LANGUAGES = {"en": "eng"}
"""Languages whose two letters we meet most, in the three that FollowTheMoney has; others are left as they are."""

SCHEMATA = {"person": "Person", "organisation": "Organization", "group": "Organization", "country": "PublicBody"}
"""FollowTheMoney's schema of each kind of entity; a place is an Address."""

Values = dict[str, list[tuple[str, str]]]
"""Each property with its values, and the report that each was read from."""


def write(asked: Asked) -> Iterator[str]:
    """Articles, who and what they name, events, documentation with the sentences, links: each entity once, as it is met."""
    seen: set[str] = set()
    for opened in asked.opened():
        for made in _entities(opened, full_text=asked.full_text):
            if made["id"] not in seen:
                seen.add(made["id"])
                yield json.dumps(made, ensure_ascii=False) + "\n"


def _entities(opened: OpenedStory, *, full_text: bool) -> Iterator[Row]:
    for key in opened.story.reports:
        yield _article(opened, opened.reports[key], full_text=full_text)
    for entity in opened.entities.values():
        if party := _party(entity):
            yield party
            yield from _mentions(entity, opened)
    for claim in opened.claims:
        if claim.place:
            yield _address(claim.place, claim.reports[0] if claim.reports else "")
        yield _event(opened, claim) if claim.kind == "event" else _note(opened, claim)
        yield from _documentation(opened, claim)
    for relation in opened.relations:
        if {relation.from_entity, relation.to_entity} <= opened.entities.keys():
            yield _link(opened, relation)


def _made(key: str, schema: str, values: Values, caption: str) -> Row:
    """An entity with its properties, and the statements that say where each value comes from."""
    properties = {name: list(dict.fromkeys(v for v, _ in told)) for name, told in values.items() if told}
    return {
        "id": key,
        "caption": caption,
        "schema": schema,
        "properties": properties,
        "datasets": [DATASET],
        "statements": [_statement(key, schema, name, *told) for name in properties for told in dict.fromkeys(values[name])],
    }


def _statement(key: str, schema: str, name: str, value: str, origin: str) -> Row:
    """A statement in FollowTheMoney's shape; its id is the hash that the library itself would make."""
    digest = hashlib.sha1(f"{DATASET}.{key}.{name}.{value}".encode(), usedforsecurity=False).hexdigest()
    return {
        "id": digest,
        "entity_id": key,
        "canonical_id": key,
        "prop": name,
        "prop_type": PROPERTY_TYPES.get(name, "string"),
        "schema": schema,
        "value": value,
        "dataset": DATASET,
        "lang": None,
        "original_value": None,
        "first_seen": None,
        "last_seen": None,
        "external": False,
        "origin": origin or None,
    }


def _values(origin: str, **told: str | Iterable[str] | None) -> Values:
    """The properties with all that is known of them, read from one report."""
    made: Values = {}
    for name, value in told.items():
        several = [value] if isinstance(value, str) else list(value or ())
        made[name] = [(v, origin) for v in several if v]
    return made


def _article(opened: OpenedStory, report: Report, *, full_text: bool) -> Row:
    coding = opened.codings[report.id]
    title = report.title or excerpt(report.text, 80)
    values = _values(
        report.id,
        title=title,
        author=coding.byline,
        publisher=outlet_of(report),
        sourceUrl=report.url,
        publishedAt=iso(coding.published.day),
        language=LANGUAGES.get(coding.language, coding.language),
        summary=excerpt(report.text),
        bodyText=report.text if full_text else None,
        fileName=report.ref,
        generator="tellings",
        mimeType="text/plain",
    )
    return _made(report.id, "Article", values, title)


def _party(entity: Entity) -> Row | None:
    schema = SCHEMATA.get(entity.kind)
    if schema is None:
        return None
    first = entity.members[0][0] if entity.members else ""
    values: Values = {
        "name": [(entity.name, first)],
        "alias": [(n.text, report) for n in entity.names for report in n.reports if n.text != entity.name],
        "country": [(code, first) for code in _alpha2(entity.country)],
        "notes": [(f"sector {entity.sector}", first)] if entity.sector else [],
    }
    if schema == "Person":
        values["position"] = [(r.title, first) for r in entity.roles]
    return _made(entity.id, schema, values, entity.name)


def _alpha2(code: str | None) -> Iterator[str]:
    found = country(code) if code else None
    if found and found.alpha2:
        yield found.alpha2.lower()


def _mentions(entity: Entity, opened: OpenedStory) -> Iterator[Row]:
    for name in entity.names:
        for report in name.reports:
            if report in opened.reports:
                key = _key("mention", entity.id, report, name.text)
                yield _made(key, "Mention", _values(report, document=report, name=name.text, resolved=entity.id), name.text)


def _address(place: Place, report: str) -> Row:
    full = ", ".join(dict.fromkeys(p for p in (place.name, place.admin1, place.country) if p))
    values = _values(
        report,
        full=full,
        state=place.admin1,
        country=_alpha2(place.country),
        latitude=None if place.lat is None else str(place.lat),
        longitude=None if place.lon is None else str(place.lon),
    )
    return _made(_place_key(place), "Address", values, full)


def _place_key(place: Place) -> str:
    return _key("place", str(place.geonameid or place.name))


def _event(opened: OpenedStory, claim: Claim) -> Row:
    origin = claim.reports[0] if claim.reports else ""
    place, date = claim.place, claim.date
    parties = [p for p in (*claim.actors, *claim.recipients) if p in opened.entities]
    values = _values(
        origin,
        name=claim.summary,
        summary=claim.standing,
        startDate=iso(date.first) if date else None,
        endDate=iso(date.last) if date else None,
        location=place.name if place else None,
        country=_alpha2(place.country if place else None),
        addressEntity=_place_key(place) if place else None,
        involved=[p for p in parties if opened.entities[p].kind in SCHEMATA],
        keywords=[k for k in (claim.type, claim.mode, claim.status) if k],
        recordId=claim.id,
    )
    values["proof"] = [(r, r) for r in claim.reports]
    values["sourceUrl"] = [(url, r) for r in claim.reports if r in opened.reports and (url := opened.reports[r].url)]
    return _made(claim.id, "Event", values, claim.summary)


def _note(opened: OpenedStory, claim: Claim) -> Row:
    """What was said: FollowTheMoney has no schema for it; a note on the speaker comes nearest."""
    by_name = {e.name: e.id for e in opened.entities.values() if e.kind in SCHEMATA}
    words = list(dict.fromkeys(e.span.text for e in told(opened, claim)))
    values = _values(
        claim.reports[0] if claim.reports else "",
        name=claim.summary,
        description=words,
        entity=[by_name[s] for s in claim.speakers if s in by_name],
    )
    values["proof"] = [(r, r) for r in claim.reports]
    return _made(claim.id, "Note", values, claim.summary)


def _documentation(opened: OpenedStory, claim: Claim) -> Iterator[Row]:
    """Each sentence that tells a claim, between its article and the claim: where a span would stand if there were one."""
    for e in told(opened, claim):
        values = _values(
            e.report,
            document=e.report,
            entity=claim.id,
            role="evidence",
            summary=e.span.text,
            description=f"characters {e.span.start} to {e.span.end} of the report",
        )
        yield _made(_key("evidence", claim.id, e.report, str(e.span.start)), "Documentation", values, claim.summary)


def _link(opened: OpenedStory, relation: Relation) -> Row:
    origin = relation.evidence[0].report if relation.evidence else ""
    values = _values(
        origin,
        subject=relation.from_entity,
        object=relation.to_entity,
        role=relation.relation,
        startDate=iso(relation.first),
        endDate=iso(relation.last),
        summary=list(dict.fromkeys(e.span.text for e in relation.evidence)),
    )
    caption = f"{opened.name(relation.from_entity)} {relation.relation} {opened.name(relation.to_entity)}"
    key = _key("link", relation.from_entity, relation.relation, relation.to_entity, str(relation.first))
    return _made(key, "UnknownLink", values, caption)


def _key(*parts: str) -> str:
    return f"{parts[0]}-{hashlib.sha1('.'.join(parts).encode(), usedforsecurity=False).hexdigest()[:16]}"
