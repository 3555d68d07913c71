"""The arguments of a trigger in its tree: understood subjects and objects, prepositional phrases, what a noun phrase holds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tellings.data.event_tables import word_classes
from tellings.extract.asked_once import asked_once

if TYPE_CHECKING:
    from tellings.extract.syntax import Token

RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
CLAUSE_DEPS = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "conj", "acl", "relcl", "prep", "dep", "ROOT"})


OBJECT_PREPOSITIONS = frozenset({"of", "from", "for", "into"})
"""Before a gerund these make the object its subject (`accused them of shelling`); `by` and `after` do not."""

FIGURES = frozenset({"number", "total", "share", "percentage"})
"""With a definite article these name a figure, not those counted."""
FAR = 6
"""How many heads up an understood subject is looked for; deeper than that it is a guess."""


def is_verb(token: Token) -> bool:
    """Whether the token is a verb form, an auxiliary apart."""
    return token.tag.startswith("VB") and token.dep not in ("aux", "auxpass")


def is_when_clause(verb: Token) -> bool:
    """Whether the verb's clause says at what moment the one above it came about (`were killed when jets struck`)."""
    return verb.dep == "advcl" and any(c.lower == "when" for c in verb.children_by("mark", "advmod"))


@asked_once
def is_passive(verb: Token) -> bool:
    """Whether what stands as subject (or the noun that a participle belongs to) is the logical object."""
    if verb.child("nsubjpass", "auxpass", "csubjpass") is not None or _is_toll(verb):
        return True
    if verb.tag != "VBN" or verb.child("nsubj") is not None:
        return False
    if verb.dep in ("acl", "amod"):
        return True
    return verb.dep == "conj" and not _has_aux(verb) and is_verb(verb.head) and is_passive(verb.head)


def _is_toll(verb: Token) -> bool:
    """Whether a headline counts without commas: `seven civilians killed 25 injured in …`."""
    effects, counted = word_classes()["effects"], verb.child("nsubj")
    if verb.lemma not in effects or counted is None or _has_aux(verb) or names_of(counted) & word_classes()["armed"]:
        return False
    if counted.tag != "CD" and counted.child("nummod") is None:
        return False
    return any(w.lemma in effects and number.tag == "CD" for number, w in pairwise(verb.sent) if number.head is verb)


@asked_once
def subjects(verb: Token) -> list[Token]:
    """Who does it: the logical subjects (heads of coordinations stay one), understood ones found through control and raising."""
    if is_passive(verb):
        return _agents(verb) or prepositions(verb).get("by", []) or [a for c in verb.children_by("conj") for a in _agents(c)]
    return surface_subject(verb)


def _agents(verb: Token) -> list[Token]:
    return [p for agent in verb.children_by("agent") for p in agent.children_by("pobj")]


@asked_once
def objects(verb: Token) -> list[Token]:
    """Whom it is done to: the logical objects."""
    if is_passive(verb):
        return surface_subject(verb)
    found = verb.children_by("dobj") or _raised_objects(verb)
    if not found and (relative := _relative_object(verb)) is not None:
        return [relative]
    twin = next((c for c in verb.children_by("conj") if is_verb(c) and c.i == verb.i + 2), None)
    if not found and twin is not None and verb.child("prep", "ccomp", "xcomp") is None:
        return twin.children_by("dobj")
    if not found and verb.dep == "conj" and is_verb(verb.head) and not verb.children_by("prep", "ccomp", "xcomp"):
        return [o for o in verb.head.children_by("dobj") if o.i > verb.i]
    return found


def _raised_objects(verb: Token) -> list[Token]:
    """The subject of a small or infinitive clause (`found him guilty`, `let them go`), which the verb is about."""
    for clause in verb.children_by("ccomp"):
        bare = clause.tag in ("JJ", "NN", "VB", "VBN") or (
            clause.tag == "VBP" and verb.lemma in word_classes()["bare_infinitive"]
        )
        infinitive = bare and not any(c.lower != "to" for c in clause.children_by("aux", "mark", "auxpass"))
        if infinitive and clause.i > verb.i:
            return clause.children_by("nsubj", "nsubjpass")
    return []


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, found above where the clause has none of its own."""
    own = verb.child(*SUBJECTS)
    if own is not None:
        return [_antecedent(own, verb)]
    if depth > FAR or verb.head is verb:
        return []
    return _understood_subject(verb, depth)


def _understood_subject(verb: Token, depth: int) -> list[Token]:
    if verb.dep in ("acl", "relcl", "amod"):
        return _noun_controller(verb, depth)
    head = verb.head
    if verb.dep in ("xcomp", "ccomp") and head.child("dobj") is not None and _by_object(verb, head):
        return [_antecedent(o, head) for o in head.children_by("dobj")][:1]
    asked = _asked(head) if verb.dep in ("xcomp", "advcl") and head.lemma in word_classes()["addressing"] else []
    if asked or verb.dep in ("pcomp", "prep"):
        return asked or _of_gerund(verb, depth)
    if is_verb(head) or head.tag.startswith("JJ"):
        return surface_subject(head, depth + 1)
    if verb.dep in ("xcomp", "advcl", "conj", "dep", "acomp", "oprd") and head.head is not head:
        return surface_subject(head, depth + 1)
    return []


def _of_gerund(verb: Token, depth: int) -> list[Token]:
    """Who does what a gerund behind a preposition says: the object above (`accused them of …`), else the subject above."""
    above = _above_prepositions(verb)
    if verb.head.lower in OBJECT_PREPOSITIONS and is_verb(above) and above.child("dobj") is not None:
        return above.children_by("dobj")[:1]
    if not is_verb(above) and not above.tag.startswith("JJ"):
        return _noun_controller_of(above, depth)
    return surface_subject(above, depth + 1)


def _asked(speech: Token) -> list[Token]:
    """Whom a speech asks to act: `called on Chad to …`, `appealed to the rebels to …`."""
    governed = prepositions(speech)
    return next((governed[p] for p in ("on", "upon", "to", "with") if governed.get(p)), [])


def _by_object(verb: Token, head: Token) -> bool:
    """Whether the object of the verb above does the act: with infinitives, and with gerunds of perception."""
    return head.lemma not in word_classes()["subject_control"] and (
        verb.tag != "VBG" or head.lemma in word_classes()["perception"]
    )


def _above_prepositions(token: Token) -> Token:
    head = token.head
    while head.dep in ("prep", "pcomp", "agent") and head.head is not head:
        head = head.head
    above = head.head if head.tag in ("IN", "TO") and head.head is not head else head
    if above.dep == "pobj" and above.ent in ("DATE", "TIME") and above.head.head is not above:
        return above.head.head  # `accused X on Friday of …`: nothing hangs on the day
    return above


def _noun_controller(verb: Token, depth: int) -> list[Token]:
    """`troops backing X`: the noun does it; `a decision to withdraw`: whoever decides does."""
    noun = verb.head
    infinitive = any(c.lower == "to" and c.dep == "aux" for c in verb.children)
    if verb.dep == "relcl" or not infinitive:
        return [noun]
    return _noun_controller_of(noun, depth)


def _noun_controller_of(noun: Token, depth: int) -> list[Token]:
    owner = noun.child("poss")
    if owner is not None:
        return [owner]
    by = prepositions(noun).get("by")
    if by:
        return by
    if noun.dep in ("dobj", "attr", "pobj", "nsubjpass"):
        above = noun.head if noun.dep != "pobj" else _above_prepositions(noun)
        if is_verb(above) and depth <= FAR:
            return subjects(above)
    return []


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token itself."""
    if token.lower in RELATIVES and verb.dep == "relcl":
        return _attack_above(token, verb) or _predicated(verb.head)
    if token.lower in RELATIVES and token.tag in ("WDT", "WP"):
        return next((a.head for a in (verb, *verb.ancestors()) if a.dep == "relcl"), token)
    return token


def _attack_above(token: Token, verb: Token) -> Token | None:
    """The attack where `which` follows the place it was made at (`the raid on a base in Libya, which killed four`)."""
    if token.lower != "which" or verb.lemma not in word_classes()["effects"]:
        return None
    above = verb.head
    while above.dep in ("pobj", "prep", "appos"):
        above = above.head
        if above.pos == "NOUN" and names_of(above) & word_classes()["attack"]:
            return above
    return None


def _predicated(noun: Token) -> Token:
    """Whom a predicate noun is said of: `X is one of those who …` is about X."""
    top = whole(noun)
    if top.dep == "attr" and top.head.lemma == "be" and (subject := top.head.child("nsubj")) is not None and subject.tag != "EX":
        return subject
    return noun


def _relative_object(verb: Token) -> Token | None:
    """`the town that rebels took`: the noun, where the clause has a subject of its own that is not the relative pronoun."""
    subject = verb.child(*SUBJECTS)
    own_subject = subject is not None and subject.lower not in RELATIVES
    return verb.head if verb.dep == "relcl" and own_subject and verb.head.i < verb.i else None


def _has_aux(verb: Token) -> bool:
    return verb.child("aux") is not None


@asked_once
def prepositions(token: Token) -> dict[str, list[Token]]:
    """What each preposition under the token governs: nouns and gerunds, nested ones (`out of`) under their own name too."""
    found: dict[str, list[Token]] = {}
    for prep in token.children_by("prep", "agent", "dative"):
        _gather(prep, found)
    return found


def _gather(prep: Token, found: dict[str, list[Token]]) -> None:
    governed = [c for c in prep.children if c.dep in ("pobj", "pcomp")]
    if prep.tag in ("IN", "TO", "RB", "RP", "VBG", "RBR") or governed:
        found.setdefault(prep.lower, []).extend(governed)
        for nested in prep.children_by("prep"):
            _gather(nested, found)
        for other in prep.children_by("conj"):
            if other.tag in ("IN", "TO"):
                _gather(other, found)


@asked_once
def core(noun: Token) -> Token:
    """The noun that counts: `troops` in `thousands of troops`, `a number of troops`; but `the number of troops` is a number."""
    seen = noun
    for _ in range(3):
        inner = prepositions(seen).get("of")
        partitive = (seen.lemma in word_classes()["partitive"] or seen.tag == "CD") and not _is_figure(seen)
        if not partitive or not inner or seen.ent in ("PERSON", "ORG", "GPE"):
            return seen
        seen = inner[0]
    return seen


def _is_figure(noun: Token) -> bool:
    return noun.lemma in FIGURES and any(c.lower in ("the", "this", "that") for c in noun.children_by("det"))


@asked_once
def whole(noun: Token) -> Token:
    """The head of the phrase in which the noun counts: `series` for `attacks` in `a series of attacks`."""
    seen = noun
    for _ in range(3):
        above = seen.head
        if seen.dep == "pobj" and above.lower == "of" and above.head.lemma in word_classes()["partitive"]:
            seen = above.head
        else:
            return seen
    return seen


@asked_once
def names_of(noun: Token) -> set[str]:
    """The words by which a frame may know a noun phrase: its head, and `modifier_head` for each modifier."""
    head = core(noun)
    found = {head.lemma, head.lower, noun.lemma, noun.lower}
    for child in head.children:
        if child.dep in ("compound", "amod", "nmod"):
            if head.lemma in word_classes()["vague"]:
                found |= {child.lemma, child.lower}
            found |= {f"{child.lemma}_{head.lemma}", f"{child.lower}_{head.lemma}"}
    if head.tag.startswith("NNP") and head.lower.endswith("s"):
        found.add(head.lower[:-1])
    if head.dep == "compound":
        found.add(f"{head.lower}_{head.head.lemma}")
    return found


@asked_once
def all_names(noun: Token) -> set[str]:
    """Like `names_of`, of every noun coordinated with it."""
    return set().union(*(names_of(t) for t in noun.conjuncts()))


def heads_inside(noun: Token, slot: str) -> list[Token]:
    """What stands in a slot of a noun phrase: possessors, naming modifiers, or what a preposition governs."""
    head = core(noun)
    if slot == "poss":
        return head.children_by("poss") or (noun.children_by("poss") if noun is not head else [])
    if slot == "mod":
        return [c for c in head.children if c.dep in ("amod", "compound", "nmod", "nummod")]
    return prepositions(head).get(slot, []) or (prepositions(noun).get(slot, []) if noun is not head else [])
