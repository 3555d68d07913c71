"""Stories put together: groups of reports with their title, days, origins and copies."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.model.ids import content_id
from tellings.model.story import Story
from tellings.stories.copies import copies
from tellings.stories.grouping import group, links_inside
from tellings.stories.links import link
from tellings.stories.nearest import aligned
from tellings.stories.origins import origins
from tellings.stories.sketches import Sketch, sketch
from tellings.stories.titles import title
from tellings.stories.told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.model.story import Copy, Link
    from tellings.stories.grouping import Group
    from tellings.stories.told import Told


Pair = tuple[str, str]

NOTHING_KNOWN: Mapping[Pair, Sequence[Copy]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Member:
    """One report as stories need it. Its coding is fetched where it is read: a story that one report joins reads few."""

    report: Report
    sketch: Sketch
    fetch: Callable[[], Coding]

    @property
    def coding(self) -> Coding:
        """What is read from the report alone."""
        return self.fetch()

    @classmethod
    def of(cls, report: Report, coding: Coding) -> Member:
        """A member with its sketch made anew."""
        return cls(report, sketch(report, coding), lambda: coding)


def story_id(reports: Iterable[str]) -> str:
    """The id of the story of these reports."""
    return content_id("story", *sorted(reports))


def story(
    found: Group, members: Mapping[str, Member], links: Iterable[Link], known: Mapping[Pair, Sequence[Copy]] = NOTHING_KNOWN
) -> Story:
    """The story of one group: titled, dated, with its origins and the passages its reports share.

    `known` are the copies of pairs of reports that were aligned before: they depend on the two alone.
    """
    inside = [members[report] for report in found.reports]
    sketches = {m.report.id: m.sketch for m in inside}
    lines = _Lines(members)
    headlines = any(m.report.title and m.report.title.strip() for m in inside)
    days = sorted(m.sketch.day for m in inside if m.sketch.day)
    lines_of = origins(sketches, [k for k in links if k.left in sketches and k.right in sketches])
    return Story(
        id=story_id(found.reports),
        title=title([m.report for m in inside], lines_of, [] if headlines else [lines[r] for r in found.reports]),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reports=found.reports,
        origins=lines_of,
        weakest=found.weakest,
        copies=tuple(c for pair in aligned(sketches) for c in (known[pair] if pair in known else _copies(lines, pair))),
    )


def stories_of(
    groups: Sequence[Group],
    members: Mapping[str, Member],
    links: Iterable[Link],
    known: Mapping[Pair, Sequence[Copy]] = NOTHING_KNOWN,
) -> Iterator[Story]:
    """The story of each of these groups, of which no two have a report in common."""
    for found, inside in zip(groups, links_inside(groups, links), strict=True):
        yield story(found, members, inside, known)


class _Lines(dict[str, "Told"]):
    """What reports tell, sentence by sentence, read when it is asked for: a story that one report joins asks for few."""

    def __init__(self, members: Mapping[str, Member]) -> None:
        super().__init__()
        self._members = members

    def __missing__(self, report: str) -> Told:
        one = self._members[report]
        self[report] = made = told(one.report, one.coding)
        return made


def _copies(lines: Mapping[str, Told], pair: tuple[str, str]) -> tuple[Copy, ...]:
    return copies(lines[pair[0]], lines[pair[1]])


def stories(members: Sequence[Member], apart: frozenset[tuple[str, str]] = frozenset()) -> tuple[Story, ...]:
    """The stories of a few reports, every pair compared: for a handful without a store. A store uses an index instead."""
    by_id = {m.report.id: m for m in members}
    links = [made for a, b in combinations(sorted(by_id), 2) if (made := link(by_id[a].sketch, by_id[b].sketch))]
    groups = group(by_id, links, apart, {report: m.sketch for report, m in by_id.items()})
    return tuple(stories_of(groups, by_id, links))
