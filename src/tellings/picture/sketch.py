"""One story drawn alone, and the stories' sketches put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.model.picture import Picture
from tellings.picture.claims import claims
from tellings.picture.control import Sighting, control, sightings
from tellings.picture.judged import Verdicts
from tellings.picture.naming import naming
from tellings.picture.relations import bonds, relations
from tellings.picture.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.coding import Coding
    from tellings.model.picture import Claim, Naming, Relation
    from tellings.model.story import Story
    from tellings.picture.roster import Roster


@dataclass(frozen=True)
class Sketch:
    """What one story gives: its claims and naming, and its share of the relations and of control."""

    story: str
    claims: tuple[Claim, ...] = ()
    bonds: tuple[Relation, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    naming: tuple[Naming, ...] = ()


NOBODY_JUDGED = Verdicts()


def sketch(
    story: Story,
    codings: Mapping[str, Coding],
    roster: Roster,
    outlets: Mapping[str, str | None],
    verdicts: Verdicts = NOBODY_JUDGED,
) -> Sketch:
    """One story drawn from the codings of its reports (by report id; others are not looked at)."""
    scene = Scene(story, codings, roster, outlets, verdicts)
    made = claims(scene)
    return Sketch(story.id, made, bonds(scene, made), sightings(scene, made), naming(scene))


def compose(stories: Sequence[Story], roster: Roster, sketches: Iterable[Sketch], verdicts: Verdicts = NOBODY_JUDGED) -> Picture:
    """The picture of all stories; persons' names for stories and entities are put in, and stories judged wrong left out."""
    drawn = sorted((s for s in sketches if s.story not in verdicts.wrong), key=lambda s: s.story)
    found = tuple(c for s in drawn for c in s.claims)
    origins = {c.id: c.origins for c in found}
    entities = [roster.entities[k] for k in sorted(roster.entities) if k not in verdicts.wrong]
    return Picture(
        stories=tuple(replace(s, title=verdicts.name(s.id, s.title)) for s in stories if s.id not in verdicts.wrong),
        entities=tuple(replace(e, name=verdicts.name(e.id, e.name)) for e in entities),
        claims=found,
        relations=relations((b for s in drawn for b in s.bonds), origins),
        control=control(w for s in drawn for w in s.sightings),
        naming=tuple(n for s in drawn for n in s.naming),
        entity_of=dict(roster.entity_of),
    )
