"""Words as the full-text index knows them, for databases whose own parser cuts words otherwise than SQLite's.

A word is a run of letters and digits, in lower case, Latin letters without their diacritics: what SQLite's `unicode61` tokenizer
makes of a text with `remove_diacritics 2`. PostgreSQL's own parser takes `Al-Hasakah`, `U.S.` and web addresses apart by rules
of its own and knows no diacritics, and would give other answers to the same question. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tellings.store.base import MARK, UNMARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"(?:[^\W_]|[\ue000-\uf8ff])(?:[^\W_]|[\u0300-\u036f\ue000-\uf8ff])*")

LAST_POSITION = 16_383
"""PostgreSQL keeps no position beyond; a phrase that stands only there is not found."""

MOST_POSITIONS = 255
"""PostgreSQL keeps no more positions of one word."""

LONGEST_WORD = 2_000
"""Bytes; PostgreSQL takes 2,046. No language has such a word."""

MOST_BYTES = 1_000_000
"""A vector of PostgreSQL's holds 1,048,575 bytes; a text with more different words is indexed by its beginning."""

ENTRY_BYTES = 8
"""What a word takes in a vector beside its letters, with what aligns it."""

POSITION_BYTES = 2

EXCERPT_WORDS = 24
"""As in SQLite's excerpts."""

Phrase = tuple[str, ...]


class Word(NamedTuple):
    """A word as it is indexed, and where it stands."""

    folded: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    for found in _WORD.finditer(text):
        yield Word(folded(found.group()), found.start(), found.end())


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """The word in lower case, Latin letters without diacritics."""
    if word.isascii():
        return word.lower()
    return "".join(_folded_letter(c) for letter in word for c in _small(letter) if not "\u0300" <= c <= "\u036f")


def _small(letter: str) -> str:
    """The letter folded as Unicode's simple table has it: one for one (`ß` stays), or in lower case."""
    small = letter.casefold()
    return small if len(small) == 1 else letter.lower()


def _folded_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def phrases(words: str) -> list[str]:
    """What is asked for: each word, and what stands in double quotes as one."""
    parts = words.split('"')
    return [p for p in (*(p.strip() for p in parts[1::2]), *(w for p in parts[0::2] for w in p.split())) if p]


def asked(words: str) -> list[Phrase]:
    """The phrases that are asked for, as they are indexed; those without a letter or digit ask for nothing."""
    found = (tuple(w.folded for w in words_of(p)) for p in phrases(words))
    return [p for p in found if p]


def query(wanted: Sequence[Phrase]) -> str:
    """The phrases as PostgreSQL's `tsquery`: all of them, the words of each one after the other."""
    return " & ".join("(" + " <-> ".join(f"'{w}'" for w in phrase) + ")" for phrase in wanted)


def vector(title: str | None, text: str) -> str:
    """Title and text as PostgreSQL's `tsvector`: every word with the positions where it stands. No phrase spans the two."""
    places: dict[str, list[int]] = {}
    size = 0
    for at, word in _positions(title or "", text):
        length = len(word.encode())
        if length > LONGEST_WORD:
            continue
        if word not in places:
            places[word] = []
            size += length + ENTRY_BYTES
        if at <= LAST_POSITION and len(places[word]) < MOST_POSITIONS:
            places[word].append(at)
            size += POSITION_BYTES
        if size > MOST_BYTES:
            break
    return " ".join(f"'{w}'" + (":" + ",".join(map(str, of)) if of else "") for w, of in sorted(places.items()))


def _positions(title: str, text: str) -> Iterator[tuple[int, str]]:
    """The words of both with their places, one place left empty between them."""
    at = 0
    for part in (title, text):
        for word in words_of(part):
            at += 1
            yield at, word.folded
        at += 1


def marked(text: str, wanted: Sequence[Phrase]) -> str:
    """The text with what was asked for between marks."""
    return _marked(text, _met(list(words_of(text)), wanted), 0, len(text))


def excerpt(text: str, wanted: Sequence[Phrase]) -> str:
    """The words around the place where most of what was asked for stands, marked."""
    words = list(words_of(text))
    met = _met(words, wanted)
    first = _densest([k for k, word in enumerate(words) if any(a <= word.start < b for a, b in met)])
    some = words[first : first + EXCERPT_WORDS]
    if not some:
        return text[:0]
    start = some[0].start if first else 0
    end = some[-1].end if first + EXCERPT_WORDS < len(words) else len(text)
    return (" … " if first else "") + _marked(text, met, start, end) + (" … " if end < len(text) else "")


def _densest(hits: Sequence[int]) -> int:
    """Where an excerpt begins: with the first of the words met, so that most of the others follow within it."""
    best = max(hits, key=lambda k: (sum(k <= other < k + EXCERPT_WORDS for other in hits), -k), default=0)
    return max(0, best - EXCERPT_WORDS // 4)


def _met(words: Sequence[Word], wanted: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand, in code points; those that overlap are one."""
    spans = sorted(
        (words[k].start, words[k + len(phrase) - 1].end)
        for phrase in wanted
        for k in range(len(words) - len(phrase) + 1)
        if words[k].folded == phrase[0] and tuple(w.folded for w in words[k : k + len(phrase)]) == phrase
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _marked(text: str, met: Sequence[tuple[int, int]], start: int, end: int) -> str:
    made, at = [], start
    for a, b in met:
        if start <= a and b <= end:
            made += [text[at:a], MARK, text[a:b], UNMARK]
            at = b
    return "".join([*made, text[at:end]])
