"""Many reports linked at once have the links that they have one by one, whatever their days and batches."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.stories import BulkLinker, CandidateIndex, MemoryPostings, Sketch, link

FIRST = date(2031, 1, 1)
WORDS = st.lists(st.integers(0, 40), max_size=8, unique=True)
RUNS = st.lists(st.integers(0, 60), max_size=8, unique=True)
DAYS = st.one_of(st.none(), st.integers(0, 80))
REPORTS = st.lists(st.tuples(WORDS, RUNS, DAYS), min_size=1, max_size=25)


def sketch(number: int, words: list[int], runs: list[int], day: int | None) -> Sketch:
    when = None if day is None else FIRST + timedelta(days=day)
    hashes, narration = (np.array(sorted(k), dtype="<u4").tobytes() for k in (words, runs))
    norm = 1 / (255 * max(1, len(words)) ** 0.5)
    return Sketch(f"r{number:02}", None, None, when, (), (), (), hashes, b"\xff" * len(words), norm, narration, b"")


def one_by_one(sketches: list[Sketch]) -> set[tuple[str, str]]:
    index = CandidateIndex(MemoryPostings())
    for one in sketches:
        index.add(one)
    return {(a.report, b.report) for a, b in combinations(sketches, 2) if b.report in index.candidates(a) and link(a, b)}


@settings(deadline=None)
@given(REPORTS, st.integers(1, 25), st.randoms(use_true_random=False))
def test_in_batches_of_any_size_and_order_the_links_are_the_same(
    told: list[tuple[list[int], list[int], int | None]], size: int, rng: random.Random
) -> None:
    sketches = [sketch(n, *one) for n, one in enumerate(told)]
    wanted = one_by_one(sketches)
    rng.shuffle(sketches)
    linker = BulkLinker()
    found = [(k.left, k.right) for at in range(0, len(sketches), size) for k in linker.add(sketches[at : at + size])]
    assert sorted(found) == sorted(wanted)
