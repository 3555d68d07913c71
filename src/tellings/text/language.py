"""The language of a report: told by its metadata, else by its words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

ENGLISH = "en"

READ_LANGUAGES = frozenset({ENGLISH})
"""Languages whose sentences are read; a report in another one is cut into blocks and linked by copy and names, and says so."""

FUNCTION_WORDS = frozenset({
    "the", "of", "and", "to", "that", "for", "it", "with", "from", "this", "have", "not", "which", "or", "were", "has", "had",
    "they", "will", "its", "who", "by", "are", "been", "their", "he", "his", "said",
})  # fmt: skip
"""Frequent English words that are no words of its neighbours (`a`, `in`, `was`, `on` are)."""

ENOUGH = 0.1
"""Share of these among the first words that settles it without a model: nine in ten of 2,661 English news texts have more than
0.14, of 68 pages in other languages none has more than 0.03."""

LOOKED_AT = 2000
"""Characters."""

SURE = 0.8
"""Least probability for another language: below it, short English items full of foreign names would be left unread."""

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, given: str | None = None) -> str:
    """The ISO 639 code of the text's language: `given` by the metadata, else by its words; English where it cannot be told."""
    if given:
        return given.lower()[:2]
    words = _WORD.findall(text[:LOOKED_AT].lower())
    if not words or sum(map(FUNCTION_WORDS.__contains__, words)) / len(words) >= ENOUGH:
        return ENGLISH
    language, probability = _identifier().classify(text[:LOOKED_AT])
    return str(language) if probability >= SURE else ENGLISH


def not_read(language: str) -> str | None:
    """Why a report in that language was not read, in the words in which it is shown; None where it was."""
    return None if language in READ_LANGUAGES else f"language {language}"


@cache
def _identifier() -> Any:
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
