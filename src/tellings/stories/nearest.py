"""Which reports of a story are aligned with which: each with those that share most with it, so that the cost stays in bounds.

A text that a hundred outlets ran makes five thousand pairs of reports, and one more report a hundred alignments. Whom a report
has its text from is among the few that share most with it, and what all share shows in a few as well.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tellings.stories.sketches import own_agency

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tellings.stories.sketches import Sketch

NEAREST = 10
"""Reports that each report is aligned with, of those that were not told after it."""

COLUMNS = 4096
"""Shared runs of words that are counted at one time: what a hundred reports share takes a few megabytes so."""

KEPT = 50
"""Stories whose pairs stay known: when a report joins one, its pairs before are asked for, too."""


def aligned(sketches: Mapping[str, Sketch]) -> list[tuple[str, str]]:
    """The pairs of a story's reports that are worth aligning, sorted: they share a run of narration or of quoted words.

    Each report is in one with the `NEAREST` at most that were not told after it: of its own outlet first, then those that share
    most runs with it, of equals an agency's own text, then the earliest.
    """
    return list(_aligned(tuple(sketches[report] for report in sorted(sketches))))


@lru_cache(maxsize=KEPT)
def _aligned(inside: tuple[Sketch, ...]) -> tuple[tuple[str, str], ...]:
    if len(inside) < 2:
        return ()
    own = [bool(own_agency(s.outlet)) for s in inside] if len(inside) > NEAREST else []
    runs = _shared([s.narration for s in inside]) + _shared([s.quoted for s in inside])
    np.fill_diagonal(runs, 0)
    pairs = {(min(n, k), max(n, k)) for n in range(len(inside)) for k in _nearest(n, inside, own, runs[n].tolist())}
    return tuple((inside[n].report, inside[k].report) for n, k in sorted(pairs))


def _shared(samples: Sequence[bytes]) -> NDArray[np.float32]:
    """How many hashes every two samples have in common."""
    hashes = [np.frombuffer(sample, dtype="<u4") for sample in samples]
    _, at, having = np.unique(np.concatenate(hashes), return_inverse=True, return_counts=True)
    rows = np.repeat(np.arange(len(samples)), [len(h) for h in hashes])
    common = having[at] > 1
    rows, columns = rows[common], (np.cumsum(having > 1) - 1)[at[common]]
    found = np.zeros((len(samples), len(samples)), dtype=np.float32)
    for first in range(0, int((having > 1).sum()), COLUMNS):
        here = (columns >= first) & (columns < first + COLUMNS)
        table = np.zeros((len(samples), COLUMNS), dtype=np.float32)
        table[rows[here], columns[here] - first] = 1
        found += table @ table.T
    return found


def _nearest(n: int, sketches: Sequence[Sketch], own: Sequence[bool], runs: Sequence[float]) -> list[int]:
    """Those that a report is aligned with, of all that share a run with it; `own`: which are published by an agency itself."""
    one = sketches[n]

    def rank(k: int) -> tuple[bool, float, bool, date, str]:
        other = sketches[k]
        house = one.outlet is not None and one.outlet == other.outlet
        return not house, -runs[k], not own[k], other.day or date.max, other.report

    sharing = [k for k, shared in enumerate(runs) if shared and not _later(sketches[k], one)]
    return sharing if len(sharing) <= NEAREST else sorted(sharing, key=rank)[:NEAREST]


def _later(one: Sketch, other: Sketch) -> bool:
    """Whether a report was told after another one, as far as days tell."""
    return one.day is not None and other.day is not None and one.day > other.day
