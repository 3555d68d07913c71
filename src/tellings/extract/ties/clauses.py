"""Clauses as ties and holdings need them: who does it and to what, passives turned, and whether it is told as real."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from tellings.data.ties import clause_verbs
from tellings.extract.asked_once import asked_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.extract.syntax import Token

LIFTING = frozenset({"xcomp", "conj", "advcl", "dep"})
"""A verb so attached takes its subject from the verb above where it has none of its own."""

UNSURE = frozenset(["would", "could", "may", "might", "should", "can", "will", "shall", "must", "'ll", "’ll", "wo", "ca"])
CONDITIONS = frozenset(["if", "unless", "whether", "until", "lest"])
RELATIVE = frozenset(["who", "which", "that", "whom"])


class Reality(Enum):
    """How a clause is told."""

    REAL = "real"
    TRIED = "tried"
    UNREAL = "unreal"


def subject(verb: Token) -> Token | None:
    """Who does it: the logical subject, through relative clauses, participles and verbs above; the agent of a passive."""
    if is_passive(verb):
        agent = verb.child("agent")
        return agent.child("pobj") if agent else None
    return _bearer(_doer(verb))


def object_of(verb: Token) -> Token | None:
    """What it is done to: the object, or the subject of a passive."""
    return _bearer(_doer(verb)) if is_passive(verb) else verb.child("dobj", "obj")


def _bearer(noun: Token | None) -> Token | None:
    """Whom a noun that only describes stands for: `X, a group funded by …`, `X is one of the few who …`."""
    if noun is None or noun.tag.startswith("NNP") or noun.tag == "PRP":
        return noun
    if noun.dep == "appos" and noun.head.tag.startswith("NNP"):
        return noun.head
    described = noun.head.head if noun.dep == "pobj" and noun.head.lower == "of" else noun
    if described.dep == "attr" and described.head.lemma == "be":
        return described.head.child("nsubj") or noun
    return noun


def is_passive(verb: Token) -> bool:
    """Whether the clause is passive (`was taken by`, `taken by` behind a noun)."""
    if verb.child("nsubjpass", "auxpass", "agent"):
        return True
    if verb.tag != "VBN" or verb.child("nsubj", "dobj", "aux"):
        return False
    return verb.dep == "acl" or (verb.dep == "conj" and verb.head.tag == "VBN" and is_passive(verb.head))


def _doer(verb: Token) -> Token | None:
    """The grammatical subject, wherever it stands."""
    own = verb.child("nsubj", "nsubjpass")
    if own is not None:
        return verb.head if own.lower in RELATIVE and verb.dep == "relcl" else own
    if verb.dep in ("acl", "relcl"):
        return verb.head
    return None if verb.head is verb else _borrowed(verb)


def _borrowed(verb: Token) -> Token | None:
    """The subject that a verb without one of its own has from the verb above it."""
    above = verb.head.head if verb.dep == "pcomp" else verb.head
    if verb.dep in ("xcomp", "ccomp") and above.lemma in clause_verbs("object_acts") and above.child("dobj"):
        return above.child("dobj")
    if verb.dep not in (*LIFTING, "pcomp") or not above.tag.startswith("VB"):
        return None
    return _doer(above)


def behind(verb: Token, wanted: str) -> Token | None:
    """The object of the first of the prepositions `wanted` (parted by |; `out of` is a path) behind a verb or noun."""
    names = wanted.split("|")
    return next((noun for path, noun in paths(verb) if path in names), None)


def paths(head: Token) -> Iterator[tuple[str, Token]]:
    """Every noun behind the head with the prepositions that lead to it: `of`, `out of`, `into hands of`, `side of`."""
    for near in (head, *head.children_by("prt", "dobj", "advmod")):
        prepositions = near.children_by("prep", "dative")
        for first in prepositions:
            yield from _below(first, first.lower, 2)
    for adverb in head.children_by("advmod", "prt"):
        yield from ((f"{adverb.lower} {p}", n) for first in adverb.children_by("prep") for p, n in _below(first, first.lower, 1))


def _below(preposition: Token, path: str, depth: int) -> Iterator[tuple[str, Token]]:
    for noun in preposition.children_by("pobj"):
        yield path, noun
        if depth > 1:
            yield from ((f"{noun.lower} {p}", n) for inner in noun.children_by("prep") for p, n in _below(inner, inner.lower, 1))
    for inner in preposition.children_by("prep"):
        yield from ((f"{preposition.lower} {p}", n) for p, n in _below(inner, inner.lower, depth))


@asked_once
def reality(verb: Token) -> Reality:
    """Whether the clause is told as done, as tried, or as something that is not, or not yet, so."""
    helpers = verb.children_by("aux")
    if (
        verb.child("neg")
        or any(c.lower in UNSURE for c in helpers)
        or any(c.lower in CONDITIONS for c in verb.children_by("mark"))
    ):
        return Reality.UNREAL
    if any(c.tag == "TO" for c in helpers):
        return _infinitive(verb)
    if verb.dep == "pcomp":
        return _after_preposition(verb)
    return _as_above(verb)


def _as_above(verb: Token) -> Reality:
    """A bare verb form shares in what is said of the verb above (`would enter and take the town`)."""
    above = verb.head
    if above is verb or not above.tag.startswith("VB"):
        return Reality.REAL
    alone = verb.child("nsubj", "nsubjpass", "aux") is not None
    if verb.dep in ("xcomp", "ccomp") and verb.tag == "VBG" and above.lemma in clause_verbs("denies"):
        return Reality.UNREAL
    shares = verb.dep == "xcomp" or (verb.dep == "conj" and verb.tag == "VB" and not alone)
    return reality(above) if shares else Reality.REAL


def _infinitive(verb: Token) -> Reality:
    above = verb.head
    if verb.dep == "xcomp" and above.lemma in clause_verbs("tries"):
        return Reality.TRIED if reality(above) is Reality.REAL else Reality.UNREAL
    if verb.dep in ("xcomp", "ccomp") and above.lemma in clause_verbs("goes_on"):
        return reality(above)
    if verb.lemma in clause_verbs("keeps") and verb.dep in ("xcomp", "ccomp", "acl") and not above.child("neg"):
        return Reality.REAL
    return Reality.UNREAL


def _after_preposition(verb: Token) -> Reality:
    """`after taking the town` is done; `of taking the town`, `without taking it`, `before` are not, or not by these words."""
    return Reality.REAL if verb.head.lower in ("after", "by", "since", "in", "upon", "on", "with") else Reality.UNREAL


@asked_once
def phrase_words(verb: Token) -> set[str]:
    """The lemmas that can make a phrase with the verb: itself with its particle, its object, what follows `in` or `under`."""
    made = {verb.lemma}
    for word in verb.children:
        if word.dep in ("prt", "advmod", "acomp", "prep", "attr", "dobj", "oprd"):
            made.add(f"{verb.lemma} {word.lower}")
            made.add(f"{verb.lemma} {word.lemma}")
        if word.dep == "prep":
            made.update(f"{verb.lemma} {word.lower} {form}" for n in word.children_by("pobj") for form in (n.lemma, n.lower))
        if word.dep == "dobj":
            made.update(f"{verb.lemma} {mod.lower} {word.lemma}" for mod in word.children_by("amod", "compound"))
    return made
