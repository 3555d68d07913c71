"""`tellings story`: what happened, who said what, what each outlet changed, how each names the parties, who holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tellings.cli.views.changes import changes_section
from tellings.cli.views.claims import claims_section, statements_section
from tellings.cli.views.words import cited, labelled, labels
from tellings.model.opened import outlet_of
from tellings.text.language import not_read
from tellings.text.shown import count, day, days, held, line, short_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from tellings.cli.views.words import Detail
    from tellings.model.opened import OpenedStory

HOLDING = {"held": "holds", "taken": "took", "entered": "entered", "fought for": "fights for", "said": "is said to hold"}
"""What a strength of control says of the holder."""


def story_view(opened: OpenedStory, detail: Detail) -> Group:
    """The whole story, in as much detail as is asked for."""
    evidence = detail.evidence
    marks = labels(opened)
    sections: list[tuple[str, RenderableType | None]] = [
        ("Reports", _reports(opened, marks)),
        ("What happened, and where", claims_section(opened, marks, detail)),
        ("Who said what", statements_section(opened, marks, detail)),
        ("What each outlet changed, added and left out", changes_section(opened, marks, detail)),
        ("How each names the parties", _naming(opened, marks)),
        ("Who holds what", _control(opened, marks, evidence=evidence)),
        ("Who stands with whom", _relations(opened, evidence=evidence)),
    ]
    parts: list[RenderableType] = [_head(opened)]
    for title, section in sections:
        if section is not None:
            parts += [Text(), Text(title, style="bold underline"), Padding(section, (0, 0, 0, 2))]
    return Group(*parts)


def _head(opened: OpenedStory) -> Group:
    story = opened.story
    outlets = {outlet_of(r) for r in opened.reports.values()}
    facts = [
        count(len(story.reports), "report"),
        count(len(outlets), "outlet"),
        count(len(story.origins), "independent origin"),
        days(story.first, story.last) or "day unknown",
    ]
    head = [Text(line(story.title), style="bold"), Text(f"story {short_id(story.id)} · {' · '.join(facts)}", style="dim")]
    return Group(*head, *_chain(opened))


def _chain(opened: OpenedStory) -> Iterator[Text]:
    """A line for each story that this one follows or that follows it."""
    chain = [*(("follows", f.before, f) for f in opened.follows), *(("followed by", f.story, f) for f in opened.followed_by)]
    for how, other, found in chain:
        text = Text(f"{how} {short_id(other)}", style="dim")
        if other in opened.beside:
            beside = opened.beside[other]
            text.append(f" {line(beside.title)}", style="italic not dim")
            text.append(f" · {days(beside.first, beside.last)}")
        yield text.append(f" ({found.reason})")


def _reports(opened: OpenedStory, marks: dict[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold yellow", no_wrap=True)
    table.add_column(overflow="fold")
    for number, origin in enumerate(opened.story.origins, start=1):
        if len(opened.story.origins) > 1 or len(origin.reports) > 1:
            agency = f" ({origin.agency})" if origin.agency else ""
            table.add_row("", Text(f"origin {number}{agency}: {origin.reason}", style="italic"))
        for report in sorted(origin.reports, key=lambda r: marks[r]):
            table.add_row(marks[report], _report_line(opened, report))
    return table


def _report_line(opened: OpenedStory, report: str) -> Text:
    noun, published = opened.reports[report], opened.codings[report].published
    text = Text(outlet_of(noun), style="bold")
    if noun.family and noun.family != noun.outlet:
        text.append(f" ({noun.family})", style="dim not bold")
    text.append(f" · {day(published.day)}", style="default not bold")
    coding = opened.codings[report]
    if not coding.sentences and (reason := not_read(coding.language)):
        text.append(f" · not read: {reason}", style="dim not bold")
    if noun.status:
        text.append(f" · {noun.status.upper()}", style="bold red")
    if published.how != "metadata":
        text.append(f" ({published.how}: {published.reason})", style="dim not bold")
    if noun.title:
        text.append(f" · {line(noun.title)}", style="italic not bold")
    return text


def _naming(opened: OpenedStory, marks: dict[str, str]) -> Table | None:
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for naming in opened.naming:
        words.setdefault(naming.entity, {})[naming.report] = naming.words
    told = {k: v for k, v in words.items() if len({w for said in v.values() for w in said}) > 1}
    if not told:
        return None
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", overflow="fold", ratio=1)
    table.add_column(style="bold yellow", no_wrap=True)
    table.add_column(overflow="fold", ratio=3)
    claims = {c.id: c.summary for c in opened.claims}
    for entity in sorted(told, key=opened.name):
        name = claims.get(entity) or opened.name(entity)
        for n, report in enumerate(sorted(told[entity], key=lambda r: marks[r])):
            table.add_row(name if n == 0 else "", marks[report], ", ".join(told[entity][report]))
    return table


def _control(opened: OpenedStory, marks: dict[str, str], *, evidence: bool) -> Table | None:
    if not opened.control:
        return None
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", overflow="fold")
    table.add_column(overflow="fold")
    table.add_column(style="yellow", no_wrap=True)
    for row in opened.control:
        text = Text(opened.name(row.holder))
        text.append(f" {HOLDING.get(row.strength, row.strength)} {row.part or 'it'}")
        if row.before:
            text.append(f" (before: {opened.name(row.before)})")
        text.append(f"  {held(row)}", style="dim")
        if row.disputed:
            text.append("  disputed", style="bold red")
        table.add_row(row.place, text, labelled((e.report for e in row.evidence if e.report in marks), marks))
        for one in row.evidence if evidence else ():
            table.add_row("", cited(one.span.text), marks.get(one.report, ""))
    return table


def _relations(opened: OpenedStory, *, evidence: bool) -> Table | None:
    if not opened.relations:
        return None
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(overflow="fold")
    for row in opened.relations:
        text = Text(opened.name(row.from_entity), style="bold")
        text.append(f" {row.relation} ", style="default not bold")
        text.append(opened.name(row.to_entity))
        text.append(f"  {row.strength}", style="dim not bold")
        table.add_row(text)
        for one in row.evidence if evidence else ():
            table.add_row(cited(one.span.text))
    return table
