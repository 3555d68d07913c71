"""Noun phrases as the parse gives them: their words, what stands before and behind the head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.actors import cast_words
from tellings.extract.asked_once import asked_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.syntax import Sentence, Token
    from tellings.model.report import Span

INNER = frozenset({"det", "predet", "amod", "compound", "nummod", "poss", "nmod", "case", "quantmod", "advmod", "npadvmod"})
"""Dependencies of the words that belong to a noun phrase left of its head."""

MODIFYING = frozenset({"compound", "amod", "nmod"})
MANNER = cast_words("manner")

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "agent")


@asked_once
def forms(sentence: Sentence) -> frozenset[str]:
    """The words of a sentence in lower case, and their dictionary forms: what no table knows one of is not looked through."""
    return frozenset(form for t in sentence.tokens for form in (t.lower, t.lemma))


def plain_name(words: Sequence[Token], span: Span) -> str:
    """What a common noun phrase is called in the middle of a sentence: `two guards` for `Two guards`."""
    if words[0].tag.startswith("NNP") or span.text[:2].isupper():
        return span.text
    return span.text[:1].lower() + span.text[1:]


@asked_once
def phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without its relative clauses, appositions, coordination and outer punctuation."""
    inner = [t for t in head.children if t.dep in INNER and (t.i < head.i or t.dep == "case")]
    if head.dep in MODIFYING:  # `a lightning rebel offensive`: the offensive is quick, not the rebels
        inner = [t for t in inner if t.lower not in MANNER]
    if not inner:
        return [head]
    for token in inner:
        inner.extend(token.children)  # and so on down the tree
    kept = sorted((head, *inner), key=place)
    while len(kept) > 1 and kept[0] is not head and (kept[0].pos == "PUNCT" or kept[0].lower in ("both", "including")):
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].tag == "POS":
        kept = kept[:-1]
    return kept


def place(token: Token) -> int:
    """Which word of its sentence it is."""
    return token.i


def behind(head: Token, *prepositions: str) -> Iterator[Token]:
    """The objects of the prepositional phrases behind the head (`the minister of defence`), nearest first."""
    for preposition in head.children_by("prep"):
        if not prepositions or preposition.lower in prepositions:
            yield from preposition.children_by("pobj")


def verb_above(token: Token) -> Token | None:
    """The verb whose clause the phrase headed by `token` stands in."""
    return next((t for t in token.ancestors() if t.pos == "VERB" or t.tag.startswith("VB")), None)


def top(token: Token) -> Token:
    """The head of the coordination or name that `token` is a part of."""
    while (
        token.dep in ("conj", "compound", "flat", "nmod")
        and token.head is not token
        and token.head.pos in ("PROPN", "NOUN", "PRON")
    ):
        token = token.head
    return token


def is_subject(token: Token) -> bool:
    """Whether the phrase headed by `token` (or what it is coordinated with) is a subject."""
    return top(token).dep in SUBJECTS


def is_plural(head: Token) -> bool:
    """Whether the head is plural by its tag."""
    return head.tag in ("NNS", "NNPS") or head.lower in ("they", "them", "their", "both", "people", "police", "troops")
