"""Whether the verb that governs a date looks back or ahead."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tellings.data.future_heads import future_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.syntax import Token

HAVE = frozenset({"has", "have", "had", "'ve", "’ve", "having"})
UNTIL = frozenset({"for", "until", "till", "by", "through", "to"})
"""Before a date that ends or fixes something."""

HIGHEST = 12
"""A date lies at most so many words below its verb; deeper trees are misparses."""


class Looks(StrEnum):
    """Where a verb looks from the report's day."""

    BACK = "back"
    AHEAD = "ahead"
    PRESENT = "present"
    UNKNOWN = "unknown"


def looks(tokens: Sequence[Token], *, strict: bool = True) -> Looks:
    """Where the verb over these words of one sentence looks.

    A day told with a noun (`Friday's attack`) takes nothing from a verb that looks ahead, unless the noun is fixed beforehand
    (`Friday's vote`); where not `strict`, as for months, it does (`will lead a mission in December`).
    """
    inside = set(tokens)
    head = next((t for t in tokens if t.head not in inside or t.is_root), tokens[-1])
    if head.tag.startswith("VB"):
        return _verb(head, "")
    token, via, noun = head, "", ""
    for _ in range(HIGHEST):
        if token.is_root:
            return Looks.UNKNOWN
        token = token.head
        if token.tag.startswith("VB"):
            break
        if token.tag in ("IN", "TO") and not noun and not via:
            via = token.lower
        elif token.pos == "NOUN" and not noun:
            noun = token.lemma
    seen = _verb(token, via)
    if strict and noun and seen is Looks.AHEAD and noun not in future_heads()["event"] and via not in UNTIL:
        return Looks.UNKNOWN
    return seen


def _verb(verb: Token, via: str) -> Looks:
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    words = {a.lower for a in auxiliaries}
    negated = any(c.dep == "neg" or c.lower in ("neither", "never", "nor") for c in verb.children)
    if any(a.tag == "MD" for a in auxiliaries):
        past = words & {"could", "would", "might", "should", "must"}
        return Looks.BACK if past and (words & HAVE or (negated and "could" in past)) else Looks.AHEAD
    if any(a.tag == "TO" or a.lower == "to" for a in auxiliaries):
        return _infinitive(verb)
    heads = future_heads()
    if not negated and (verb.lemma in heads["schedule"] or (via in UNTIL and verb.lemma in heads["moved"])):
        return Looks.AHEAD
    seen = _finite(verb, auxiliaries)
    return Looks.AHEAD if seen is Looks.PRESENT and via in UNTIL - {"for", "to"} else seen


def _finite(verb: Token, auxiliaries: Sequence[Token]) -> Looks:
    tags = {a.tag for a in auxiliaries}
    if verb.tag == "VBD" or "VBD" in tags:
        return Looks.BACK
    if verb.tag == "VBN":
        passive = bool(tags & {"VBZ", "VBP"}) and not {a.lower for a in auxiliaries} & HAVE
        return Looks.PRESENT if passive else Looks.BACK
    if verb.tag == "VBG" and not auxiliaries:
        above = None if verb.head.pos in ("NOUN", "PROPN") else _verb_above(verb)
        return _verb(above, "") if above else Looks.UNKNOWN
    return Looks.PRESENT


def _infinitive(verb: Token) -> Looks:
    """`plans to meet`, `the decision to meet`: ahead; `managed to meet`: as the verb above."""
    head = verb.head
    if head is verb:
        return Looks.AHEAD
    heads = future_heads()
    kind = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}.get(head.pos, "")
    if kind and head.lemma in heads[kind]:
        over = head if head.tag.startswith("VB") else _verb_above(head)
        had = over and any(c.lower == "had" and c.dep == "aux" for c in over.children)
        return Looks.BACK if had else Looks.AHEAD
    above = head if head.tag.startswith("VB") else _verb_above(head)
    return _verb(above, "") if above and above is not verb else Looks.AHEAD


def _verb_above(token: Token) -> Token | None:
    return next((t for t in token.ancestors() if t.tag.startswith("VB")), None)
