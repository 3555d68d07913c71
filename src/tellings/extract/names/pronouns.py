"""Whom pronouns and bare roles stand for: by gender, number, grammatical place and distance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tellings.extract.phrases import is_subject, verb_above
from tellings.model.coding import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.extract.syntax import Token
    from tellings.model.coding import Party

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PERSONAL = MASCULINE | FEMININE
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
WINDOW = 4
"""Sentences back that a pronoun reaches."""
SUBJECT_BONUS, SAME_PLACE_BONUS, QUOTED_PENALTY, SENTENCE_COST = 6.0, 2.0, 5.0, 5.0
"""A subject outweighs one sentence of distance; a word inside a quotation is seldom meant outside it."""


class Seen(NamedTuple):
    """A party met in the text."""

    token: Token
    party: Party
    kind: MentionKind
    number: int  # of the sentence
    plural: bool = False
    gender: str | None = None
    quoted: bool = False
    named: bool = True


class Asked(NamedTuple):
    """A pronoun or bare role whose party is wanted."""

    token: Token
    number: int
    quoted: bool = False


def resolve_pronoun(asked: Asked, seen: Sequence[Seen]) -> Seen | None:
    """Whom the pronoun stands for; None where nobody fits."""
    word, seen = asked.token.lower, _within_reach(asked, seen)
    if word in PERSONAL:
        gender = "m" if word in MASCULINE else "f"
        fit: Iterable[Seen] = (s for s in seen if s.kind is MentionKind.PERSON and not s.plural and s.gender in (None, gender))
    elif word in NEUTER:
        fit = (s for s in seen if not s.plural and s.kind is not MentionKind.PERSON)
    elif word in PLURAL:
        fit = (s for s in seen if s.plural)
    else:
        return None
    return nearest(asked, fit)


def _within_reach(asked: Asked, seen: Sequence[Seen]) -> Sequence[Seen]:
    """The last of those seen, who are in order of the text, so that a long report costs no more a pronoun than a short one."""
    first = len(seen)
    while first and asked.number - seen[first - 1].number <= WINDOW:
        first -= 1
    return seen[first:]


def nearest(asked: Asked, candidates: Iterable[Seen]) -> Seen | None:
    """The candidate before the place asked about that is most likely meant."""
    near = [
        s
        for s in candidates
        if _before(s, asked)
        and asked.number - s.number <= WINDOW
        and not _same_clause(s.token, asked.token)
        and not _spoken(s, asked)
    ]
    return max(near, key=lambda s: (_weight(s, asked), s.token.start), default=None)


def _before(seen: Seen, asked: Asked) -> bool:
    return seen.token.start < asked.token.start


def _spoken(seen: Seen, asked: Asked) -> bool:
    """Whether one is only in the words that the sentence quotes: `"My father is innocent," he said` is not the father."""
    return seen.quoted and not asked.quoted and seen.number == asked.number


def _weight(seen: Seen, asked: Asked) -> float:
    weight = -SENTENCE_COST * (asked.number - seen.number)
    weight += SUBJECT_BONUS * is_subject(seen.token)
    weight += SAME_PLACE_BONUS * (is_subject(seen.token) and is_subject(asked.token))
    weight -= QUOTED_PENALTY * (seen.quoted and not asked.quoted)
    return weight - 0.01 * min(asked.token.i, 50) * (seen.number == asked.number)


def _same_clause(candidate: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb: `he told him` are two people (possessives aside)."""
    if candidate.sent is not pronoun.sent or pronoun.dep == "poss":
        return False
    return verb_above(candidate) is verb_above(pronoun) and candidate.dep != "poss"
