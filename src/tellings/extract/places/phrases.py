"""Places that a phrase names and no name alone: `the Syrian border`, `Becker, Clay and Wilkin counties`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.countries import by_demonym, by_name, country
from tellings.data.place_words import place_words
from tellings.extract.phrases import forms
from tellings.extract.places.names import Named
from tellings.model.gazetteer import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.places.finder import Gazetteer
    from tellings.extract.syntax import Sentence, Token
    from tellings.model.gazetteer import Entry

PLURALS = {"counties": "County", "parishes": "Parish"}
SEAT = re.compile(r"(?:D|R|I|DFL)-([A-Z]\w+)")
OUTRIGHT = "GPE"
"""The label of what a phrase says outright to be a place."""


def phrases(text: str, sentence: Sentence, gazetteer: Gazetteer, found: Sequence[Named]) -> list[Named]:
    """The names found in a sentence, and beside or instead of them what its phrases name; in order of the text."""
    more = [*_ground(text, sentence, gazetteer), *_counties(text, sentence, gazetteer), *_seats(sentence, gazetteer)]
    taken = {k for n in more for k in range(n.first, n.last)}
    kept = [n for n in found if taken.isdisjoint(range(n.first, n.last))]
    return sorted([*kept, *more], key=lambda n: n.first)


def _ground(text: str, sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Named]:
    """A people's adjective before a piece of land: the country is where it lies."""
    tokens, words = sentence.tokens, place_words()
    for i, token in enumerate(tokens[:-1]):
        if not token.text[:1].isupper():
            continue
        noun = tokens[i + 2] if tokens[i + 1].lower in words.direction and i + 2 < len(tokens) else tokens[i + 1]
        if noun.lower in words.ground and noun.pos == "NOUN" and not by_name(token.text):
            row = country(by_demonym(token.text) or "")
            if row and (entries := _countries(gazetteer.look_up(row.name))):
                yield _outright(text, sentence, (i, i + 1), entries)


def _seats(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Named]:
    """The town behind a legislator's party, where the two are one token (`D-Raleigh`)."""
    for i, token in enumerate(sentence.tokens):
        if "-" in token.text and (seat := SEAT.fullmatch(token.text)) and (entries := tuple(gazetteer.look_up(seat[1]))):
            start = token.start + seat.start(1)
            yield Named(start, token.end, seat[1], sentence, i, i + 1, OUTRIGHT, entries)


def _countries(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(e for e in entries if e.kind is PlaceKind.COUNTRY)


def _counties(text: str, sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Named]:
    """Each name of a list that ends in `counties`."""
    if PLURALS.keys().isdisjoint(forms(sentence)):
        return
    for i, token in enumerate(sentence.tokens):
        if last := PLURALS.get(token.lower):
            for where in _listed(sentence.tokens, i):
                named = _outright(text, sentence, where, ())
                entries = tuple(e for e in gazetteer.look_up(f"{named.text} {last}") if e.kind is PlaceKind.COUNTY)
                if entries:
                    yield replace(named, entries=entries, kind=PlaceKind.COUNTY)


def _listed(tokens: Sequence[Token], end: int) -> Iterator[tuple[int, int]]:
    """The runs of proper nouns before `end`, parted by commas, `and`, `&`."""
    last = None
    for k in range(end - 1, -2, -1):
        token = tokens[k] if k >= 0 else None
        proper = token is not None and token.pos == "PROPN"
        if proper and last is None:
            last = k + 1
        elif not proper and last is not None:
            yield k + 1, last
            last = None
        if not proper and (token is None or token.lower not in (",", "and", "&")):
            return


def _outright(text: str, sentence: Sentence, where: tuple[int, int], entries: tuple[Entry, ...]) -> Named:
    first, last = sentence.tokens[where[0]], sentence.tokens[where[1] - 1]
    return Named(first.start, last.end, text[first.start : last.end], sentence, *where, OUTRIGHT, entries)
