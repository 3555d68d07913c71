"""Whether it happened: negation, modals, plans, time before the news."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.data.event_tables import word_classes
from tellings.extract.events.arguments import is_verb

if TYPE_CHECKING:
    from tellings.extract.syntax import Token

FUTURE_AUX = frozenset({"will", "shall", "'ll", "’ll", "wo", "gon"})
CONDITIONAL_AUX = frozenset({"would", "'d", "’d"})
DUTY_AUX = frozenset({"must", "should", "ought"})
MAYBE_AUX = frozenset({"may", "might", "could", "can"})
NEGATIVE_DETERMINERS = frozenset({"no", "neither", "none"})
NEGATIVE_PRONOUNS = frozenset({"none", "nobody", "no-one", "noone", "nothing", "neither"})
"""Nouns and pronouns that deny what is said of them (`killed nobody`, `none of them was hurt`)."""
CONDITION_MARKS = frozenset({"if", "unless", "whether", "should", "until"})


@dataclass(frozen=True, slots=True)
class Modality:
    """How the clause stands to the world."""

    negated: bool = False
    future: bool = False
    conditional: bool = False
    duty: bool = False
    maybe: bool = False
    tentative: bool = False
    if_clause: bool = False
    pluperfect: bool = False
    purpose: bool = False
    denied: bool = False


def modality(head: Token) -> Modality:
    """The modality of a trigger: of its verb, or of the verb that governs its noun."""
    if not is_verb(head) and not head.tag.startswith("JJ"):
        return noun_modality(head)
    verb = governing_verb(head)
    if verb is None:
        return Modality(negated=_negated_noun(head))
    auxiliaries = _auxiliaries(verb)
    above = _raising_head(verb)
    if verb.tag == "VB" and not auxiliaries and verb.dep in ("ccomp", "xcomp") and is_verb(verb.head):
        return modality(verb.head)
    first = first_infinitive(verb)
    purpose = (
        "to" in auxiliaries and first.dep in ("advcl", "acl", "xcomp") and first.head.lemma not in word_classes()["implicative"]
    )
    return Modality(
        purpose=purpose,
        denied=_denied_above(verb),
        negated=_negated(verb) or (head is not verb and _negated_noun(head)) or (above is not None and _negated_above(above)),
        future=bool(auxiliaries & FUTURE_AUX) or (above is not None and above.lemma in word_classes()["future_heads"]),
        conditional=bool(auxiliaries & CONDITIONAL_AUX),
        duty=bool(auxiliaries & DUTY_AUX)
        or (above is not None and above.lemma in ("have", "need", "require") and is_verb(above)),
        maybe=bool(auxiliaries & MAYBE_AUX) or _unreal_gerund(verb),
        tentative=above is not None and above.lemma in word_classes()["tentative_heads"],
        if_clause=_in_condition(verb),
        pluperfect="had" in auxiliaries and verb.tag == "VBN",
    )


def noun_modality(noun: Token) -> Modality:
    """A subject noun shares its verb's modality; elsewhere it is given, unless it is what one plans or fears."""
    if noun.dep in ("nsubj", "nsubjpass") and is_verb(noun.head):
        verbs = modality(noun.head)
        return replace(verbs, negated=verbs.negated or _negated_noun(noun))
    unreal = False
    for above in noun.ancestors():
        if above.lemma in word_classes()["unreal_nouns"]:
            unreal = True
        if is_verb(above):
            unreal = unreal or above.lemma in word_classes()["unreal_verbs"]
            break
    return Modality(negated=_negated_noun(noun), maybe=unreal)


def governing_verb(head: Token) -> Token | None:
    """The verb whose clause tells the trigger: itself, or the nearest verb that has the noun as an argument."""
    if is_verb(head):
        return head
    for above in head.ancestors():
        if is_verb(above):
            return above
        if above.dep in ("relcl", "acl", "advcl"):
            return None
    return None


def _auxiliaries(verb: Token) -> set[str]:
    found = {c.lower for c in verb.children_by("aux", "auxpass")}
    if not found and verb.dep == "conj" and is_verb(verb.head) and verb.tag in ("VB", "VBN", "VBG"):
        return _auxiliaries(verb.head)
    return found


def first_infinitive(verb: Token) -> Token:
    """The infinitive that one behind it is coordinated with (`promised to withdraw and release them`)."""
    while verb.dep == "conj" and verb.tag == "VB" and verb.head.tag == "VB":
        verb = verb.head
    return verb


def _raising_head(verb: Token) -> Token | None:
    if verb.dep == "xcomp" and any(c.lower == "to" for c in verb.children_by("aux")):
        return verb.head
    if verb.dep == "xcomp" and verb.tag == "VBG":
        return verb.head
    if verb.dep == "conj" and is_verb(verb.head) and verb.tag == "VB":
        return _raising_head(verb.head)
    return None


def _denied_above(verb: Token) -> bool:
    """Whether somebody denies the act (`denied that it shelled …`, `denied claims that …`)."""
    below = verb
    for above in verb.ancestors():
        if above.lemma in word_classes()["denials"] and below.dep in ("ccomp", "xcomp", "dobj", "prep", "nsubjpass"):
            return True
        if is_verb(above) and above.lemma not in word_classes()["denials"]:
            return False
        below = above
    return False


def _unreal_gerund(verb: Token) -> bool:
    """Whether a gerund only tells what a plan, pretext or fear is of."""
    noun = verb.head.head
    return verb.dep == "pcomp" and not is_verb(noun) and noun.lemma in word_classes()["unreal_nouns"]


def _negated(verb: Token) -> bool:
    arguments = verb.children_by("nsubj", "nsubjpass", "dobj")
    return any(not _alternative(n) for n in verb.children_by("neg")) or any(denies(a) for a in arguments)


def denies(argument: Token) -> bool:
    """Whether an argument denies the clause that it stands in: `nobody`, `no one`, `none of them`, `neither X nor Y`."""
    if argument.lower in NEGATIVE_PRONOUNS:
        return True
    return any(c.lower in NEGATIVE_DETERMINERS for c in argument.children_by("det", "neg", "preconj", "cc", "predet"))


def _alternative(negation: Token) -> bool:
    """The `not` of `whether or not` denies nothing."""
    before = negation.sent.tokens[negation.i - 1] if negation.i else None
    return before is not None and before.lower == "or"


def _negated_above(above: Token) -> bool:
    return above.child("neg") is not None or above.lemma in word_classes()["negative_heads"]


def _negated_noun(noun: Token) -> bool:
    return any(c.lower in NEGATIVE_DETERMINERS for c in noun.children_by("det", "neg"))


def _in_condition(verb: Token) -> bool:
    for token in (verb, *verb.ancestors()):
        if token.dep in ("advcl", "ccomp") and any(c.lower in CONDITION_MARKS for c in token.children_by("mark", "aux")):
            return token.dep == "advcl" or any(c.lower == "whether" for c in token.children_by("mark"))
        if token.dep in ("relcl", "ROOT"):
            return False
    return False
