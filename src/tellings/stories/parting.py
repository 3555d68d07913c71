"""Two happenings that look alike, told apart: what all reports of a group say is set aside, and the rest falls in two or not.

Two votes in one country or two arrests at one club share most of their telling words. What they do not share (who, which
number, which place) is in all reports of the one and in none of the other; one happening told in different words is not so.
"""

from __future__ import annotations

from dataclasses import dataclass
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

UNDATED_THIN = 0.78
"""The same where most reports of a half have no day, so that no days have kept the happenings apart yet, measured on words that
did not make the halves. Happenings that look alike reach 0.1 to 0.73 there, one happening 0.8 to 3 (less in 2 of 32)."""

AGREED = 0.89
"""Share of the reports that any half of the words must put on the same side as all words: 0.90 and more where happenings look
alike, 0.87 and less in one happening."""

SHARPEN = 1.25
"""Power of the weights: what a report turns on (who, where) parts two happenings better than the many words around it."""

MOSTLY = 0.5
"""Share of a half's reports with a day that makes the half dated."""

FEWEST = 4
"""Reports in a half: with fewer, one report's own matter looks like a happening."""

MOST = 600
"""Reports of a group that is looked at; a larger one has been divided by days before."""


def may_part(reports: Sequence[str]) -> bool:
    """Whether a group is of a size that is looked at."""
    return 2 * FEWEST <= len(reports) <= MOST


def part(reports: Sequence[str], sketches: Mapping[str, Sketch], tied: Collection[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The happenings in one group of reports, mostly one. Pairs in `tied` (copies of one text) are never parted."""
    if not may_part(reports) or any(report not in sketches for report in reports):
        return [tuple(reports)]
    found = _Pairs.of(reports, sketches, tied)
    half = _halves(_likeness(found.matrix))
    ones, others = np.flatnonzero(half), np.flatnonzero(~half)
    if min(len(ones), len(others)) < FEWEST or found.copied[np.ix_(ones, others)].any():
        return [tuple(reports)]
    dated = np.array([sketches[report].day is not None for report in reports])
    days_speak = min(dated[ones].mean(), dated[others].mean()) >= MOSTLY
    if _thinness(_likeness(found.matrix), half, found.copied) > THIN and (days_speak or not _holds(found, half)):
        return [tuple(reports)]
    half = _settled(found, half)
    sides = [tuple(reports[i] for i in side.tolist()) for side in (np.flatnonzero(half), np.flatnonzero(~half))]
    return sorted(inner for side in sides for inner in part(side, sketches, tied))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """A row of weights for each report, which two are copies of one text, and how alike every two are in all their words."""

    matrix: Matrix
    copied: NDArray[np.bool_]
    whole: Matrix

    @classmethod
    def of(cls, reports: Sequence[str], sketches: Mapping[str, Sketch], tied: Collection[tuple[str, str]]) -> _Pairs:
        row = {report: n for n, report in enumerate(reports)}
        copied = np.zeros((len(row), len(row)), dtype=np.bool_)
        for a, b in tied:
            if a in row and b in row:
                copied[row[a], row[b]] = copied[row[b], row[a]] = True
        rows = _rows([sketches[report] for report in reports])
        told_apart = rows[:, (rows > 0).sum(0) <= COMMON * len(reports)]
        # A sketch's weights have length 1 with the words that it has alone: the product is the cosine.
        return cls(told_apart**SHARPEN, copied, rows @ rows.T)


def _rows(sketches: Sequence[Sketch]) -> Matrix:
    """A row for each report: the weights of the words that at least two of them have."""
    hashes = [sketch.word_hashes() for sketch in sketches]
    found, having = np.unique(np.concatenate(hashes), return_counts=True)
    shared = found[having > 1]
    matrix = np.zeros((len(sketches), len(shared)))
    for row, (words, sketch) in enumerate(zip(hashes, sketches, strict=True)):
        both = np.isin(words, shared, assume_unique=True)
        matrix[row, np.searchsorted(shared, words[both])] = sketch.word_weights()[both]
    return matrix


def _likeness(matrix: Matrix) -> Matrix:
    """The cosine of every two reports."""
    unit = matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    likeness: Matrix = unit @ unit.T
    return likeness


FOLDS = 6
"""Ways to deal the words out, each in two; one way alone is off by up to 0.1."""

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
    for _ in range(ROUNDS):
        if half.all() or not half.any():
            break
        moved = _nearer(likeness, half)
        if (moved == half).all():
            break
        half = moved
    return half


def _settled(found: _Pairs, half: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The halves after each report has gone to the one that it is liker to in all its words, also those set aside before.

    Copies of one text stay together, and no half gets smaller than `FEWEST`.
    """
    likeness, free = found.whole, ~found.copied.any(1)
    for _ in range(ROUNDS):
        moved = np.where(free, _nearer(likeness, half), half)
        if (moved == half).all() or min(moved.sum(), (~moved).sum()) < FEWEST:
            break
        half = moved
    return half


def _nearer(likeness: Matrix, half: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each report, whether it is liker to the one half, itself left out, than to the other."""
    own = np.diag(likeness)
    ones, others = ((likeness[:, side].sum(1) - own * side) / np.maximum(side.sum() - side, 1) for side in (half, ~half))
    return np.asarray(ones > others)


def _holds(found: _Pairs, half: NDArray[np.bool_]) -> bool:
    """Whether the words agree about the halves, over `FOLDS` ways to deal the words out in two.

    Some of the words must make nearly the same halves as all, and these must be thin in the rest of the words. Halves of one
    happening are chance: other words make other halves, which say nothing of words that had no part in making them.
    """
    columns = np.arange(found.matrix.shape[1])
    thin, same = [], []
    for fold in range(FOLDS):
        one = (columns >> fold) & 1 == 1
        ours, theirs = _likeness(found.matrix[:, one]), _likeness(found.matrix[:, ~one])
        for making, held_out in ((ours, theirs), (theirs, ours)):
            made = _halves(making)
            thin.append(_thinness(held_out, made, found.copied))
            same.append(abs(float((made == half).mean()) - 0.5) + 0.5)
    return float(np.mean(thin)) <= UNDATED_THIN and float(np.mean(same)) >= AGREED


def _thinness(likeness: Matrix, half: NDArray[np.bool_], copied: NDArray[np.bool_]) -> float:
    """The mean likeness between two halves, as a share of that within the looser one; 1 where a half is no group.

    Within, copies do not count: reprints of two texts about one happening fall in two as neatly as two happenings.
    """
    ones, others = np.flatnonzero(half), np.flatnonzero(~half)
    within = min(_within(likeness, copied, side) for side in (ones, others))
    return float(likeness[np.ix_(ones, others)].mean()) / within if within > 0 else 1.0


def _within(likeness: Matrix, copied: NDArray[np.bool_], side: NDArray[np.int64]) -> float:
    """The mean likeness of the pairs of one side that tell in their own words; 0 where there are none."""
    own = ~copied[np.ix_(side, side)]
    np.fill_diagonal(own, val=False)
    return float(likeness[np.ix_(side, side)][own].mean()) if own.any() else 0.0
