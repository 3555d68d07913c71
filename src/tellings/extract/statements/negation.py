"""What was not said: negated cues, subjects that are nobody, nouns of which there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reporting import WITHHELD_ACT, negated_acts, reporting_words

if TYPE_CHECKING:
    from tellings.extract.syntax import Token

_NEVER = frozenset({"never", "hardly", "scarcely"})
_NONE = frozenset({"no", "neither", "few", "little"})
_WITHHELD = reporting_words("withheld")
"""Verbs under which the act did not take place (`failed to condemn`, `avoided saying`, `refrained from naming`)."""


def negated(verb: Token) -> bool:
    """Whether a verb is denied: by `not`, `never`, `no longer`, `neither … nor`, `without`, or a verb like `fail`."""
    adverbs = verb.children_by("advmod")
    if verb.child("neg") is not None or any(c.lower in _NEVER or c.child("neg") is not None for c in adverbs):
        return True
    first = verb.head if verb.dep == "conj" else verb
    if any(c.lower == "neither" for c in first.children_by("preconj")):
        return True
    return _withheld(verb)


def _withheld(verb: Token) -> bool:
    """Whether it stands under a word that tells that it was left undone (`without saying`, `stopped short of saying`)."""
    above = verb.head
    if verb.dep == "pcomp":
        return (
            above.lower == "without" or above.head.lower == "short" or (above.lower == "from" and above.head.lemma in _WITHHELD)
        )
    return verb.dep == "xcomp" and above.lemma in _WITHHELD


def nobody(speaker: Token) -> bool:
    """Whether the subject says that there was no speaker (`no group claimed the attack`, `few believe it`)."""
    return speaker.lower in ("nobody", "none", "neither", "few") or none_of(speaker)


def none_of(noun: Token) -> bool:
    """Whether a noun is told of as missing (`no evidence that`, `little sign of`)."""
    return any(c.lower in _NONE for c in noun.children_by("det", "amod", "preconj", "neg"))


def negated_act(act: str) -> str:
    """What a statement with this act does when it is negated."""
    return negated_acts().get(act, WITHHELD_ACT)
