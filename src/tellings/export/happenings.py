"""A claimed event as event data sets have it: one happening with its parties, code, place, days, toll, and all who tell it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tellings.data.event_tables import plover_types
from tellings.export.evidence import by_day
from tellings.model.coding import Event, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from tellings.model.coding import Coding, Party, Place
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim
    from tellings.model.report import Report, Span

HAPPENED = frozenset({Status.ACTUAL.value, Status.BACKGROUND.value})
"""What event data sets code: they have no column for what was only planned, called for, threatened or denied."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or is acted on, as the whole picture knows them."""

    name: str
    entity: str | None
    kind: str | None
    country: str | None
    sector: str | None
    title: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence that tells the happening, with its report."""

    report: Report
    coding: Coding
    event: Event


@dataclass(frozen=True, slots=True)
class Toll:
    """How many were killed: the lowest, the best supported and the highest number."""

    low: float
    best: float
    high: float


@dataclass(frozen=True)
class Happening:
    """A claim of an event with all that stands behind it.

    `dated` says that the words tell its days; where they don't, the day of the first report stands in.
    """

    claim: Claim
    tellings: tuple[Telling, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    first: date | None
    last: date | None
    dated: bool

    @property
    def place(self) -> Place | None:
        """Where it happened."""
        return self.claim.place

    @cached_property
    def cameo(self) -> str:
        """The code that most tellings have, the smallest of equals; else the one that stands for the type and mode."""
        told = Counter(t.event.cameo for t in self.tellings if t.event.cameo)
        if told:
            return min(told, key=lambda code: (-told[code], code))
        kind = plover_types().get(self.claim.type or "")
        return (kind.modes.get(self.claim.mode or "") or kind.cameo) if kind else ""

    @cached_property
    def contexts(self) -> tuple[str, ...]:
        """PLOVER's contexts, of all tellings."""
        return tuple(sorted({c for t in self.tellings for c in t.event.contexts}))

    @cached_property
    def toll(self) -> Toll | None:
        """The dead that the tellings give, None where none does."""
        weighed = next((d for d in self.claim.disagreements if d.about == "killed" and d.best is not None), None)
        if weighed and weighed.best is not None:
            low = weighed.low if weighed.low is not None else weighed.best
            return Toll(low, weighed.best, weighed.high if weighed.high is not None else weighed.best)
        counts = [(q.low, q.high) for t in self.tellings for q in t.event.quantities if q.measure == "killed" and not q.part]
        told = [n for pair in counts for n in pair if n is not None]
        return Toll(min(told), told[0], max(told)) if told else None

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The sentences, each wording once, the earliest report's first."""
        return tuple({t.event.evidence.text: t.event.evidence for t in reversed(self.tellings)}.values())[::-1]


def happenings(opened: OpenedStory) -> Iterator[Happening]:
    """Every event that the story's reports claim to have happened."""
    entity_of = {member: e.id for e in opened.entities.values() for member in e.members}
    told = _told(opened)
    for claim in opened.claims:
        if claim.kind == "event" and claim.status in HAPPENED:
            yield _happening(claim, told.get(claim.id, ()), opened, entity_of)


def _told(opened: OpenedStory) -> dict[str, tuple[Telling, ...]]:
    """The tellings of each claim, in the order of their reports' days."""
    claim_of = {member: c.id for c in opened.claims for member in c.members}
    found: dict[str, list[Telling]] = {}
    for report in by_day(opened, opened.reports):
        coding = opened.codings[report]
        for event in coding.events:
            if event.id in claim_of:
                found.setdefault(claim_of[event.id], []).append(Telling(opened.reports[report], coding, event))
    return {claim: tuple(tellings) for claim, tellings in found.items()}


def _happening(
    claim: Claim, told: tuple[Telling, ...], opened: OpenedStory, entity_of: Mapping[tuple[str, str], str]
) -> Happening:
    first = claim.date and (claim.date.first or claim.date.last)
    last = claim.date and (claim.date.last or claim.date.first)
    published = [t.coding.published.day for t in told if t.coding.published.day]
    told_on = min(published, default=claim.first)
    parties: dict[str, Party] = {}
    for t in told:
        for party in (*t.event.actors, *t.event.recipients):
            entity = entity_of.get((t.report.id, party.referent or ""))
            parties.setdefault(entity or party.name or party.span.text, party)
    return Happening(
        claim=claim,
        tellings=told,
        actors=tuple(_actor(a, parties, opened) for a in claim.actors),
        recipients=tuple(_actor(r, parties, opened) for r in claim.recipients),
        first=first or told_on,
        last=last or told_on,
        dated=first is not None,
    )


def _actor(named: str, parties: Mapping[str, Party], opened: OpenedStory) -> Actor:
    party, entity = parties.get(named), opened.entities.get(named)
    return Actor(
        name=entity.name if entity else named,
        entity=entity.id if entity else None,
        kind=entity.kind if entity else None,
        country=(party and party.country) or (entity.country if entity else None),
        sector=(party and party.sector) or (entity.sector if entity else None),
        title=(party.role if party else None) or (entity.roles[-1].title if entity and entity.roles else None),
        words=party.span.text if party else named,
    )
