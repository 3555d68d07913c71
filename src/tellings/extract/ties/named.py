"""Whom a noun such as `ally` or `commander` is said of, and what stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Token
    from tellings.model.coding import Party

NAMES = ("NNP", "NNPS")
BEFORE = ("poss", "compound", "amod", "nmod")


def named_by(noun: Token) -> list[Token]:
    """The heads of those whom the noun names: its apposition, what it is an apposition of, its name, its subject."""
    appositions = noun.children_by("appos")
    if appositions:
        return [c for a in appositions for c in a.conjuncts()]
    if noun.dep == "appos" and noun.head.tag.startswith("N"):
        return [noun.head]
    if noun.dep in ("compound", "nmod") and noun.head.tag in NAMES:
        return [noun.head]
    if noun.dep == "attr":
        own = noun.head.child("nsubj")
        return [own] if own is not None and not noun.head.child("neg") else []
    if noun.dep == "pobj" and noun.head.lower == "as":
        own = noun.head.head.child("nsubj", "dobj")
        return [own] if own is not None else []
    return []


def modifiers(noun: Token) -> list[Token]:
    """Possessor, adjectives and nouns before the noun; in a title before a name those of the whole title."""
    own = noun.children_by(*BEFORE)
    if noun.dep in ("compound", "nmod") and noun.head.tag in NAMES:
        own += [t for t in noun.head.children_by(*BEFORE) if t.i < noun.i]
    return own


def parties_at(head: Token, reading: Reading) -> list[Party]:
    """The parties that the phrase headed by a token stands for."""
    return list(reading.cast.parties(head))


def party_at(head: Token, reading: Reading) -> list[Party]:
    """The one party that the phrase headed by a token stands for, whatever is coordinated with it."""
    return [reading.cast.party(head)]
