"""The same event or statement told by several reports becomes one claim, weighed by independent origins."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tellings.model.ids import content_id
from tellings.model.picture import Claim
from tellings.picture.disagreements import disagreements
from tellings.picture.grouping import Group, group
from tellings.picture.matching import REAL, denies
from tellings.picture.parts import best_date, best_place, commonest, main_parties, main_status
from tellings.picture.summaries import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.coding import Statement
    from tellings.picture.scene import Scene, Telling


def claims(scene: Scene) -> tuple[Claim, ...]:
    """Every claim of a story, by id. What persons judged wrong is left out."""
    groups = group(scene.tellings, scene.verdicts)
    against = [g for g in groups if g.tellings[0].status == "denied"]
    made = (_claim(g, scene, against) for g in groups)
    return tuple(sorted((c for c in made if c.id not in scene.verdicts.wrong), key=lambda c: c.id))


def claim_id(members: Iterable[str]) -> str:
    """The id of the claim with these members: that of its first one, so that it outlives most additions."""
    return content_id("claim", min(members))


def _claim(made: Group, scene: Scene, against: Sequence[Group]) -> Claim:
    told = made.tellings
    reports = tuple(sorted({t.report for t in told}))
    first = told[0]
    origins = len(scene.origins(reports)) or 1
    denials = [t for g in against for t in g.tellings if first.status in REAL and any(denies(t, one) for one in told)]
    denied_by = len(scene.origins({t.report for t in denials}))
    days = scene.days(reports)
    identity = claim_id(t.id for t in told)
    speakers = _speakers(told, scene)
    return Claim(
        id=identity, story=scene.story.id, kind=first.kind, summary=scene.verdicts.name(identity, summary(told)),
        members=tuple(t.id for t in told), reports=reports, outlets=scene.outlet_count(reports), origins=origins,
        speakers=speakers, disagreements=disagreements(told, scene), against=denied_by,
        first=days[0] if days else None, last=days[-1] if days else None,
        type=commonest([t.type for t in told]), mode=commonest([t.mode for t in told if t.mode]), status=main_status(told),
        actors=main_parties([[w.key for w in t.actors] for t in told]),
        recipients=main_parties([[w.key for w in t.recipients] for t in told]),
        place=best_place(told), date=best_date(told),
        standing=_standing(origins, _denier_names(denials, scene)), reason=made.reason,
    )  # fmt: skip


def _standing(origins: int, deniers: Sequence[str]) -> str:
    held = "one origin only" if origins == 1 else f"confirmed by {origins} independent origins"
    return f"{held}; denied by {' and '.join(deniers)}" if deniers else held


def _denier_names(denials: Sequence[Telling], scene: Scene) -> list[str]:
    names = {n for t in denials for n in (_speakers([t], scene) or tuple(w.name for w in t.actors) or ("an unnamed party",))}
    return sorted(names)


def _speakers(told: Sequence[Telling], scene: Scene) -> tuple[str, ...]:
    """Who says so: those quoted directly first, then those most often cited; links of a chain are no first-hand voices."""
    voices: Counter[str] = Counter()
    names: dict[str, str] = {}
    for t in told:
        said = _voice(t, scene)
        if said and said.speaker:
            who = scene.roster.who(t.report, said.speaker)
            names[who.key] = min(names.get(who.key, who.name), who.name, key=lambda n: (-len(n), n))
            voices[who.key] += 1000 * (said.kind.value != "indirect") + 1
    return tuple(names[k] for k in sorted(voices, key=lambda k: (-voices[k], k)))


def _voice(told: Telling, scene: Scene) -> Statement | None:
    """The statement itself, or the one that an event is attributed to."""
    wanted = told.id if told.kind == "statement" else getattr(told.said, "attributed_to", None)
    return next((s for s in scene.codings[told.report].statements if s.id == wanted), None) if wanted else None
