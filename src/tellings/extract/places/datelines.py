"""The places of a dateline (`CHARLESTON, W.Va. (AP) --`), which no parse holds."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tellings.data.countries import by_name
from tellings.data.regions import by_abbreviation
from tellings.extract.places.names import CONTAINERS, Named, lies_in
from tellings.extract.syntax import Sentence
from tellings.model.gazetteer import PlaceKind
from tellings.model.report import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.extract.places.finder import Gazetteer
    from tellings.model.gazetteer import Entry
    from tellings.model.report import Dateline

PART = re.compile(r"[^\s,/():;—–_-](?:[^,/():;—–_\n-]|-(?=\w))*")
"""What stands between the marks of a dateline."""


def dateline_names(dateline: Dateline | None, gazetteer: Gazetteer) -> list[Named]:
    """The places that a dateline names, each with the state or country behind it, which is a place of its own."""
    if dateline is None:
        return []
    wanted = {place.casefold() for place in dateline.places}
    found: list[Named] = []
    for named in _parts(dateline, gazetteer):
        holds = bool(found) and any(e.kind in CONTAINERS for e in named.entries)
        if named.entries and (named.text.casefold() in wanted or holds):
            found.append(named)
    return _nested(found)


def _parts(dateline: Dateline, gazetteer: Gazetteer) -> Iterator[Named]:
    span = dateline.span
    sentence = Sentence((), span.start, span.end, (), Block(BlockKind.DATELINE, span.start, span.end))
    for part in PART.finditer(span.text):
        words = part[0].rstrip()
        start = span.start + part.start()
        for place in dateline.places:  # `date 2024-12-02 MOSCOW`: what a page puts before it is no part of the name
            if words.casefold().endswith(f" {place.casefold()}"):
                words, start = words[-len(place) :], start + len(words) - len(place)
        yield Named(start, start + len(words), words, sentence, 0, 0, "GPE", _entries(words, gazetteer))


def _entries(words: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    if region := by_abbreviation(words):
        name, state = region
        return tuple(e for e in gazetteer.look_up(name) if e.kind is PlaceKind.STATE and e.state == state)
    entries = tuple(gazetteer.look_up(words))
    return tuple(e for e in entries if e.kind is PlaceKind.COUNTRY) if by_name(words) and len(words) <= len("U.S.") else entries


def _nested(found: list[Named]) -> list[Named]:
    out = list(found)
    for k, (left, right) in enumerate(pairwise(found)):
        holders = (e for e in right.entries if e.kind in CONTAINERS)
        codes = [e.state if e.kind is PlaceKind.STATE else e.county or e.country or "" for e in holders]
        out[k] = replace(left, inside=next((c for c in codes if any(lies_in(e, c) for e in left.entries)), ""))
    return out
