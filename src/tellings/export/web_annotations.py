"""W3C Web Annotation with PROV: every span behind a claim as an annotation, every report with what it derives from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tellings.export.evidence import by_day
from tellings.model.coding import Event
from tellings.model.opened import outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.export.asked import Asked
    from tellings.export.rows import Row
    from tellings.model.coding import Statement
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim
    from tellings.model.report import Report, Span

BEYOND = 32
"""Characters on either side of a quotation by which it is found again in a text that has changed."""

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"prov": "http://www.w3.org/ns/prov#", "tellings": "urn:tellings:", "plover": "https://github.com/openeventdata/PLOVER#"},
]
SOFTWARE = {"id": "urn:tellings:software", "type": ["Software", "prov:SoftwareAgent"], "name": "tellings"}


def write(asked: Asked) -> Iterator[str]:
    """One JSON-LD document: a graph of annotations, claims, reports and outlets, a node a line."""
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [\n{json.dumps(SOFTWARE)}'
    outlets: set[str] = set()
    for opened in asked.opened():
        for node in _nodes(opened, outlets):
            yield ",\n" + json.dumps(node, ensure_ascii=False)
    yield "\n]}\n"


def _nodes(opened: OpenedStory, outlets: set[str]) -> Iterator[Row]:
    supplied = {r: origin.reports[0] for origin in opened.story.origins for r in origin.reports[1:]}
    for key in opened.story.reports:
        report = opened.reports[key]
        outlet = outlet_of(report)
        if outlet not in outlets:
            outlets.add(outlet)
            yield {"id": _outlet(outlet), "type": ["Organization", "prov:Organization"], "name": outlet}
        yield _report(opened, report, supplied.get(key))
    for claim in opened.claims:
        told = list(_members(opened, claim))
        if told:
            yield _claim(opened, claim)
            yield from (_annotation(opened, claim, report, member) for report, member in told)


def _members(opened: OpenedStory, claim: Claim) -> Iterator[tuple[str, Event | Statement]]:
    """The events or statements behind a claim, each with its report, the earliest first."""
    wanted = set(claim.members)
    for report in by_day(opened, claim.reports):
        coding = opened.codings[report]
        said: tuple[Event | Statement, ...] = (*coding.events, *coding.statements)
        yield from ((report, member) for member in said if member.id in wanted)


def _report(opened: OpenedStory, report: Report, shares_with: str | None) -> Row:
    """A report as an entity of PROV. Reports of one origin are alternates of its first one, which descend from the same copy."""
    coding = opened.codings[report.id]
    agencies = [c.agency for c in coding.credits if c.of == "text"]
    row: Row = {
        "id": _target(report),
        "type": ["Text", "prov:Entity"],
        "tellings:report": report.id,
        "tellings:title": report.title,
        "language": coding.language,
        "prov:wasAttributedTo": {"id": _outlet(outlet_of(report))},
        "prov:generatedAtTime": coding.published.day.isoformat() if coding.published.day else None,
        "prov:alternateOf": {"id": _target(opened.reports[shares_with])} if shares_with else None,
        "prov:hadPrimarySource": [
            {"id": f"urn:tellings:agency:{_slug(a)}", "tellings:title": a} for a in dict.fromkeys(agencies)
        ],
    }
    return {name: value for name, value in row.items() if value}


def _claim(opened: OpenedStory, claim: Claim) -> Row:
    """A claim as an entity that was derived from the reports that tell it, by this program."""
    return {
        "id": f"urn:tellings:{claim.id}",
        "type": "prov:Entity",
        "tellings:summary": claim.summary,
        "tellings:kind": claim.kind,
        "tellings:type": claim.type,
        "tellings:origins": claim.origins,
        "tellings:against": claim.against,
        "prov:wasDerivedFrom": [{"id": _target(opened.reports[r])} for r in claim.reports if r in opened.reports],
        "prov:wasAttributedTo": {"id": SOFTWARE["id"]},
    }


def _annotation(opened: OpenedStory, claim: Claim, key: str, member: Event | Statement) -> Row:
    report, coding = opened.reports[key], opened.codings[key]
    event = isinstance(member, Event)
    span = member.evidence if isinstance(member, Event) else member.sentence
    label = "/".join(filter(None, (member.type, member.mode))) if isinstance(member, Event) else member.act
    row: Row = {
        "id": f"urn:tellings:{member.id}",
        "type": "Annotation",
        "motivation": "classifying" if event else "linking",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": label, "format": "text/plain"},
            {"type": "SpecificResource", "purpose": "linking", "source": f"urn:tellings:{claim.id}"},
        ],
        "target": {"source": _target(report), "selector": selectors(report.text, span)},
        "generator": SOFTWARE["id"],
        "tellings:reason": member.reason,
    }
    if coding.published.day:
        row["target"]["state"] = {"type": "TimeState", "sourceDate": f"{coding.published.day.isoformat()}T00:00:00Z"}
    return row


def selectors(text: str, span: Span) -> list[Row]:
    """A span by its words with what stands around them, and by its place in code points."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": text[max(0, span.start - BEYOND) : span.start],
            "suffix": text[span.end : span.end + BEYOND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def _target(report: Report) -> str:
    """The address of a report; its id as a URN where it has none."""
    return report.url or f"urn:tellings:{report.id}"


def _outlet(name: str) -> str:
    return f"urn:tellings:outlet:{_slug(name)}"


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else f"%{ord(c):x}" if not c.isspace() else "-" for c in name.lower())
