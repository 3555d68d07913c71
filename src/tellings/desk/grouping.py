"""The stories that new, changed or forgotten reports touch, grouped anew. Nothing else is looked at."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from tellings.model.story import Link
from tellings.pipeline import judged_same
from tellings.store.workings import GROUP
from tellings.stories import JOIN, Member, components, decode, group, story, story_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tellings.model.story import Copy, Story
    from tellings.picture import Verdicts
    from tellings.store.base import Store


def regroup(store: Store, reports: list[str], verdicts: Verdicts) -> None:
    """Group anew every component that has one of the reports."""
    found, ties = _reached(store, reports, verdicts)
    placed = store.placed(found)
    before = store.draft_stories(set(placed.values()))
    after: dict[str, Story] = {}
    for component in components(found, ties):
        inside = {placed[r] for r in component if r in placed}
        after |= {s.id: s for s in _stories(store, component, verdicts, {k: before[k] for k in inside if k in before})}
    store.drawn_now(GROUP, found)
    gone = {k for k, s in before.items() if after.get(k) != s}
    store.regroup(gone, [s for k, s in after.items() if before.get(k) != s])


def _reached(store: Store, reports: Iterable[str], verdicts: Verdicts) -> tuple[set[str], list[Link]]:
    """The reports that hang together with these, directly or through others, and what ties them."""
    found: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    frontier = store.here(set(reports))
    while frontier:
        found |= frontier
        pairs |= store.tied(frontier, JOIN) | {p for p in verdicts.same if not frontier.isdisjoint(p)}
        frontier = store.here({r for pair in pairs for r in pair} - found)
    return found, [Link(a, b, 1.0, "") for a, b in sorted(pairs) if a in found and b in found]


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
    known = _known_copies(before.values())
    return [*kept, *(story(g, members, ordered, known) for g in fresh)]


def _known_copies(before: Iterable[Story]) -> dict[tuple[str, str], list[Copy]]:
    """The copies of every two reports that were in one story before."""
    known: dict[tuple[str, str], list[Copy]] = {}
    for one in before:
        known |= {pair: [] for pair in combinations(sorted(one.reports), 2)}
        for copy in one.copies:
            known[copy.left.report, copy.right.report].append(copy)
    return known
