"""Which of many candidates a report may be linked with at all, asked of all at once: most of them share too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tellings.stories.links import FLOOR, SHARED_LEAST, WINDOW_DAYS, days_apart, time_factor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tellings.stories.sketches import Sketch
    from tellings.text.shingles import Hashes

    Numbers = NDArray[np.number]

ROUNDING = 1e-4
"""How far the likeness may be off that is worked out for all at once."""


def likely(one: Sketch, others: Sequence[Sketch]) -> list[Sketch]:
    """Those of the others that share enough words or narration; `link` decides, and links no other."""
    if not others:
        return []
    near = np.array([_nearness(one, other) for other in others])
    kept = (_likeness(one, others) * near >= FLOOR - ROUNDING) | (_runs_met(one, others) >= SHARED_LEAST)
    return [other for other, keep in zip(others, kept.tolist(), strict=True) if keep]


def _nearness(one: Sketch, other: Sketch) -> float:
    """What the days between two reports leave of their likeness: beyond the window nothing, unless they share narration."""
    apart = days_apart(one.day, other.day)
    return 0.0 if apart is not None and apart > WINDOW_DAYS else time_factor(one.day, other.day)


def _likeness(one: Sketch, others: Sequence[Sketch]) -> Numbers:
    words, weights = [o.word_hashes() for o in others], [o.word_weights() for o in others]
    at, met = _met(one.word_hashes(), np.concatenate(words))
    if not len(met):
        return np.zeros(len(others))
    owner = np.repeat(np.arange(len(others)), [len(w) for w in words])
    product = np.concatenate(weights)[met] * one.word_weights()[at]
    return np.bincount(owner[met], product, minlength=len(others))


def _runs_met(one: Sketch, others: Sequence[Sketch]) -> Numbers:
    runs = [np.frombuffer(o.narration, dtype="<u4") for o in others]
    _, met = _met(np.frombuffer(one.narration, dtype="<u4"), np.concatenate(runs))
    owner = np.repeat(np.arange(len(others)), [len(r) for r in runs])
    return np.bincount(owner[met], minlength=len(others))


def _met(ours: Hashes, theirs: Hashes) -> tuple[Numbers, Numbers]:
    """Which of their hashes are among ours, which are sorted: where each of these stands there, and in theirs."""
    if not len(ours):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(ours, theirs), len(ours) - 1)
    met = np.flatnonzero(ours[at] == theirs)
    return at[met], met
