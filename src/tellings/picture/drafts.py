"""One story drawn alone, and the stories' drafts put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from tellings.model.picture import Picture
from tellings.picture.control import control
from tellings.picture.joining import joined, whole_claims
from tellings.picture.judged import Verdicts, without
from tellings.picture.judged_story import judged_story
from tellings.picture.naming import act_naming, naming
from tellings.picture.relations import bonds, relations
from tellings.picture.retelling import Part, Retold, same_claims
from tellings.picture.scene import Scene
from tellings.picture.sighted import Sighting, sightings
from tellings.picture.story_claims import story_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.coding import Coding
    from tellings.model.picture import Claim, Naming, Relation
    from tellings.model.story import FollowUp, Story
    from tellings.picture.roster import Roster


@dataclass(frozen=True)
class Draft:
    """What one story gives: its claims and naming, and its share of the relations and of control.

    `parts` are its claims once more, as they are compared and joined with those of stories that follow it.
    """

    story: str
    claims: tuple[Claim, ...] = ()
    bonds: tuple[Relation, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    naming: tuple[Naming, ...] = ()
    parts: tuple[Part, ...] = ()


NOBODY_JUDGED = Verdicts()


def draft(
    story: Story,
    codings: Mapping[str, Coding],
    roster: Roster,
    outlets: Mapping[str, str | None],
    verdicts: Verdicts = NOBODY_JUDGED,
) -> Draft:
    """One story drawn from the codings of its reports (by report id; others are not looked at)."""
    scene = Scene(judged_story(story, verdicts), codings, roster, outlets, verdicts)
    drawn, gone = story_claims(scene)
    made = tuple(d.claim for d in drawn)
    if gone:  # nothing is derived from what a person judged wrong
        scene = replace(scene, codings={r: without(c, gone) for r, c in codings.items() if r in story.reports})
    parts = tuple(d.part for d in drawn)
    return Draft(story.id, made, bonds(scene, made), sightings(scene, made), (*naming(scene), *act_naming(parts)), parts)


def retold(follow_ups: Iterable[FollowUp], drafts: Iterable[Draft], verdicts: Verdicts = NOBODY_JUDGED) -> tuple[Retold, ...]:
    """The claims that follow-ups tell again or deny, and those that a person joined across any stories.

    Each pair of stories is looked at by itself, so what one pair gives can be kept until one of the two is drawn anew.
    """
    by_story = {s.story: s for s in drafts}
    pairs = {(min(f.story, f.before), max(f.story, f.before)) for f in follow_ups} | judged_stories(by_story.values(), verdicts)
    known = sorted((a, b) for a, b in pairs if a in by_story and b in by_story)
    return tuple(r for a, b in known for r in same_claims(by_story[a].parts, by_story[b].parts, verdicts))


def judged_stories(drafts: Iterable[Draft], verdicts: Verdicts) -> set[tuple[str, str]]:
    """The pairs of stories (sorted) of which a person judged two tellings to be one."""
    if not verdicts.same:
        return set()
    home = {t.id: s.story for s in drafts for p in s.parts for t in p.tellings}
    pairs = ((home[a], home[b]) for a, b in verdicts.same if a in home and b in home)
    return {(min(a, b), max(a, b)) for a, b in pairs if a != b}


def compose(
    stories: Sequence[Story],
    roster: Roster,
    drafts: Iterable[Draft],
    verdicts: Verdicts = NOBODY_JUDGED,
    told_again: Iterable[Retold] = (),
) -> Picture:
    """The picture of all stories; persons' names for stories and entities are put in, and stories judged wrong left out.

    `told_again` are the claims of two stories that are one (`retold`).
    """
    reports = {s.id: s.reports for s in stories}
    wrong, titles = verdicts.wrong_among("story", reports), verdicts.names_among("story", reports)
    drawn = sorted((s for s in drafts if s.story not in wrong), key=lambda s: s.story)
    found, into = whole(drawn, told_again)
    origins = {c.id: c.origins for c in found}
    return Picture(
        stories=tuple(replace(judged_story(s, verdicts), title=titles.get(s.id, s.title)) for s in stories if s.id not in wrong),
        entities=tuple(roster.entities[k] for k in sorted(roster.entities)),
        claims=found,
        relations=relations((told_by(b, into) for s in drawn for b in s.bonds), origins),
        control=control(told_by(w, into) for s in drawn for w in s.sightings),
        naming=tuple(replace(n, entity=into[n.entity]) if n.entity in into else n for s in drawn for n in s.naming),
        entity_of=dict(roster.entity_of),
    )


def whole(drafts: Sequence[Draft], told_again: Iterable[Retold]) -> tuple[tuple[Claim, ...], dict[str, str]]:
    """All claims, those told in several stories joined; and for each claim that went into another its id there."""
    pairs = tuple(told_again)
    parts = {p.claim: p for s in drafts for p in s.parts} if pairs else {}
    groups = whole_claims(parts, pairs)
    home = {k: g for g in groups for k in g}
    denied: dict[tuple[str, ...], set[str]] = {}
    for pair in (r for r in pairs if r.how == "denies" and r.left in parts and r.right in parts):
        denied.setdefault(home.get(pair.right, (pair.right,)), set()).add(pair.left)
    again = {g: joined([parts[k] for k in g], [parts[k] for k in sorted(denied.get(g, ()))]) for g in {*groups, *denied}}
    into = {k: claim.id for g, claim in again.items() for k in g}
    alone = [c for s in drafts for c in s.claims if c.id not in into]
    return tuple(sorted([*alone, *again.values()], key=lambda c: (c.story, c.id))), {k: v for k, v in into.items() if k != v}


Told = TypeVar("Told", "Relation", Sighting)


def told_by(row: Told, into: Mapping[str, str]) -> Told:
    """The row with the claims behind it by the ids that they have in the whole picture."""
    if not into or into.keys().isdisjoint(row.claims):
        return row
    return replace(row, claims=tuple(sorted({into.get(c, c) for c in row.claims})))
