"""Codings built by hand for tests of the picture: short invented sentences, no parser."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from tellings.model.coding import (
    Coding,
    Event,
    Holding,
    Party,
    Place,
    Precision,
    Quantity,
    Sited,
    SpeechKind,
    Statement,
    Status,
    Tie,
    Timed,
)
from tellings.model.ids import content_id
from tellings.model.period import Period
from tellings.model.picture import Entity, Picture
from tellings.model.report import Published, Span
from tellings.model.story import Origin, Story
from tellings.picture import Draft, Roster, Verdicts, compose, draft, judged_roster

WHO = {
    "rebels": ("SYR", "REB", "group", "Northern Front"),
    "army": ("SYR", "MIL", "group", "Syrian army"),
    "government": ("SYR", "GOV", "country", "Syrian government"),
    "russia": ("RUS", "GOV", "country", "Russia"),
    "iran": ("IRN", "GOV", "country", "Iran"),
    "colonel": ("SYR", "MIL", "person", "Col. Nizar Haddoum"),
    "monitors": (None, "CVL", "group", "monitors"),
}
"""The invented cast: country, sector, kind and name of each entity."""

TOWNS = {"Saraqib": (35.86, 36.8, 1), "Maskanah": (35.96, 38.04, 2)}


@dataclass
class Desk:
    """Builds codings sentence by sentence; every party is an entity of `WHO`."""

    codings: dict[str, Coding] = field(default_factory=dict)
    outlets: dict[str, str | None] = field(default_factory=dict)

    def report(self, name: str, day: date | None, outlet: str | None = None) -> Telling:
        self.codings[name] = Coding(name, "test", "en", Published(day, "metadata", "test"), None, (), (), (), ())
        self.outlets[name] = outlet
        return Telling(self, name)

    def roster(self) -> Roster:
        entities = {k: Entity(k, v[2], v[3], (), (), v[0], v[1]) for k, v in WHO.items()}
        return Roster({(r, k): k for r in self.codings for k in WHO}, entities)

    def story(self, *origins: tuple[str, ...]) -> Story:
        days = sorted(c.published.day for c in self.codings.values() if c.published.day)
        lines = tuple(Origin(o, "test") for o in (origins or tuple((r,) for r in self.codings)))
        return Story("story", "Test", days[0] if days else None, days[-1] if days else None, tuple(self.codings), lines)

    def draft(self, *origins: tuple[str, ...], verdicts: Verdicts | None = None) -> Draft:
        made = verdicts or Verdicts()
        return draft(self.story(*origins), self.codings, judged_roster(self.roster(), made), self.outlets, made)

    def picture(self, *origins: tuple[str, ...], verdicts: Verdicts | None = None) -> Picture:
        roster = judged_roster(self.roster(), verdicts or Verdicts())
        return compose([self.story(*origins)], roster, [self.draft(*origins, verdicts=verdicts)], verdicts or Verdicts())


@dataclass
class Telling:
    """Adds to one report's coding."""

    desk: Desk
    name: str

    @property
    def coding(self) -> Coding:
        return self.desk.codings[self.name]

    def event(
        self, text: str, kind: str, actor: str | None, recipient: str | None = None, *, town: str | None = None,
        on: date | Period | None = None, status: Status = Status.ACTUAL, mode: str | None = None,
        trigger: str | None = None, killed: tuple[float | None, float | None] | None = None, by: str | None = None,
    ) -> str:  # fmt: skip
        span = self.place_text(text)
        word = trigger or text.rsplit(maxsplit=1)[-1]
        at = span.start + max(0, text.rfind(word))
        numbers = (Quantity(span, "killed", *killed),) if killed else ()
        made = Event(
            id=content_id("event", self.name, text, kind, actor, status), evidence=span,
            trigger=Span(at, at + len(word), word),
            type=kind, mode=mode, cameo=None, actors=parties(actor, span), recipients=parties(recipient, span), status=status,
            reason="test", place=sited(town, span), date=timed(on), attributed_to=by, quantities=numbers,
        )  # fmt: skip
        self.desk.codings[self.name] = replace(self.coding, events=(*self.coding.events, made))
        return made.id

    def said(self, speaker: str, content: str, kind: SpeechKind = SpeechKind.INDIRECT, act: str = "claims") -> str:
        span = self.place_text(f"{WHO[speaker][3]} said {content}")
        made = Statement(
            id=content_id("statement", self.name, content, speaker), kind=kind, content=(Span(span.start, span.end, content),),
            quoted=(), cue=None, act=act, speaker=parties(speaker, span)[0], sentence=span,
        )  # fmt: skip
        self.desk.codings[self.name] = replace(self.coding, statements=(*self.coding.statements, made))
        return made.id

    def holds(self, town: str, holder: str, strength: str, on: date | Period | None = None, part: str | None = None) -> None:
        span = self.place_text(f"{holder} {strength} {town}")
        when = timed(on)
        where = sited(town, span)
        assert where
        made = Holding(where, parties(holder, span)[0], strength, span, when.period if when else None, part=part)
        self.desk.codings[self.name] = replace(self.coding, holdings=(*self.coding.holdings, made))

    def tie(self, left: str, relation: str, right: str, basis: str = "verb") -> None:
        span = self.place_text(f"{left} {relation} {right}")
        made = Tie(parties(left, span)[0], relation, parties(right, span)[0], span, basis)
        self.desk.codings[self.name] = replace(self.coding, ties=(*self.coding.ties, made))

    def place_text(self, text: str) -> Span:
        start = 1000 * (len(self.coding.events) + len(self.coding.statements) + len(self.coding.holdings) + len(self.coding.ties))
        return Span(start, start + len(text), text)


def parties(who: str | None, span: Span) -> tuple[Party, ...]:
    if who is None:
        return ()
    country, sector, _, name = WHO[who]
    return (Party(span, who, name, None, country, sector),)


def sited(town: str | None, span: Span) -> Sited | None:
    if town is None:
        return None
    lat, lon, number = TOWNS[town]
    named = Span(span.start, span.start + len(town), town)
    return Sited(named, Place(town, lat, lon, number, "SYR", None, Precision.TOWN, "test"))


def timed(on: date | Period | None) -> Timed | None:
    if on is None:
        return None
    return Timed(None, Period.day(on) if isinstance(on, date) else on)
