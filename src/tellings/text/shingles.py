"""Shingles: short runs of telling words as numbers, so that a shared passage is found without reading the texts again."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tellings.text.words import KNOWN_STEMS, stem, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]

SHINGLE = 4
"""Telling words in a shingle, about eight running words: desks change one word in seven and most passages keep such a run."""

TELLING = 1.0
"""Words that weigh less stand in more than a third of all reports; a shingle leaves them out, so `said on Monday` and
`said Monday` are alike."""

_MULTIPLIERS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint64)


def telling(forms: Iterable[str]) -> list[str]:
    """The stems of `forms` that tell something, in order."""
    return [s for s in map(stem, forms) if weight(s) >= TELLING]


def shingles(stems: Sequence[str]) -> Hashes:
    """The hashes of all runs of `SHINGLE` stems, in order; empty where there are fewer stems. The same on every machine."""
    if len(stems) < SHINGLE:
        return np.empty(0, dtype=np.uint32)
    codes = np.fromiter(map(word_hash, stems), dtype=np.uint64, count=len(stems))
    runs = len(stems) - SHINGLE + 1
    mixed = np.zeros(runs, dtype=np.uint64)
    for place in range(SHINGLE):
        mixed ^= codes[place : place + runs] * _MULTIPLIERS[place]
        mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(32)).astype(np.uint32)


@lru_cache(maxsize=KNOWN_STEMS)
def word_hash(word: str) -> int:
    """A 32-bit hash of one word, the same on every machine and in every run."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def smallest(hashes: Hashes, most: int) -> Hashes:
    """The `most` smallest different hashes, sorted: the same sample from every text, so that samples can be compared."""
    return np.unique(hashes)[:most]


def overlap(left: Hashes, right: Hashes, most: int) -> tuple[int, int, int]:
    """Shared hashes, and how many each side has, below the largest hash that both samples of up to `most` reach."""
    reach = min(_reach(left, most), _reach(right, most))
    left, right = left[: np.searchsorted(left, reach, "right")], right[: np.searchsorted(right, reach, "right")]
    return len(np.intersect1d(left, right, assume_unique=True)), len(left), len(right)


def _reach(hashes: Hashes, most: int) -> int:
    return int(hashes[-1]) if len(hashes) >= most else 2**32 - 1
