"""How near two reports are. A link depends on its two sketches alone, never on what else was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tellings.model.story import Link
from tellings.stories.sketches import SHINGLES_KEPT
from tellings.text.shingles import overlap

if TYPE_CHECKING:
    from datetime import date

    from tellings.stories.sketches import Sketch

FLOOR = 0.06
"""Below this two reports share no more words than any two of one beat; such a pair counts as 0."""

TIME_FACTORS = ((4, 0.4), (3, 0.6), (2, 0.7), (1, 0.85))
"""Days apart, and what of the likeness of words is left: the next day is often the same happening, four days later rarely."""

WINDOW_DAYS = 7
"""Reports further apart are two happenings, or chapters of one affair, unless one is a copy of the other."""

SHARED_LEAST = 4
"""Shared runs of narration that are no accident: a name with its title makes two or three."""

COPY_SHARE = 0.07
"""Share of the shorter report's narration that makes a copy. Measured: independent pairs of one story share up to 0.05,
reprints with heavy cuts and own additions at least 0.10."""

FAR_COPY_SHARE = 0.12
"""Reports further apart than a week must share more: what they share may be carried over, not passed on."""

VERSION_SHARE = 0.4
"""The same outlet, or agency on another day, telling this much in the same words again is the same text, updated; with less it
carries over its own background and inserts from report to report (measured up to 0.3 between different happenings)."""


FAR_VERSION_SHARE = 0.8
"""Further apart than a week it must be nearly the whole text: house background fills up to 0.6 of short reports."""

CARRIED_WORDS = 0.15
"""Reports further apart than a week that share some narration and turn on the same words tell of one affair: the later one
carries background over. With fewer words in common, what they share is a house's standing matter."""

CARRIED_SAMPLE = 64
"""The smallest hashes of narration, in which what is carried over has to show: by these the index finds candidates."""

LEAST_SHARE = {
    (False, False): COPY_SHARE,
    (False, True): FAR_COPY_SHARE,
    (True, False): VERSION_SHARE,
    (True, True): FAR_VERSION_SHARE,
}
"""By whether one outlet has both, and whether they lie further apart than the window."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Runs of telling words that two reports share, in their samples, and the share of the shorter one that they are."""

    runs: int
    share: float


def link(left: Sketch, right: Sketch) -> Link | None:
    """The link between two reports, or None where they have nothing to do with each other. The order does not matter."""
    if left.report == right.report:
        return None
    if right.report < left.report:
        left, right = right, left
    alike = cosine(left, right)
    narration = shared(left.narration, right.narration)
    apart = days_apart(left.day, right.day)
    far = apart is not None and apart > WINDOW_DAYS
    house = left.outlet is not None and left.outlet == right.outlet
    must = is_copy(narration, apart, house=house)
    carried = far and not must and alike >= CARRIED_WORDS and _carried(left, right, narration)
    likeness = 0.0 if carried else alike * time_factor(left.day, right.day)
    if not must and not carried and (likeness < FLOOR or far):
        return None
    return Link(
        left.report,
        right.report,
        round(likeness, 4),
        _reason(left, right, narration if must or carried else None),
        must=must,
        version=must and (house or (bool(apart) and narration.share >= VERSION_SHARE and one_agency(left, right) is not None)),
        words=round(alike, 4),
        narration=round(narration.share, 4),
    )


def _carried(left: Sketch, right: Sketch, narration: Shared) -> bool:
    """Whether reports far apart share narration that is no copy, and would be found by it."""
    ours, theirs = (np.frombuffer(s.narration, dtype="<u4")[:CARRIED_SAMPLE] for s in (left, right))
    return narration.runs >= SHARED_LEAST and bool(np.isin(ours, theirs, assume_unique=True).any())


def one_agency(left: Sketch, right: Sketch) -> str | None:
    """The agency that both reports, and only it, are credited to."""
    return left.agencies[0] if len(left.agencies) == 1 and left.agencies == right.agencies else None


def is_copy(narration: Shared, apart: int | None, *, house: bool) -> bool:
    """Whether that much shared narration is one text passed on; `house`: both are by one outlet."""
    far = apart is not None and apart > WINDOW_DAYS
    least = LEAST_SHARE[house, far]
    return narration.runs >= SHARED_LEAST and narration.share >= least


def cosine(left: Sketch, right: Sketch) -> float:
    """The likeness of two reports' words, weighted by how rare they are in English at large."""
    ours, theirs = left.word_hashes(), right.word_hashes()
    if not len(ours) or not len(theirs):
        return 0.0
    at = np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)
    same = theirs[at] == ours
    return min(1.0, float(left.word_weights()[same] @ right.word_weights()[at[same]]))


def time_factor(left: date | None, right: date | None) -> float:
    """What days apart leave of a likeness; an unknown day leaves all of it."""
    apart = days_apart(left, right)
    if apart is None:
        return 1.0
    return next((factor for least, factor in TIME_FACTORS if apart >= least), 1.0)


def days_apart(left: date | None, right: date | None) -> int | None:
    """Days between two days; None where one is unknown."""
    return None if left is None or right is None else abs((left - right).days)


def shared(left: bytes, right: bytes) -> Shared:
    """What two samples of shingles share."""
    both, ours, theirs = overlap(np.frombuffer(left, dtype="<u4"), np.frombuffer(right, dtype="<u4"), SHINGLES_KEPT)
    return Shared(both, both / min(ours, theirs) if both else 0.0)


def _reason(left: Sketch, right: Sketch, narration: Shared | None) -> str:
    parts = []
    if narration:
        parts.append(f"{narration.share:.0%} of the shorter one's narration is in both")
    words = [word for word in left.top if word in right.top]
    if words:
        parts.append(f"both turn on {', '.join(words[:5])}")
    apart = days_apart(left.day, right.day)
    if apart is not None:
        parts.append("the same day" if apart == 0 else f"{apart} day{'s' * (apart > 1)} apart")
    return "; ".join(parts) or "they share words"
