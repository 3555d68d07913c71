"""What two reports share, passage by passage: sentences matched in any order, then words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tellings.model.story import Copy, Passage
from tellings.stories.align import Alignment, Side, align
from tellings.stories.told import Sharing
from tellings.text.words import stem, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tellings.stories.told import Line, Told

    Matrix = NDArray[np.float64]

SAME_SENTENCE = 0.5
"""Weight of the words in common by the lighter sentence's: a sentence reworded by a third keeps 0.6, two sentences on one
matter in different words reach 0.4."""

ENOUGH = 12.0
"""Weight that two sentences must share: three or four telling words. Less is a stock phrase."""

IN_ORDER = 0.05
"""A sentence that follows where its neighbour matched is a little likelier; never decisive."""

HALF_COVERED = 0.6
"""A sentence that is in a part of an already matched one, by this share of its weight, was merged into it."""

WORDS_ALIGNED = 0.45
"""Share of words that a word-by-word alignment must keep for a passage to be a copy."""

LIGHT = 0.75
"""Aligned words that make a copy a light edit; under it the sentence was reworded."""

QUOTED_WORDS = 4
"""Quoted words that say something; fewer are a name or a term in marks."""

CONTENTS_LIMIT = 400
"""Sentences of one report that are compared; what lies beyond is a transcript."""


@dataclass(frozen=True, slots=True)
class Match:
    """Sentences of the left that stand for sentences of the right: one to one, or several to one."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def copies(left: Told, right: Told) -> tuple[Copy, ...]:
    """The passages that two reports share, in the order of the report with the smaller id."""
    if right.report < left.report:
        left, right = right, left
    made = (_copy(left, right, match) for match in match_sentences(left.lines, right.lines))
    return tuple(sorted((c for c in made if c), key=lambda c: (c.left.start, c.right.start)))


def match_sentences(left: Sequence[Line], right: Sequence[Line]) -> list[Match]:
    """Which sentences stand for each other, without assuming order; a sentence may have been merged or split."""
    left, right = left[:CONTENTS_LIMIT], right[:CONTENTS_LIMIT]
    if not left or not right:
        return []
    ours, theirs = _vectors(left, right)
    common = np.sqrt(ours) @ np.sqrt(theirs).T
    inside = common / np.maximum(np.minimum.outer(ours.sum(1), theirs.sum(1)), 1e-9)
    around = common / np.maximum(np.maximum.outer(ours.sum(1), theirs.sum(1)), 1e-9)
    score = np.where((common >= ENOUGH) & (inside >= SAME_SENTENCE), 0.5 * (inside + around), 0.0)
    score[score > 0] += IN_ORDER * _neighbours(score)[score > 0]
    return _merged(_one_to_one(score), score, ours, theirs)


def _vectors(left: Sequence[Line], right: Sequence[Line]) -> tuple[Matrix, Matrix]:
    """Each sentence as the weights of its stems, over the stems of both reports."""
    column: dict[str, int] = {}
    rows = []
    for line in (*left, *right):
        stems = {stem(w.form) for w in line.words}
        rows.append([column.setdefault(s, len(column)) for s in stems])
    weights = np.fromiter((weight(s) for s in column), dtype=np.float64, count=len(column))
    matrix = np.zeros((len(rows), len(column)))
    for at, columns in enumerate(rows):
        matrix[at, columns] = weights[columns]
    return matrix[: len(left)], matrix[len(left) :]


def _neighbours(score: Matrix) -> Matrix:
    """For each pair, whether the pair before or after it could match too."""
    padded = np.pad(score > 0, 1)
    return (padded[:-2, :-2] | padded[2:, 2:]).astype(np.float64)


def _one_to_one(score: Matrix) -> list[tuple[int, int]]:
    order = np.argsort(-score, axis=None, kind="stable")
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs = []
    for flat in order:
        i, j = divmod(int(flat), score.shape[1])
        if score[i, j] <= 0:
            break
        if i not in used_left and j not in used_right:
            pairs.append((i, j))
            used_left.add(i)
            used_right.add(j)
    return pairs


def _merged(pairs: Sequence[tuple[int, int]], score: Matrix, ours: Matrix, theirs: Matrix) -> list[Match]:
    """Sentences left over are taken in where they are the rest of a matched one."""
    lefts = {j: [i] for i, j in pairs}
    rights = {i: [j] for i, j in pairs}
    for i in np.flatnonzero((score > 0).any(1)):
        if int(i) in rights:
            continue
        for j in np.argsort(-score[i], kind="stable"):
            if score[i, j] <= 0:
                break
            if _covered(theirs[j], ours[i], ours[lefts[int(j)]]) if int(j) in lefts else False:
                lefts[int(j)].append(int(i))
                break
    for j in np.flatnonzero((score > 0).any(0)):
        if int(j) in lefts:
            continue
        for i in np.argsort(-score[:, j], kind="stable"):
            if score[i, j] <= 0:
                break
            if int(i) in rights and len(lefts[rights[int(i)][0]]) == 1 and _covered(ours[i], theirs[j], theirs[rights[int(i)]]):
                rights[int(i)].append(int(j))
                break
    return [Match(tuple(sorted(lefts[j])), tuple(sorted(rights[i]))) for i, j in pairs]


def _covered(whole: Matrix, part: Matrix, before: Matrix) -> bool:
    """Whether `part` is in what `whole` has beyond the sentences that match it already."""
    rest = np.where(before.max(0) > 0, 0.0, whole)
    new = np.where(before.max(0) > 0, 0.0, part)
    inside = np.minimum(rest, new).sum()
    return bool(inside >= ENOUGH / 2 and inside >= HALF_COVERED * new.sum())


def _copy(left: Told, right: Told, match: Match) -> Copy | None:
    ours, theirs = [left.lines[i] for i in match.left], [right.lines[j] for j in match.right]
    made = align(Side(left.text, [w for s in ours for w in s.words]), Side(right.text, [w for s in theirs for w in s.words]))
    shorter = min(sum(len(s.words) for s in ours), sum(len(s.words) for s in theirs))
    if len(made.same) < WORDS_ALIGNED * shorter or _other_words_quoted(ours, theirs, made):
        return None
    return Copy(
        left=Passage(left.report, ours[0].start, ours[-1].end),
        right=Passage(right.report, theirs[0].start, theirs[-1].end),
        kind=_kind(match, made),
        sharing=_sharing(ours, theirs),
        score=round(made.score, 4),
        changes=made.changes,
    )


def _other_words_quoted(ours: Sequence[Line], theirs: Sequence[Line], made: Alignment) -> bool:
    """Whether both quote somebody, but in other words: what they share is who said it to whom."""
    left, right = ([q for line in lines for q in line.quoted] for lines in (ours, theirs))
    least = min(sum(left), sum(right))
    return least >= QUOTED_WORDS and sum(left[i] and right[j] for i, j in made.same) < WORDS_ALIGNED * least


def _kind(match: Match, made: Alignment) -> str:
    if len(match.left) > len(match.right):
        return "merged"
    if len(match.right) > len(match.left):
        return "split"
    if made.score == 1.0 and all(change.kind == "spelling" for change in made.changes):
        return "light edit" if made.changes else "verbatim"
    return "light edit" if made.score >= LIGHT else "reworded"


def _sharing(ours: Sequence[Line], theirs: Sequence[Line]) -> str:
    """The stronger reading wins: what one side has as a quotation or caption is no shared narration."""
    kinds = {line.sharing for line in (*ours, *theirs)}
    for sharing in (Sharing.BOILERPLATE, Sharing.QUOTATION, Sharing.BACKGROUND):
        if sharing in kinds:
            return sharing.value
    return Sharing.NARRATION.value


def shared_words(made: Sequence[Copy], sharing: str) -> Iterator[Copy]:
    """The copies of one kind of sharing."""
    return (copy for copy in made if copy.sharing == sharing)
