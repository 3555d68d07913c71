"""The answer of a comparison of names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """Whether two names are one: a score in [0, 1] and the reason in words."""

    same: bool
    score: float
    reason: str
