"""Which reports to link a new one with: those that share a sampled run of words, or telling words on days near each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tellings.stories.links import WINDOW_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.stories.sketches import Sketch
    from tellings.text.shingles import Hashes

SHINGLES_POSTED = 64
"""Smallest shingle hashes that are posted: two texts that share a tenth of 300 runs meet in one of them 99 times in 100."""

WORDS_POSTED = 32
"""Heaviest words that are posted, by day."""

WORDS_MET = 2
"""Heaviest words in common that make a candidate."""

ANY_DAY = (1 << 22) - 1
NO_DAY = (1 << 22) - 2
"""Where a day stands in a key: `any` is every report, whatever its day; `none` those without one."""


class Postings(Protocol):
    """Numbers of at most 63 bits, and the reports that have them. A store keeps them as rows (key, report)."""

    def add(self, report: str, keys: Sequence[int]) -> None:
        """Post one report's keys; the same again changes nothing."""
        ...

    def remove(self, report: str) -> None:
        """Take back all that was posted for a report."""
        ...

    def count(self, keys: Sequence[int], least: int = 1) -> Mapping[str, int]:
        """How many of `keys` each report has, for all reports with at least so many."""
        ...


class MemoryPostings:
    """Postings in memory, for one run."""

    def __init__(self) -> None:
        self._reports: defaultdict[int, set[str]] = defaultdict(set)
        self._keys: dict[str, tuple[int, ...]] = {}

    def add(self, report: str, keys: Sequence[int]) -> None:
        """Post one report's keys; the same again changes nothing."""
        self._keys[report] = tuple(keys)
        for key in keys:
            self._reports[key].add(report)

    def remove(self, report: str) -> None:
        """Take back all that was posted for a report."""
        for key in self._keys.pop(report, ()):
            self._reports[key].discard(report)
            if not self._reports[key]:
                del self._reports[key]

    def count(self, keys: Sequence[int], least: int = 1) -> Mapping[str, int]:
        """How many of `keys` each report has, for all reports with at least so many."""
        met = Counter(report for key in keys for report in self._reports.get(key, ()))
        return met if least == 1 else {report: n for report, n in met.items() if n >= least}


class CandidateIndex:
    """Candidates for linking, over whatever keeps the postings. The order of adding does not matter."""

    def __init__(self, postings: Postings) -> None:
        self.postings = postings

    def add(self, sketch: Sketch) -> None:
        """Make a report a candidate for others."""
        self.postings.add(sketch.report, posted_keys(sketch))

    def remove(self, report: str) -> None:
        """Forget a report."""
        self.postings.remove(report)

    def candidates(self, sketch: Sketch) -> list[str]:
        """The reports worth linking with this one, sorted; never itself. If A is a candidate of B, B is one of A."""
        found = set(self.postings.count(shingle_keys(sketch)))
        found.update(self.postings.count(word_probes(sketch), WORDS_MET))
        found.discard(sketch.report)
        return sorted(found)


def posted_keys(sketch: Sketch) -> list[int]:
    """What a report is found by."""
    day = NO_DAY if sketch.day is None else sketch.day.toordinal()
    return [*shingle_keys(sketch), *_word_keys(sketch, (day, ANY_DAY))]


def shingle_keys(sketch: Sketch) -> list[int]:
    """Keys of the smallest hashes of narration: the hashes themselves."""
    hashes: list[int] = posted_shingles(sketch).tolist()
    return hashes


def word_probes(sketch: Sketch) -> list[int]:
    """Keys of the heaviest words on the days near the report's own, and without a day; on any day where it has none."""
    if sketch.day is None:
        return _word_keys(sketch, (ANY_DAY,))
    day = sketch.day.toordinal()
    return _word_keys(sketch, (*range(day - WINDOW_DAYS, day + WINDOW_DAYS + 1), NO_DAY))


def posted_shingles(sketch: Sketch) -> Hashes:
    """The smallest hashes of narration."""
    return np.frombuffer(sketch.narration, dtype="<u4")[:SHINGLES_POSTED]


def heaviest_words(sketch: Sketch) -> Hashes:
    """The hashes of the heaviest words, in order of the hash."""
    weights = np.frombuffer(sketch.weights, dtype=np.uint8)
    heaviest = np.argsort(-weights.astype(np.int16), kind="stable")[:WORDS_POSTED]
    return sketch.word_hashes()[np.sort(heaviest)]


def _word_keys(sketch: Sketch, days: Iterable[int]) -> list[int]:
    """`day + 1` above the 32 bits of the word, so that no word's key is a shingle's."""
    words: list[int] = heaviest_words(sketch).tolist()
    return [((day + 1) << 32) | word for day in days for word in words]
