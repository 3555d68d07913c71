"""Keys under which place names are looked up: folded (one spelling, many accents) and romanised (many spellings)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from anyascii import anyascii

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCRIPTS_TABLE = "scripts.tsv"
ROMANISATION_TABLE = "romanisation.tsv"


CACHED_NAMES = 1 << 16
"""Names whose folded forms are kept in memory: a report asks for each of its names several times."""

_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "pt": "point"}
_DROPPED = re.compile(r"['’‘`ʻʼʿʾ´′]")
_PARTED = re.compile(r"[^a-z0-9&]+")
_ARTICLE = re.compile(r"\bel (?=\w)")


@lru_cache(maxsize=CACHED_NAMES)
def fold(name: str) -> str:
    """A name in lower-case ASCII words: accents, apostrophes, hyphens and full stops gone, `St.` spelt out, `el` as `al`.

    `fold("Tall Rif‘at") == "tall rifat"`, `fold("El-Bab") == "al bab"`, `fold("St. Louis") == "saint louis"`.
    """
    plain = name if name.isascii() else anyascii(_DROPPED.sub("", name))
    words = plain.lower().split()
    if not "".join(words).isalnum():
        words = _PARTED.sub(" ", _DROPPED.sub("", plain.lower())).split()
    words[:-1] = [_SHORT.get(word, word) for word in words[:-1]]
    key = " ".join(words)
    return _ARTICLE.sub("al ", key) if "el " in key else key


def romanised(name: str, country: str | None) -> str:
    """The key on which the romanised spellings of a name in that country agree.

    "" where the country writes Latin letters itself, or where too little is left to tell by.
    """
    key = fold(name)
    for pattern, to in _rules().get(_scripts().get(country or "", ""), ()):
        key = pattern.sub(to, key)
    key = key.strip()
    return key if country in _scripts() and len(key.replace(" ", "")) >= SKELETON_LENGTH else ""


SKELETON_LENGTH = 3
"""Letters that a key must have: with fewer, half a country would share it."""


@cache
def _scripts() -> Mapping[str, str]:
    return {country: row["script"] for row in read_table(SCRIPTS_TABLE) for country in row["countries"].split("|")}


@cache
def _rules() -> Mapping[str, Sequence[tuple[re.Pattern[str], str]]]:
    rows = list(read_table(ROMANISATION_TABLE))
    return {
        script: [(re.compile(row["pattern"]), row["to"]) for row in rows if row["script"] == script]
        for script in {row["script"] for row in rows}
    }
