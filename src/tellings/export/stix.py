"""STIX 2.1: stories as reports, outlets and parties as identities, places, claims as incidents, each line with its sentences."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from tellings.data.countries import country
from tellings.export.evidence import quote, quoted
from tellings.model.opened import outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tellings.export.asked import Asked
    from tellings.export.rows import Row
    from tellings.model.coding import Place
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim, Entity, Relation

NAMESPACE = UUID("2b7cf1f3-6f0e-5d1c-9d8a-5a1f0c3d7e42")
"""Our ids in this namespace are STIX's ids: the same claim has the same id in every bundle."""

CLASSES = {"person": "individual", "organisation": "organization", "group": "group", "country": "organization"}
"""What STIX calls our kinds of entities."""

UNDATED = date(1970, 1, 1)
"""STIX wants a time on every object: this one says that none is known."""


def write(asked: Asked) -> Iterator[str]:
    """One bundle, an object a line, each once. Its id stands behind them, for it is made from theirs."""
    seen: set[str] = set()
    yield '{"type": "bundle", "objects": ['
    between = "\n"
    for opened in asked.opened():
        for thing in _objects(opened):
            if thing["id"] not in seen:
                seen.add(thing["id"])
                yield between + json.dumps(thing, ensure_ascii=False)
                between = ",\n"
    yield f'\n], "id": "{_id("bundle", *sorted(seen))}"}}\n'


def _objects(opened: OpenedStory) -> Iterator[Row]:
    made = [o for parts in (_outlets, _parties, _places, _incidents, _notes, _relations) for o in parts(opened)]
    yield from made
    if made:
        yield _report(opened, made)


def _id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE, chr(31).join((kind, *parts)))}"


def _moment(day: date | None) -> str:
    return f"{(day or UNDATED).isoformat()}T00:00:00.000Z"


def _object(opened: OpenedStory, kind: str, key: str, **told: object) -> Row:
    """An object with what STIX wants of each; what is empty is left out, as STIX wants it."""
    created, modified = opened.story.first, opened.story.last or opened.story.first
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": _id(kind, key),
        "created": _moment(created),
        "modified": _moment(modified),
    } | {name: value for name, value in told.items() if value not in (None, "", [])}


def _report(opened: OpenedStory, made: Iterable[Row]) -> Row:
    story = opened.story
    return _object(
        opened,
        "report",
        story.id,
        name=story.title,
        description=f"{len(story.reports)} reports, {len(story.origins)} independent origins",
        report_types=["news-story"],
        published=_moment(story.first),
        object_refs=list(dict.fromkeys(o["id"] for o in made)),
        external_references=[_reference(opened, key) for key in story.reports],
    )


def _reference(opened: OpenedStory, key: str, words: str = "") -> Row:
    report = opened.reports[key]
    told = {
        "source_name": outlet_of(report),
        "url": report.url,
        "external_id": report.id,
        "description": words or report.title or report.ref,
    }
    return {name: value for name, value in told.items() if value}


def _references(opened: OpenedStory, claim: Claim) -> list[Row]:
    return [_reference(opened, q["report"], q["text"]) for q in quoted(opened, claim)]


def _outlets(opened: OpenedStory) -> Iterator[Row]:
    for name in dict.fromkeys(outlet_of(opened.reports[r]) for r in opened.story.reports):
        yield _object(opened, "identity", f"outlet {name}", name=name, identity_class="organization", roles=["outlet"])


def _parties(opened: OpenedStory) -> Iterator[Row]:
    for entity in opened.entities.values():
        if entity.kind in CLASSES:
            yield _party(opened, entity)


def _party(opened: OpenedStory, entity: Entity) -> Row:
    names = ", ".join(n.text for n in entity.names if n.text != entity.name)
    return _object(
        opened,
        "identity",
        entity.id,
        name=entity.name,
        identity_class=CLASSES[entity.kind],
        description=f"also called {names}" if names else None,
        roles=list(dict.fromkeys(r.title for r in entity.roles)),
        labels=[label for label in (entity.country, entity.sector) if label],
    )


def _places(opened: OpenedStory) -> Iterator[Row]:
    for claim in opened.claims:
        if claim.place and _is_located(claim.place):
            yield _location(opened, claim.place)


def _is_located(place: Place) -> bool:
    """STIX knows no place by its name alone: it wants a country or a point."""
    found = country(place.country) if place.country else None
    return bool(found and found.alpha2) or (place.lat is not None and place.lon is not None)


def _place_key(place: Place) -> str:
    return f"place {place.geonameid or place.name}"


def _location(opened: OpenedStory, place: Place) -> Row:
    found = country(place.country) if place.country else None
    return _object(
        opened,
        "location",
        _place_key(place),
        name=place.name,
        country=found.alpha2 if found else None,
        administrative_area=place.admin1,
        latitude=place.lat,
        longitude=place.lon,
    )


def _incidents(opened: OpenedStory) -> Iterator[Row]:
    for claim in opened.claims:
        if claim.kind != "event":
            continue
        references = _references(opened, claim)
        yield _object(
            opened,
            "incident",
            claim.id,
            name=claim.summary,
            description=claim.standing,
            labels=[label for label in (claim.type, claim.mode, claim.status) if label],
            external_references=references,
        )
        yield from _ends(opened, claim, references)
        yield from _opinions(opened, claim)


def _ends(opened: OpenedStory, claim: Claim, references: list[Row]) -> Iterator[Row]:
    """Who did it, to whom, where: every line with the sentences that say so."""
    this = _id("incident", claim.id)
    ends = [("attributed-to", _id("identity", a)) for a in claim.actors if _is_party(opened, a)]
    ends += [("targets", _id("identity", r)) for r in claim.recipients if _is_party(opened, r)]
    if claim.place and _is_located(claim.place):
        ends.append(("located-at", _id("location", _place_key(claim.place))))
    for how, target in ends:
        yield _relationship(opened, this, how, target, references)


def _is_party(opened: OpenedStory, key: str) -> bool:
    return key in opened.entities and opened.entities[key].kind in CLASSES


def _relationship(opened: OpenedStory, left: str, how: str, right: str, references: list[Row], **told: object) -> Row:
    ends = {"relationship_type": how, "source_ref": left, "target_ref": right}
    return _object(opened, "relationship", f"{left} {how} {right}", **ends, external_references=references, **told)


def _opinions(opened: OpenedStory, claim: Claim) -> Iterator[Row]:
    """What others say against a claim, and where its numbers, days or places differ."""
    this = _id("incident", claim.id)
    if claim.against:
        told = f"{claim.against} independent origins deny it"
        yield _object(opened, "opinion", f"{claim.id} denied", opinion="disagree", explanation=told, object_refs=[this])
    for number, d in enumerate(claim.disagreements):
        if d.how == "contradiction":
            told = f"{d.about}: " + "; ".join(f"{v.value} ({len(v.reports)} reports)" for v in d.values)
            yield _object(opened, "opinion", f"{claim.id} {number}", opinion="neutral", explanation=told, object_refs=[this])


def _notes(opened: OpenedStory) -> Iterator[Row]:
    """What was said: a note with its words, on its speakers where they are known."""
    by_name = {e.name: e.id for e in opened.entities.values() if e.kind in CLASSES}
    for claim in opened.claims:
        words = list(dict.fromkeys(q["text"] for q in quoted(opened, claim))) if claim.kind == "statement" else []
        about = [_id("identity", by_name[s]) for s in claim.speakers if s in by_name]
        if words:
            yield _object(
                opened,
                "note",
                claim.id,
                abstract=claim.summary,
                content="\n".join(words),
                authors=list(claim.speakers),
                object_refs=about or [_id("report", opened.story.id)],
                external_references=_references(opened, claim),
            )


def _relations(opened: OpenedStory) -> Iterator[Row]:
    for relation in opened.relations:
        if _is_party(opened, relation.from_entity) and _is_party(opened, relation.to_entity):
            yield _relation(opened, relation)


def _relation(opened: OpenedStory, relation: Relation) -> Row:
    found = [e for e in relation.evidence if e.report in opened.reports]
    references = [_reference(opened, e.report, str(quote(opened, e)["text"])) for e in found]
    days: dict[str, object] = {"start_time": _moment(relation.first)} if relation.first else {}
    if relation.last and relation.first and relation.last > relation.first:
        days["stop_time"] = _moment(relation.last)
    left, right = _id("identity", relation.from_entity), _id("identity", relation.to_entity)
    return _relationship(opened, left, relation.relation.replace(" ", "-"), right, references, **days)
