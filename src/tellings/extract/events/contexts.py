"""What an event is about: PLOVER's contexts, from the words of its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.event_tables import context_words
from tellings.extract.events.place_date import clauses

if TYPE_CHECKING:
    from tellings.extract.events.draft import Draft
    from tellings.extract.syntax import Token

TERRITORIAL = ("COERCE", "seize", "192")
"""The type, mode and CAMEO code of taking territory, which has the context by PLOVER's rule whatever its words."""


def contexts_of(draft: Draft) -> tuple[str, ...]:
    """The contexts that the clause's words stand for, those that most words name first."""
    known = context_words()
    counts: dict[str, int] = {}
    for word in {w for _, words in clauses(draft) for t in words for w in _forms(t)}:
        for context in known.get(word, ()):
            counts[context] = counts.get(context, 0) + 1
    if (draft.type, draft.mode, draft.cameo) == TERRITORIAL:
        counts["territory"] = counts.get("territory", 0) + 1
    return tuple(sorted(counts, key=lambda c: (-counts[c], c)))


def _forms(token: Token) -> list[str]:
    forms = [token.lemma, token.lower]
    if token.dep in ("compound", "amod"):
        forms.append(f"{token.lower}_{token.head.lemma}")
    return forms
