"""Hashes in chains find whom a list of all would find, however often the chains are made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.stories import chained
from tellings.stories.chained import Chained

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCHES = st.lists(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=30), max_size=8)
ASKED = st.lists(st.integers(0, 50), max_size=20)


@pytest.fixture(scope="module", autouse=True)
def few_chains() -> Iterator[None]:
    """So few chains that they are made anew after every few hashes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chained, "FIRST_CHAINS", 2)
        patch.setattr(chained, "PORTION", 3)
        yield


@given(BATCHES, ASKED)
def test_who_has_a_hash_is_found(batches: list[list[tuple[int, int]]], asked: list[int]) -> None:
    index = Chained()
    for batch in batches:
        index.add(np.array([key for key, _ in batch], dtype=np.uint32), np.array([r for _, r in batch], dtype=np.uint32))
    asking = np.arange(len(asked), dtype=np.uint32)
    found = index.pairs(np.array(asked, dtype=np.uint32), asking).tolist()
    kept = [one for batch in batches for one in batch]
    wanted = [(n, report) for n, key in enumerate(asked) for k, report in kept if k == key]
    assert sorted((pair >> 32, pair & 0xFFFFFFFF) for pair in found) == sorted(wanted)
