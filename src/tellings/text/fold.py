"""Names folded for comparison: other scripts romanised, accents, case and punctuation gone."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "ad",
        "as",
        "ash",
        "ar",
        "an",
        "at",
        "az",
        "ibn",
        "bin",
        "ben",
        "bint",
        "abu",
        "abou",
        "umm",
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "di",
        "del",
        "della",
        "la",
        "le",
        "los",
        "las",
        "y",
        "e",
        "ter",
        "ten",
        "zu",
        "zum",
        "zur",
        "af",
        "av",
        "bar",
        "bat",
        "ould",
        "mint",
        "ag",
        "o",
        "mac",
        "st",
    ]
)
"""Words inside a name that carry little: articles (`al-`), `son of`, `from`."""

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior", "esq"})

_APOSTROPHES = re.compile(r"['’‘`ʿʾʼ]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in lower-case ASCII words: `Al-Jabirī` is `al jabiri`, `Da'esh` is `daesh`."""
    return _NOT_WORD.sub(" ", anyascii(_APOSTROPHES.sub("", text)).lower().replace("'", "")).strip()


def words(text: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(fold(text).split())


@lru_cache(maxsize=65536)
def core(text: str) -> tuple[str, ...]:
    """The folded words of a name without particles and suffixes; all of them where nothing else is left."""
    every = words(text)
    kept = tuple(w for w in every if w not in PARTICLES and w not in SUFFIXES)
    return kept or every
