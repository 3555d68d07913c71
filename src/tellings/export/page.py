"""Stories as one HTML page that can be mailed or kept: no script, one inline style sheet, nothing fetched, everything escaped."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from tellings.export.evidence import excerpt, quoted
from tellings.model.opened import outlet_of
from tellings.text.shown import held, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.export.asked import Asked
    from tellings.export.rows import Row
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim

QUOTED = 3
"""Sentences shown below a claim; a page is for reading, the other formats have them all. What is left out is counted."""

SAYS = {"held": "holds", "taken": "took", "entered": "entered", "fought for": "fights for", "said": "is said to hold"}
"""What a strength of control says of the holder."""

UNREAL = {
    "planned": "planned", "called_for": "called for", "threatened": "threatened", "hypothetical": "hypothetical",
    "denied": "denied", "background": "earlier",
}  # fmt: skip
"""How a claim is marked that does not say: it happened."""


def write(asked: Asked) -> Iterator[str]:
    """The page, a story at a time."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tellings.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    stories = (story_parts(opened, full_text=asked.full_text) for opened in asked.opened())
    yield from environment.get_template("story.html").generate(stories=stories, full_text=asked.full_text)


def story_parts(opened: OpenedStory, *, full_text: bool) -> Row:
    """A story as a page shows it: claims with their sentences, origins with reasons, reports."""
    story = opened.story
    marks = story_marks(opened)
    events = [c for c in opened.claims if c.kind == "event"]
    weight = sorted(events, key=lambda c: (c.status != "actual", -c.origins, -c.outlets, str(c.first or "9999"), c.id))
    said = [c for c in opened.claims if c.kind == "statement"]
    return {
        "id": story.id,
        "title": story.title,
        "days": _days(story.first, story.last),
        "counts": (len(story.reports), len({outlet_of(opened.reports[r]) for r in story.reports}), len(story.origins)),
        "events": [claim_parts(opened, c, marks) for c in weight],
        "said": [claim_parts(opened, c, marks) for c in sorted(said, key=lambda c: (-c.origins, -c.outlets, c.id))],
        "control": [_control(opened, n) for n in range(len(opened.control))],
        "relations": [
            {"from": opened.name(r.from_entity), "how": r.relation, "to": opened.name(r.to_entity), "strength": r.strength}
            for r in opened.relations
        ],
        "origins": [
            {"marks": sorted(marks[r] for r in o.reports), "reason": o.reason, "agency": o.agency} for o in story.origins
        ],
        "reports": [_report(opened, key, n, full_text=full_text) for key, n in marks.items()],
    }


def story_marks(opened: OpenedStory) -> dict[str, int]:
    """The number of each report of a story, by day and name."""
    return {report: n for n, report in enumerate(_ordered(opened), start=1)}


def _ordered(opened: OpenedStory) -> list[str]:
    """The story's reports by day and name."""
    return sorted(opened.story.reports, key=lambda r: (str(opened.codings[r].published.day or "9999"), opened.reports[r].ref, r))


def claim_parts(opened: OpenedStory, claim: Claim, marks: dict[str, int]) -> Row:
    """A claim as a page shows it."""
    sentences = list(quoted(opened, claim))
    wordings = list({q["text"]: q for q in sentences}.values())
    told = Counter(q["text"] for q in sentences)
    return {
        "summary": claim.summary,
        "mark": UNREAL.get(claim.status or ""),
        "code": " · ".join(filter(None, (claim.type, claim.mode))),
        "when": _days(claim.date.first, claim.date.last) if claim.date else "",
        "where": ", ".join(dict.fromkeys(p for p in (claim.place.name, claim.place.admin1) if p)) if claim.place else "",
        "standing": claim.standing,
        "origins": claim.origins,
        "against": claim.against,
        "marks": sorted(marks[r] for r in claim.reports if r in marks),
        "quotes": [_quote(q, marks, told[q["text"]]) for q in wordings[:QUOTED]],
        "more": max(0, len(wordings) - QUOTED),
        "disagreements": [
            {
                "about": d.about,
                "how": d.how,
                "values": [{"value": v.value, "marks": sorted(marks[r] for r in v.reports if r in marks)} for v in d.values],
            }
            for d in claim.disagreements
        ],
    }


def _quote(quote: Row, marks: dict[str, int], times: int) -> Row:
    day = _day(date.fromisoformat(quote["published"])) if quote["published"] else ""
    return quote | {"mark": marks.get(quote["report"]), "times": times, "day": day}


def _control(opened: OpenedStory, number: int) -> Row:
    row = opened.control[number]
    return {
        "holder": opened.name(row.holder),
        "says": SAYS.get(row.strength, row.strength),
        "place": f"{row.part} of {row.place}" if row.part else row.place,
        "days": held(row) if row.began or row.ended else _days(row.first, row.last),
        "disputed": row.disputed,
        "quote": row.evidence[0].span.text if row.evidence else "",
    }


def _report(opened: OpenedStory, key: str, number: int, *, full_text: bool) -> Row:
    report, coding = opened.reports[key], opened.codings[key]
    texts = [c.agency for c in coding.credits if c.of == "text"]
    return {
        "mark": number,
        "outlet": outlet_of(report),
        "title": report.title or "",
        "day": _day(coding.published.day) if coding.published.day else "day unknown",
        "how": coding.published.how,
        "byline": ", ".join(coding.byline),
        "agencies": ", ".join(dict.fromkeys(texts)),
        "url": report.url if report.url and report.url.startswith(("http://", "https://")) else "",
        "paragraphs": report.text.split("\n") if full_text else [excerpt(_lead(report.text, report.title))],
    }


def _lead(text: str, title: str | None) -> str:
    """The text behind its title."""
    return text[len(title) :].strip() or text if title and text.startswith(title) else text


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _days(first: date | None, last: date | None) -> str:
    if first and last and first != last:
        if stretch := whole(first, last):
            return stretch
        same = (first.year == last.year) + (first.year == last.year and first.month == last.month)
        return f"{(_day(first), f'{first.day} {first:%B}', first.day)[same]} to {_day(last)}"
    if first and last:
        return _day(first)
    if first:
        return f"from {_day(first)}"
    return f"until {_day(last)}" if last else ""
