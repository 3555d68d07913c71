"""Which reports of a story are aligned: with few, all that share; with many, each with those that share most."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tellings.stories import Sketch, aligned
from tellings.stories.nearest import NEAREST

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = date(2031, 3, 11)


def told(name: str, runs: Iterable[int], day: int | None = 0, outlet: str | None = None, quoted: Iterable[int] = ()) -> Sketch:
    when = None if day is None else DAY + timedelta(days=day)
    narration, said = (np.array(sorted(set(k)), dtype="<u4").tobytes() for k in (runs, quoted))
    return Sketch(name, outlet, None, when, (), (), (), b"", b"", 0.0, narration, said)


def by_name(*some: Sketch) -> dict[str, Sketch]:
    return {s.report: s for s in some}


RUNS = st.sets(st.integers(0, 30), max_size=12)
STORIES = st.lists(st.tuples(RUNS, RUNS, st.one_of(st.none(), st.integers(0, 3))), min_size=1, max_size=40)


@given(STORIES)
def test_each_report_is_aligned_with_those_not_told_later_that_share_most(
    story: list[tuple[set[int], set[int], int | None]],
) -> None:
    sketches = by_name(*(told(f"r{n:02}", runs, day, quoted=said) for n, (runs, said, day) in enumerate(story)))
    pairs = aligned(sketches)
    shared = {
        (f"r{a:02}", f"r{b:02}"): len(story[a][0] & story[b][0]) + len(story[a][1] & story[b][1])
        for a, b in combinations(range(len(story)), 2)
    }
    assert pairs == sorted(set(pairs))
    assert all(shared[pair] for pair in pairs)
    assert len(pairs) <= NEAREST * len(story)
    if len(story) <= NEAREST + 1:
        assert pairs == sorted(pair for pair, many in shared.items() if many)
    for name, one in sketches.items():
        before = [k for k, s in sketches.items() if k != name and (one.day is None or s.day is None or s.day <= one.day)]
        most = sorted((shared[min(k, name), max(k, name)] for k in before), reverse=True)[:NEAREST]
        least = most[-1] if len(most) == NEAREST else 0
        for k in before:
            many = shared[min(k, name), max(k, name)]
            assert many <= least or (min(k, name), max(k, name)) in pairs


def test_one_more_report_of_a_text_that_a_hundred_have_is_aligned_with_few() -> None:
    hundred = by_name(*(told(f"r{n:03}", range(n % 7, 60), day=n // 20) for n in range(100)))
    before = set(aligned(hundred))
    after = set(aligned(hundred | by_name(told("new", range(60), day=5))))
    assert before <= after
    assert len(after - before) == NEAREST


def test_of_equals_its_own_outlet_and_the_agency_itself_come_first() -> None:
    many = [told(f"r{n:02}", range(30), outlet=f"Reed Weekly {n}") for n in range(20)]
    wire, own, last = (told("wire", range(30), outlet="Reuters"), told("x", range(20), outlet="Islet Radio"),
                       told("y", range(30), day=1, outlet="Islet Radio"))  # fmt: skip
    with_last = Counter(pair[0] for pair in aligned(by_name(*many, wire, own, last)) if pair[1] == "y")
    assert with_last.keys() >= {"x", "wire"}
    assert len(with_last) == NEAREST
