"""One story as the picture looks at it: its tellings, each with the report, origin, day and passage it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from tellings.data.background import word_frequencies
from tellings.data.event_tables import plover_types
from tellings.data.reporting import WITHHELD_ACT
from tellings.model.coding import MentionKind, Precision
from tellings.model.period import Period
from tellings.model.report import BlockKind
from tellings.picture.judged import Verdicts
from tellings.picture.lines import fewest, kin
from tellings.picture.telling import Called, Telling, Voice
from tellings.text.numbers import number_pattern
from tellings.text.shown import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from tellings.model.coding import Coding, Event, Party, Place, Statement
    from tellings.model.report import Span
    from tellings.model.story import Story
    from tellings.picture.roster import Roster

COMMON_ZIPF = 5.9
"""Words at least so common in English at large (`the`, `after`, `said`) say nothing of what a sentence is about."""

NEWS_DAYS = timedelta(days=3)
"""What a report tells as news without a date happened at most so long before it."""

NEAR_LETTERS = 70
"""Letters on each side of a trigger that are about it: some ten words."""

BODILY = frozenset({"ASSAULT", "PROTEST"})
"""Types of act that happen somewhere; words can be about any town."""

ON_GROUND = BODILY | {"COERCE", "MOBILIZE", "RETREAT", "CONCEDE", "AID"}
"""Types of act that are done to a town by being done there. Who supports `Moscow` supports a government."""

AGREED, ARGUED = "verbal cooperation", "verbal conflict"
"""PLOVER's quad classes of speech: whom or where it is with says what the first is about; of the second only its words tell."""

LONGEST_PHRASE = 60
"""Characters of a speech's own words in the line of its claim: some ten words, one row of a page."""

_STOP = re.compile(r"(?<![A-Z])[.;:!?,](?=\s|$)|\n|\s[-–—]\s")
"""Where the words of a speech end: at a stop that is not a part of `U.S.` or of a number."""

POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "my", "your"})

SHORTEST_SPEECH = 3
"""Telling words beside names that make unquoted words more than a name (`backed the Syrian president` says no sentence)."""

STEM_LETTERS = 5
"""Words that begin with the same letters count as one: `seized`, `seizing`, `rebel`, `rebels`."""


@dataclass(frozen=True)
class Scene:
    """A story with all that its reports tell. `outlets` maps reports to outlets, None where unknown."""

    story: Story
    codings: Mapping[str, Coding]
    roster: Roster
    outlets: Mapping[str, str | None] = field(default_factory=dict)
    verdicts: Verdicts = field(default_factory=Verdicts)

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """Every event and statement of the story's reports, in an order that does not depend on that of the reports."""
        found = [t for r in sorted(self.story.reports) if r in self.codings for t in self._of(self.codings[r])]
        return tuple(sorted({t.id: t for t in found}.values(), key=lambda t: t.id))

    @cached_property
    def passages(self) -> dict[str, list[tuple[int, int, int]]]:
        """For each report the stretches shared with others: start, end and the number of the copy."""
        where: dict[str, list[tuple[int, int, int]]] = {}
        for number, copy in enumerate(self.story.copies):
            for side in (copy.left, copy.right):
                where.setdefault(side.report, []).append((side.start, side.end, number))
        return where

    @cached_property
    def _towns(self) -> dict[str, dict[Span, Place]]:
        """For each report the spans that name a town or site: what is done to a town is done there, not to a party."""
        fine = (Precision.SITE, Precision.TOWN)
        return {
            r: {m.span: m.place for m in c.mentions if m.kind == MentionKind.PLACE and m.place and m.place.precision in fine}
            for r, c in self.codings.items()
            if r in self.story.reports
        }

    def _only_town(self, event: Event, towns: Mapping[Span, Place], coding: Coding) -> Span | None:
        """The one town that the sentence of a bodily act names, where the coding gives it no place.

        Of an act that somebody tells, only the words told count: `told reporters in Oslo` says where it was told.
        """
        told = next((s.content for s in coding.statements if s.id == event.attributed_to), (event.evidence,))
        near = [t for t in towns if event.evidence.covers(t) and any(part.covers(t) for part in told)]
        inside = near if event.type in BODILY else []
        return inside[0] if len({towns[t] for t in inside}) == 1 else None

    def line(self, report: str) -> frozenset[int]:
        """The line of reporting that a report stands in."""
        return self._lines.get(report, frozenset())

    @cached_property
    def _lines(self) -> dict[str, frozenset[int]]:
        return {r: self._line(r) for r in self.story.reports}

    def _line(self, report: str) -> frozenset[int]:
        """The origins of a report with all that share a report with them: what one desk cut from several versions is one line."""
        return kin(frozenset(k for k, o in enumerate(self.story.origins) if report in o.reports), self._told_by)

    @cached_property
    def _told_by(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(o.reports) for o in self.story.origins)

    def day(self, report: str) -> date | None:
        """The report's own day."""
        return self.codings[report].published.day if report in self.codings else None

    def days(self, reports: Iterable[str]) -> list[date]:
        """The known days of some reports, in order."""
        return sorted(d for r in reports if (d := self.day(r)))

    def origins(self, reports: Iterable[str]) -> frozenset[int]:
        """The fewest origins that account for these reports: one that mixes two lines adds none where either is counted."""
        return fewest(self.own_lines(r) for r in reports)

    def own_lines(self, report: str) -> frozenset[int]:
        """The origins that a report belongs to."""
        return frozenset(k for k, o in enumerate(self.story.origins) if report in o.reports)

    def name(self, key: str) -> str:
        """What somebody is called, by `Who.key`."""
        return self.roster.name(key)

    def changed_words(self, passages: Iterable[int]) -> Iterable[tuple[str, str, str, str]]:
        """Words that stand for each other in copies, by their numbers: left words and report, right words and report."""
        for copy in (self.story.copies[n] for n in sorted(set(passages))):
            yield from ((c.left, copy.left.report, c.right, copy.right.report) for c in copy.changes)

    def outlet_count(self, reports: Iterable[str]) -> int:
        """How many outlets certainly differ: an unknown one never counts as another."""
        return max(1, len({o for r in reports if (o := self.outlets.get(r))}))

    def _shared(self, report: str, span: Span) -> frozenset[int]:
        return frozenset(n for start, end, n in self.passages.get(report, ()) if start <= span.start and span.end <= end)

    def _of(self, coding: Coding) -> Iterable[Telling]:
        said = (s for s in coding.statements if s.act != WITHHELD_ACT and not _only_names(s, coding))
        return (*(self._event(coding, e) for e in coding.events), *(self._statement(coding, s) for s in said))

    def _event(self, coding: Coding, event: Event) -> Telling:
        report = coding.report
        towns = self._towns[report]
        if event.type not in ON_GROUND:  # who supports `Moscow` supports a government
            towns = {p.span: towns[p.span] for p in event.recipients if p.span in towns and not p.sector}
        town = next((p.span for p in event.recipients if p.span in towns), None) or self._only_town(event, towns, coding)
        return Telling(
            id=event.id,
            kind="event",
            report=report,
            type=event.type,
            mode=event.mode,
            status=_status(event, coding),
            actors=self.roster.everybody(report, _somebody(event.actors)),
            recipients=self.roster.everybody(report, [p for p in _somebody(event.recipients) if p.span not in towns]),
            trigger=_stem(event.trigger.text),
            words=content_words(_around(event)),
            evidence=event.evidence,
            word=event.trigger.text.lower(),
            called=self._called(report, (*event.actors, *event.recipients)),
            voice=self._voice(coding, event.attributed_to),
            place=event.place.place if event.place else towns[town] if town else None,
            where=_written(event.place.span.text if event.place else town.text if town else ""),
            when=event.date.period if event.date else None,
            bound=self._bound(event, coding),
            line=self.line(report),
            numbers=tuple(q for q in event.quantities if not q.part),
            passages=self._shared(report, event.trigger),
            cameo=event.cameo,
            phrase=_phrase(event),
            heading=any(b.kind == BlockKind.HEADING and b.start <= event.evidence.start < b.end for b in coding.blocks),
        )

    def _bound(self, event: Event, coding: Coding) -> Period | None:
        """When it can have been: its own date; news without one is of the days before its report."""
        if event.date and event.date.period.known:
            return event.date.period
        day = coding.published.day
        return Period(day - NEWS_DAYS, day) if day and event.status.value == "actual" else None

    def _statement(self, coding: Coding, said: Statement) -> Telling:
        speaker = self.roster.everybody(coding.report, [said.speaker] if said.speaker else [])
        content = " ".join(s.text for s in said.content)
        middle = said.content[0] if said.content else said.sentence
        cue = said.cue.text.lower() if said.cue else ""
        return Telling(
            id=said.id, kind="statement", report=coding.report, type=said.act, mode=said.kind.value, status="actual",
            actors=speaker, recipients=(), trigger=_stem(cue), words=content_words(content),
            evidence=said.sentence, word=cue, content=said.content, voice=self._voice(coding, said.id),
            called=self._called(coding.report, [said.speaker] if said.speaker else [], speaks=True),
            when=said.said.period if said.said else None, passages=self._shared(coding.report, middle),
        )  # fmt: skip

    def _called(self, report: str, parties: Iterable[Party], *, speaks: bool = False) -> tuple[Called, ...]:
        return tuple(Called(self.roster.who(report, p).key, p.span.text, p.name or "", speaks) for p in parties)

    def _voice(self, coding: Coding, statement: str | None) -> Voice | None:
        """Who makes the statement of that id."""
        said = next((s for s in coding.statements if s.id == statement), None) if statement else None
        if said is None or said.speaker is None:
            return None
        who = self.roster.who(coding.report, said.speaker)
        return Voice(who.key, who.name, said.kind.value != "indirect")


def _phrase(event: Event) -> str:
    """What a speech is about, as it is told: `called for a truce`; nothing where the words before the next stop are not two."""
    kind = plover_types().get(event.type)
    if kind is None or not (kind.quad == ARGUED or (kind.quad == AGREED and not event.recipients and not event.place)):
        return ""
    words = line(_STOP.split(event.evidence.text[event.trigger.start - event.evidence.start :], maxsplit=1)[0])
    if len(words) > LONGEST_PHRASE:
        words = words[:LONGEST_PHRASE].rsplit(" ", 1)[0] + " …"
    return words if " " in words else ""


def _somebody(parties: Iterable[Party]) -> list[Party]:
    """Those who are more than a number: that `two` were hit in both reports makes the strikes no more alike.

    `Its ally`, of whom nobody knows whose and who it is, is nobody either.
    """
    return [p for p in parties if not number_pattern().fullmatch(p.name or p.span.text) and not _whose(p)]


def _whose(party: Party) -> bool:
    unknown = not (party.referent or party.country) and party.sector in (None, "UNK")
    return unknown and (party.name or party.span.text).split(" ", 1)[0].lower() in POSSESSIVES


TOLD_AS_ACTS = frozenset({
    "accuses", "agrees", "asks", "condemns", "criticises", "demands", "feels", "hates", "likes", "offers", "opposes", "orders",
    "praises", "promises", "rejects", "supports", "thanks", "threatens", "urges", "wants", "welcomes",
})  # fmt: skip
"""What a statement does that the story's events tell, too, in the same words."""


def _only_names(said: Statement, coding: Coding) -> bool:
    """Whether a statement's words, unquoted, are hardly more than whom or what somebody is for or against, or no words at all."""
    if said.quoted:
        return False
    if said.act not in TOLD_AS_ACTS:
        return not content_words(" ".join(part.text for part in said.content))
    names = [m.span for m in coding.mentions if any(part.touches(m.span) for part in said.content)]
    left = []
    for part in said.content:
        for word in re.finditer(r"\w+", part.text):
            at = part.start + word.start()
            if not any(n.start <= at < n.end for n in names):
                left.append(word.group())
    return len(content_words(" ".join(left))) < SHORTEST_SPEECH


def _around(event: Event) -> str:
    """The words near the trigger: a sentence can tell of several acts."""
    at = event.trigger.start - event.evidence.start
    text = event.evidence.text
    return text[max(0, at - NEAR_LETTERS) : at + len(event.trigger.text) + NEAR_LETTERS]


def _status(event: Event, coding: Coding) -> str:
    """An event told only inside a denial is denied, whatever its own words say (`denied that its aircraft had struck`)."""
    said = next((s for s in coding.statements if s.id == event.attributed_to), None)
    denied = said is not None and said.act == "denies" and event.status.value in ("actual", "background")
    return "denied" if denied else event.status.value


def _written(name: str) -> str:
    """A place's name as a report writes it, on one line."""
    return " ".join(name.split())


def content_words(text: str) -> frozenset[str]:
    """The stems of a text's telling words."""
    return frozenset(_stem(w) for w in re.findall(r"\w+", text) if word_frequencies().get(w.lower(), 0.0) < COMMON_ZIPF)


def _stem(word: str) -> str:
    return word.lower()[:STEM_LETTERS]
