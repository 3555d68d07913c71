"""Two passages word by word: what stands in both, and what each has instead of the other, named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, LCSseq

from tellings.data.inflections import base_of
from tellings.data.numbers import number_words
from tellings.model.story import Change
from tellings.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.text.words import Word


@dataclass(frozen=True, slots=True)
class Side:
    """One passage: the text it is cut from and its words."""

    text: str
    words: Sequence[Word]

    def written(self, first: int, last: int) -> str:
        """The words from `first` up to, not with, `last`, as the text has them."""
        return self.text[self.words[first].start : self.words[last - 1].end] if last > first else ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """`same` are pairs of word positions that stand for each other; `score` the share of all words that do."""

    same: tuple[tuple[int, int], ...]
    changes: tuple[Change, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words from `a` to `b` of the left and from `c` to `d` of the right that stand between two shared words."""

    a: int
    b: int
    c: int
    d: int


SAME_SPELLING = 0.72
"""Letters in common of two spellings of a word (`Baqaei`, `Baqaeil`; `Raqa`, `Raqqa`); other words reach 0.6 by chance."""

MOVED_WORDS = 3
"""A run that long found at another place was moved; shorter ones recur by themselves."""

LONGEST_TERM = 5
TERM_RATIO = 4
"""Words of the longest phrase that is chosen instead of another one, and how many times the shorter it may be (`army`, `forces
loyal to the president`): what is longer is another clause."""

DETERMINERS = frozenset(["a", "an", "the", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those"])

LINKS = frozenset(
    word
    for kind in (
        "about after against among around as at before behind between by during for from in into near of off on over since than",
        "through to toward towards under until up with and but or so that when where which while who",
        "be been is was were had has have",
    )
    for word in kind.split()
)
"""Words that lead to others: a phrase that begins or ends with one has another place in its sentence."""

_STOP = re.compile(r"[,;:!?](?!\d)|\.\s|[\"“”()]|\s[—–-]\s")
_PUNCTUATION = re.compile(r"[.,;:!?—–]")
_NUMBER = re.compile(r"\d")


def align(left: Side, right: Side) -> Alignment:
    """The words in common, in order, and the changes between."""
    ours, theirs = [stem(w.form) for w in left.words], [stem(w.form) for w in right.words]
    same: list[tuple[int, int]] = []
    gaps: list[_Gap] = []
    for op in LCSseq.opcodes(ours, theirs):
        if op.tag == "equal":
            same += zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)
        else:
            gaps.append(_Gap(op.src_start, op.src_end, op.dest_start, op.dest_end))
    gaps = _joined(gaps)
    moved, gaps = _moved(left, right, gaps)
    changes = [*_inflected(left, right, same), *(c for gap in gaps for c in _changes(left, right, gap))]
    score = 2 * len(same) / max(1, len(ours) + len(theirs))
    return Alignment(tuple(same), tuple(dict.fromkeys([*changes, *moved])), score)


def _joined(gaps: Iterable[_Gap]) -> list[_Gap]:
    """Deletions and insertions at one place are one gap."""
    made: list[_Gap] = []
    for gap in gaps:
        if made and made[-1].b == gap.a and made[-1].d == gap.c:
            made[-1] = _Gap(made[-1].a, gap.b, made[-1].c, gap.d)
        else:
            made.append(gap)
    return made


def _moved(left: Side, right: Side, gaps: Sequence[_Gap]) -> tuple[list[Change], list[_Gap]]:
    """Runs that one gap lacks and another has: moved, and no longer a cut here and an addition there."""
    changes: list[Change] = []
    rest = list(gaps)
    for gap in gaps:
        run = [stem(w.form) for w in left.words[gap.a : gap.b]]
        if gap.c != gap.d or len(run) < MOVED_WORDS:
            continue
        for other in rest:
            if other.a == other.b and [stem(w.form) for w in right.words[other.c : other.d]] == run:
                changes.append(Change(left.written(gap.a, gap.b), right.written(other.c, other.d), "moved"))
                rest = [g for g in rest if g not in (gap, other)]
                break
    return changes, rest


def _inflected(left: Side, right: Side, same: Sequence[tuple[int, int]]) -> list[Change]:
    """Words that are shared but written differently: another spelling, tense or number; another stop between clauses."""
    changes = []
    for i, j in same:
        if left.words[i].form != right.words[j].form:
            changes.append(_of_one_word(left, right, i, j))
    for (i, j), (k, m) in pairwise(same):
        if (k, m) == (i + 1, j + 1):
            changes += _between(left, right, i, j)
    return changes


def _between(left: Side, right: Side, i: int, j: int) -> list[Change]:
    ours = left.text[left.words[i].end : left.words[i + 1].start]
    theirs = right.text[right.words[j].end : right.words[j + 1].start]
    if ours == theirs:
        return []
    if "-" in ours.strip() + theirs.strip() and {ours, theirs} <= {"-", " ", "‑"}:
        return [Change(left.written(i, i + 2), right.written(j, j + 2), "spelling")]
    stops = "".join(_PUNCTUATION.findall(ours)), "".join(_PUNCTUATION.findall(theirs))
    return [Change(*stops, "spelling")] if all(stops) and stops[0] != stops[1] else []


def _changes(left: Side, right: Side, gap: _Gap) -> list[Change]:
    ours, theirs = left.written(gap.a, gap.b), right.written(gap.c, gap.d)
    if not ours:
        return [Change("", theirs, "added")]
    if not theirs:
        return [Change(ours, "", "cut")]
    pairs = _paired(left.words[gap.a : gap.b], right.words[gap.c : gap.d])
    if not pairs:
        return _replaced(ours, theirs)
    made: list[Change] = []
    before = (gap.a, gap.c)
    for i, j in [*pairs, (gap.b - gap.a, gap.d - gap.c)]:
        here = (gap.a + i, gap.c + j)
        if here != before:
            made += _changes(left, right, _Gap(before[0], here[0], before[1], here[1]))
        if here[0] < gap.b and here[1] < gap.d:
            made.append(_of_one_word(left, right, *here))
        before = (here[0] + 1, here[1] + 1)
    return made


def _paired(ours: Sequence[Word], theirs: Sequence[Word]) -> list[tuple[int, int]]:
    """Words of a gap that are one word in another spelling or form, in order."""
    pairs: list[tuple[int, int]] = []
    start = 0
    for i, word in enumerate(ours):
        for j in range(start, len(theirs)):
            if _one_word(word.form, theirs[j].form):
                pairs.append((i, j))
                start = j + 1
                break
    return pairs


def _one_word(left: str, right: str) -> bool:
    if _NUMBER.match(left) or _NUMBER.match(right):
        return False
    if base_of(left) == base_of(right):
        return True
    return min(len(left), len(right)) >= 4 and left[0] == right[0] and Indel.normalized_similarity(left, right) >= SAME_SPELLING


def _of_one_word(left: Side, right: Side, i: int, j: int) -> Change:
    return Change(_surface(left, i), _surface(right, j), _form_change(left.words[i].form, right.words[j].form))


def _form_change(left: str, right: str) -> str:
    """Another tense, another number, or another spelling of one word."""
    if base_of(left) == base_of(right) and base_of(left) not in (None, ""):
        return "tense"
    endings = sorted((left, right), key=len)
    if stem(left) == stem(right):
        if endings[1] in (endings[0] + "s", endings[0] + "es", endings[0][:-1] + "ies"):
            return "number"
        if any(form.endswith(("ed", "ing")) for form in (left, right)) and _ending(left) != _ending(right):
            return "tense"
    return "spelling"


def _ending(form: str) -> str:
    return next((e for e in ("ing", "ed", "s") if form.endswith(e)), "")


def _replaced(left: str, right: str) -> list[Change]:
    """Words that stand where others stood: one change where they are of one kind, else a cut and an addition."""
    counts = _counts(left), _counts(right)
    if all(counts) and not _STOP.search(f"{left}\n{right}") and max(len(left.split()), len(right.split())) <= LONGEST_TERM:
        return [Change(left, right, "number")]
    if not any(counts) and _of_one_kind(left, right):
        return [Change(left, right, "term")]
    return [Change(left, "", "cut"), Change("", right, "added")]


def _counts(phrase: str) -> bool:
    return bool(_NUMBER.search(phrase) or (number_words().keys() - DETERMINERS) & set(phrase.casefold().split()))


def _of_one_kind(left: str, right: str) -> bool:
    """Whether two phrases can stand for each other: `opposition` and `militant rebels`, not `gunmen` and `the death toll from`.

    They are short, of comparable length and reach over no stop; both or neither begin or end with a link (`in`, `after`, `has`),
    both or neither end with a past form.
    """
    if _STOP.search(left) or _STOP.search(right):
        return False
    ours, theirs = ([w for w in p.casefold().removesuffix(" of").split() if w not in DETERMINERS] for p in (left, right))
    shorter, longer = sorted((len(ours), len(theirs)))
    if longer > LONGEST_TERM or longer > TERM_RATIO * shorter:
        return False
    ends = [(p[0] in LINKS, p[-1] in LINKS, _verbal(p[-1])) for p in (ours, theirs) if p]
    return len(set(ends)) < 2


def _verbal(form: str) -> bool:
    """Whether a word looks like a past form; a plural does not."""
    return form.endswith("ed") or (not form.endswith("s") and base_of(form) not in (None, "", form))


def _surface(side: Side, position: int) -> str:
    word = side.words[position]
    return side.text[word.start : word.end]
