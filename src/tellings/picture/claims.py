"""The same event or statement told by several reports becomes one claim, weighed by independent origins."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tellings.model.ids import content_id
from tellings.model.picture import Claim
from tellings.picture.disagreements import disagreements
from tellings.picture.matching import REAL, denies
from tellings.picture.parts import best_date, best_place, commonest, main_parties, main_status
from tellings.picture.summaries import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.picture.grouping import Group
    from tellings.picture.lines import Weighing
    from tellings.picture.telling import Telling


def claim_id(members: Iterable[str]) -> str:
    """The id of the claim with these members: that of its first one, so that it outlives most additions."""
    return content_id("claim", min(members))


def denials(told: Sequence[Telling], denied: Iterable[Telling]) -> tuple[Telling, ...]:
    """Those of the denied tellings that deny what is told as real."""
    if told[0].status not in REAL:
        return ()
    return tuple(t for t in denied if any(denies(t, one) for one in told))


def weighed(made: Group, scene: Weighing, against: Sequence[Telling], story: str) -> Claim:
    """The claim that these tellings make, weighed by days, outlets and origins; `against` are those that deny it."""
    told = made.tellings
    reports = tuple(sorted({t.report for t in told}))
    origins = len(scene.origins(reports)) or 1
    days = scene.days(reports)
    return Claim(
        id=claim_id(t.id for t in told), story=story, kind=told[0].kind, summary=summary(told),
        members=tuple(t.id for t in told), reports=reports, outlets=scene.outlet_count(reports), origins=origins,
        speakers=_speakers(told), disagreements=disagreements(told, scene),
        against=len(scene.origins({t.report for t in against})),
        first=days[0] if days else None, last=days[-1] if days else None,
        type=commonest([t.type for t in told]), mode=commonest([t.mode for t in told if t.mode]), status=main_status(told),
        actors=main_parties([[w.key for w in t.actors] for t in told]),
        recipients=main_parties([[w.key for w in t.recipients] for t in told]),
        place=best_place(told), date=best_date(told),
        standing=_standing(origins, _denier_names(against)), reason=made.reason,
    )  # fmt: skip


def _standing(origins: int, deniers: Sequence[str]) -> str:
    held = "one origin only" if origins == 1 else f"confirmed by {origins} independent origins"
    return f"{held}; denied by {' and '.join(deniers)}" if deniers else held


def _denier_names(against: Sequence[Telling]) -> list[str]:
    names = {n for t in against for n in (_speakers([t]) or tuple(w.name for w in t.actors) or ("an unnamed party",))}
    return sorted(names)


def _speakers(told: Sequence[Telling]) -> tuple[str, ...]:
    """Who says so: those quoted directly first, then those most often cited; links of a chain are no first-hand voices."""
    voices: Counter[str] = Counter()
    names: dict[str, str] = {}
    for voice in (t.voice for t in told if t.voice):
        names[voice.key] = min(names.get(voice.key, voice.name), voice.name, key=lambda n: (-len(n), n))
        voices[voice.key] += 1000 * voice.direct + 1
    return tuple(names[k] for k in sorted(voices, key=lambda k: (-voices[k], k)))
