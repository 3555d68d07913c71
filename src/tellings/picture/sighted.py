"""Who holds which place, as single sentences of a story's reports tell it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tellings.model.period import Period
from tellings.model.picture import Evidence
from tellings.picture.roster import Who
from tellings.picture.sides import is_generic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.model.coding import Event, Holding
    from tellings.model.picture import Claim
    from tellings.picture.scene import Scene

STRENGTHS = ("held", "taken", "entered", "fought for", "said")
"""From the firmest."""

MOVES = frozenset({"taken", "lost"})
"""Strengths that tell of a change; the others tell how it is on a day."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One sentence about who holds a place, with its words.

    `told` is the day of the report that has it, `turn` its number among all that this report tells of who holds what: what came
    to pass within one span is told in its order. `first` and `last` are the days between which the move was made.
    """

    place: str
    name: str
    geonameid: int | None
    holder: Who
    strength: str
    first: date | None
    last: date | None
    told: date | None
    part: str | None
    before: Who | None
    claims: tuple[str, ...]
    evidence: Evidence
    spoken: str = ""
    turn: int = 0
    again: bool = False
    lasting: str | None = None

    @property
    def key(self) -> str:
        """What tells one place from another."""
        return str(self.geonameid) if self.geonameid else self.name.casefold()

    @property
    def since(self) -> date | None:
        """The day from which it holds: that of the move; what is held without saying since when is held on the report's day."""
        return self.first or self.last or (self.told if self.strength not in MOVES else None)

    @property
    def span(self) -> Period | None:
        """The days between which it came to be so, where any are told; a move without a day was made by the report's."""
        if self.first or self.last:
            return Period(self.first, self.last)
        return Period(None, self.told) if self.told and self.strength == "taken" else None


def sightings(scene: Scene, claims: Sequence[Claim]) -> tuple[Sighting, ...]:
    """All that the reports of one story say of who holds which place."""
    of_member = {m: c.id for c in claims for m in c.members}
    found: list[Sighting] = []
    for report in sorted(scene.story.reports):
        coding = scene.codings.get(report)
        events = {e.id: e for e in coding.events} if coding else {}
        every = enumerate(coding.holdings if coding else ())
        found += [replace(_sighting(h, report, events, scene, of_member), turn=n) for n, h in every]
    return tuple(sorted(found, key=in_order))


def _sighting(holding: Holding, report: str, events: Mapping[str, Event], scene: Scene, of_member: Mapping[str, str]) -> Sighting:
    event = events.get(holding.event or "")
    told = [i for i in (holding.event, holding.attributed_to) if i] or [
        e.id for e in events.values() if e.evidence.touches(holding.evidence)
    ]
    period = holding.period or (event.date.period if event and event.date else None)
    place = holding.place.place
    return Sighting(
        place=" ".join(holding.place.span.text.split()), name=place.name, geonameid=place.geonameid,
        holder=_at_home(scene.roster.who(report, holding.holder), place.country), strength=holding.strength,
        first=_start(period), last=period.last if period else None, told=scene.day(report), part=holding.part,
        before=_at_home(scene.roster.who(report, holding.before), place.country) if holding.before else None,
        claims=tuple(sorted({of_member[m] for m in told if m in of_member})), evidence=Evidence(report, holding.evidence),
        again=holding.again, lasting=holding.lasting,
    )  # fmt: skip


def _at_home(who: Who, country: str | None) -> Who:
    """`rebels`, `the army` of no country told are those of the country of the place."""
    return replace(who, country=country) if who.country is None and who.sector and is_generic(who) else who


def _start(period: Period | None) -> date | None:
    return period.first if period else None


def in_order(seen: Sighting) -> tuple[object, ...]:
    """By place and day, the firmest first; of one report in the order of telling."""
    return (seen.key, seen.since or date.max, rank(seen.strength), seen.evidence, seen.turn)


def rank(strength: str) -> int:
    """0 for the firmest."""
    return STRENGTHS.index(strength) if strength in STRENGTHS else len(STRENGTHS)
