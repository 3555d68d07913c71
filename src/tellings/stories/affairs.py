"""Chains of stories: which earlier stories a later one follows. A long-running affair is such a chain, never one story."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tellings.model.story import FollowUp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tellings.model.story import Link, Story

FOLLOWS = 0.25
"""How much two stories' reports have to look to each other. On 190 stories of one year's politics 26 pairs lie above it, two or
three of which only share their people; between 0.19 and 0.25 half do."""

FEWEST_LOOK = 0.5
"""Share of the reports of each story with a link to the other: one report that names everything of the week is no bridge."""


def may_follow(looking: int, reports: int) -> bool:
    """Whether so many of a story's reports are linked with another story that one may go on with the other."""
    return looking >= FEWEST_LOOK * reports


def follow_ups(stories: Iterable[Story], links: Iterable[Link]) -> tuple[FollowUp, ...]:
    """Which of these stories follows which, by the links between their reports; in order of both ids.

    Each answer depends on its two stories and the links between them alone: to draw it again after some stories have changed,
    hand in these, the stories that their reports are linked with, and the links between.
    """
    by_id = {story.id: story for story in stories}
    story_of = {report: story.id for story in by_id.values() for report in story.reports}
    between: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        ours, theirs = story_of.get(link.left), story_of.get(link.right)
        if ours and theirs and ours != theirs:
            between[min(ours, theirs), max(ours, theirs)].append(link)
    found = (follow_up(by_id[a], by_id[b], between[a, b]) for a, b in between)
    return tuple(sorted((f for f in found if f), key=lambda f: (f.story, f.before)))


def follow_up(one: Story, other: Story, links: Iterable[Link]) -> FollowUp | None:
    """Whether the later of two stories follows the earlier; `links` are those between their reports. Their order is free.

    None where the days do not tell which came first, or too little ties them.
    """
    days = _days(one), _days(other)
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return None
    before, after = (one, other) if days[0] < days[1] else (other, one)
    looks = _Looks.between(before, after, links)
    score = (looks.share(before) * looks.share(after)) ** 0.5
    if score < FOLLOWS or not all(may_follow(looks.looking(story), len(story.reports)) for story in (before, after)):
        return None
    return FollowUp(after.id, before.id, round(min(score, 1.0), 4), _reason(before, after, looks))


@dataclass(frozen=True, slots=True)
class _Looks:
    """For each report of two stories, how near the nearest report of the other is; and the strongest link."""

    nearest: dict[str, float] = field(default_factory=dict)
    strongest: Link | None = None

    @classmethod
    def between(cls, one: Story, other: Story, links: Iterable[Link]) -> _Looks:
        ours, theirs = set(one.reports), set(other.reports)
        nearest: dict[str, float] = {}
        kept = [k for k in links if (k.left in ours and k.right in theirs) or (k.left in theirs and k.right in ours)]
        for link in kept:
            for report in (link.left, link.right):
                nearest[report] = max(nearest.get(report, 0.0), _nearness(link))
        return cls(nearest, min(kept, key=lambda k: (-_nearness(k), k.left, k.right), default=None))

    def share(self, story: Story) -> float:
        """The mean over a story's reports of how near the other story is."""
        return sum(self.nearest.get(report, 0.0) for report in story.reports) / len(story.reports)

    def looking(self, story: Story) -> int:
        """How many of a story's reports have a link to the other."""
        return sum(report in self.nearest for report in story.reports)


def _nearness(link: Link) -> float:
    """How much two reports tell of one affair, however many days lie between.

    Weeks apart, where a passage carried over ties them, its own words don't count: it may be a house's standing matter.
    """
    return link.words if link.score or link.must else max(0.0, link.words - link.narration)


def _days(story: Story) -> tuple[date, date] | None:
    """What stories are ordered by; None where the days are unknown."""
    return (story.first, story.last) if story.first and story.last else None


def _reason(before: Story, after: Story, looks: _Looks) -> str:
    looking = looks.looking(after)
    many = "all its reports look" if looking == len(after.reports) else f"{looking} of its {len(after.reports)} reports look"
    many = many if len(after.reports) > 1 else "its one report looks"
    strongest = looks.strongest.reason.split("; ") if looks.strongest else ()
    told = [part for part in strongest if not part.endswith(("apart", "the same day"))]
    return "; ".join([f"{many} back to it", *told, _when(before, after)])


def _when(before: Story, after: Story) -> str:
    assert before.last
    assert after.first
    apart = (after.first - before.last).days
    return f"it began {apart} day{'s' * (apart > 1)} after" if apart > 0 else "it went on longer"
