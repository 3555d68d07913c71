"""Groups made anew around a change are those that all reports at once would give."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.stories import Group, Pull, regrouped
from tellings.stories.grouping import joined

if TYPE_CHECKING:
    from collections.abc import Collection

GRIDS = (0.05, 0.01, 0.0001)
"""Steps of the links: the coarser, the more of them are equally near."""


@dataclass
class Newsroom:
    """Reports that come, go and are judged, and their groups, kept from change to change."""

    every: tuple[Pull, ...]
    here: set[str] = field(default_factory=set)
    same: set[tuple[str, str]] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)
    kept: list[Group] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    @property
    def pulls(self) -> list[Pull]:
        known = {(p.left, p.right): p for p in self.every}
        judged = {pair: Pull(*pair, 1.0, pair in known and known[pair].must) for pair in self.same}
        return [p for p in (known | judged).values() if {p.left, p.right} <= self.here]

    def groups(self, reports: Collection[str]) -> list[Group]:
        return [g for g in self.kept if not set(reports).isdisjoint(g.reports)]

    def pulls_of(self, reports: Collection[str]) -> list[Pull]:
        self.asked.update(reports)
        return [p for p in self.pulls if p.left in reports or p.right in reports]

    def pulls_between(self, reports: Collection[str]) -> list[Pull]:
        return [p for p in self.pulls if p.left in reports and p.right in reports]

    def change(self, rng: random.Random, names: list[str]) -> set[str]:
        """What is to be grouped anew after one change."""
        what = rng.choice(("add", "add", "forget", "same", "apart"))
        if what == "add":
            new = set(rng.sample(names, rng.choice((1, 1, 3)))) - self.here
            self.here |= new
            return new
        if what == "forget":
            gone = rng.choice(names)
            moved = self.groups([gone])
            self.kept = [g for g in self.kept if g not in moved]
            self.here.discard(gone)
            return {r for g in moved for r in g.reports} - {gone}
        left, right = sorted(rng.sample(names, 2))
        ours, others = (self.same, self.apart) if what == "same" else (self.apart, self.same)
        ours ^= {(left, right)}
        others.discard((left, right))
        return {left, right} & self.here

    def draw(self, changed: set[str]) -> None:
        new = regrouped(changed, self, frozenset(self.apart))
        moved = {r for g in new for r in g.reports}
        self.kept = sorted([g for g in self.kept if moved.isdisjoint(g.reports)] + new, key=lambda g: g.reports)


def made(rng: random.Random, names: list[str]) -> tuple[Pull, ...]:
    """Links as happenings on one beat have them: near within, and between them around what joins."""
    happenings = {name: rng.randrange(max(1, len(names) // rng.choice((3, 6, 12)))) for name in names}
    grid = rng.choice(GRIDS)
    pulls = []
    for left, right in combinations(names, 2):
        one = happenings[left] == happenings[right]
        score = rng.gauss(0.25 if one else rng.choice((0.0, 0.08, 0.12)), 0.09)
        near = round(round(min(1.0, max(0.0, score)) / grid) * grid, 4)
        must = rng.random() < (0.08 if one else 0.01)
        if must or (near >= 0.06 and rng.random() < (0.9 if one else 0.35)):
            pulls.append(Pull(left, right, near, must))
    return tuple(pulls)


def played(seed: int) -> None:
    rng = random.Random(seed)
    names = [f"r{n:02}" for n in range(rng.choice((6, 12, 25, 40)))]
    room = Newsroom(made(rng, names))
    for _ in range(14):
        room.draw(room.change(rng, names))
        assert room.kept == joined(room.here, room.pulls, frozenset(room.apart))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_groups_made_anew_around_a_change_are_those_of_the_whole(seed: int) -> None:
    played(seed)


@pytest.mark.soak
@settings(max_examples=3000, deadline=None)
@given(st.integers(0, 2**32))
def test_groups_made_anew_around_a_change_are_those_of_the_whole_often(seed: int) -> None:
    played(seed)


def test_what_hangs_together_over_many_days_is_not_looked_at() -> None:
    days = [[f"d{day}{n}" for n in range(4)] for day in range(20)]
    within = [Pull(a, b, 0.4) for day in days for a, b in combinations(day, 2)]
    beside = [Pull(a, b, 0.14) for one, other in pairwise(days) for a, b in zip(one, other, strict=True)]
    room = Newsroom((*within, *beside), here={r for day in days for r in day} - {"d103"})
    room.draw(set(room.here))
    assert [len(g.reports) for g in room.kept].count(4) == 19
    room.asked.clear()
    room.here.add("d103")
    room.draw({"d103"})
    assert room.asked == set(days[10])
    assert room.kept == joined(room.here, room.pulls)
