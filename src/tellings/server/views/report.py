"""A report's page: its text with blocks, mentions, statements and events marked in place."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tellings.errors import UnknownIdError
from tellings.model.opened import outlet_of
from tellings.server.query import part_of_path, with_values
from tellings.server.views.making import cut, lettered, report_ref
from tellings.server.views.pages import ReportPage
from tellings.server.views.parts import Anchor, Point
from tellings.server.views.runs import block_views, notes_of
from tellings.server.views.told import Layer
from tellings.server.views.words import HOW_KNOWN
from tellings.text.language import not_read
from tellings.text.shown import day

if TYPE_CHECKING:
    from tellings.model.coding import Coding
    from tellings.model.listed import ReportLine
    from tellings.model.report import Report
    from tellings.server.views.ask import Ask

SIBLINGS = 60
"""Other reports of the story that are named beside the text."""

LAYERS = (("mention", "Names, places, dates"), ("statement", "Statements"), ("event", "Events"), ("block", "Kinds of paragraphs"))


def report(ask: Ask, named: str) -> ReportPage:
    """The page of a report. Raises UnknownIdError."""
    noun, coding, line = find_report(ask, named)
    entities = ask.asked.parties_of(noun.id)
    notes = notes_of(coding, entities)
    siblings = lettered(ask.asked.reports_of(line.story)) if line.story else ()
    label = next((r.label for r in siblings if r.id == noun.id), "")
    head = ask.asked.story_head(line.story) if line.story else None
    others = [r for r in siblings if r.id != noun.id]
    numbers = {"block": len(coding.blocks)} | {key: sum(n.layer == key for n in notes) for key, _ in LAYERS[:3]}
    return ReportPage(
        report=report_ref(line, label),
        title=cut(noun.title or outlet_of(noun)),
        byline=tuple(map(cut, coding.byline)),
        language=coding.language,
        language_says=f"language {coding.language}, kept but not read" if not_read(coding.language) else "",
        direction=direction(noun.text),
        published=day(coding.published.day) if coding.published.day else "no day",
        how=HOW_KNOWN.get(coding.published.how, coding.published.how),
        reason="" if coding.published.how == "metadata" else coding.published.reason,
        credits=tuple(dict.fromkeys(f"{c.agency} for the {c.of}" for c in coding.credits)),
        dateline=_dateline(coding),
        blocks=block_views(noun.text, coding, notes),
        layers=tuple(Layer(key, name, numbers[key]) for key, name in LAYERS),
        notes=notes,
        story=Anchor(cut(head.line.title), f"/stories/{part_of_path(head.line.id)}") if head else None,
        siblings=tuple(others[:SIBLINGS]),
        versions=tuple(report_ref(r) for r in ask.asked.versions_of(noun.id)),
        compare=with_values("/compare", [("report", noun.id), ("report", others[0].id)]) if others else None,
        points=_points(coding),
    )


def find_report(ask: Ask, named: str) -> tuple[Report, Coding, ReportLine]:
    """The report of that id, the beginning of one, ref or address, with its coding. Raises UnknownIdError."""
    found = ask.asked.reports_named(named)
    noun = next(iter(ask.store.reports(found)), None) if len(found) == 1 else None
    coding = ask.store.coding(noun.id) if noun else None
    lines = ask.asked.report_lines(found)
    if noun is None or coding is None or noun.id not in lines:
        raise UnknownIdError(f"there is no report {named!r}: stories and the search name those that there are")
    return noun, coding, lines[noun.id]


def direction(text: str) -> str:
    """`rtl` where the first letter that has a direction is written from the right, else `ltr`."""
    for char in text[:2000]:
        way = unicodedata.bidirectional(char)
        if way in ("R", "AL"):
            return "rtl"
        if way == "L":
            return "ltr"
    return "ltr"


def _dateline(coding: Coding) -> str:
    if not coding.dateline:
        return ""
    return ", ".join((*coding.dateline.places, *([day(coding.dateline.day)] if coding.dateline.day else [])))


def _points(coding: Coding) -> tuple[Point, ...]:
    """The places that the report names, each once."""
    found: dict[str, Point] = {}
    for mention in coding.mentions:
        place = mention.place
        if place and place.lat is not None and place.lon is not None and place.name not in found:
            says = f"{place.precision.value}: {place.reason}"
            found[place.name] = Point(place.lat, place.lon, cut(place.name), cut(says), f"#c{mention.span.start}", 1, "mention")
    return tuple(found.values())
