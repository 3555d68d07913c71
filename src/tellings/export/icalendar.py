"""iCalendar (RFC 5545): an entry for each claimed event whose days are told, planned ones marked as such."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tellings.export.evidence import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.export.asked import Asked
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim

LINE = 75
"""Octets of the longest line; what is longer goes on in the next one, behind a space."""

STATUS = {"actual": "CONFIRMED", "background": "CONFIRMED", "denied": "CANCELLED"}
"""What the calendar's own statuses say of ours; every other is TENTATIVE. CONFIRMED says: reported to have happened."""


def write(asked: Asked) -> Iterator[str]:
    """One calendar. Claims without a day are left out: a calendar has no place for them."""
    yield from _lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tellings//claimed events//EN", "CALSCALE:GREGORIAN")
    for opened in asked.opened():
        for claim in opened.claims:
            days = _days(claim)
            if claim.kind == "event" and days:
                yield from _lines(*_entry(opened, claim, *days))
    yield from _lines("END:VCALENDAR")


def _days(claim: Claim) -> tuple[date, date] | None:
    first = claim.date and (claim.date.first or claim.date.last)
    last = claim.date and (claim.date.last or claim.date.first)
    return (first, last) if first and last else None


def _entry(opened: OpenedStory, claim: Claim, first: date, last: date) -> Iterator[str]:
    stamp = claim.last or opened.story.last or first
    yield "BEGIN:VEVENT"
    yield f"UID:{claim.id}@tellings"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(claim.summary)}"
    yield f"STATUS:{STATUS.get(claim.status or '', 'TENTATIVE')}"
    yield f"CATEGORIES:{','.join(_text(c) for c in (claim.type, claim.mode, claim.status) if c)}"
    if claim.place:
        yield f"LOCATION:{_text(', '.join(p for p in (claim.place.name, claim.place.country) if p))}"
        if claim.place.lat is not None and claim.place.lon is not None:
            yield f"GEO:{claim.place.lat};{claim.place.lon}"
    told = list(quoted(opened, claim))
    lines = [f"{claim.standing}", *(f"{q['outlet']} ({q['published'] or 'no day'}): {q['text']}" for q in told)]
    yield f"DESCRIPTION:{_text(chr(10).join(lines))}"
    url = next((q["url"] for q in told if q["url"]), None)
    if url:
        yield f"URL:{_bare(url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A value of the calendar's type TEXT."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(_bare(line) for line in escaped.splitlines())


def _bare(value: str) -> str:
    return "".join(c for c in value if c == "\t" or c >= " ")


def _lines(*contents: str) -> Iterator[str]:
    for content in contents:
        yield "\r\n ".join(_folded(content)) + "\r\n"


def _folded(content: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, the space before each further one counted; no character is cut in two."""
    piece, size, most = "", 0, LINE
    for sign in content:
        octets = len(sign.encode())
        if size + octets > most:
            yield piece
            piece, size, most = "", 0, LINE - 1
        piece += sign
        size += octets
    yield piece
