"""What most tellings of one thing say of its parts: status, parties, place and date."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tellings.data.countries import by_demonym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.model.coding import Place
    from tellings.model.period import Period
    from tellings.picture.telling import Telling

STATUSES = ("actual", "background", "denied", "planned", "threatened", "called_for", "hypothetical")
"""Of statuses told equally often, the one to show."""

FINENESS = ("site", "town", "region", "country", "larger")

NAMED_BY = 3
"""A party belongs to a claim if at least one in so many of the tellings that name any names it."""

AGREED = 2
"""Where so many tellings name a party, one that a single telling adds is that report's own."""

OPEN_WIDTH = 10**6
"""Days that an open period counts as wide."""


def commonest(values: Sequence[str]) -> str | None:
    """The value that occurs most often; of equals the first in the alphabet."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def main_status(told: Sequence[Telling]) -> str:
    """The status that most tellings give."""
    counts = Counter(t.status for t in told)
    return min(counts, key=lambda s: (-counts[s], STATUSES.index(s)))


def main_parties(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Those whom at least a third of the tellings that name any name, the commonest first.

    Where two tellings agree on somebody, a single one adds nobody.
    """
    counts = Counter(k for keys in lists for k in keys)
    named = sum(1 for keys in lists if keys)
    least = min(AGREED, max(counts.values(), default=0))
    return tuple(sorted((k for k, n in counts.items() if NAMED_BY * n >= named and n >= least), key=lambda k: (-counts[k], k)))


def best_place(told: Sequence[Telling]) -> Place | None:
    """The finest place that is told, the most often told of those."""
    counts = Counter(t.place for t in told if t.place)
    return min(counts, key=lambda p: (FINENESS.index(p.precision), -counts[p], p.name, p.reason)) if counts else None


def place_name(told: Sequence[Telling], place: Place | None) -> str:
    """The place's name as most reports write it, for a reader should find the words that the reports have.

    What is no name (`Syrian`, `government`) is not shown as one; a nationality alone (`the Sudanese border`) names no place.
    """
    written = [t.where for t in told if t.place == place and t.where]
    if written and all(by_demonym(w) for w in written):
        return ""
    return commonest([w for w in written if w[:1].isupper() and not by_demonym(w)]) or (place.name if place else "")


def best_date(told: Sequence[Telling]) -> Period | None:
    """The narrowest period that is told, the most often told of those."""
    counts = Counter(t.when for t in told if t.when and t.when.known)
    return min(counts, key=lambda p: (_width(p), -counts[p], str(p.first), str(p.last), str(p.relative))) if counts else None


def _width(period: Period) -> int:
    return (period.last - period.first).days if period.first and period.last else OPEN_WIDTH
