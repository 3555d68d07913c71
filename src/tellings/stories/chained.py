"""Hashes and the reports that have them, in chains by the hash's last bits: a search costs the same however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.unsignedinteger[Any]]
    Pairs = NDArray[np.uint64]
    Numbers = NDArray[np.uint32]
    Entries = NDArray[np.int32]

END = -1
"""Behind the last entry of a chain."""

FIRST_CHAINS = 1 << 16
MORE_CHAINS = 4
"""Chains at first, and how many times as many are made where there are two entries to a chain: from then on one to two."""

LONGEST = 2
"""Entries to a chain, in the mean, at most."""

ROOM = 1.05
"""How much larger entries' arrays are made when they are full. They grow in place, without a copy."""

PORTION = 1 << 18
"""Entries that are chained at one time, so that chaining all of them anew takes little memory."""

NOBODY = np.empty(0, dtype=np.uint64)
"""No pairs."""


class Chained:
    """Hashes of 32 bits, each with the number of the report that has it."""

    def __init__(self) -> None:
        self._many = 0
        self._heads: Entries = np.full(FIRST_CHAINS, END, dtype=np.int32)
        self._nexts: Entries = np.empty(0, dtype=np.int32)
        self._keys: Keys = np.empty(0, dtype=np.uint32)
        self._reports: Numbers = np.empty(0, dtype=np.uint32)

    def add(self, keys: Keys, reports: Numbers) -> None:
        """Keep hashes and who has each."""
        first, self._many = self._many, self._many + len(keys)
        if self._many > len(self._keys):
            for kept in (self._nexts, self._keys, self._reports):
                kept.resize(int(self._many * ROOM), refcheck=False)
        self._keys[first : self._many] = keys
        self._reports[first : self._many] = reports
        if self._many > LONGEST * len(self._heads):
            self._heads = np.full(len(self._heads) * MORE_CHAINS, END, dtype=np.int32)
            first = 0
        for start in range(first, self._many, PORTION):
            self._chain(np.arange(start, min(start + PORTION, self._many), dtype=np.int32))

    def _chain(self, entries: Entries) -> None:
        """Put entries at the heads of their chains: where several want one at once, one after the other."""
        places = self._places(self._keys[entries])
        while len(entries):
            self._nexts[entries] = self._heads[places]
            self._heads[places] = entries
            waiting = self._heads[places] != entries
            entries, places = entries[waiting], places[waiting]

    def _places(self, keys: Keys) -> Keys:
        return keys & np.uint32(len(self._heads) - 1)

    def pairs(self, keys: Keys, asking: Numbers) -> Pairs:
        """For each report with one of the keys: the asking report and it, as one number; with repetitions."""
        found = [NOBODY]
        at = self._heads[self._places(keys)]
        while (on := at != END).any():
            at, keys, asking = at[on], keys[on], asking[on]
            hit = self._keys[at] == keys
            found.append((asking[hit].astype(np.uint64) << np.uint64(32)) | self._reports[at[hit]])
            at = self._nexts[at]
        return np.concatenate(found)
