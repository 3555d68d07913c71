"""Who has a story's text from whom, and what each made of it: worked out when it is asked for, and kept for the next time."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.desk.recent import Recent
from tellings.model.report import BlockKind
from tellings.model.story import Story
from tellings.stories import copies, descent, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.coding import Coding
    from tellings.model.report import Report, Span
    from tellings.model.story import Change, Copy, Descent, Origin
    from tellings.store.asked import Asked
    from tellings.store.base import Store

KEPT = 200
"""Families that are kept: a few hundred kilobytes each at most, and the stories that a desk looks at in a day."""

READ = frozenset({BlockKind.BODY, BlockKind.CAPTION, BlockKind.HEADING})
"""The blocks whose sentences an outlet can add or leave out."""

TURNED = {"added": "cut", "cut": "added"}
"""What a change is called when it is told from the other side."""


@dataclass(frozen=True)
class Reworded:
    """What one report made of its parent's text: `changes` go from the parent's words to its own."""

    report: str
    parent: str
    changes: tuple[Change, ...]
    added: tuple[Span, ...]
    cut: tuple[Span, ...]


@dataclass(frozen=True)
class Family:
    """The family tree of a story and what each report changed."""

    descents: tuple[Descent, ...]
    reworded: tuple[Reworded, ...]


class Families:
    """Families by story, and passages by the two reports that share them."""

    def __init__(self) -> None:
        self._families: Recent[tuple[str, str], Family] = Recent(KEPT)
        self._shared: Recent[tuple[str, str, str], tuple[Copy, ...]] = Recent(KEPT)

    def of(self, store: Store, asked: Asked, story: str, origins: tuple[Origin, ...]) -> Family:
        """The family of a story."""
        return self._families.get((story, asked.read_by(story)), lambda: _made(store, asked, story, origins))

    def shared(self, left: tuple[Report, Coding], right: tuple[Report, Coding]) -> tuple[Copy, ...]:
        """The passages that two reports share."""
        key = (left[0].id, right[0].id, f"{left[1].version} {right[1].version}")
        return self._shared.get(key, lambda: copies(told(*left), told(*right)))


def _made(store: Store, asked: Asked, story: str, origins: tuple[Origin, ...]) -> Family:
    ids = tuple(sorted({r for o in origins for r in o.reports}))
    reports = {r.id: r for r in store.reports(ids)}
    codings = {c.report: c for c in store.codings(ids)}
    here = tuple(r for r in ids if r in reports and r in codings)
    passages = tuple(asked.copies(story))
    if len(here) != len(ids):  # one was forgotten meanwhile: the picture drawn next has no such story
        return Family((), ())
    descents = descent(Story(story, "", None, None, here, origins, None, passages), reports, codings)
    shared = _by_pair(passages)
    made = [
        reworded(shared[frozenset((d.report, d.parent))], reports[d.report], reports[d.parent], codings)
        for d in descents
        if d.parent
    ]
    return Family(descents, tuple({(m.report, m.parent): m for m in made}.values()))


def reworded(copies: Sequence[Copy], child: Report, parent: Report, codings: Mapping[str, Coding]) -> Reworded:
    """What a report changed in the passages that it shares with its parent, added to them and left out."""
    changes: dict[tuple[str, str], Change] = {}
    for copy in copies:
        for change in copy.changes:
            turned = change if copy.left.report == parent.id else turn(change)
            changes.setdefault((turned.left, turned.right), turned)
    ours, theirs = alone(child, codings[child.id], copies), alone(parent, codings[parent.id], copies)
    both = {words_of(s.text) for s in ours} & {words_of(s.text) for s in theirs}
    added, cut = (tuple(s for s in some if words_of(s.text) not in both) for some in (ours, theirs))
    return Reworded(child.id, parent.id, tuple(changes.values()), added, cut)


def turn(change: Change) -> Change:
    """The change as it is told from the other side."""
    return type(change)(change.right, change.left, TURNED.get(change.kind, change.kind))


def words_of(text: str) -> tuple[str, ...]:
    """A sentence's words by which it is the same in two reports, too short though it be for a copy."""
    return tuple(re.findall(r"\w+", text.casefold()))


def alone(report: Report, coding: Coding, copies: Iterable[Copy]) -> list[Span]:
    """The sentences of a report that are in none of the passages."""
    taken = [p for c in copies for p in (c.left, c.right) if p.report == report.id]
    blocks = [b for b in coding.blocks if b.kind in READ]
    return [
        s
        for s in coding.sentences
        if any(b.start <= s.start < b.end for b in blocks) and not any(p.start < s.end and s.start < p.end for p in taken)
    ]


def _by_pair(copies: Iterable[Copy]) -> dict[frozenset[str], list[Copy]]:
    found: dict[frozenset[str], list[Copy]] = defaultdict(list)
    for copy in copies:
        found[frozenset((copy.left.report, copy.right.report))].append(copy)
    return found
