"""What the reports say together as the rows of the contract (design, section 3). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tellings.export.rows import Row, place_fields
from tellings.model.codec import encode
from tellings.model.period import iso
from tellings.picture import copy_id, origin_id
from tellings.text.shown import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tellings.model.picture import Claim, Control, Disagreement, Entity, Evidence, Judgement, Picture, Relation
    from tellings.model.report import Reject
    from tellings.model.story import Copy, FollowUp, Passage, Story


def story_rows(picture: Picture) -> Iterator[Row]:
    """The rows of all stories."""
    follows: dict[str, list[FollowUp]] = {}
    for found in picture.follow_ups:
        follows.setdefault(found.story, []).append(found)
    yield from (story_row(story, follows.get(story.id, ())) for story in picture.stories)


def story_row(story: Story, follows: Iterable[FollowUp] = ()) -> Row:
    """The row of a story; `follows` are the earlier stories that it goes on with."""
    return {
        "story": story.id,
        "title": story.title,
        "from": iso(story.first),
        "to": iso(story.last),
        "reports": list(story.reports),
        "origins": [
            {"origin": origin_id(o), "reports": list(o.reports), "reason": o.reason, "agency": o.agency} for o in story.origins
        ],
        "weakest": story.weakest,
        "follows": [{"story": f.before, "score": f.score, "reason": f.reason} for f in follows],
    }


def copy_row(story: Story, copy: Copy) -> Row:
    """The row of a copy."""
    return {"story": story.id, "copy": copy_id(copy)} | passage_row(copy)


def passage_row(copy: Copy) -> Row:
    """A passage that two reports share."""
    return {
        "left": _passage(copy.left),
        "right": _passage(copy.right),
        "kind": copy.kind,
        "sharing": copy.sharing,
        "score": copy.score,
        "changes": [[c.left, c.right, c.kind] for c in copy.changes],
    }


def claim_row(claim: Claim) -> Row:
    """The row of a claim."""
    period = claim.date
    return {
        "claim": claim.id,
        "story": claim.story,
        "kind": claim.kind,
        "summary": claim.summary,
        "members": list(claim.members),
        "reports": list(claim.reports),
        "outlets": claim.outlets,
        "origins": claim.origins,
        "against": claim.against,
        "speakers": list(claim.speakers),
        "disagreements": [_disagreement(d) for d in claim.disagreements],
        "type": claim.type,
        "mode": claim.mode,
        "status": claim.status,
        "actors": list(claim.actors),
        "recipients": list(claim.recipients),
        "place": claim.place and {"name": claim.place.name} | place_fields(claim.place),
        "date": period and {"from": iso(period.first), "to": iso(period.last)},
        "standing": claim.standing,
        "reason": claim.reason,
        "stories": list(claim.stories or (claim.story,)),
        "told": {"from": iso(claim.first), "to": iso(claim.last)},
    }


def entity_row(entity: Entity) -> Row:
    """The row of an entity."""
    return {
        "entity": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "names": [{"text": n.text, "reports": list(n.reports)} for n in entity.names],
        "roles": [{"title": r.title, "from": iso(r.first), "to": iso(r.last)} for r in entity.roles],
        "country": entity.country,
        "sector": entity.sector,
        "merges": [{"left": m.left, "right": m.right, "score": m.score, "reason": m.reason} for m in entity.merges],
    }


def relation_row(relation: Relation) -> Row:
    """The row of a relation."""
    return {
        "from_entity": relation.from_entity,
        "relation": relation.relation,
        "to_entity": relation.to_entity,
        **_days(relation),
        "strength": relation.strength,
        "means": list(relation.means),
        "claims": list(relation.claims),
        "evidence": [evidence_row(e) for e in relation.evidence],
    }


def control_row(control: Control) -> Row:
    """The row of a stretch of control."""
    return {
        "place": control.place,
        "geonameid": control.geonameid,
        "part": control.part,
        "holder": control.holder,
        "before": control.before,
        **_days(control),
        "when": held(control),
        "strength": control.strength,
        "disputed": control.disputed,
        "claims": list(control.claims),
        "evidence": [evidence_row(e) for e in control.evidence],
    }


def judgement_row(judgement: Judgement) -> Row:
    """The row of a judgement."""
    return {
        "judgement": judgement.id,
        "verdict": judgement.verdict,
        "of": list(judgement.of),
        "by": judgement.by,
        "at": judgement.at.isoformat(),
        "reason": judgement.reason,
        "undone": judgement.undone,
        "undone_by": judgement.undone_by,
        "undone_at": judgement.undone_at and judgement.undone_at.isoformat(),
        "anchors": [encode(a) for a in judgement.anchors],
    }


def reject_row(reject: Reject) -> Row:
    """The row of a refused input."""
    return {"ref": reject.ref, "reason": reject.reason}


def _passage(passage: Passage) -> Row:
    return {"report": passage.report, "start": passage.start, "end": passage.end}


def evidence_row(evidence: Evidence) -> Row:
    """The words that a line was read from."""
    return {"report": evidence.report, "start": evidence.span.start, "end": evidence.span.end, "text": evidence.span.text}


def _disagreement(given: Disagreement) -> Row:
    row: Row = {
        "about": given.about,
        "values": [
            {"value": v.value, "reports": list(v.reports), "origins": v.origins, "first": iso(v.first)} for v in given.values
        ],
        "how": given.how,
    }
    return row | ({"low": given.low, "best": given.best, "high": given.high} if given.best is not None else {})


def _days(noun: Any) -> Row:
    return {"from": iso(noun.first), "to": iso(noun.last)}
