"""The country of people whom news names without it (`Putin`): the one thing that is not read from the report itself."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tellings.data.actors import Leader, leaders
from tellings.text.fold import core
from tellings.text.spelling import likeness, skeleton

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAME_GIVEN, SAME_SURNAME = 0.84, 0.9
"""Likeness asked of given name and surname; the surname must nearly be the table's."""

CACHED_NAMES = 1 << 14
"""Names whose answers are kept in memory: to compare sounds is dear, and the same people are named in many reports."""


@cache
def _by_skeleton() -> Mapping[str, Sequence[tuple[Leader, tuple[str, ...], str]]]:
    rows: dict[str, list[tuple[Leader, tuple[str, ...], str]]] = defaultdict(list)
    for leader in leaders():
        surname = core(leader.surname)[-1]
        rows[skeleton(surname)].append((leader, core(leader.name), surname))
    return rows


def leader_country(words: Sequence[str]) -> str | None:
    """The country that a folded personal name stands for, where the table tells: by full name, or by a telling surname alone."""
    if not words:
        return None
    if words[-1].endswith("s") and (found := _country((*words[:-1], words[-1][:-1]))):  # a lost apostrophe
        return found
    return _country(tuple(words))


@lru_cache(maxsize=CACHED_NAMES)
def _country(words: tuple[str, ...]) -> str | None:
    for place in dict.fromkeys((words[-1], words[0])):
        for leader, full, surname in _by_skeleton().get(skeleton(place), ()):
            if place == surname and len(words) == 1 and leader.alone:
                return leader.country
            if len(words) > 1 and likeness(place, surname) >= SAME_SURNAME and all(_in(w, full) for w in words):
                return leader.country
    return None


def _in(word: str, full: Sequence[str]) -> bool:
    return any(likeness(word, w) >= SAME_GIVEN for w in full)
