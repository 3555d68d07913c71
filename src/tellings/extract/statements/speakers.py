"""Whose words they are: the subject of a cue, said, understood, inverted, or in a relative clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.extract.syntax import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_MOST_STEPS = 6
"""How far up the tree a subject may be understood from; longer chains are misparses."""
_UNNAMED = frozenset({"it", "there"})


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive with its own subject, or a reduced one (`accused of`)."""
    return verb.child("auxpass", "nsubjpass") is not None or (verb.tag == "VBN" and verb.dep in ("acl", "amod"))


def agent(verb: Token) -> Token | None:
    """Who did it, after `by`."""
    by = verb.child("agent") or next((c for c in verb.children_by("prep") if c.lower == "by"), None)
    return by.child("pobj") if by else None


def subject(verb: Token, steps: int = _MOST_STEPS) -> Token | None:
    """The head of the verb's subject: its own, or the one understood from the verb or noun above."""
    own = verb.child("nsubj", "csubj") or verb.child("nsubjpass")
    if own is not None:
        return own
    if verb.is_root or steps == 0:
        return None
    above = verb.head
    if verb.dep in ("acl", "relcl", "appos") and above.pos in ("NOUN", "PROPN", "PRON"):
        return above
    if verb.dep in ("pcomp", "prep", "advcl", "conj", "xcomp", "ccomp", "parataxis", "dep", "acomp", "attr", "oprd", "aux"):
        if verb.dep == "xcomp" and (controller := above.child("dobj")) is not None and controller.i < verb.i:
            return controller
        if verb.dep == "ccomp" and verb.child("mark"):
            return None
        return subject(above, steps - 1)
    return None


def named(token: Token | None) -> Token | None:
    """The subject if it can speak: no expletive `it` or `there`."""
    return None if token is None or token.lower in _UNNAMED else token


def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for; any other word stands for itself."""
    if pronoun.tag not in ("WP", "WDT") and not (pronoun.lower == "that" and pronoun.dep in SUBJECTS):
        return pronoun
    for above in pronoun.ancestors():
        if above.dep == "relcl":
            return above.head
    return pronoun


_PHRASE = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "case", "quantmod", "predet", "advmod"})


def noun_phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without its clauses, appositions and coordination, in order."""
    words = [head]
    for child in head.children:
        if child.dep in _PHRASE:
            words.extend(child.subtree())
    return sorted(words, key=lambda t: t.i)
