"""Two happenings that look alike, told apart: what all reports of a group say is set aside, and the rest falls in two or not.

Two votes in one country or two arrests at one club share most of their telling words. What they do not share (who, which
number, which place) is in all reports of the one and in none of the other; one happening told in different words is not so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from tellings.stories.sketches import Sketch

    Matrix = NDArray[np.float64]

COMMON = 0.75
"""A word in more of a group's reports than this is what the group is about, and tells no two happenings in it apart."""

THIN = 0.3
"""The rest of the words must be this much thinner between the halves than within either; one happening keeps half."""

FEWEST = 4
"""Reports in a half: with fewer, one report's own matter looks like a happening."""

MOST = 600
"""Reports of a group that is looked at; a larger one has been divided by days before."""


def part(reports: Sequence[str], sketches: Mapping[str, Sketch], tied: Collection[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The happenings in one group of reports, mostly one. Pairs in `tied` (copies of one text) are never parted."""
    if not 2 * FEWEST <= len(reports) <= MOST or any(report not in sketches for report in reports):
        return [tuple(reports)]
    likeness = _likeness([sketches[report] for report in reports])
    half = _halves(likeness)
    ones, others = np.flatnonzero(half), np.flatnonzero(~half)
    if min(len(ones), len(others)) < FEWEST or not _thin(likeness, ones, others):
        return [tuple(reports)]
    sides = [tuple(reports[i] for i in side.tolist()) for side in (ones, others)]
    if any((a in sides[0]) != (b in sides[0]) for a, b in tied if a in reports and b in reports):
        return [tuple(reports)]
    return sorted(found for side in sides for found in part(side, sketches, tied))


def _likeness(sketches: Sequence[Sketch]) -> Matrix:
    """The cosine of every two reports over the words that at least two but not nearly all of them have."""
    column: dict[int, int] = {}
    hashes = [sketch.word_hashes().tolist() for sketch in sketches]
    for words in hashes:
        for word in words:
            column.setdefault(word, len(column))
    matrix = np.zeros((len(sketches), len(column)))
    for row, (words, sketch) in enumerate(zip(hashes, sketches, strict=True)):
        matrix[row, [column[word] for word in words]] = sketch.word_weights()
    having = (matrix > 0).sum(0)
    matrix *= (having > 1) & (having <= COMMON * len(sketches))
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    likeness: Matrix = matrix @ matrix.T
    return likeness


ISOLATED = 1e-3
"""Likeness that every two reports are given, so that a report like no other does not make a half of its own."""

ROUNDS = 10
"""Times that reports may change sides; three are enough in practice."""


def _halves(likeness: Matrix) -> NDArray[np.bool_]:
    """The two halves with the least between them: the second eigenvector, then each report to the side it is liker to."""
    ties = likeness + ISOLATED
    np.fill_diagonal(ties, 0.0)
    root = np.sqrt(ties.sum(1))
    vector = np.linalg.eigh(ties / np.outer(root, root))[1][:, -2] / root
    half: NDArray[np.bool_] = vector > 0
    own = np.diag(likeness)
    for _ in range(ROUNDS):
        if half.all() or not half.any():
            break
        near = [(likeness[:, side].sum(1) - own * side) / np.maximum(side.sum() - side, 1) for side in (half, ~half)]
        moved = near[0] > near[1]
        if (moved == half).all():
            break
        half = moved
    return half


def _thin(likeness: Matrix, ones: NDArray[np.int64], others: NDArray[np.int64]) -> bool:
    between = likeness[np.ix_(ones, others)].mean()
    return bool(between <= THIN * min(_within(likeness, ones), _within(likeness, others)))


def _within(likeness: Matrix, side: NDArray[np.int64]) -> float:
    inside = likeness[np.ix_(side, side)]
    return float((inside.sum() - np.trace(inside)) / (len(side) * (len(side) - 1)))
