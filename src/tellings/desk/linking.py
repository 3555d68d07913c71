"""New reports linked with each other and with all others."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from tellings.stories import BulkLinker, CandidateIndex, MemoryPostings, Sketch, decode, encode, link, sketch
from tellings.stories.index import posted_keys
from tellings.stories.likely import likely

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tellings.desk.how_far import HowFar
    from tellings.model.story import Link
    from tellings.store.base import Store

BATCH = 100
"""Reports sketched and linked in one transaction."""

MANY, SHARE = 500, 0.02
"""New reports, and their share of all, from which on all sketches are taken into memory: asking the store for the candidates of
one report takes as long as reading some hundred sketches."""


KEPT = 5000
"""Sketches that stay read: those of a fortnight; some 15 MB."""


class _Postings(MemoryPostings):
    """The store's postings, and those of a batch that is not in the store yet."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def count(self, keys: Sequence[int], least: int = 1) -> Mapping[str, int]:
        """How many of `keys` each report has, for all reports with at least so many."""
        return {**super().count(keys, least), **self._store.count_postings(keys, least)}


def link_new(store: Store, how_far: HowFar | None = None) -> None:
    """Sketch and link every report that is not linked yet."""
    waiting = store.unsketched()
    many = len(waiting) >= max(MANY, SHARE * store.count_sketches()) if len(waiting) >= MANY else False
    linker = _known(store) if many else None
    for k in range(0, len(waiting), BATCH):
        some = waiting[k : k + BATCH]
        codings = {c.report: c for c in store.codings(some)}
        made = [sketch(report, codings[report.id]) for report in store.reports(some) if report.id in codings]
        links = list(linker.add(made)) if linker else _links(store, made)
        store.add_sketches({s.report: (encode(s), posted_keys(s)) for s in made}, links)
        if how_far:
            how_far("reports to link", partial(int, len(waiting) - k - len(some)))


def _known(store: Store) -> BulkLinker:
    """All that is linked already, in memory."""
    linker = BulkLinker()
    batch: list[Sketch] = []
    for one in _sketches(store):
        batch.append(one)
        if len(batch) == MANY:
            linker.know(batch)
            batch = []
    linker.know(batch)
    return linker


def _sketches(store: Store) -> Iterator[Sketch]:
    yield from (decode(text) for text in store.all_sketches())


@lru_cache(maxsize=KEPT)
def _read(text: str) -> Sketch:
    """The sketch in a line of the store: who reads report after report asks for the same ones again."""
    return decode(text)


def sketches_of(store: Store, reports: Collection[str]) -> dict[str, Sketch]:
    """The sketches of these reports."""
    return {report: _read(text) for report, text in store.sketches(reports).items()}


def _links(store: Store, made: Sequence[Sketch]) -> list[Link]:
    """The links of the new reports with each other and with all others."""
    index = CandidateIndex(_Postings(store))
    for one in made:
        index.add(one)
    wanted = {s.report: index.candidates(s) for s in made}
    known = {s.report: s for s in made}
    known |= sketches_of(store, {c for found in wanted.values() for c in found} - known.keys())
    near = {s.report: likely(s, [known[r] for r in wanted[s.report] if r in known]) for s in made}
    pairs = {(min(a, b.report), max(a, b.report)) for a, found in near.items() for b in found}
    return [found for a, b in sorted(pairs) if (found := link(known[a], known[b]))]
