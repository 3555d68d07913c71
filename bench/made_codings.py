"""Invented lines put together to a report and its coding: every span gives back its words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

from made_cast import Somebody, Town
from tellings.model.coding import (
    Coding,
    Event,
    Holding,
    Mention,
    MentionKind,
    Party,
    Place,
    Precision,
    Quantity,
    Referent,
    Role,
    Sited,
    SpeechKind,
    Statement,
    Status,
    Tie,
    Timed,
)
from tellings.model.ids import content_id
from tellings.model.period import Period
from tellings.model.report import Block, BlockKind, Credit, Published, Report, Span

if TYPE_CHECKING:
    from datetime import date

VERSION = "made 1"
BARE_EVERY = 8
"""One report of so many gives a person by the surname alone."""

A_PARAGRAPH = 2
"""Sentences of a paragraph."""


@dataclass(frozen=True)
class Slot:
    """A stretch of a line that stands for something: `part` says what it is in the line."""

    part: str
    what: Somebody | Town | date | str


@dataclass(frozen=True)
class Line:
    """One sentence before it has a place in a text."""

    kind: str
    parts: tuple[str | Slot, ...]
    act: tuple[str, str | None, str] | None = None
    speech: str = "claims"
    killed: int | None = None


@dataclass
class Draft:
    """A report while it is put together."""

    number: int
    title: str
    outlet: str
    day: date
    agency: str | None
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    referents: dict[str, Referent] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)

    def made(self, lines: list[Line]) -> tuple[Report, Coding]:
        """The report and its coding."""
        self.text = self.title
        self.blocks.append(Block(BlockKind.HEADING, 0, len(self.title)))
        for k in range(0, len(lines), A_PARAGRAPH):
            self.text += "\n\n"
            start = len(self.text)
            for line in lines[k : k + A_PARAGRAPH]:
                self._line(line)
            self.blocks.append(Block(BlockKind.BODY, start, len(self.text)))
        credit = self._credit()
        ref = f"made/{self.number}"
        url = f"https://{self.outlet.replace(' ', '').lower()}.example/{self.number}"
        identity = content_id("report", self.outlet, url, self.day, self.title, self.text, ref)
        report = Report(identity, ref, self.text, self.outlet, url, self.title, self.day, language="en", ref_given=True)
        return report, self._coding(identity, credit)

    def _coding(self, identity: str, credit: tuple[Credit, ...]) -> Coding:
        return Coding(
            report=identity, version=VERSION, language="en", published=Published(self.day, "metadata", "given"), dateline=None,
            byline=(), credits=credit, blocks=tuple(self.blocks), sentences=tuple(self.sentences),
            mentions=tuple(sorted(self.mentions, key=lambda m: (m.span.start, -m.span.end))),
            referents=tuple(self.referents.values()), statements=tuple(self.statements), events=tuple(self.events),
            ties=tuple(self.ties), holdings=tuple(self.holdings),
        )  # fmt: skip

    def _credit(self) -> tuple[Credit, ...]:
        if not self.agency:
            return ()
        self.text += "\n\n"
        start = len(self.text)
        self.text += f"({self.agency})"
        self.blocks.append(Block(BlockKind.CREDIT, start, len(self.text)))
        return (Credit(self.agency, "text", Span.of(self.text, start, len(self.text))),)

    def _line(self, line: Line) -> None:
        if self.sentences and not self.text.endswith("\n"):
            self.text += " "
        start = len(self.text)
        spans: dict[str, tuple[Span, Any]] = {}
        for part in line.parts:
            at = len(self.text)
            self.text += part if isinstance(part, str) else self._words(part)
            if isinstance(part, Slot):
                what = self._as_told(part.what) if isinstance(part.what, Somebody) else part.what
                spans[part.part] = (Span.of(self.text, at, len(self.text)), what)
        if line.killed:
            at = len(self.text) + len(", killing ")
            self.text += f", killing {line.killed} people"
            spans["killed"] = (Span.of(self.text, at, len(self.text)), line.killed)
        self.text = self.text.rstrip() + "."
        sentence = Span.of(self.text, start, len(self.text))
        self.sentences.append(sentence)
        self._read(line, spans, sentence)

    def _words(self, slot: Slot) -> str:
        if isinstance(slot.what, Somebody):
            who = self._as_told(slot.what)
            return who.short if who.key in self.referents else self._introduced(who)
        if isinstance(slot.what, Town):
            return slot.what.name
        return slot.what if isinstance(slot.what, str) else f"{slot.what:%A}"

    def _as_told(self, who: Somebody) -> Somebody:
        """Some reports give a person by the surname alone."""
        if who.kind is not MentionKind.PERSON or crc32(f"{self.number} {who.key}".encode()) % BARE_EVERY:
            return who
        return replace(who, key=f"person:{who.short.lower()}", name=who.short)

    def _introduced(self, who: Somebody) -> str:
        return f"{who.office} {who.name}" if who.office else who.name

    def _read(self, line: Line, spans: dict[str, tuple[Span, Any]], sentence: Span) -> None:
        parties = {k: self._party(span, what) for k, (span, what) in spans.items() if isinstance(what, Somebody)}
        place = self._sited(*spans["place"]) if "place" in spans else None
        if line.kind == "event":
            self._event(line, spans, parties, sentence)
        elif line.kind in ("direct", "indirect"):
            self._said(line, spans, parties, sentence)
        elif line.kind == "held" and place:
            self.holdings.append(Holding(place, parties["holder"], "taken", sentence, Period.day(self.day)))
        elif line.kind == "tied" and parties["left"].referent != parties["right"].referent:
            self.ties.append(Tie(parties["left"], "supports", parties["right"], sentence, "verb"))

    def _event(self, line: Line, spans: dict[str, tuple[Span, Any]], parties: dict[str, Party], sentence: Span) -> None:
        when, day = spans["date"]
        assert line.act
        kind, mode, cameo = line.act
        trigger = spans["trigger"][0]
        self.mentions.append(Mention(when, MentionKind.DATE, when.text, date=Period.day(day)))
        killed = (Quantity(spans["killed"][0], "killed", line.killed, line.killed),) if line.killed else ()
        self.mentions += [Mention(q.span, MentionKind.QUANTITY, q.span.text, quantity=q) for q in killed]
        made = Event(
            id=content_id("event", self.number, trigger.start), evidence=sentence, trigger=trigger, type=kind, mode=mode,
            cameo=cameo, actors=(parties["actor"],), recipients=(parties["recipient"],), status=Status.ACTUAL,
            reason="made", place=self._sited(*spans["place"]), date=Timed(when, Period.day(day)), quantities=killed,
        )  # fmt: skip
        self.events.append(made)

    def _said(self, line: Line, spans: dict[str, tuple[Span, Any]], parties: dict[str, Party], sentence: Span) -> None:
        content, cue = spans["content"][0], spans["cue"][0]
        kind = SpeechKind.DIRECT if line.kind == "direct" else SpeechKind.INDIRECT
        made = Statement(
            id=content_id("statement", self.number, cue.start), kind=kind, content=(content,),
            quoted=(content,) if kind is SpeechKind.DIRECT else (), cue=cue, act=line.speech, speaker=parties["speaker"],
            sentence=sentence, reason="made",
        )  # fmt: skip
        self.statements.append(made)

    def _party(self, span: Span, who: Somebody) -> Party:
        roles = (Role(who.office, who.country, who.sector, span),) if who.office else ()
        name = who.short if who.key in self.referents else who.name
        self.mentions.append(Mention(Span.of(self.text, span.end - len(name), span.end), who.kind, who.name, who.key))
        known = self.referents.get(who.key)
        forms = tuple(dict.fromkeys((*(known.forms if known else ()), name)))
        self.referents[who.key] = Referent(who.key, who.kind, who.name, forms, roles, who.country, who.sector)
        return Party(span, who.key, who.name, who.office, who.country, who.sector)

    def _sited(self, span: Span, town: Town) -> Sited:
        place = Place(town.name, town.lat, town.lon, town.number, town.country, None, Precision.TOWN, "made")
        self.mentions.append(Mention(span, MentionKind.PLACE, town.name, place=place))
        return Sited(span, place)
