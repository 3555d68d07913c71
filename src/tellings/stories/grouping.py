"""Links into groups of reports about one happening, without chaining: a group is as near in all its pairs as in its nearest."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tellings.stories.parting import part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.story import Link
    from tellings.stories.sketches import Sketch

    _Sums = dict[int, dict[int, float]]

JOIN = 0.12
"""Mean link between two groups that makes them one story."""

DENSITY = 0.75
"""Two groups, each of them close, stay apart where the links between them are this much thinner than within: that is how two
happenings that look alike (two strikes, two votes) differ from one happening told in different words."""

MANY = 5
MANY_DENSITY = 0.55
"""With that many reports on one side, links between that are this much thinner are enough: two happenings that look alike are
then told apart by all their words at once (`parting`), which sees more than the mean of the links. Measured: the mean between
parts of one happening is 0.58 to 0.65 of that within, between happenings that look alike 0.57 to 0.9."""

COPIES = 0.5
"""Share of the pairs between two groups that must be copies of one text to join the groups whatever their words and days: a
report in the middle may hold what two trims of a text have, but a chain of background carried over is no story."""

SAME_MEAN = 1e-12
"""Rounding when a mean is worked out again."""

NEAR_ENOUGH = 0.5
"""Links count no more than this: copies of one text are no denser a story than independent reports of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Reports about one happening, sorted, and the weakest link that joined them (None for a report alone)."""

    reports: tuple[str, ...]
    weakest: float | None


class Pull(NamedTuple):
    """What grouping looks at in a link: the two reports, how near they are, and whether one is a copy of the other."""

    left: str
    right: str
    score: float
    must: bool = False


NONE_APART: frozenset[tuple[str, str]] = frozenset()


def group(
    reports: Iterable[str],
    links: Sequence[Link],
    apart: frozenset[tuple[str, str]] = NONE_APART,
    sketches: Mapping[str, Sketch] | None = None,
) -> list[Group]:
    """The groups, in order of their first report. The order of reports and links does not matter.

    `apart` are pairs (sorted) that a person judged to be different happenings: no group holds both. With the reports'
    `sketches`, larger groups are also looked through for two happenings that look alike.
    """
    found = joined(reports, links, apart)
    inside = zip(found, links_inside(found, links), strict=True)
    parts = [part for one, between in inside for part in _parts(one, between, apart, sketches or {})]
    return sorted(parts, key=lambda g: g.reports)


def links_inside(groups: Sequence[Group], links: Iterable[Link]) -> list[list[Link]]:
    """For each group the links between two of its reports; no report is in two groups."""
    at = {report: n for n, one in enumerate(groups) for report in one.reports}
    inside: list[list[Link]] = [[] for _ in groups]
    for link in links:
        if link.left in at and at[link.left] == at.get(link.right):
            inside[at[link.left]].append(link)
    return inside


def _parts(found: Group, links: Sequence[Link], apart: frozenset[tuple[str, str]], sketches: Mapping[str, Sketch]) -> list[Group]:
    parts = part(found.reports, sketches, {(link.left, link.right) for link in links if link.must})
    return [found] if len(parts) == 1 else [held(reports, links, apart) for reports in parts]


def joined(reports: Iterable[str], links: Iterable[Pull | Link], apart: frozenset[tuple[str, str]] = NONE_APART) -> list[Group]:
    """The groups that links alone make, in order of their first report: look-alike happenings may be in one."""
    return sorted(_Grouping(sorted(reports), links, apart).groups(JOIN, DENSITY), key=lambda g: g.reports)


def held(reports: Sequence[str], links: Iterable[Pull | Link], apart: frozenset[tuple[str, str]]) -> Group:
    """A part of a group as a group of its own: with the weakest link that holds it together when it is joined anew."""
    joined = _Grouping(reports, links, apart).groups(0.0, 0.0)
    return Group(tuple(reports), min((found.weakest for found in joined if found.weakest is not None), default=None))


class _Grouping:
    """Average-link grouping of sorted reports. Groups are numbered by their first member, so ties fall alike in any order."""

    def __init__(self, reports: Sequence[str], links: Iterable[Pull | Link], apart: frozenset[tuple[str, str]]) -> None:
        number = {report: n for n, report in enumerate(reports)}
        self.reports = reports
        self.members = {n: [n] for n in number.values()}
        self.within: dict[int, float] = dict.fromkeys(number.values(), 0.0)
        self.weakest: dict[int, float | None] = dict.fromkeys(number.values())
        self.near: _Sums = {n: {} for n in number.values()}
        self.copied: _Sums = {n: {} for n in number.values()}
        self.apart: dict[int, set[int]] = {n: set() for n in number.values()}
        for link in links:
            if link.left not in number or link.right not in number:
                continue
            a, b = number[link.left], number[link.right]
            self.near[a][b] = self.near[b][a] = min(link.score, NEAR_ENOUGH)
            if link.must:
                self.copied[a][b] = self.copied[b][a] = 1.0
        for left, right in apart:
            if left in number and right in number:
                self.apart[number[left]].add(number[right])
                self.apart[number[right]].add(number[left])

    def groups(self, least: float, density: float) -> list[Group]:
        """Copies of one text first; then the groups whose mean links reach `least` and that are `density` as close as within."""
        self._join(self.copied, COPIES, 0.0)
        self._join(self.near, least, density)
        return [Group(tuple(self.reports[m] for m in sorted(members)), self.weakest[n]) for n, members in self.members.items()]

    def _join(self, sums: _Sums, least: float, density: float) -> None:
        heap = [(-mean, a, b) for a in self.members for b in sums[a] if a < b and (mean := self._mean(sums, a, b)) >= least]
        heapq.heapify(heap)
        while heap:
            mean, a, b = heapq.heappop(heap)
            mean = -mean
            if a not in self.members or b not in self.members or abs(self._mean(sums, a, b) - mean) > SAME_MEAN:
                continue
            if b in self.apart[a] or mean < self._least(density, a, b) * self._density(a, b):
                continue
            self._merge(a, b)
            for other in sums[a]:
                if (mean := self._mean(sums, a, other)) >= least:
                    heapq.heappush(heap, (-mean, min(a, other), max(a, other)))

    def _least(self, density: float, a: int, b: int) -> float:
        """How dense the links between two groups must be, as a share of those within."""
        return min(density, MANY_DENSITY) if max(len(self.members[a]), len(self.members[b])) >= MANY else density

    def _mean(self, sums: _Sums, a: int, b: int) -> float:
        return sums[a].get(b, 0.0) / (len(self.members[a]) * len(self.members[b]))

    def _density(self, a: int, b: int) -> float:
        """The mean link within the looser of two groups; 0 where one is a single report."""
        sizes = len(self.members[a]), len(self.members[b])
        if min(sizes) < 2:
            return 0.0
        return min(self.within[n] / (size * (size - 1) / 2) for n, size in zip((a, b), sizes, strict=True))

    def _merge(self, a: int, b: int) -> None:
        """Take group `b` into `a`, the one with the smaller number."""
        mean = self._mean(self.near, a, b)
        self.within[a] += self.within.pop(b) + self.near[a].get(b, 0.0)
        self.weakest[a] = min(w for w in (self.weakest[a], self.weakest.pop(b), mean) if w is not None)
        self.members[a] += self.members.pop(b)
        for sums in (self.near, self.copied):
            sums[a].pop(b, None)
            for other, total in sums.pop(b).items():
                if other != a:
                    sums[other].pop(b)
                    sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total
        for other in self.apart.pop(b):
            self.apart[other].discard(b)
            self.apart[other].add(a)
            self.apart[a].add(other)
