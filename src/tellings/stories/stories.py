"""Stories put together: groups of reports with their title, days, origins and copies."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from tellings.model.ids import content_id
from tellings.model.story import Story
from tellings.stories.copies import copies
from tellings.stories.grouping import group
from tellings.stories.links import link, shared
from tellings.stories.origins import origins
from tellings.stories.sketches import Sketch, sketch
from tellings.stories.titles import title
from tellings.stories.told import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.model.story import Copy, Link
    from tellings.stories.grouping import Group
    from tellings.stories.told import Told


@dataclass(frozen=True, slots=True)
class Member:
    """One report as stories need it."""

    report: Report
    coding: Coding
    sketch: Sketch

    @classmethod
    def of(cls, report: Report, coding: Coding) -> Member:
        """A member with its sketch made anew."""
        return cls(report, coding, sketch(report, coding))


def story_id(reports: Iterable[str]) -> str:
    """The id of the story of these reports."""
    return content_id("story", *sorted(reports))


def story(found: Group, members: Mapping[str, Member], links: Iterable[Link]) -> Story:
    """The story of one group: titled, dated, with its origins and the passages its reports share."""
    inside = [members[report] for report in found.reports]
    sketches = {m.report.id: m.sketch for m in inside}
    lines = {m.report.id: told(m.report, m.coding) for m in inside}
    days = sorted(m.sketch.day for m in inside if m.sketch.day)
    kept = [k for k in links if k.left in sketches and k.right in sketches]
    return Story(
        id=story_id(found.reports),
        title=title([m.report for m in inside], [m.sketch for m in inside], list(lines.values())),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reports=found.reports,
        origins=origins(sketches, kept),
        weakest=found.weakest,
        copies=tuple(c for pair in sharing_pairs(sketches) for c in _copies(lines, pair)),
    )


def sharing_pairs(sketches: Mapping[str, Sketch]) -> list[tuple[str, str]]:
    """The pairs worth aligning: those whose samples share a run of narration or of quoted words."""
    return [
        (left, right)
        for left, right in combinations(sorted(sketches), 2)
        if shared(sketches[left].narration, sketches[right].narration).runs
        or shared(sketches[left].quoted, sketches[right].quoted).runs
    ]


def _copies(lines: Mapping[str, Told], pair: tuple[str, str]) -> tuple[Copy, ...]:
    return copies(lines[pair[0]], lines[pair[1]])


def stories(members: Sequence[Member], apart: frozenset[tuple[str, str]] = frozenset()) -> tuple[Story, ...]:
    """The stories of a few reports, every pair compared: for a handful without a store. A store uses an index instead."""
    by_id = {m.report.id: m for m in members}
    links = [made for a, b in combinations(sorted(by_id), 2) if (made := link(by_id[a].sketch, by_id[b].sketch))]
    groups = group(by_id, links, apart, {report: m.sketch for report, m in by_id.items()})
    return tuple(story(found, by_id, links) for found in groups)
