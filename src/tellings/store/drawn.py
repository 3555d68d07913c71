"""The picture in the store's derived tables: written whole, read in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from tellings.model.codec import encode
from tellings.store import schema
from tellings.store.connections import insert_rows
from tellings.store.facets import write_facets
from tellings.store.rows import Row, iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from tellings.model.picture import Claim, Control, Entity, Picture, Relation
    from tellings.model.story import Story


def write_picture(connection: Connection, picture: Picture) -> None:
    """The picture in place of the last one, in the transaction that is open."""
    for table in schema.PICTURE:
        connection.execute(delete(table))
    for name, rows in picture_rows(picture).items():
        insert_rows(connection, schema.TABLES.tables[name], rows)
    write_facets(connection)


def picture_rows(picture: Picture) -> dict[str, list[Row]]:
    """The rows of every derived table."""
    return {
        "stories": [_story(s) for s in picture.stories],
        "story_reports": [row for s in picture.stories for row in _story_reports(s)],
        "entities": [_entity(e) for e in picture.entities],
        "entity_members": [
            {"report": report, "referent": key, "entity": entity} for (report, key), entity in picture.entity_of.items()
        ],
        "entity_names": [row for e in picture.entities for row in _entity_names(e)],
        "claims": [_claim(c) for c in picture.claims],
        "claim_members": [{"claim": c.id, "member": m} for c in picture.claims for m in dict.fromkeys(c.members)],
        "claim_stories": [{"claim": c.id, "story": s} for c in picture.claims for s in dict.fromkeys(c.stories or (c.story,))],
        "follow_ups": [{"story": f.story, "before": f.before, "score": f.score, "noun": encode(f)} for f in picture.follow_ups],
        "claim_parties": [row for c in picture.claims for row in _claim_parties(c)],
        "relations": [_relation(r) for r in picture.relations],
        "control": [_control(c) for c in picture.control],
        "namings": [{"noun": encode(n), "entity": n.entity, "report": n.report, "words": list(n.words)} for n in picture.naming],
    }


def _story(story: Story) -> Row:
    return {
        "story": story.id,
        "title": story.title,
        **_days(story),
        "weakest": story.weakest,
        "origins": len(story.origins),
        "noun": encode(story),
    }


def _story_reports(story: Story) -> Iterator[Row]:
    origin = {report: n for n, o in enumerate(story.origins, start=1) for report in o.reports}
    yield from ({"report": r, "story": story.id, "origin": origin.get(r)} for r in story.reports)


def _entity(entity: Entity) -> Row:
    return {
        "entity": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "country": entity.country,
        "sector": entity.sector,
        "reports": len({report for report, _ in entity.members}),
        "noun": encode(entity),
    }


def _entity_names(entity: Entity) -> Iterator[Row]:
    told: dict[str, set[str]] = {}
    for name in entity.names:
        told.setdefault(name.text, set()).update(name.reports)
    yield from ({"entity": entity.id, "text": text, "reports": len(reports)} for text, reports in told.items())


def _claim(claim: Claim) -> Row:
    return {
        "claim": claim.id,
        "story": claim.story,
        "kind": claim.kind,
        "summary": claim.summary,
        "outlets": claim.outlets,
        "origins": claim.origins,
        "against": claim.against,
        **_days(claim),
        "type": claim.type,
        "mode": claim.mode,
        "status": claim.status,
        "place": claim.place and claim.place.name,
        "geonameid": claim.place and claim.place.geonameid,
        "lat": claim.place and claim.place.lat,
        "lon": claim.place and claim.place.lon,
        "on": claim.date and iso(claim.date.first or claim.date.last),
        "disputes": sum(d.how == "contradiction" and d.about != "spelling" for d in claim.disagreements),
        "noun": encode(claim),
    }


def _claim_parties(claim: Claim) -> Iterator[Row]:
    voice = "speaker" if claim.kind == "statement" else "voice"
    parts = {"actor": claim.actors, "recipient": claim.recipients, voice: claim.speakers}
    for part, named in parts.items():
        yield from ({"claim": claim.id, "part": part, "party": p, "to": iso(claim.last) or ""} for p in dict.fromkeys(named))


def _relation(relation: Relation) -> Row:
    return {
        "from_entity": relation.from_entity,
        "relation": relation.relation,
        "to_entity": relation.to_entity,
        **_days(relation),
        "strength": relation.strength,
        "noun": encode(relation),
    }


def _control(control: Control) -> Row:
    return {
        "place": control.place,
        "geonameid": control.geonameid,
        "holder": control.holder,
        **_days(control),
        "strength": control.strength,
        "noun": encode(control),
    }


def _days(noun: Any) -> Row:
    return {"from": iso(noun.first), "to": iso(noun.last)}
