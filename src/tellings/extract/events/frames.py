"""Which sense of a trigger holds: the conditions of its frames against the words around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tellings.data.event_tables import noun_frames, verb_frames, word_classes
from tellings.extract.events.arguments import (
    all_names,
    core,
    heads_inside,
    is_passive,
    is_verb,
    names_of,
    objects,
    prepositions,
    subjects,
)
from tellings.extract.events.kinds import is_armed, is_kind, is_named, is_party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.data.event_tables import Condition, Frame
    from tellings.extract.syntax import Token

ACT_GROUPS = {
    "coop": frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"}),
    "yield": frozenset({"CONCEDE", "RETREAT"}),
    "verbal": frozenset({"REQUEST", "ACCUSE"}),
    "assault": frozenset({"ASSAULT"}),
    "conflict": frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN", "REJECT"}),
}
"""Groups of types that frames speak of as act=…; besides, `none` is an act without a type, `neg` a negated one, `must` a duty."""

MODALS_OF_DUTY = frozenset({"must", "should", "ought"})
PARTICLE_DEPS = ("prt", "advmod", "prep", "npadvmod", "acomp", "dobj")
SPEECH_DEPS = ("ccomp", "parataxis", "dep")


@dataclass(frozen=True)
class Clause:
    """A trigger with its arguments: a verb with its clause, or a noun with its phrase (and the light verb that has it)."""

    head: Token
    light: Token | None = None
    act_type: str | None = None
    act: Token | None = None
    found: dict[str, list[Token]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def of_verb(self) -> bool:
        """Whether a verb is the trigger."""
        return is_verb(self.head) or self.head.tag.startswith("JJ")

    @cached_property
    def preps(self) -> dict[str, list[Token]]:
        """What each preposition of the clause governs: the verb's own, then its object's, so that attachment does not matter."""
        found: dict[str, list[Token]] = {}
        for source in self._with_prepositions():
            for name, governed in prepositions(source).items():
                found.setdefault(name, []).extend(t for t in governed if t not in found.get(name, ()))
        return found

    def _with_prepositions(self) -> list[Token]:
        sources = [self.head]
        if self.of_verb:
            sources += [n for o in objects(self.head) for n in o.conjuncts()] if not is_passive(self.head) else []
            sources += self.head.children_by("prt", "advmod", "acomp", "oprd", "attr")
        if self.light is not None:
            sources += [self.light, *self.light.children_by("dobj", "attr")]
        return sources + nested_nouns(sources[1:])

    def subjects(self) -> list[Token]:
        """Who does it."""
        if self.of_verb or self.light:
            return subjects(self.light or self.head)
        copula = self.head.head
        return subjects(copula) if self.head.dep == "attr" and is_verb(copula) else []

    def objects(self) -> list[Token]:
        """To whom or what it is done."""
        return objects(self.head) if self.of_verb else [self.head]

    def datives(self) -> list[Token]:
        """Who is given something."""
        own = self.head.children_by("dative") + (self.light.children_by("dative") if self.light else [])
        given = [t for t in own if t.pos in ("NOUN", "PROPN", "PRON", "NUM")]
        if given or self.head.lemma not in word_classes()["giving"]:
            return given
        return [c for o in objects(self.head) for c in o.children_by("compound") if c.ent in ("GPE", "ORG") and c.tag == "NNP"]

    def _deep(self, name: str) -> list[Token]:
        """A phrase that the parser hung on a participle inside the object (`returned the ring stolen in … to its owner`)."""
        inside = [c for o in (objects(self.head) if self.of_verb else []) for c in o.children_by("acl", "relcl")]
        words = [w for c in inside for w in c.subtree()]
        return [p for w in words if w.lower == name and w.dep in ("prep", "dative") for p in w.children_by("pobj")]

    def slot(self, path: str) -> list[Token]:
        """The heads of the phrases in a slot: subj, obj, a preposition; `obj.with` is a `with` phrase inside the object."""
        found = self.found.get(path)
        if found is None:  # every sense of a word asks for the same few
            found = self.found[path] = self._found(path)
        return found

    def _found(self, path: str) -> list[Token]:
        first, _, inner = path.rstrip("*").partition(".")
        heads = self._first(first)
        for step in inner.split(".") if inner else ():
            heads = [found for head in heads for found in _step(head, step)]
        return heads

    def _first(self, name: str) -> list[Token]:
        if finder := FINDERS.get(name):
            return finder(self)
        if name in ("acomp", "oprd"):
            small = [c for c in self.head.children_by("ccomp", "xcomp") if not is_verb(c) or _is_small(c)]
            return [*self.head.children_by("acomp", "oprd", "advmod", "attr"), *small]
        if name in DEEP_PREPOSITIONS and not self.preps.get(name):
            return self._deep(name)
        if name in ("poss", "mod") and not self.of_verb:
            return heads_inside(self.head, name)
        return self.preps.get(name, [])


def _is_small(verb: Token) -> bool:
    """Whether it says what somebody is or does, as a participle or bare infinitive, not what for."""
    return verb.tag in ("VBN", "VB") and not any(c.lower == "to" for c in verb.children_by("aux"))


FINDERS = {"subj": Clause.subjects, "obj": Clause.objects, "dative": Clause.datives}
"""What fills the slots that are not named after a preposition."""


def nested_nouns(nouns: list[Token]) -> list[Token]:
    """The nouns that hang on these by prepositions (`money` in `aid in money`), nearest first."""
    found: list[Token] = []
    level = nouns
    for _ in range(NESTING):
        level = [p for n in level for governed in prepositions(n).values() for p in governed if p.pos in ("NOUN", "PROPN", "NUM")]
        found += level
    return found


DEEP_PREPOSITIONS = frozenset({"to", "on", "at", "against"})
NESTING = 2
"""How deep prepositional phrases are followed for one that the parser may have hung too low."""


def _step(head: Token, step: str) -> list[Token]:
    if step == "owner":
        return [
            t for s in ("poss", "mod", "by", "of", "from") for t in heads_inside(head, s) if s != "mod" or is_modifier_party(t)
        ]
    if step == "holder":
        return holders(head)
    if step == "mod":
        return [t for t in heads_inside(head, "mod") if is_modifier_party(t)]
    return heads_inside(head, step)


def holders(head: Token) -> list[Token]:
    """Who holds what is spoken of as `rebel-held`."""
    nouns = dict.fromkeys((head, core(head)))
    held = [c for noun in nouns for c in noun.children_by("amod", "compound") if c.lemma in word_classes()["holding"]]
    return [t for c in held for t in c.children if t.dep in ("npadvmod", "compound", "nsubj", "amod", "advmod") and t.i < c.i]


def is_modifier_party(token: Token) -> bool:
    """Whether a modifier names a party: a people, state, body or an armed group (`rebel offensive`, `Russian strikes`)."""
    if token.ent in ("NORP", "GPE", "ORG", "PERSON") and token.tag != "CD":
        return True
    nominal = token.tag.startswith("NN") or token.lemma in word_classes()["modifying_agents"]
    return nominal and (is_armed(token) or is_named(token)) and token.lemma not in word_classes()["not_agents"]


def best_verb_frame(clause: Clause) -> Frame | None:
    """The frame of a verb or predicative adjective with the most conditions that hold; the earlier row where two hold alike."""
    head = clause.head
    rows = verb_frames().get(f"be_{head.lemma}" if head.tag.startswith("JJ") else head.lemma, ())
    if head.tag.startswith("V") and head.dep in ("acomp", "ROOT", "xcomp", "ccomp"):
        rows = (*rows, *verb_frames().get(f"be_{head.lower}", ()))
    return _best(rows, clause)


def best_noun_frame(clause: Clause) -> Frame | None:
    """The frame of an event noun that holds; the name with its modifier (`suicide attack`) before the bare noun."""
    frames = noun_frames()
    known = sorted((n for n in names_of(clause.head) if n in frames), key=lambda n: -n.count("_"))
    for name in known:
        if (frame := _best(frames[name], clause)) is not None:
            return frame
    return None


def _best(rows: Iterable[Frame], clause: Clause) -> Frame | None:
    best: Frame | None = None
    for frame in rows:
        if best is not None and frame.weight <= best.weight:
            continue
        if frame.particle is not None and not has_particle(clause.head, frame.particle):
            continue
        if _fits(frame, clause):
            best = frame
    return best


def _fits(frame: Frame, clause: Clause) -> bool:
    for condition in frame.conditions:  # noqa: SIM110  # asked ten times a sentence; a generator takes half as long again
        if _holds(condition, clause, frame) == condition.negated:
            return False
    return True


def has_particle(verb: Token, particle: str) -> bool:
    """Whether the verb has this particle, a multiword one in any order of the tree (`call off`, `shoot dead`)."""
    wanted = particle.split("_", maxsplit=1)[0]
    return any(c.lower == wanted and _is_particle(c, verb) for c in verb.children)


def _is_particle(word: Token, verb: Token) -> bool:
    """Whether it belongs to the verb: a preposition with a noun of its own does so only right behind it."""
    away = word.i - verb.i
    if word.dep not in PARTICLE_DEPS or not 0 < away <= REACH:
        return False
    return away == 1 or word.dep != "prep" or word.child("pobj") is None


REACH = 7
"""How many words a particle may stand behind its verb (`hand the two men over`)."""


def _holds(condition: Condition, clause: Clause, frame: Frame) -> bool:
    special = SPECIAL.get(condition.slot)
    if special is not None:
        return special(condition, clause, frame)
    heads = clause.slot(condition.slot)
    if not condition.words and not condition.kinds:
        return bool(heads)
    for head in heads:
        if condition.words and not all_names(head).isdisjoint(condition.words):
            return True
        if condition.kinds and any(is_kind(head, kind) for kind in condition.kinds):
            return True
    return False


def _act(condition: Condition, clause: Clause, _: Frame) -> bool:
    if clause.act is None:
        return False
    act, kind = clause.act, clause.act_type
    shapes = {
        "none": kind is None,
        "neg": act.child("neg") is not None,
        "to": any(c.lower == "to" for c in act.children_by("aux")),
        "base": act.tag == "VB" and act.child("aux") is None,
        "must": any(c.lower in MODALS_OF_DUTY for c in act.children_by("aux")),
    }
    if not condition.words or any(holds for word, holds in shapes.items() if word in condition.words):
        return True
    return act.lemma in condition.words or any(kind in ACT_GROUPS.get(word, ()) for word in condition.words)


def _passive(_: Condition, clause: Clause, __: Frame) -> bool:
    return clause.of_verb and is_passive(clause.head)


def _reported(_: Condition, clause: Clause, __: Frame) -> bool:
    return speech_above(clause.head) is not None


def _modifying(_: Condition, clause: Clause, __: Frame) -> bool:
    """A participle behind a noun, which tells which one is meant (`the missiles fired by …`)."""
    return clause.head.dep in ("acl", "amod")


def _happens(_: Condition, clause: Clause, __: Frame) -> bool:
    above = clause.head.head
    if clause.light is not None or above.lemma in word_classes()["occurrence"]:
        return True
    return (
        clause.head.dep == "pobj"
        and above.lower in ("in", "after", "during", "amid", "by", "following")
        and _casualties_near(above)
    )


def _casualties_near(prep: Token) -> bool:
    return any(a.lemma in word_classes()["occurrence"] for a in prep.ancestors())


def _begin(_: Condition, clause: Clause, __: Frame) -> bool:
    behind = clause.head.sent.tokens[clause.head.i + 1 : clause.head.i + 2]
    if behind and behind[0].tag in ("NN", "NNS"):  # `ceasefire talks`
        return False
    return clause.light is not None or (
        clause.head.dep in ("nsubj", "nsubjpass") and clause.head.head.lemma in word_classes()["beginnings"]
    )


def _light(_: Condition, clause: Clause, __: Frame) -> bool:
    return clause.light is not None


def _casualties(_: Condition, clause: Clause, __: Frame) -> bool:
    return any(t.lemma in ("kill", "wound", "injure", "die", "dead", "casualty") for t in clause.head.sent)


def _failed(_: Condition, clause: Clause, __: Frame) -> bool:
    return any(c.lemma in ("failed", "collapsed", "stalled", "suspended") for c in clause.head.children)


def _if(_: Condition, clause: Clause, __: Frame) -> bool:
    return any(c.child("mark") is not None for c in clause.head.children_by("advcl"))


def _has(condition: Condition, clause: Clause, frame: Frame) -> bool:
    """An argument of the noun that the words give."""
    return any(
        filled(clause, frame, role) for role in ("actor", "recipient") if role in condition.words or "any" in condition.words
    )


def filled(clause: Clause, frame: Frame, role: str) -> bool:
    """Whether any slot of the role holds a party (or, for a recipient, a place)."""
    slots = frame.actor if role == "actor" else frame.recipient
    return any(noun_slot(clause, slot) for slot in slots)


def noun_slot(clause: Clause, slot: str) -> list[Token]:
    """What fills a slot of an event noun: `mod` a modifier that names a party, `poss_victim` a possessor who suffers."""
    if slot in ("mod", "mod_agent", "mod_parties"):
        return [t for t in heads_inside(clause.head, "mod") if is_modifier_party(t) and not locates(t, clause.head)]
    if slot == "mod_place":
        return [t for t in heads_inside(clause.head, "mod") if t.ent in ("GPE", "FAC", "LOC")]
    if slot == "claimed":
        return []
    if slot == "poss_agent" and not any(is_party(t) for t in clause.slot("of")):
        return []  # `the mayor's arrest`: he suffers it; `the police's arrest of the mayor`: they do it
    if slot.startswith("poss"):
        return [t for t in clause.slot("poss") if t.ent not in ("DATE", "TIME") and is_party(t)]
    found = clause.slot(slot)
    return [
        t for t in found if is_party(t) or is_kind(t, "place") or (slot == "by" and any(c.ent in PEOPLES for c in t.children))
    ]


PEOPLES = frozenset({"NORP", "GPE"})


def locates(modifier: Token, noun: Token) -> bool:
    """Whether a place's plain name before the noun says where (`Kabul blast`), not who (`US strike`, `Russian raid`).

    A raid is where the name says, unless something else is said to be its aim (`Israel raid on Gaza`).
    """
    plain = modifier.ent in ("GPE", "LOC") and modifier.tag == "NNP" and "." not in modifier.text and not modifier.text.isupper()
    if not plain or noun.lemma in word_classes()["placed_nouns"]:
        return plain
    aims = prepositions(noun)
    return noun.lemma in word_classes()["placed_unless_aimed"] and not (aims.get("on") or aims.get("against"))


SPECIAL = {
    "act": _act,
    "passive": _passive,
    "reported": _reported,
    "happens": _happens,
    "begin": _begin,
    "light": _light,
    "casualties": _casualties,
    "failed": _failed,
    "if": _if,
    "has": _has,
    "modifying": _modifying,
}
"""Conditions that ask more than which phrase fills a slot."""


def speech_above(token: Token) -> Token | None:
    """The verb of saying whose content the clause of `token` is, if it is one."""
    speech = word_classes()["speech"]
    below = token
    for above in token.ancestors():
        if below.dep in ("ccomp", "parataxis") and above.lemma in speech:
            return above
        reporting = next((c for c in below.children_by("ccomp", "parataxis") if c.lemma in speech and c.child("nsubj")), None)
        if reporting is not None and reporting is not token:
            return reporting
        below = above
    own = token if token.is_root else below
    return next((c for c in own.children_by("ccomp", "parataxis") if c.lemma in speech and c.child("nsubj") is not None), None)
