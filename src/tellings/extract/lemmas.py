"""The dictionary form of a word: spaCy's own tables, asked for verbs, nouns and adjectives alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = {"V": "verb", "N": "noun", "J": "adj"}
"""The first letter of a Penn tag and the kind of word by which the tables know it."""

BASES = frozenset({"VB", "VBP", "NN", "JJ"})
"""Tags of words that are their own dictionary form."""

INFLECTED = BASES - {"NN", "JJ"} | {"VBD", "VBG", "VBN", "VBZ", "NNS", "JJR", "JJS"}
"""Tags of words whose dictionary form may be another word."""

IRREGULAR = frozenset({"am", "are", "'re", "'ve", "’ve", "’re"})
"""Verbs in the plain present that are not."""


class Lemmas:
    """Looks words up in the tables (`lemma_exc`, `lemma_rules`, `lemma_index`), and remembers what it found."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables
        self._known: dict[tuple[str, str], str] = {}

    def of(self, word: str, tag: str) -> str:
        """The dictionary form of a word in lower case; of names, modals and the rest the word itself."""
        if tag not in INFLECTED:
            return word
        kind = KINDS[tag[0]]
        if tag in BASES and not (kind == "verb" and word in IRREGULAR):
            return word
        if (key := (word, kind)) not in self._known:
            self._known[key] = self._stem(word, kind)
        return self._known[key]

    def _stem(self, word: str, kind: str) -> str:
        exceptions, rules, index = (self._tables[t].get(kind, {}) for t in ("lemma_exc", "lemma_rules", "lemma_index"))
        if word in exceptions:
            return str(exceptions[word][0])
        forms = [word[: len(word) - len(old)] + new for old, new in rules if word.endswith(old)]
        return str(next((f for f in forms if f in index), next((f for f in forms if f), word)))
