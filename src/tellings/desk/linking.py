"""New reports linked, and the stories that they touch grouped anew. Nothing else is looked at."""

from __future__ import annotations

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
)
from tellings.stories.index import posted_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

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


def regroup(store: Store, verdicts: Verdicts) -> None:
    """Group anew every component with a report that is in no story yet; the others stand as they are."""
    drafted = store.drafted()
    reports = store.report_ids()
    ties = [Link(a, b, score, "", must) for a, b, score, must in store.ties() if must or score >= JOIN]
    joined = judged_same(verdicts, set(reports))
    for component in components(reports, [*ties, *joined]):
        if all(report in drafted for report in component):
            continue
        gone = {drafted[report] for report in component if report in drafted}
        store.regroup(gone, _stories(store, component, joined, verdicts.apart))


def _stories(store: Store, component: Collection[str], joined: Iterable[Link], apart: frozenset[tuple[str, str]]) -> list[Story]:
    inside = set(component)
    judged = {(k.left, k.right): k for k in joined if k.left in inside and k.right in inside}
    links = {(k.left, k.right): k for k in store.links(component)} | judged
    codings = {c.report: c for c in store.codings(component)}
    sketches = {report: decode(text) for report, text in store.sketches(component).items()}
    members = {r.id: Member(r, codings[r.id], sketches[r.id]) for r in store.reports(component)}
    made = sorted(links.values(), key=lambda k: (k.left, k.right))
    return [story(found, members, made) for found in group(component, made, apart, {r: m.sketch for r, m in members.items()})]
