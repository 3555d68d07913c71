"""Groups anew where something changed, and nowhere else: exactly the groups that all reports at once would give.

Why a part is enough. Grouping takes the nearest two groups that are left, again and again, and looks at nothing but these two:
how near they are, how close each is within, who is judged apart. So where nothing of one set of reports merges with anything of
another, the merges of each are a sequence of their own, and the set grouped alone (`joined`) goes through the same one.

Say that all links and judgements that are new have an end in a set A, and that A holds the whole of every old group that it
holds a report of. The others, B, were grouped without A before: their own sequence gives their old groups. Let A be grouped
together with those groups of B with which something of A could merge at all, N. If the groups of N come out as they were, then
nothing of A merges with B: the first such merge of the whole would be one with N, and up to it A and N go the same way in the
whole as by themselves. So A's groups are those of the whole, and B stays. Otherwise the groups of N that changed become part
of A, and it is done again, until nothing around A changes.

Which groups could merge at all. Two groups merge at a mean link of `JOIN` and more, or where copies tie them. And below its
weakest link a group is whole: as long as it is not, a nearer merge waits in it and is taken first. So a merge at `v` between
a group of A and one of N is one of both wholes where `v` is below both weakest links; of the one whole and a part of the other
where it is below the weakest link of the one; of two parts only above both. And the mean between two groups is at most the
greatest of the means between one of them and the reports of the other (`_can_merge`).
"""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tellings.stories.grouping import JOIN, NEAR_ENOUGH, NONE_APART, Pull, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tellings.stories.grouping import Group

    Between = dict[tuple[int, int], list[Pull]]


ROUNDING = 1e-9
"""What the mean of links may be off by when it is worked out in another order."""


class Around(Protocol):
    """What is known around reports: the groups that they were in, and what draws them together, judgements counted."""

    def groups(self, reports: Collection[str]) -> Sequence[Group]:
        """The old groups that any of these reports is in."""
        ...

    def pulls_of(self, reports: Collection[str]) -> Iterable[Pull]:
        """All that have one of these reports."""
        ...

    def pulls_between(self, reports: Collection[str]) -> Iterable[Pull]:
        """All between two of these reports."""
        ...


def regrouped(changed: Iterable[str], around: Around, apart: frozenset[tuple[str, str]] = NONE_APART) -> list[Group]:
    """The groups that are to stand in place of those of the changed reports and of whatever changes with them, in order.

    `changed` are the reports that are new, that were in a group with one that went, and of which a judgement was made or undone.
    """
    found: list[Group] = []
    inner, pulls = set[str](), set[Pull]()
    more = set(changed)
    more |= _reports(around.groups(more))
    while more:
        inner |= more
        pulls.update(around.pulls_of(more))
        found = joined(inner, _inside(inner, pulls), apart)
        beside = _beside(found, around.groups({r for p in pulls for r in (p.left, p.right)} - inner), pulls)
        more = _moved(inner, beside, pulls, around, apart) if beside else set()
    return found


def _moved(
    inner: set[str], beside: Sequence[Group], pulls: Iterable[Pull], around: Around, apart: frozenset[tuple[str, str]]
) -> set[str]:
    """The reports of the groups beside that come out otherwise when they are grouped together with ours."""
    outer = _reports(beside)
    links = [*_inside(inner | outer, pulls), *around.pulls_between(outer)]
    stay = {one.reports for one in joined(inner | outer, links, apart)}
    return _reports(one for one in beside if one.reports not in stay)


def _reports(groups: Iterable[Group]) -> set[str]:
    return {report for one in groups for report in one.reports}


def _inside(reports: set[str], pulls: Iterable[Pull]) -> list[Pull]:
    return [p for p in pulls if p.left in reports and p.right in reports]


def _beside(ours: Sequence[Group], theirs: Sequence[Group], pulls: Iterable[Pull]) -> list[Group]:
    """Those of their groups that one of ours could merge with."""
    our, their = ({report: n for n, g in enumerate(groups) for report in g.reports} for groups in (ours, theirs))
    between: Between = defaultdict(list)
    for pull in pulls:
        if pull.left in our and pull.right in their:
            between[our[pull.left], their[pull.right]].append(pull)
        elif pull.right in our and pull.left in their:
            between[our[pull.right], their[pull.left]].append(pull)
    return [theirs[n] for n in sorted({n for (one, n), some in between.items() if _can_merge(ours[one], theirs[n], some)})]


def _can_merge(ours: Group, theirs: Group, pulls: Sequence[Pull]) -> bool:
    """Whether two groups, or parts of them, could merge: False only where that is certain."""
    if any(p.must for p in pulls):
        return True
    if all(p.score < JOIN for p in pulls):
        return False
    row, column = ({report: n for n, report in enumerate(g.reports)} for g in (ours, theirs))
    near = np.zeros((len(row), len(column)))
    for p in pulls:
        one, other = (p.left, p.right) if p.left in row else (p.right, p.left)
        near[row[one], column[other]] = min(p.score, NEAR_ENOUGH)
    near += ROUNDING
    our, their = (max(JOIN, inf if g.weakest is None else g.weakest) for g in (ours, theirs))
    return bool(
        near.max() >= max(our, their)  # a part of each
        or near.mean(1).max() >= our  # a part of ours, and theirs
        or near.mean(0).max() >= their  # ours, and a part of theirs
        or near.mean() >= JOIN
    )
