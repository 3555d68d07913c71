"""The sentences behind a claim, with whose they are: what every format that is passed on carries along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.model.opened import outlet_of
from tellings.model.picture import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tellings.export.rows import Row
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim

EXCERPT = 400
"""Characters of a report that are passed on where whole texts are not asked for: a lead paragraph, or two short ones."""


def quoted(opened: OpenedStory, claim: Claim) -> Iterator[Row]:
    """Each sentence that a claim was read from, with the report's outlet, day and address."""
    yield from (quote(opened, e) for e in told(opened, claim))


def told(opened: OpenedStory, claim: Claim) -> tuple[Evidence, ...]:
    """The sentences that a claim was read from, whichever story their reports stand in, the earliest report's first."""
    wanted, found = set(claim.members), []
    for key in by_day(opened, claim.reports):
        coding = opened.codings[key]
        found += [Evidence(key, e.evidence) for e in coding.events if e.id in wanted]
        found += [Evidence(key, s.sentence) for s in coding.statements if s.id in wanted]
    return tuple(dict.fromkeys(found))


def by_day(opened: OpenedStory, reports: Iterable[str]) -> list[str]:
    """Those of the reports that are here, by day and id."""
    return sorted((r for r in reports if r in opened.codings), key=lambda r: (str(opened.codings[r].published.day or "9999"), r))


def quote(opened: OpenedStory, evidence: Evidence) -> Row:
    """One sentence with the report's outlet, day and address."""
    report, day = opened.reports[evidence.report], opened.codings[evidence.report].published.day
    return {
        "report": report.id,
        "outlet": outlet_of(report),
        "url": report.url,
        "published": day.isoformat() if day else None,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.span.text,
    }


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text, cut at a word, with an ellipsis where it was cut."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most + 1].rsplit(" ", 1)[0] + " …"
