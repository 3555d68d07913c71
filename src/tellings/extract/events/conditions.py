"""Whom a refusal, threat or promise is meant for where it names nobody: those on whose doing it hangs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.extract.events.arguments import core, subjects
from tellings.extract.events.kinds import is_party, is_pronoun

if TYPE_CHECKING:
    from tellings.extract.events.draft import Draft
    from tellings.extract.syntax import Token

CONDITIONAL = frozenset({"REJECT", "THREATEN", "AGREE"})
"""Types that lie ahead and so can hang on what another does."""
MARKS = frozenset({"until", "unless", "if", "before", "till"})


def conditioned(draft: Draft) -> Draft:
    """The draft with the subject of its condition as recipient (`will not lift the embargo until Cuba frees the men`)."""
    if draft.recipients or draft.type not in CONDITIONAL:
        return draft
    for clause in draft.head.children_by("advcl"):
        if any(c.lower in MARKS for c in clause.children_by("mark", "advmod", "prep")):
            others = [t for t in subjects(clause) if _another(t, draft)]
            if others:
                return replace(draft, recipients=tuple(others))
    return draft


def _another(token: Token, draft: Draft) -> bool:
    """Whether it is a party, and none of those who act."""
    if not is_party(token) or is_pronoun(token):
        return False
    return token not in draft.actors and core(token).lower not in {core(a).lower for a in draft.actors}
