"""What a number in a sentence counts: told by its noun, by the verb that governs it, or by the toll it is the value of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.measures import measures
from tellings.data.numbers import number_words

if TYPE_CHECKING:
    from tellings.extract.syntax import Token

PASSIVE = ("nsubjpass",)
OBJECT = ("dobj", "obj", "oprd")
THINGS = frozenset({"attacks", "munitions", "vehicles", "buildings", "settlements", "seats", "voted"})
"""Measures of what is no person: it is fired, taken or hit, not killed or dismissed."""

DEEDS = frozenset({"killed", "injured", "arrested", "abducted", "displaced"})
"""Measures whose noun may take those it befell with `of`: `the deaths of 12 miners`, `the arrest of 40`."""

DEAD = "killed"

FURTHER = frozenset({"another", "more", "further", "additional", "extra"})
"""Said of the dead, they died on top of those counted; said of the wounded, they may be all there are beside the dead."""

BEFORE = frozenset({"from", "than", "with", "against"})
"""What a number is set against: `rose to 14 from nine`, `compared with nine`, `more than the army's 14`."""

INCLUDING = frozenset({"including", "include", "among"})

WITHIN = frozenset({"including", "include", "among", "of", "with", "as"})
"""`50 people, including 12 children`: the twelve share the fate of the fifty."""


def measured(head: Token) -> str | None:
    """The measure of the noun phrase (or bare number) headed by `head`, or None where nothing in the table tells.

    What befalls people now decides before the state they were in (`five wounded soldiers died`).
    """
    befell = _by_verb(head)
    return (befell if befell == DEAD else None) or _by_state(head) or befell or _by_group(head) or _toll(head)


def is_part(head: Token, measure: str) -> bool:
    """Whether a number is no total: some of those counted beside it, more than were counted, or what was counted before."""
    words = {c.lower for t in (head, *head.children_by("nummod")) for c in t.children}
    if measure == DEAD and (words & FURTHER or any(measures("adjective").get(c.lower) == "injured" for c in head.children)):
        return True
    above = head.head
    if head.dep == "pobj" and above.lower in BEFORE and (above.lower != "from" or _toll(head)):
        return True
    of = next((p.child("pobj") for p in head.children_by("prep") if p.lower == "of"), None)
    if of is not None and (of.tag in ("PRP", "WP", "WDT") or _is_number(of) or of.child("nummod")):
        return True
    if head.dep == "pobj" and above.lower in INCLUDING:
        return True
    if head.dep == "appos" and (above.tag == "CD" or above.child("nummod")):
        return True
    return head.dep == "conj" and above.pos in ("NOUN", "PROPN", "NUM") and above.head.lower in INCLUDING


def measure_of(head: Token, noun: Token | None) -> str | None:
    """The measure of a number: things are themselves unless they were destroyed; people are what befell them."""
    own = counted_as(noun) if noun else None
    if own in THINGS:
        return "destroyed" if measured(head) == "destroyed" else own
    told = measured(head)
    return own if told == "destroyed" else told or own


def counted_as(head: Token) -> str | None:
    """The measure that the counted noun itself is (`12 deaths`, `40 soldiers`)."""
    return measures("noun").get(head.lemma) or measures("noun").get(head.lower)


def _by_state(head: Token) -> str | None:
    """`12 people dead`, `12 injured`, `12 civilians killed in …`, `left 12 dead`."""
    if own := measures("adjective").get(head.lower):
        return own
    for child in head.children:
        suffered = child.dep in ("acl", "relcl") and child.tag == "VBN" and not _has_object(child)
        if suffered and (found := measures("object").get(child.lemma)):
            return found
        if child.dep in ("amod", "acomp", "acl", "advmod") and (found := measures("adjective").get(child.lower)):
            return found
    above = head.head
    if head.dep in ("nsubj", "nsubjpass") and above.pos == "ADJ":
        return measures("adjective").get(above.lower)
    beside = [t for t in above.children if t.dep in ("oprd", "acomp", "xcomp", "ccomp", "advcl") and t is not head]
    if head.dep in OBJECT or above.lemma in ("leave", "be", "report", "find"):
        return next((m for t in beside if (m := measures("adjective").get(t.lower))), None)
    return None


def _by_verb(head: Token) -> str | None:
    """`killed 12 people`, `12 people were killed`, `12 people died`."""
    verb = head.head
    if not verb.tag.startswith("VB") or verb is head:
        return None
    perfect = any(c.lemma == "have" for c in verb.children_by("aux"))  # `have fled`
    passive = head.dep in PASSIVE or (head.dep == "nsubj" and verb.tag == "VBN" and not perfect and not _has_object(verb))
    if passive or head.dep in OBJECT:
        return _of_verb(verb, "object")
    if head.dep == "nsubj":
        stated = _of_verb(verb, "subject") or measures("adjective").get(verb.lower)
        return stated or (_in_apposition(verb) if verb.lemma == "be" else None)
    return None


def _of_verb(verb: Token, kind: str) -> str | None:
    if kind == "object" and verb.lemma in ("shoot", "stab", "beat", "crush", "burn"):
        dead = any(c.lower in ("dead", "death") for c in verb.subtree())
        return "killed" if dead else "injured"
    return measures(kind).get(verb.lemma)


def _in_apposition(verb: Token) -> str | None:
    """`12 were dead`, `12 are missing`, `12 were among the 40 killed`."""
    among = next((c.child("pobj") for c in verb.children if c.lower == "among"), None)
    if among:
        return _by_state(among) or _by_verb(among)
    return next((m for c in verb.children if (m := measures("adjective").get(c.lower))), None)


def _by_group(head: Token) -> str | None:
    """A part of what was counted before, or one of several: as the whole, or as the first."""
    above = head.head
    if head.dep in ("conj", "appos") and above.pos in ("NOUN", "PROPN", "NUM"):
        return measured(above)
    if head.dep != "pobj" or above.lower not in WITHIN or above.head.pos not in ("NOUN", "NUM", "PROPN"):
        return None
    whole = above.head
    if above.lower == "of" and not _is_number(whole):
        deed = measures("noun").get(whole.lemma) or measures("noun").get(whole.lower)
        return deed if deed in DEEDS else measures("toll").get(whole.lemma)
    if above.lower == "of" and (_is_number(head) or head.child("nummod")):
        return None  # `five of the 12 died`
    return measured(whole)


def _is_number(token: Token) -> bool:
    """Whether the word itself counts (`dozens of miners`, `12 of the miners`)."""
    return token.pos == "NUM" or token.lower in number_words()


def _toll(head: Token) -> str | None:
    """`the death toll rose to 12`, `bringing the number of dead to 12`."""
    for token in head.ancestors():
        subjects = token.children_by("nsubj", "nsubjpass", "dobj")
        for subject in subjects:
            if subject is head or head in subject.subtree():
                continue
            if found := _toll_of(subject):
                return found
        if token.tag.startswith("VB") and token.dep != "acl":
            return None
        if head.head.lower == "at" and (found := _toll_of(token)):
            return found  # `the number of soldiers killed at 31`
    return None


def _toll_of(subject: Token) -> str | None:
    if found := measures("toll").get(subject.lemma):
        compound = subject.child("compound")
        return measures("toll").get(f"{compound.lower} {subject.lemma}", found) if compound else found
    if subject.lemma in ("number", "count", "total", "figure"):
        words = [w for t in subject.subtree() for w in (t.lower, t.lemma)]
        told = (next((measures(kind)[w] for w in words if w in measures(kind)), None) for kind in ("adjective", "noun"))
        return next((measure for measure in told if measure), None)
    return None


def _has_object(verb: Token) -> bool:
    return verb.child(*OBJECT) is not None
