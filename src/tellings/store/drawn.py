"""The nouns of the picture as rows of the store's derived tables. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tellings.model.codec import encode
from tellings.model.period import iso
from tellings.store.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.model.picture import Claim, Control, Entity, Relation
    from tellings.model.story import Story


SEPARATOR = "\x1f"
"""Between the parts of a relation's key: who, the relation, whom."""


def relation_key(relation: Relation) -> str:
    """What tells one relation from another."""
    return SEPARATOR.join((relation.from_entity, relation.relation, relation.to_entity))


def story_rows(story: Story) -> dict[str, list[Row]]:
    """The rows of a story, by table."""
    return {"stories": [_story(story)], "story_reports": list(_story_reports(story))}


def claim_rows(claims: Sequence[Claim]) -> dict[str, list[Row]]:
    """The rows of claims, by table."""
    return {
        "claims": [_claim(c) for c in claims],
        "claim_members": [{"claim": c.id, "member": m} for c in claims for m in dict.fromkeys(c.members)],
        "claim_parties": [row for c in claims for row in _claim_parties(c)],
        "claim_stories": [{"claim": c.id, "story": s} for c in claims for s in dict.fromkeys(c.stories or (c.story,))],
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


def entity_row(entity: Entity, reports: int, roles: Sequence[Row], merges: Sequence[Row]) -> Row:
    """The row of an entity: its members and spellings stand in tables of their own, so that it stays small."""
    ordered = sorted(roles, key=lambda r: (str(r["first"]), r["title"]))
    more = sorted(merges, key=lambda m: (m["left"], m["right"], m["score"], m["reason"]))
    noun = encode(entity)
    return {
        "entity": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "country": entity.country,
        "sector": entity.sector,
        "reports": reports,
        "noun": noun | {"roles": ordered, "merges": [*noun.get("merges", ()), *more]},
    }


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
    acts = {"actor": claim.actors, "recipient": claim.recipients, "voice": claim.speakers}
    parts = {"speaker": (*claim.actors, *claim.speakers)} if claim.kind == "statement" else acts
    for part, named in parts.items():
        yield from ({"claim": claim.id, "part": part, "party": p, "to": iso(claim.last) or ""} for p in dict.fromkeys(named))


def relation_row(relation: Relation) -> Row:
    """The row of a relation."""
    return {
        "from_entity": relation.from_entity,
        "relation": relation.relation,
        "to_entity": relation.to_entity,
        **_days(relation),
        "strength": relation.strength,
        "noun": encode(relation),
    }


def control_row(control: Control) -> Row:
    """The row of a stretch of control."""
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
