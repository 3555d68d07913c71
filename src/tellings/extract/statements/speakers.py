"""Whose words they are: the subject of a cue, said, understood, inverted, or in a relative clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words, speaking_nouns

if TYPE_CHECKING:
    from tellings.extract.syntax import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_MOST_STEPS = 6
"""How far up the tree a subject may be understood from; longer chains are misparses."""
_UNNAMED = frozenset({"it", "there"})


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive with its own subject, or a reduced one (`accused of`)."""
    if verb.child("auxpass", "nsubjpass") is not None:
        return True
    if verb.tag != "VBN" or verb.dep not in ("acl", "amod", "advcl") or verb.child("nsubj", "aux") is not None:
        return False
    return not _tells(verb)


def _tells(verb: Token) -> bool:
    """Whether what was taken for a participle is the verb of its sentence, as its complements say.

    `The doctors called Abad a quack`; `The envoy, Anna Weiss, called Thursday for calm`.
    """
    if len(verb.children_by("oprd")) > 1 and verb.sent.root.pos != "VERB":
        return True
    named_before = verb.head.is_root and verb.head.child("appos") is not None and verb.sent.tokens[verb.i - 1].text == ","
    called = verb.lemma == "call" and any(c.lower in ("for", "on") for c in verb.children_by("prep"))
    return named_before and (called or verb.child("dobj", "ccomp") is not None)


def agent(verb: Token) -> Token | None:
    """Who did it, after `by`."""
    own = verb.child("agent") or next((c for c in verb.children_by("prep") if c.lower == "by"), None)
    by = own or next(
        (t for t in reversed(verb.subtree()) if t.lower == "by" and t.i > verb.i and t.dep in ("agent", "prep")), None
    )
    return by.child("pobj") if by else None


_UNDERSTOOD = frozenset({
    "pcomp", "prep", "advcl", "conj", "xcomp", "ccomp", "parataxis", "dep", "acomp", "attr", "oprd", "aux",
})  # fmt: skip
"""Dependencies under which a verb's subject is the one of the verb above."""


_VISITS = reporting_words("visit")
"""Verbs whose subject does what the infinitive behind their object tells (`called her to congratulate her`)."""


def subject(verb: Token, steps: int = _MOST_STEPS) -> Token | None:
    """The head of the verb's subject: its own, or the one understood from the verb or noun above."""
    own = verb.child("nsubj", "csubj") or verb.child("nsubjpass")
    if own is not None or verb.is_root or steps == 0:
        return own
    above = verb.head
    if verb.dep in ("acl", "relcl", "appos") and above.pos in ("NOUN", "PROPN", "PRON"):
        return verb.sent.root if verb.tag == "VBN" and not is_passive(verb) and verb.sent.root.pos != "VERB" else above
    if verb.dep not in _UNDERSTOOD or (verb.dep == "ccomp" and verb.child("mark")):
        return None
    controller = above.child("dobj") if verb.dep == "xcomp" and above.lemma not in _VISITS else None
    return controller if controller is not None and controller.i < verb.i else subject(above, steps - 1)


def armed(token: Token | None) -> bool:
    """Whether a word stands for soldiers, rebels or their arms, whose opposing and defending need not be words."""
    if token is None:
        return False
    return any(speaking_nouns().get(form) == "armed" for form in (antecedent(token).lemma.lower(), antecedent(token).lower))


def named(token: Token | None) -> Token | None:
    """The subject if it can speak: no expletive `it` or `there`."""
    return None if token is None or token.lower in _UNNAMED else token


def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for; any other word stands for itself."""
    if pronoun.tag not in ("WP", "WDT") and not (pronoun.lower == "that" and pronoun.dep in SUBJECTS):
        return pronoun
    for above in pronoun.ancestors():
        if above.dep == "relcl":
            return _one_of(above.head)
    return pronoun


def _one_of(noun: Token) -> Token:
    """Who is said to be one of those (`Weber is one of the few leaders who backed …`), else they themselves."""
    one = noun.head.head
    if noun.dep != "pobj" or noun.head.lower != "of" or one.lower != "one" or one.dep != "attr":
        return noun
    return one.head.child("nsubj") or noun


def inverted(verb: Token) -> Token | None:
    """The speaker right behind a verb of saying (`"…?" asked the widow`), whatever the parser took the noun for."""
    deps = ("nsubj", "dobj", "dative", "attr", "dep", "oprd", "npadvmod", "appos", "pobj")
    for child in verb.children:
        if (
            child.i > verb.i
            and child.dep in deps
            and child.pos in ("NOUN", "PROPN", "PRON")
            and child.ent not in ("DATE", "TIME")
        ):
            return child
    return None


_FULL = frozenset({"prep", "appos"})
_OF_NAME = frozenset({"of", "for", "from", "in", "at", "to", "with", "on"})


def full_phrase(head: Token) -> list[Token]:
    """The words by which a speaker is named: the noun phrase, what belongs to it and its apposition, in order."""
    words = noun_phrase(head)
    for child in head.children:
        if child.i > head.i and (child.dep == "appos" or (child.dep == "prep" and child.lower in _OF_NAME)):
            words.extend(t for t in child.subtree() if not any(a.dep == "relcl" for a in [t, *t.ancestors()] if a.i > head.i))
    last = max(words, key=lambda t: t.i)
    kept = [t for t in words if t.i <= last.i]
    while kept and kept[-1].pos == "PUNCT":
        kept.pop()
    return sorted(kept or [head], key=lambda t: t.i)


_PHRASE = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "case", "quantmod", "predet", "advmod"})


def noun_phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without its clauses, appositions and coordination, in order."""
    words = [head]
    for child in head.children:
        if child.dep in _PHRASE:
            words.extend(child.subtree())
    return sorted(words, key=lambda t: t.i)
