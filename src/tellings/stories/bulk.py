"""Many reports linked at once, in memory: the same candidates and links as report by report, found in arrays."""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tellings.stories.chained import NOBODY, Chained
from tellings.stories.index import ANY_DAY, NO_DAY, WORDS_MET, heaviest_words, posted_shingles
from tellings.stories.links import WINDOW_DAYS, link
from tellings.stories.sketches import Sketch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tellings.model.story import Link

    Keys = NDArray[np.unsignedinteger[Any]]
    Pairs = NDArray[np.uint64]
    Numbers = NDArray[np.uint32]

DAY_BITS = np.uint64(22)

RUN_MOST = 2_000_000
"""Keys in a run that is merged no more: merging needs its memory twice, some 30 MB, and each run is one more to look through."""

PERIOD_BITS = np.uint64(5)
"""Words are kept by stretches of 32 days, so that a report with a day looks into one or two, however many years were read."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Keys in order, and the number of the report that has each."""

    keys: Keys
    reports: Numbers

    def merged(self, other: _Run) -> _Run:
        theirs = np.searchsorted(self.keys, other.keys, "right") + np.arange(len(other.keys))
        ours = np.ones(len(self.keys) + len(other.keys), dtype=np.bool_)
        ours[theirs] = False
        keys, reports = np.empty(len(ours), dtype=self.keys.dtype), np.empty(len(ours), dtype=np.uint32)
        keys[ours], keys[theirs] = self.keys, other.keys
        reports[ours], reports[theirs] = self.reports, other.reports
        return _Run(keys, reports)


class _Runs:
    """Sorted runs, each at least twice as long as the next: a key is moved as often as the number of runs, at most ten."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def add(self, keys: Keys, reports: Numbers) -> None:
        if not len(keys):
            return
        order = np.argsort(keys, kind="stable")
        self._runs.append(_Run(keys[order], reports[order]))
        while len(self._runs) > 1 and len(self._runs[-2].keys) < min(RUN_MOST, 2 * len(self._runs[-1].keys)):
            last = self._runs.pop()
            self._runs[-1] = self._runs[-1].merged(last)

    def pairs(self, first: Keys, last: Keys, asking: Numbers) -> Pairs:
        """For each report with a key from `first` to `last`: the asking report and it, as one number; with repetitions."""
        # Asked in order, each search goes on where the one before ended: the cost does not grow with the run.
        order = np.argsort(first, kind="stable")
        first, last, asking = first[order], last[order], asking[order]
        found = []
        for run in self._runs:
            low = np.searchsorted(run.keys, first, "left")
            hit = np.flatnonzero(run.keys[np.minimum(low, len(run.keys) - 1)] <= last)
            low = low[hit]
            many = np.searchsorted(run.keys, last[hit], "right") - low
            at = np.repeat(low - np.cumsum(many) + many, many) + np.arange(many.sum())
            found.append((np.repeat(asking[hit], many).astype(np.uint64) << np.uint64(32)) | run.reports[at])
        return np.concatenate([NOBODY, *found])


class _Dated:
    """Runs of words with their days, by stretches of days: who asks for near days looks at no others."""

    def __init__(self) -> None:
        self._runs: defaultdict[int, _Runs] = defaultdict(_Runs)

    def add(self, words: Pairs, days: Pairs, reports: Numbers) -> None:
        """Post words under days."""
        periods = days >> PERIOD_BITS
        for period in np.unique(periods).tolist():
            here = periods == period
            self._runs[period].add((words | days)[here], reports[here])

    def pairs(self, words: Pairs, first: Pairs, last: Pairs, asking: Numbers) -> list[Pairs]:
        """For each report with the word on a day from `first` to `last`: the asking report and it; with repetitions."""
        begins, ends = first >> PERIOD_BITS, last >> PERIOD_BITS
        found = []
        for period, runs in self._runs.items():
            here = (begins <= period) & (period <= ends)
            if here.any():
                found.append(runs.pairs((words | first)[here], (words | last)[here], asking[here]))
        return found


class BulkLinker:
    """Links batches of sketches with each other and with all before. Which batch a report comes in does not matter."""

    def __init__(self) -> None:
        self._sketches: list[bytes] = []
        self._known: set[str] = set()
        self._shingles = Chained()
        self._words = _Dated()

    def know(self, batch: Sequence[Sketch]) -> None:
        """Take up reports that are linked with each other already."""
        if fresh := self._fresh(batch):
            self._keep(fresh, len(self._sketches) - len(fresh))

    def _fresh(self, batch: Sequence[Sketch]) -> list[Sketch]:
        """Those of the reports that are not known yet; from now on they are."""
        fresh = list({s.report: s for s in batch if s.report not in self._known}.values())
        self._sketches += map(_packed, fresh)
        self._known.update(s.report for s in fresh)
        return fresh

    def add(self, batch: Sequence[Sketch]) -> Iterator[Link]:
        """The links that these reports bring; a report that is known already brings none."""
        fresh = self._fresh(batch)
        if not fresh:
            return
        base = len(self._sketches) - len(fresh)
        for pair in self._post(fresh, base).tolist():
            one, other = pair >> 32, pair & 0xFFFFFFFF
            older = fresh[other - base] if other >= base else _unpacked(self._sketches[other])
            if made := link(fresh[one - base], older):
                yield made

    def _keep(self, fresh: Sequence[Sketch], base: int) -> tuple[Keys, Numbers, Pairs, Pairs, Numbers]:
        """Post the keys of new reports: shingles and who has them, words, their days and who has them."""
        shingles, words = [posted_shingles(s) for s in fresh], [heaviest_words(s) for s in fresh]
        numbers = np.arange(base, base + len(fresh), dtype=np.uint32)
        by_shingle, by_word = (np.repeat(numbers, [len(k) for k in keys]) for keys in (shingles, words))
        own_days = [NO_DAY if s.day is None else s.day.toordinal() for s in fresh]
        days = np.repeat(np.array(own_days, dtype=np.uint64), [len(w) for w in words])
        shingle_keys = np.concatenate(shingles)
        word_keys = np.concatenate(words).astype(np.uint64) << DAY_BITS
        self._shingles.add(shingle_keys, by_shingle)
        self._words.add(word_keys, days, by_word)
        return shingle_keys, by_shingle, word_keys, days, by_word

    def _post(self, fresh: Sequence[Sketch], base: int) -> Pairs:
        """Post the keys of new reports; the pairs of a new report and a candidate, each once."""
        shingle_keys, by_shingle, word_keys, days, by_word = self._keep(fresh, base)
        shared = np.unique(self._shingles.pairs(shingle_keys, by_shingle))
        met = self._met(word_keys, days, by_word)
        pairs = np.union1d(shared, met)
        left, right = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
        # Two new reports find each other twice; an older one never asks.
        wanted: Pairs = pairs[right < left]
        return wanted

    def _met(self, words: Pairs, days: Pairs, asking: Numbers) -> Pairs:
        """The pairs that have enough heavy words in common on days that can be one happening's."""
        undated = days == NO_DAY
        first = np.where(undated, np.uint64(0), days - np.uint64(WINDOW_DAYS))
        last = np.where(undated, np.uint64(ANY_DAY), days + np.uint64(WINDOW_DAYS))
        none = np.full((~undated).sum(), NO_DAY, dtype=np.uint64)
        near = self._words.pairs(words, first, last, asking)
        to_undated = self._words.pairs(words[~undated], none, none, asking[~undated])
        pairs, times = np.unique(np.concatenate([NOBODY, *near, *to_undated]), return_counts=True)
        return pairs[times >= WORDS_MET]


def _packed(one: Sketch) -> bytes:
    """A sketch without what linking does not look at: as bytes it takes little more than its words."""
    return pickle.dumps(astuple(replace(one, publisher=None, places=(), quoted=b"")))


def _unpacked(packed: bytes) -> Sketch:
    return Sketch(*pickle.loads(packed))  # noqa: S301  # our own
