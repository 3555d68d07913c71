"""New reports linked, and the stories that they touch grouped anew. Nothing else is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.model.story import Link
from tellings.pipeline import judged_same
from tellings.stories import (
    JOIN,
    CandidateIndex,
    Member,
    MemoryPostings,
    Sketch,
    components,
    decode,
    encode,
    group,
    link,
    sketch,
    story,
    story_id,
)
from tellings.stories.index import posted_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tellings.model.story import Story
    from tellings.picture import Verdicts
    from tellings.store.base import Store

BATCH = 100
"""Reports sketched and linked in one transaction."""


class _Postings(MemoryPostings):
    """The store's postings, and those of a batch that is not in the store yet."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def count(self, keys: Sequence[int]) -> Mapping[str, int]:
        """How many of `keys` each report has, for all reports with at least one."""
        return {**super().count(keys), **self._store.count_postings(keys)}


def link_new(store: Store) -> None:
    """Sketch and link every report that is not linked yet."""
    waiting = store.unsketched()
    for k in range(0, len(waiting), BATCH):
        some = waiting[k : k + BATCH]
        codings = {c.report: c for c in store.codings(some)}
        made = [sketch(report, codings[report.id]) for report in store.reports(some)]
        store.add_sketches({s.report: (encode(s), posted_keys(s)) for s in made}, _links(store, made))


def _links(store: Store, made: Sequence[Sketch]) -> list[Link]:
    """The links of the new reports with each other and with all others."""
    index = CandidateIndex(_Postings(store))
    for one in made:
        index.add(one)
    wanted = {s.report: index.candidates(s) for s in made}
    known = {s.report: s for s in made}
    known |= {r: decode(t) for r, t in store.sketches({c for found in wanted.values() for c in found} - known.keys()).items()}
    pairs = {(min(a, b), max(a, b)) for a, found in wanted.items() for b in found}
    return [found for a, b in sorted(pairs) if (found := link(known[a], known[b]))]


def regroup(store: Store, verdicts: Verdicts, as_of: int) -> bool:
    """Group anew every component with a report that is in no story yet; the others stand as they are.

    False where another process has changed something since `as_of`: then it has to be done again.
    """
    drafted = store.drafted()
    reports = store.report_ids()
    ties = {(a, b): Link(a, b, score, "", must) for a, b, score, must in store.ties() if must or score >= JOIN}
    ties = judged_same(ties, verdicts, set(reports))
    gone: set[str] = set()
    made: list[Story] = []
    for component in components(reports, ties.values()):
        if all(report in drafted for report in component):
            continue
        before = store.draft_stories({drafted[report] for report in component if report in drafted})
        after = {s.id: s for s in _stories(store, component, verdicts, before)}
        gone |= {k for k, s in before.items() if after.get(k) != s}
        made += [s for k, s in after.items() if before.get(k) != s]
        if len(made) >= BATCH:
            if not store.regroup(gone, made, as_of):
                return False
            gone, made = set(), []
    return store.regroup(gone, made, as_of)


def _stories(store: Store, component: Collection[str], verdicts: Verdicts, before: Mapping[str, Story]) -> list[Story]:
    """The stories of a component; those of `before` whose reports are still together are not made anew."""
    links = judged_same({(k.left, k.right): k for k in store.links(component)}, verdicts, component)
    ordered = [links[pair] for pair in sorted(links)]
    sketches = {report: decode(text) for report, text in store.sketches(component).items()}
    groups = {story_id(g.reports): g for g in group(component, ordered, verdicts.apart, sketches)}
    kept = [replace(before[k], weakest=g.weakest) for k, g in groups.items() if k in before]
    fresh = [g for k, g in groups.items() if k not in before]
    wanted = {report for g in fresh for report in g.reports}
    codings = {c.report: c for c in store.codings(wanted)}
    members = {r.id: Member(r, codings[r.id], sketches[r.id]) for r in store.reports(wanted)}
    return [*kept, *(story(g, members, ordered) for g in fresh)]
