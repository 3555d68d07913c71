"""One claim from its parts in several stories: counted anew, so that what a follow-up only carries over is no second origin."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from tellings.picture.claims import weighed
from tellings.picture.grouping import Group
from tellings.picture.lines import fewest
from tellings.picture.retelling import JUDGED, as_judged, is_carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tellings.model.picture import Claim
    from tellings.picture.retelling import Line, Part, Retold
    from tellings.picture.telling import Telling


def joined(parts: Iterable[Part], denied: Iterable[Part] = ()) -> Claim:
    """The claim that parts of several stories make together, whatever their order; `denied` are parts that deny it.

    Its story is that of its earliest report. Two origins of two stories are one where both credit one agency, both are one
    outlet's own, or one carries over the other's words.
    """
    ordered = sorted(parts, key=lambda p: p.story)
    against = sorted(denied, key=lambda p: p.story)
    joint = Joint(ordered, against)
    told = tuple(sorted({t.id: joint.numbered(t, p) for p in ordered for t in p.tellings}.values(), key=lambda t: t.id))
    deniers = {t.id: t for p in ordered for t in p.denials} | {t.id: t for p in against for t in p.tellings}
    reasons = dict.fromkeys(p.reason for p in ordered)
    made = weighed(Group(told, "; ".join(reasons)), joint, [deniers[k] for k in sorted(deniers)], _earliest(ordered))
    return replace(as_judged(made, *ordered), stories=tuple(sorted({p.story for p in ordered})))


def _earliest(parts: Sequence[Part]) -> str:
    days = [(min((w.day for w in p.weights if w.day), default=None), p.story) for p in parts]
    return min(days, key=lambda d: (d[0] is None, str(d[0]), d[1]))[1]


class Joint:
    """The days, outlets and lines of reporting of several stories' reports (see `Weighing`)."""

    def __init__(self, parts: Sequence[Part], against: Sequence[Part] = ()) -> None:
        every = [*parts, *against]
        self._weights = {w.report: (p.story, w) for p in every for w in p.weights}
        self._names = {w.key: w.name for p in every for t in p.tellings for w in (*t.actors, *t.recipients)}
        self._changed = [row for p in parts for row in p.changed]
        keys = sorted({(p.story, line.number) for p in every for line in p.lines} | self._own(every))
        self._number = {key: n for n, key in enumerate(keys)}
        self._root = dict(zip(keys, range(len(keys)), strict=True))
        for left, right in combinations(every, 2):
            if left.story != right.story:
                self._meet(left, right)

    @staticmethod
    def _own(parts: Iterable[Part]) -> set[tuple[str, int]]:
        return {(p.story, k) for p in parts for w in p.weights for k in w.own | w.line}

    def _meet(self, left: Part, right: Part) -> None:
        """Make one of the origins of two stories that are one line of reporting."""
        for one, other in product(left.lines, right.lines):
            if _one_line(one, other):
                self._join((left.story, one.number), (right.story, other.number))
        own = {w.report: (p.story, w.own) for p in (left, right) for w in p.weights}
        for ours, theirs in product((*left.tellings, *left.denials), (*right.tellings, *right.denials)):
            if is_carried(ours.evidence.text, theirs.evidence.text):
                (here, a_lines), (there, b_lines) = own[ours.report], own[theirs.report]
                for a, b in product(a_lines, b_lines):
                    self._join((here, a), (there, b))

    def _join(self, left: tuple[str, int], right: tuple[str, int]) -> None:
        new, old = sorted((self._root[left], self._root[right]))
        self._root = {k: new if v == old else v for k, v in self._root.items()}

    def _lines(self, story: str, numbers: Iterable[int]) -> frozenset[int]:
        return frozenset(self._root[story, k] for k in numbers)

    def numbered(self, told: Telling, part: Part) -> Telling:
        """The telling with its line numbered among those of all stories, and all passages of its story known."""
        return replace(told, line=self._lines(part.story, told.line), passages=frozenset())

    def day(self, report: str) -> date | None:
        """The report's own day."""
        return self._weights[report][1].day

    def days(self, reports: Iterable[str]) -> list[date]:
        """The known days of some reports, in order."""
        return sorted(d for r in reports if (d := self.day(r)))

    def line(self, report: str) -> frozenset[int]:
        """The line of reporting that a report stands in."""
        story, weight = self._weights[report]
        return self._lines(story, weight.line)

    def origins(self, reports: Iterable[str]) -> frozenset[int]:
        """The fewest origins that account for these reports."""
        return fewest(self._lines(story, w.own) for story, w in (self._weights[r] for r in reports))

    def outlet_count(self, reports: Iterable[str]) -> int:
        """How many outlets certainly differ: an unknown one never counts as another."""
        return max(1, len({o for r in reports if (o := self._weights[r][1].outlet)}))

    def name(self, key: str) -> str:
        """What somebody is called."""
        return self._names.get(key, key)

    def changed_words(self, passages: Iterable[int]) -> Iterable[tuple[str, str, str, str]]:  # noqa: ARG002  # all are of the claim
        """Words that stand for each other in the copies that hold the claim."""
        return self._changed


def _one_line(left: Line, right: Line) -> bool:
    """Whether two origins of two stories are one agency's, or one outlet's own."""
    if left.agency and right.agency:
        return left.agency == right.agency
    return left.outlet is not None and left.outlet == right.outlet


def whole_claims(parts: Mapping[str, Part], retold: Iterable[Retold]) -> tuple[tuple[str, ...], ...]:
    """The claims that are one, each group sorted: the surest pairs first, and never two claims of one story but by judgement.

    `parts` are by claim. Only groups of two and more are told.
    """
    home = {k: k for k in parts}
    members = {k: [k] for k in parts}
    same = (r for r in retold if r.how == "same" and r.left in parts and r.right in parts)
    for pair in sorted(same, key=lambda r: (-r.score, r.left, r.right)):
        a, b = home[pair.left], home[pair.right]
        stories = [parts[k].story for k in (*members[a], *members[b])]
        if a == b or (len(set(stories)) < len(stories) and pair.reason != JUDGED):
            continue
        members[a] += members.pop(b)
        home |= dict.fromkeys(members[a], a)
    return tuple(sorted(tuple(sorted(m)) for m in members.values() if len(m) > 1))
