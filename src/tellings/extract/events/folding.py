"""An attack and what it did, told in one sentence, are one event: `strikes hit X, killing ten`, `ten died in clashes`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.event_tables import word_classes
from tellings.extract.events.arguments import core, is_when_clause, prepositions, surface_subject
from tellings.extract.events.kinds import is_armed, is_pronoun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.events.draft import Draft
    from tellings.extract.syntax import Token

BY_WHICH = ("in", "by", "during", "after", "following", "from", "amid", "when")


def folded(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each effect folded into the assault that had it."""
    kept = list(drafts)
    for effect in [d for d in drafts if d.type == "ASSAULT" and d.head.lemma in word_classes()["effects"]]:
        cause = next(
            (d for d in kept if d is not effect and d.type == "ASSAULT" and d.status is effect.status and _caused(d, effect)),
            None,
        )
        if cause is not None and effect in kept:
            kept[kept.index(cause)] = _whole(cause, effect)
            kept.remove(effect)
    return kept


def _caused(cause: Draft, effect: Draft) -> bool:
    """Whether the effect's verb says so of the cause: as its subject, behind `in` or `by`, or as a clause that hangs on it."""
    verb = effect.head
    heads = {cause.head, cause.clause.light or cause.head, *(cause.clause.slot("obj") if cause.clause.of_verb else ())}
    heads -= set(effect.recipients)
    if any(core(s) in heads or s in heads for s in surface_subject(verb)):
        return True
    verbs = [verb, *(c for c in verb.children_by("conj") if c.lemma in word_classes()["effects"])]
    if any(t in heads for v in verbs for name, governed in prepositions(v).items() if name in BY_WHICH for t in governed):
        return True
    return _hangs_on(verb, heads) or _happened_when(cause.head, effect)


def _happened_when(cause: Token, effect: Draft) -> bool:
    """`nine people were killed when jets raided the town`; armed people who were killed may have been those who attacked."""
    if effect.actors or any(is_armed(t) for t in effect.recipients):
        return False
    verbs = (effect.head, *effect.head.children_by("conj"))
    subject = cause.child("nsubj")
    return is_when_clause(cause) and cause.head in verbs and subject is not None and not is_pronoun(subject)


def _hangs_on(verb: Token, heads: set[Token]) -> bool:
    above = verb
    while above.dep in ("conj", "advcl", "relcl", "acl", "prep", "pcomp") and above.head is not above:
        above = above.head
        if above in heads:
            return verb.child("nsubj", "nsubjpass") is None or verb.dep == "relcl" or above.dep == "conj"
    return False


def _whole(cause: Draft, effect: Draft) -> Draft:
    recipients = tuple(dict.fromkeys((*cause.recipients, *effect.recipients)))
    own = effect.head.child("nsubj", "agent") is not None
    actors = cause.actors or (effect.actors if own else ())
    return replace(
        cause,
        mode=cause.mode or effect.mode,
        cameo=cause.cameo if cause.mode or not effect.mode else effect.cameo,
        actors=actors,
        recipients=tuple(t for t in recipients if t not in actors),
        reason=f"{cause.reason}; “{effect.head.lower}” tells what it did",
    )
