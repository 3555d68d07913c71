"""Armed groups that no table knows: what the words around a name say it is, and whom it fights."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tellings.data.actors import cast_words
from tellings.extract.names.roles import fact, read_kind
from tellings.extract.phrases import behind, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tellings.extract.names.known import KnownWords
    from tellings.extract.names.mentions import Name
    from tellings.extract.syntax import Token

ARMED_SECTORS = frozenset({"REB", "UAF"})
GOVERNMENT = cast_words("government")
FORCES = frozenset({"army", "military", "troop", "force", "soldier"})
PLACE_PREPOSITIONS = cast_words("place_preposition")
BESIDE, WHERE = 2, 1
"""A state that stands beside the group with its government or army says more than a place where something happens."""


def is_insurgent(places: Sequence[Name], known: KnownWords) -> bool:
    """Whether the report calls the group armed: `the X, a rebel group`, `militants of the X`; or it claims an attack."""
    if any(_claims_attack(name.head) for name in places):
        return True
    kinds = (read_kind(t, known) for name in places for t in _described_by(name))
    return any(k is not None and k.sector in ARMED_SECTORS for k in kinds)


def _claims_attack(head: Token) -> bool:
    """`the X claimed responsibility for the attack`."""
    return head.dep == "nsubj" and head.head.lemma == "claim" and any(t.lemma == "responsibility" for t in head.head.children)


def _described_by(name: Name) -> Iterator[Token]:
    """The nouns that say what the group or its members are."""
    head, first = name.head, name.tokens[0]
    if first.tag == "NNS" or (first.lower.endswith("s") and len(name.tokens) > 1 and name.tokens[1].lower == "of"):
        yield first
    yield from head.children_by("appos")
    if head.dep == "nsubj" and head.head.lemma == "be":
        yield from head.head.children_by("attr")
    if head.dep == "appos" and head.head.pos == "NOUN":
        yield head.head
    if head.dep == "pobj" and head.head.lower == "of" and head.head.head.tag == "NNS":
        yield head.head.head
    if head.dep in ("compound", "nmod") and head.head.tag == "NNS":
        yield head.head


def home_of(places: Sequence[Name], known: KnownWords) -> str | None:
    """The country where the group fights: the state named beside it, or where its sentences happen; None where unclear."""
    votes: Counter[str] = Counter()
    for name in places:
        for token in _described_by(name):
            if (kind := read_kind(token, known)) is not None and kind.country:
                return kind.country
        for sentence_token in name.sentence:
            votes.update(_votes(sentence_token, known))
    (first, most), *others = votes.most_common() or [("", 0)]
    return first if most and all(count < most for _, count in others) else None


def _votes(token: Token, known: KnownWords) -> Mapping[str, int]:
    if token.lemma in GOVERNMENT | FORCES and token.pos == "NOUN":
        country = next((k.country for t in (*phrase(token), *_whose(token)) if (k := fact(t, known)) and k.country), None)
        return {country: BESIDE} if country else {}
    here = fact(token, known)
    if here is None or not here.country or here.how not in ("name", "demonym") or token.sent.tokens[here.first] is not token:
        return {}
    return {here.country: WHERE} if _locates(token) else {}


def _whose(token: Token) -> Iterator[Token]:
    for owner in behind(token, "of"):
        yield from phrase(owner)


def _locates(token: Token) -> bool:
    """Whether the word stands in a phrase of place (`in Chad`, `the Chadian town of`)."""
    head = token
    while head.dep in ("compound", "amod", "nmod", "poss") and head.head.pos in ("NOUN", "PROPN"):
        head = head.head
    if head.dep == "pobj":
        return head.head.lower in PLACE_PREPOSITIONS
    return head is not token and head.dep in ("dobj", "nsubjpass") and token.tag == "JJ"
