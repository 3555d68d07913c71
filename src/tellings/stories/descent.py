"""The family tree of a story's reports: from which other one each most likely descends, and what shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tellings.model.opened import outlet_of
from tellings.model.story import Descent
from tellings.stories.links import COPY_SHARE, VERSION_SHARE
from tellings.stories.sketches import own_agency
from tellings.stories.told import Sharing, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.model.story import Copy, Origin, Story

WHOLE = 0.95
"""Share of the narration from which on all of it is said to be in the parent: the rest is a name or a number put right."""

STEP = 0.05
"""Shares nearer than this to each other are equal: one sentence cut otherwise makes as much."""


@dataclass(frozen=True, slots=True)
class _Text:
    """One report of a story: what tells who can have had it from whom. `own` is the agency that it is published by."""

    report: str
    name: str
    outlet: str | None
    own: str | None
    credits: tuple[str, ...]
    day: date | None
    narration: int


@dataclass(frozen=True, slots=True)
class _Family:
    """The reports of one origin, the one that can have been first in front, and what share of each the others have."""

    origin: Origin
    texts: tuple[_Text, ...]
    shares: Mapping[tuple[str, str], float]

    def before(self, child: _Text) -> list[_Text]:
        """Those that the child can have its text from."""
        at = self.texts.index(child)
        return [t for t in self.texts[:at] if self.tied(child, t)]

    def tied(self, one: _Text, other: _Text) -> bool:
        """Whether two reports share enough to have one text."""
        pair = (one.report, other.report)
        return max(self.shares.get(pair, 0.0), self.shares.get(pair[::-1], 0.0)) >= COPY_SHARE

    def sharing(self, one: _Text) -> int:
        """How many of the others share its text, with it or with one another: not every two reports of a story are aligned."""
        found, waiting = {one.report}, [one]
        while waiting:
            now = waiting.pop()
            more = [t for t in self.texts if t.report not in found and self.tied(now, t)]
            found.update(t.report for t in more)
            waiting += more
        return len(found) - 1

    def nearness(self, child: _Text, parent: _Text) -> tuple[bool, int, bool, int]:
        """What of two possible parents makes the likelier one: the larger."""
        share = self.shares.get((child.report, parent.report), 0.0)
        version = child.outlet is not None and child.outlet == parent.outlet and share >= VERSION_SHARE
        return version, round(share / STEP), parent.own is not None, -self.texts.index(parent)


def descent(story: Story, reports: Mapping[str, Report], codings: Mapping[str, Coding]) -> tuple[Descent, ...]:
    """The family tree of a story, origin after origin, in each the earliest text first. Any order of reports gives the same.

    A parent is never later than its child, so there are no rings. Of several possible parents an earlier version by the same
    outlet is taken, else the one that has most of the report's narration, of equals the agency's own text, then the earliest.
    """
    texts = {r: _text(reports[r], codings[r]) for r in story.reports}
    shares = _shares(story.copies, texts)
    return tuple(d for n, origin in enumerate(story.origins) for d in _tree(n, _family(origin, texts, shares)))


def _text(report: Report, coding: Coding) -> _Text:
    lines = told(report, coding).lines
    own = own_agency(report.outlet)
    return _Text(
        report=report.id,
        name=outlet_of(report),
        outlet=report.outlet,
        own=own[0] if own else None,
        credits=tuple(sorted({c.agency for c in coding.credits if c.of == "text"})),
        day=coding.published.day,
        narration=sum(line.end - line.start for line in lines if line.sharing is Sharing.NARRATION),
    )


def _shares(copies: Iterable[Copy], texts: Mapping[str, _Text]) -> dict[tuple[str, str], float]:
    """For each two reports the share of the first one's narration that the second has."""
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for copy in copies:
        if copy.sharing == Sharing.NARRATION.value:
            for ours, theirs in ((copy.left, copy.right), (copy.right, copy.left)):
                shared[ours.report, theirs.report] += ours.end - ours.start
    return {pair: min(1.0, length / max(1, texts[pair[0]].narration)) for pair, length in shared.items()}


def _family(origin: Origin, texts: Mapping[str, _Text], shares: Mapping[tuple[str, str], float]) -> _Family:
    inside = [texts[report] for report in origin.reports]
    had: dict[str, float] = {t.report: sum(shares.get((o.report, t.report), 0.0) for o in inside) for t in inside}

    def first(text: _Text) -> tuple[date, bool, bool, float, str]:
        """By day; on one day the agency's own text, then who credits it, then who has most of what the others have.

        Without a day an agency's own text is first, any other last: nobody is shown to have it from there.
        """
        unknown = date.min if text.own else date.max
        return text.day or unknown, text.own is None, not text.credits, -round(had[text.report], 2), text.report

    return _Family(origin, tuple(sorted(inside, key=first)), shares)


def _tree(origin: int, family: _Family) -> Iterator[Descent]:
    for text in family.texts:
        parent = max(family.before(text), key=lambda p: family.nearness(text, p), default=None)
        if parent is None:
            yield Descent(text.report, origin, None, _agency(text, family), 0.0, _root_reason(text, family))
        else:
            share = family.shares.get((text.report, parent.report), 0.0)
            reason = _reason(text, parent, share)
            yield Descent(text.report, origin, parent.report, _agency(text, family), round(share, 4), reason)


def _agency(text: _Text, family: _Family) -> str | None:
    """Whose copy a report is: the agency that publishes or is credited, else the one that those who share its text credit."""
    if len(text.credits) == 1 or (text.own and not text.credits):
        return text.credits[0] if text.credits else text.own
    return family.origin.agency if family.sharing(text) else None


def _reason(child: _Text, parent: _Text, share: float) -> str:
    much = "all" if share >= WHOLE else f"{share:.0%}"
    version = child.outlet is not None and child.outlet == parent.outlet
    whose = "an earlier version by the same outlet" if version else f"the text of {parent.name}"
    return f"{much} of its narration is in {whose}, {_when(child.day, parent.day)}"


def _when(child: date | None, parent: date | None) -> str:
    if child is None or parent is None:
        return "which of the two came first is not known"
    apart = (child - parent).days
    return f"{apart} day{'s' * (apart > 1)} before" if apart else "of the same day"


def _root_reason(text: _Text, family: _Family) -> str:
    if text.own and not text.credits:
        return f"published by {text.own} itself"
    if len(family.texts) == 1:
        return family.origin.reason
    agency = _agency(text, family)
    many = family.sharing(text)
    shown = f"the first of {many + 1} reports that share its text" if many else "it shares no narration with the other reports"
    whose = f"credits {' and '.join(text.credits)}" if text.credits else agency and f"the others credit {agency}"
    return f"{shown}; {whose or 'where it comes from is not said'}"
