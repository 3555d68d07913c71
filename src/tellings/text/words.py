"""Words: where they stand, their folded form, their stem, and how much they tell about a report's matter."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from anyascii import anyascii

from tellings.data.background import word_frequencies

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[^\W_]+")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")

REPORT_WORDS = 400
"""Words of a usual news report: a frequency becomes the chance that such a report has the word at all."""

RARE_ZIPF = 2.3
"""A word that the background does not know is taken to be a little rarer than its rarest (2.7)."""

NUMBER_ZIPF = 4.3
"""A number: rarer than a common word, yet the same small numbers stand in many reports."""

KNOWN_STEMS = 30_000
"""Forms remembered when folding and stemming: as many as a day of news has; all four memories hold some 30 MB."""


class Word(NamedTuple):
    """One word of a text: where it stands in code points, and its folded form."""

    start: int
    end: int
    form: str


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text` from `start` to `end` in order, without punctuation; `al-Assad` is two words, `Baqaei's` one."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(m.start(), m.end(), fold(m.group())) for m in found]


@lru_cache(maxsize=KNOWN_STEMS)
def fold(word: str) -> str:
    """One form for all ways to write a word: lower case, ASCII letters, no possessive, no thousands comma."""
    plain = _POSSESSIVE.sub("", word.casefold())
    if not plain.isascii():
        plain = anyascii(plain).casefold()
    return plain.replace(",", "") if plain[:1].isdigit() else plain


@lru_cache(maxsize=KNOWN_STEMS)
def stem(form: str) -> str:
    """The folded form without its inflection: `killed`, `kills`, `killing` are `kill`. Light: no derivation."""
    if len(form) < 4 or not form.isalpha():
        return form
    for ending, least, instead in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= least:
            return _undouble(form[: len(form) - len(ending)]) + instead if not instead else form[: -len(ending)] + instead
    return form


_ENDINGS = (
    ("sses", 2, "ss"),
    ("ies", 2, "y"),
    ("ied", 2, "y"),
    ("ss", 1, "ss"),
    ("us", 1, "us"),
    ("is", 1, "is"),
    ("ings", 3, ""),
    ("ing", 3, ""),
    ("eed", 2, "eed"),
    ("ed", 3, ""),
    ("es", 3, ""),
    ("s", 3, ""),
    ("e", 3, ""),
)
_KEPT_DOUBLE = frozenset("lsz")


def _undouble(stemmed: str) -> str:
    doubled = len(stemmed) > 3 and stemmed[-1] == stemmed[-2] and stemmed[-1] not in _KEPT_DOUBLE
    return stemmed[:-1] if doubled else stemmed


@lru_cache(maxsize=KNOWN_STEMS)
def weight(stemmed: str) -> float:
    """How much it tells that a report has this stem: -ln of the chance that any report has it; 0 for `the`, 9 for a rare name."""
    zipf = NUMBER_ZIPF if stemmed[:1].isdigit() else math.log10(_stem_counts().get(stemmed, 10**RARE_ZIPF))
    missing = (1 - 10 ** (min(zipf, 8.9) - 9)) ** REPORT_WORDS
    return max(0.0, -math.log(1 - missing))


@cache
def _stem_counts() -> Mapping[str, float]:
    counts: dict[str, float] = {}
    for word, zipf in word_frequencies().items():
        key = stem(fold(word))
        counts[key] = counts.get(key, 0.0) + 10**zipf
    return counts
