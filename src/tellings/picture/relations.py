"""Who supports, opposes, leads … whom: from what the words state and from what the parties do, never from one loose adjective."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.backing import backing
from tellings.model.picture import Evidence, Relation
from tellings.picture.matching import REAL
from tellings.picture.sides import is_generic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tellings.model.coding import Coding, Event, Party, Tie
    from tellings.model.period import Period
    from tellings.model.picture import Claim
    from tellings.model.report import Span
    from tellings.picture.roster import Who
    from tellings.picture.scene import Scene

RELATIONS = (
    "supports", "opposes", "ally of", "at war with", "has forces in", "backs", "leads", "spokesperson of", "part of",
)  # fmt: skip
"""The words of the contract."""

MUTUAL = frozenset({"ally of", "at war with"})
"""Relations that hold both ways: told once, the smaller id first."""

STRENGTHS = ("shown", "stated", "hinted", "loose")
"""The firmest first: an act shows it, words state it, an adjective names both (`X-backed Y`), an adjective leans (`pro-X`)."""

BY_BASIS = {
    "event": "shown",
    "verb": "stated",
    "noun": "stated",
    "apposition": "stated",
    "adjective": "hinted",
    "leaning": "loose",
}

FIGHTING = frozenset({"MIL", "REB", "GOV", "PRM", "UAF", "SEP", "INS"})
"""Sectors whose assaults on each other are war, not crime or policing."""

ALLEGING = frozenset({"accuses", "denies", "threatens", "asks"})
"""Acts of speech whose content is no finding."""

BACKING = frozenset({"backs", "supports"})
"""Relations that are told with the means."""

MEANS_LETTERS = 60
"""Letters behind the later of the two parties in which the means are told (`backs the rebels with money and arms`)."""

ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "SEP", "INS"})
"""Who is backed by being given arms, money, advisers or troops, and not merely helped."""

LOOSE_ENOUGH = 2
"""A leaning counts from so many origins."""


def bonds(scene: Scene, claims: Sequence[Claim]) -> tuple[Relation, ...]:
    """The relations that one story gives, loose ones included: `relations` decides what stands."""
    of_member = {m: c.id for c in claims for m in c.members}
    found: list[Relation] = []
    for report in sorted(scene.story.reports):
        coding = scene.codings.get(report)
        if coding:
            found += [row for t in coding.ties if (row := _from_tie(t, report, scene, of_member))]
            found += [row for e in coding.events for row in _from_event(e, report, scene, of_member)]
    return _merged(found)


def relations(rows: Iterable[Relation], origins: Mapping[str, int] | None = None) -> tuple[Relation, ...]:
    """The relations of all stories. A leaning told alone by one report is left out; `origins` counts those of each claim."""
    merged = _merged(rows)
    return tuple(r for r in merged if r.strength != "loose" or _well_told(r, origins or {}))


def _well_told(row: Relation, origins: Mapping[str, int]) -> bool:
    return max((origins.get(c, 1) for c in row.claims), default=1) >= LOOSE_ENOUGH


def _from_tie(tie: Tie, report: str, scene: Scene, of_member: Mapping[str, str]) -> Relation | None:
    left, right = scene.roster.who(report, tie.left), scene.roster.who(report, tie.right)
    claim = of_member.get(tie.event or "")
    told = [claim] if claim else _around(tie, report, scene, of_member)
    row = _row(left, tie.relation, right, tie.period)
    if row is None:
        return None
    means = _means(tie.evidence, [tie.left, tie.right]) if tie.relation in BACKING else ()
    return replace(
        row,
        strength=BY_BASIS.get(tie.basis, "stated"),
        claims=tuple(told),
        evidence=(Evidence(report, tie.evidence),),
        means=means,
    )


def _means(sentence: Span, parties: Sequence[Party]) -> tuple[str, ...]:
    """By what one backs the other: the words of the table between the two, and shortly behind them."""
    inside = [p.span for p in parties if sentence.covers(p.span)]
    if len(inside) < len(parties) or not inside:
        return ()
    start, end = min(s.end for s in inside), max(s.end for s in inside) + MEANS_LETTERS
    words = sentence.text[start - sentence.start : end - sentence.start]
    known = backing()
    return tuple(sorted({known[w] for w in re.findall(r"\w+", words.lower()) if w in known}))


def _around(tie: Tie, report: str, scene: Scene, of_member: Mapping[str, str]) -> list[str]:
    """The claims told in the sentence that states the tie."""
    coding = scene.codings[report]
    inside = [e.id for e in coding.events if e.evidence.touches(tie.evidence)]
    inside += [s.id for s in coding.statements if s.sentence.touches(tie.evidence)]
    return sorted({of_member[m] for m in inside if m in of_member})


def _from_event(event: Event, report: str, scene: Scene, of_member: Mapping[str, str]) -> Iterable[Relation]:
    if event.status.value not in REAL or _only_alleged(event, scene.codings[report]):
        return
    for actor in scene.roster.everybody(report, event.actors):
        for recipient in scene.roster.everybody(report, event.recipients):
            means = _means(event.evidence, [*event.actors[:1], *event.recipients[:1]]) if event.type == "AID" else ()
            relation = _shown(event.type, event.mode, actor, recipient) or _backed(means, actor, recipient)
            row = _row(actor, relation, recipient, event.date.period if event.date else None) if relation else None
            if row:
                claim = of_member.get(event.id)
                evidence = (Evidence(report, event.evidence),)
                yield replace(row, claims=(claim,) if claim else (), evidence=evidence, means=means)


def _backed(means: Sequence[str], actor: Who, recipient: Who) -> str | None:
    """Who gives an armed party of another country arms, money, advisers or troops backs it; food and medicine take no side."""
    abroad = actor.country and recipient.country and actor.country != recipient.country
    return "backs" if abroad and recipient.sector in ARMED and set(means) - {"aid"} else None


def _only_alleged(event: Event, coding: Coding) -> bool:
    """Whether an act is known from an accusation or a denial alone: that shows nothing but the quarrel."""
    said = next((s for s in coding.statements if s.id == event.attributed_to), None)
    return said is not None and said.act in ALLEGING


def _shown(kind: str, mode: str | None, actor: Who, recipient: Who) -> str | None:
    """The relation that a real act shows, if any."""
    known = actor.country and recipient.country
    if kind == "SUPPORT" and known and actor.country != recipient.country:
        return "supports"
    fights = kind == "ASSAULT" or (kind == "COERCE" and mode == "seize" and _is_whole_side(recipient))
    if not fights or not {actor.sector, recipient.sector} - {None} <= FIGHTING:
        return None
    if not known:  # a movement that nobody places in a country, against a side that is
        nameless = actor if not actor.country else recipient
        return "opposes" if (actor.country or recipient.country) and _is_movement(nameless) else None
    if None in (actor.sector, recipient.sector):
        return None
    if actor.country == recipient.country:
        return "opposes" if "REB" in (actor.sector, recipient.sector) and actor.sector != recipient.sector else None
    return "opposes"  # one strike is no war: that takes words


def _is_movement(party: Who) -> bool:
    """Whether a party is a group or body by name that may be armed."""
    return party.kind in ("group", "organisation") and party.sector in (None, "REB", "PRM") and not is_generic(party)


def _is_whole_side(party: Who) -> bool:
    """Whether what is taken from a party sets the two against each other: an army or a state, not the office of a governor."""
    return party.kind == "country" or party.sector in ("MIL", "REB")


def _row(left: Who, relation: str, right: Who, period: Period | None) -> Relation | None:
    if left.key == right.key:
        return None
    a, b = (right, left) if relation in MUTUAL and right.key < left.key else (left, right)
    return Relation(a.key, relation, b.key, period.first if period else None, period.last if period else None, "shown", ())


def _merged(rows: Iterable[Relation]) -> tuple[Relation, ...]:
    """Rows of the same two and the same relation as one: the firmest strength, all claims and evidence, the whole time."""
    same: dict[tuple[str, str, str], list[Relation]] = {}
    for row in rows:
        same.setdefault((row.from_entity, row.relation, row.to_entity), []).append(row)
    return tuple(_one(same[key]) for key in sorted(same))


def _one(rows: list[Relation]) -> Relation:
    return replace(
        rows[0],
        first=_earliest(r.first for r in rows),
        last=_open_or_latest(rows),
        strength=min((r.strength for r in rows), key=STRENGTHS.index),
        claims=tuple(sorted({c for r in rows for c in r.claims})),
        evidence=tuple(sorted({e for r in rows for e in r.evidence})),
        means=tuple(sorted({m for r in rows for m in r.means})),
    )


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((d for d in days if d), default=None)


def _open_or_latest(rows: list[Relation]) -> date | None:
    """The last day, or None where a row says that it goes on (a beginning without an end)."""
    if any(r.first and not r.last for r in rows):
        return None
    return max((r.last for r in rows if r.last), default=None)
