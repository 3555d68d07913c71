"""The claims of one story, each with what is kept of it so that a story that follows can tell it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from tellings.picture.claims import claim_id, denials, weighed
from tellings.picture.grouping import group
from tellings.picture.retelling import Line, Part, Weight, as_judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.picture import Claim
    from tellings.picture.grouping import Group
    from tellings.picture.scene import Scene
    from tellings.picture.telling import Telling


@dataclass(frozen=True)
class Drawn:
    """A claim and its part."""

    claim: Claim
    part: Part


def story_claims(scene: Scene) -> tuple[tuple[Drawn, ...], frozenset[str]]:
    """Every claim of a story, by id, and the members of those that persons judged wrong; what they named is called so."""
    groups = {claim_id(t.id for t in g.tellings): g for g in group(scene.tellings, scene.verdicts)}
    told = {k: frozenset(t.id for t in g.tellings) for k, g in groups.items()}
    wrong, names = scene.verdicts.wrong_among("claim", told), scene.verdicts.names_among("claim", told)
    right = scene.verdicts.right_among("claim", told)
    denied = [t for g in groups.values() if g.tellings[0].status == "denied" for t in g.tellings]
    make = partial(_drawn, scene=scene, denied=denied)
    drawn = tuple(make(groups[k], name=names.get(k, ""), right=k in right) for k in sorted(groups) if k not in wrong)
    return drawn, frozenset(t for k in wrong for t in told[k])


def _drawn(made: Group, name: str, scene: Scene, denied: Sequence[Telling], *, right: bool) -> Drawn:
    against = denials(made.tellings, denied)
    claim = weighed(made, scene, against, scene.story.id)
    part = replace(_part(claim, made, scene, against), name=name, right=right)
    return Drawn(as_judged(claim, part), part)


def _part(claim: Claim, made: Group, scene: Scene, against: Sequence[Telling]) -> Part:
    reports = sorted({t.report for t in (*made.tellings, *against)})
    weights = tuple(Weight(r, scene.day(r), scene.outlets.get(r), scene.own_lines(r), scene.line(r)) for r in reports)
    return Part(
        claim=claim.id, story=scene.story.id, reason=made.reason, tellings=_bare(made.tellings), weights=weights,
        lines=tuple(_line(k, scene) for k in sorted({k for w in weights for k in w.own})), denials=_bare(against),
        changed=tuple(dict.fromkeys(scene.changed_words(n for t in made.tellings for n in t.passages))),
    )  # fmt: skip


def _bare(told: Iterable[Telling]) -> tuple[Telling, ...]:
    """Tellings without the numbers of copies, which mean nothing outside their story."""
    return tuple(replace(t, passages=frozenset()) for t in told)


def _line(number: int, scene: Scene) -> Line:
    origin = scene.story.origins[number]
    outlets = {scene.outlets.get(r) for r in origin.reports}
    return Line(number, origin.agency, next(iter(outlets)) if len(outlets) == 1 else None)
