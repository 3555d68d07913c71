"""A small store whose codings were made by hand: what every export is tried on. All of it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from newsroom import Nowhere, PlainParser
from tellings.desk import Desk
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
from tellings.model.report import Block, BlockKind, Credit, Dateline, Published, Report, Span
from tellings.pipeline import Tools
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

KASSALA = Place("Kassala", 15.451, 36.4, 372753, "SDN", "Kassala", Precision.TOWN, "the only place of that name")
SUDAN = Place("Sudan", 16.0, 30.0, 366755, "SDN", None, Precision.COUNTRY, "the country is spoken of")

RAID = (
    "Fighters of the Gash Front attacked an army post in Kassala on Wednesday before the dawn prayer, killing {toll} soldiers "
    "and burning the fuel store behind the river market."
)
TOOK = "The Gash Front took Kassala, its spokesman Idris Haddal told the radio by telephone; <b>nobody & nothing</b> was hurt."
MARCH = "About 200 residents marched in Kassala on Thursday; police arrested three of the marchers near the old bridge."
PLAN = "The army said that it would send troops to Kassala."

LONG = (
    "The column went past the closed cinema, the tea stalls and the ferry office, stopped twice to let carts through, sang "
    "the songs of the last strike. Shopkeepers handed out water from the steps. A drummer whom nobody could name led "
    "the way back to the square, where the oldest of the teachers read out demands that had been pinned to the school gate since "
    "the winter. It was dark when they went home, and the lamps along the quay stayed out."
)
NINE = "at least nine"
TEXTS: dict[str, tuple[str, ...]] = {
    "gazette-1": (RAID.format(toll=NINE), TOOK),
    "courier-1": (RAID.format(toll="14"), PLAN),
    "lone-1": (MARCH, '"Ein Wort; noch eines," sagte er.\tÄ 北', LONG),
}
PRINTED: dict[str, tuple[str | None, str | None, date | None]] = {
    "gazette-1": ("Border Gazette", "https://www.gazette.example/raid?a=1&b=2", date(2031, 3, 12)),
    "courier-1": ("Gash Courier", "https://courier.example/raid", date(2031, 3, 13)),
    "lone-1": (None, None, None),
}
TITLES = {"gazette-1": "Raid on Kassala; post burnt", "courier-1": "Fourteen killed in Kassala raid", "lone-1": None}

CAST = {
    "front": ("Gash Front", MentionKind.GROUP, "SDN", "REB"),
    "army": ("Sudanese army", MentionKind.GROUP, "SDN", "MIL"),
    "haddal": ("Idris Haddal", MentionKind.PERSON, "SDN", "REB"),
    "residents": ("residents", MentionKind.GROUP, "SDN", "CVL"),
    "police": ("police", MentionKind.GROUP, "SDN", "COP"),
    "marchers": ("marchers", MentionKind.GROUP, "SDN", "CVL"),
}


class Telling:
    """One report with its coding in the making."""

    def __init__(self, ref: str) -> None:
        (outlet, url, day), paragraphs = PRINTED[ref], TEXTS[ref]
        title = TITLES[ref]
        text = "\n\n".join(p for p in (title, *paragraphs) if p)
        self.report = Report(
            content_id("report", ref), ref, text, outlet, url, title, day, byline=("Amna Sol",), language="en", ref_given=True
        )
        blocks, at = [], 0
        for k, paragraph in enumerate(p for p in (title, *paragraphs) if p):
            kind = BlockKind.HEADING if title and k == 0 else BlockKind.BODY
            blocks.append(Block(kind, at, at + len(paragraph)))
            at += len(paragraph) + 2
        self.coding = Coding(
            report=self.report.id, version="1 by hand", language="en",
            published=Published(day, "metadata" if day else "inferred", "given"),
            dateline=Dateline(("KASSALA",), day, self.span(paragraphs[0].split()[0])), byline=("Amna Sol",),
            credits=(Credit("Agence France-Presse", "text", self.span(paragraphs[0].split()[0])),) if outlet else (),
            blocks=tuple(blocks), sentences=tuple(self.span(p) for p in (title, *paragraphs) if p),
        )  # fmt: skip

    def span(self, words: str) -> Span:
        start = self.report.text.index(words)
        return self.report.span(start, start + len(words))

    def party(self, key: str, words: str) -> Party:
        name, kind, country, sector = CAST[key]
        span = self.span(words)
        if key not in {r.key for r in self.coding.referents}:
            roles = (Role("spokesman", country, sector, span),) if kind is MentionKind.PERSON else ()
            referent = Referent(key, kind, name, (words,), roles, country, sector)
            mention = Mention(span, kind, name, key)
            self.coding = replace(
                self.coding, referents=(*self.coding.referents, referent), mentions=(*self.coding.mentions, mention)
            )
        return Party(span, key, name, "spokesman" if kind is MentionKind.PERSON else None, country, sector)

    def event(self, sentence: str, trigger: str, code: tuple[str, str | None, str], **told: object) -> str:
        kind, mode, cameo = code
        place = Sited(self.span("Kassala"), KASSALA)
        made = Event(
            id=content_id("event", self.report.id, trigger), evidence=self.span(sentence), trigger=self.span(trigger), type=kind,
            mode=mode, cameo=cameo, actors=(), recipients=(), status=Status.ACTUAL, reason="by hand", place=place,
        )  # fmt: skip
        made = replace(made, **told)  # type: ignore[arg-type]  # fields of the noun
        places = (Mention(place.span, MentionKind.PLACE, "Kassala", None, KASSALA),)
        self.coding = replace(self.coding, events=(*self.coding.events, made), mentions=(*self.coding.mentions, *places))
        return made.id


def on(telling: Telling, words: str, day: date) -> Timed:
    return Timed(telling.span(words), Period.day(day))


def tellings() -> list[Telling]:
    """The three reports with their codings."""
    gazette, courier, lone = Telling("gazette-1"), Telling("courier-1"), Telling("lone-1")
    for t, toll in ((gazette, ("at least nine soldiers", 9.0, None)), (courier, ("14 soldiers", 14.0, 14.0))):
        sentence = t.coding.sentences[1].text
        raid = t.event(
            sentence, "attacked", ("ASSAULT", "firearms", "193"), actors=(t.party("front", "Gash Front"),),
            recipients=(t.party("army", "an army post"),), date=on(t, "Wednesday", date(2031, 3, 12)), contexts=("military",),
            quantities=(Quantity(t.span(toll[0]), "killed", toll[1], toll[2], "soldiers"),),
        )  # fmt: skip
    sited = Sited(gazette.span("Kassala"), KASSALA)
    front, army = gazette.party("front", "Gash Front"), gazette.party("army", "an army post")
    took = gazette.event(
        TOOK, "took", ("COERCE", "seize", "192"), actors=(front,), date=on(gazette, "Wednesday", date(2031, 3, 12))
    )
    said = Statement(
        content_id("statement", "took"), SpeechKind.INDIRECT, (gazette.span("The Gash Front took Kassala"),), (),
        gazette.span("told"), "claims", gazette.party("haddal", "Idris Haddal"), gazette.span(TOOK), about=(took,),
    )  # fmt: skip
    gazette.coding = replace(
        gazette.coding,
        statements=(said,),
        holdings=(Holding(sited, front, "taken", gazette.span(TOOK), Period.day(date(2031, 3, 12)), event=took),),
        ties=(Tie(front, "at war with", army, gazette.span(RAID.format(toll=NINE)), "verb", event=raid),),
    )  # fmt: skip
    courier.event(
        PLAN, "send troops", ("MOBILIZE", "troops", "152"), actors=(courier.party("army", "The army"),), status=Status.PLANNED
    )
    thursday = on(lone, "Thursday", date(2031, 3, 13))
    lone.event(
        MARCH, "marched", ("PROTEST", "demo", "141"), actors=(lone.party("residents", "About 200 residents"),), date=thursday
    )
    lone.event(
        MARCH, "arrested", ("COERCE", "arrest", "173"), actors=(lone.party("police", "police"),),
        recipients=(lone.party("marchers", "three of the marchers"),), date=thursday,
    )  # fmt: skip
    return [gazette, courier, lone]


def coded_desk(path: Path) -> Desk:
    """A desk over a new store with the three reports, read by hand."""
    desk = Desk(SqliteStore(path), lambda: Tools(PlainParser(), Nowhere()))
    for t in tellings():
        desk.store.add(t.report, t.coding)
    return desk
