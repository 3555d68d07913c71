"""What is sorted out before linking is linked with nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import written
from tellings.stories import link, sketch
from tellings.stories.likely import likely

if TYPE_CHECKING:
    from tellings.stories import Sketch

SKETCHES = [sketch(*written(number)) for number in range(40)]


@given(st.integers(0, 39), st.lists(st.integers(0, 39), max_size=40))
def test_no_link_is_lost(one: int, others: list[int]) -> None:
    kept = likely(SKETCHES[one], [SKETCHES[k] for k in others])
    linked = [SKETCHES[k] for k in others if link(SKETCHES[one], SKETCHES[k])]
    assert [s for s in kept if link(SKETCHES[one], s)] == linked


STRANGER = replace(SKETCHES[0], report="report-stranger", words=(SKETCHES[0].word_hashes() ^ 0x5A5A5A5A).tobytes(), narration=b"")
EMPTY = replace(SKETCHES[0], report="report-empty", words=b"", weights=b"", narration=b"")


@pytest.mark.parametrize("one", [STRANGER, EMPTY])
def test_who_shares_nothing_is_sorted_out(one: Sketch) -> None:
    assert likely(one, SKETCHES) == []
    assert likely(SKETCHES[1], [one]) == []
    assert likely(one, []) == []


def test_days_that_leave_too_little_sort_out() -> None:
    one = replace(SKETCHES[0], report="report-one", day=date(2031, 3, 1), narration=b"")
    near, far = (replace(one, report=f"report-{days}", day=one.day and one.day + timedelta(days=days)) for days in (7, 8))
    assert likely(one, [near, far]) == [near]
