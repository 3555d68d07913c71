"""The stories that new, changed or forgotten reports touch, grouped anew. Nothing else is looked at."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tellings.desk.linking import link_new, sketches_of
from tellings.store.workings import GROUP
from tellings.stories import JOIN, Group, Member, Pull, aligned, held, may_part, part, regrouped, stories_of, story_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tellings.model.coding import Coding
    from tellings.model.story import Copy, Story
    from tellings.picture import Verdicts
    from tellings.store.base import Store

MANY = 500
"""Reports that are grouped at one time, when many wait: what hangs together over months need not be in memory at once."""


def regroup(store: Store, reports: list[str], verdicts: Verdicts) -> None:
    """Group anew what changed with these reports. What others added since the last linking is linked first."""
    link_new(store)
    waiting = store.here(set(reports))
    around = _Around(store, verdicts)
    while waiting:
        changed = _hanging_together(store, around, min(waiting))
        store.drawn_now(GROUP, changed)
        _put(store, around, regrouped(changed, around, verdicts.apart), verdicts)
        waiting -= changed


def _hanging_together(store: Store, around: _Around, report: str) -> set[str]:
    """The reports without a story that hang together with this one, directly or through others, the nearest `MANY` or so.

    In whatever portions reports are grouped, the same comes out; of those that hang together a portion touches less than of any.
    """
    found: set[str] = set()
    frontier = {report}
    while frontier and len(found) < MANY:
        found |= frontier
        beside = {r for p in around.pulls_of(frontier) if p.must or p.score >= JOIN for r in (p.left, p.right)} - found
        frontier = beside - store.placed(beside).keys()
    return found


class _Around:
    """What the store knows around reports, and what persons judged to tell of one happening."""

    def __init__(self, store: Store, verdicts: Verdicts) -> None:
        self._store = store
        self._same = verdicts.same

    def groups(self, reports: Collection[str]) -> list[Group]:
        """The old groups that any of these reports is in."""
        return self._store.groups(reports)

    def pulls_of(self, reports: Collection[str]) -> Collection[Pull]:
        """All that have one of these reports."""
        inside = set(reports)
        judged = {pair for pair in self._same if not inside.isdisjoint(pair)}
        here = self._store.here({report for pair in judged for report in pair}) if judged else set()
        return _judged(self._store.pulls_of(reports), {pair for pair in judged if here.issuperset(pair)})

    def pulls_between(self, reports: Collection[str]) -> Collection[Pull]:
        """All between two of these reports."""
        inside = set(reports)
        return _judged(self._store.pulls_between(reports), {pair for pair in self._same if inside.issuperset(pair)})


def _judged(pulls: Collection[Pull], same: Collection[tuple[str, str]]) -> Collection[Pull]:
    """The pulls, with those of reports that a person judged to tell of one happening as strong as can be."""
    if not same:
        return pulls
    copied = {(p.left, p.right) for p in pulls if p.must}
    others = [p for p in pulls if (p.left, p.right) not in same]
    return [*others, *(Pull(*pair, 1.0, pair in copied) for pair in sorted(same))]


def _put(store: Store, around: _Around, groups: Collection[Group], verdicts: Verdicts) -> None:
    """Put the stories of these groups in the place of those of their reports; the groups that stood before stay."""
    known = set(store.groups({report for one in groups for report in one.reports}))
    changed = [one for one in groups if one not in known]
    before = store.draft_stories(set(store.placed({report for one in changed for report in one.reports}).values()))
    parts = [p for one in changed for p in _parts(store, around, one, verdicts)]
    after = {s.id: s for s in _stories(store, parts, before)}
    placed = {report: s.id for s in after.values() for report in s.reports}
    store.regroup(changed, placed, [s for k, s in after.items() if before.get(k) != s], before.keys() - after.keys())


def _parts(store: Store, around: _Around, one: Group, verdicts: Verdicts) -> list[Group]:
    """The happenings in a group, mostly one."""
    if not may_part(one.reports):
        return [one]
    parts = part(one.reports, sketches_of(store, one.reports), {(k.left, k.right) for k in store.copied(one.reports)})
    return [one] if len(parts) == 1 else [held(reports, around.pulls_between(reports), verdicts.apart) for reports in parts]


def _stories(store: Store, groups: Iterable[Group], before: dict[str, Story]) -> list[Story]:
    """The stories of these groups; those of `before` whose reports are still together are not made anew."""
    found = {story_id(one.reports): one for one in groups}
    kept = [replace(before[k], weakest=one.weakest) for k, one in found.items() if k in before]
    fresh = [one for k, one in found.items() if k not in before]
    wanted = {report for one in fresh for report in one.reports}
    copied, sketches = store.copied(wanted), sketches_of(store, wanted)
    members = {r.id: Member(r, sketches[r.id], partial(_coding, store, r.id)) for r in store.reports(wanted)}
    known = _known_copies(store, before.values()) if fresh else {}
    return [*kept, *stories_of(fresh, members, copied, known)]


def _coding(store: Store, report: str) -> Coding:
    return next(iter(store.codings([report])))


def _known_copies(store: Store, before: Iterable[Story]) -> dict[tuple[str, str], list[Copy]]:
    """The copies of every two reports that were aligned in one story before."""
    known: dict[tuple[str, str], list[Copy]] = {}
    for one in before:
        known |= {pair: [] for pair in aligned(sketches_of(store, one.reports))}
        for copy in one.copies:
            known.setdefault((copy.left.report, copy.right.report), []).append(copy)
    return known
