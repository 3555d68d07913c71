"""Which words are actor and recipient: the slots of a frame, filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.event_tables import noun_frames, word_classes
from tellings.extract.events.arguments import core, heads_inside, is_verb, names_of, subjects, surface_subject
from tellings.extract.events.frames import holders, is_modifier_party, locates, nested_nouns, noun_slot, speech_above
from tellings.extract.events.kinds import is_armed, is_event, is_named, is_party, is_place, is_pronoun
from tellings.extract.events.status import NEGATIVE_PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.events.draft import Draft
    from tellings.extract.events.frames import Clause
    from tellings.extract.syntax import Token

WEAPONS = ("weapon_aerial", "weapon_drone", "weapon_heavy", "weapon_explosive")
NEVER = frozenset({"it", "that", "this", "there", "which", "what", "itself", "himself", "themselves", "herself", "who"})
DATES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})


def fill(slots: Sequence[str], clause: Clause, inner: Draft | None) -> tuple[Token, ...]:
    """The heads of the phrases in the first slot that holds a party (or a place); `slot*` takes the words as they are."""
    for slot in slots:
        found = [
            b
            for part in slot.split("+")
            for t in _candidates(part, clause, inner)
            for b in bearers(_of_whom(t), slot)
            if _fits(b, slot)
        ]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _of_whom(token: Token) -> Token:
    """Those of whom something is denied: `fighters` in `none of his fighters`."""
    return core(token) if token.lower in NEGATIVE_PRONOUNS else token


def _candidates(slot: str, clause: Clause, inner: Draft | None) -> list[Token]:
    if slot == "act":
        return _of_act(clause, inner)
    if slot == "doer":
        return list(inner.actors) if inner is not None else _fresh_subject(clause)
    if slot == "speaker":
        speech = speech_above(clause.head)
        return surface_subject(speech) if speech is not None else []
    if slot == "subj":
        return [t for s in clause.slot("subj") for t in doers(s)]
    if not clause.of_verb:
        return noun_slot(clause, slot)
    return [t for t in clause.slot(slot) if not is_verb(t) or t.tag == "VBG"]


def _of_act(clause: Clause, inner: Draft | None) -> list[Token]:
    if inner is not None and inner.recipients:
        return list(inner.recipients)
    act = clause.act
    if act is None:
        return []
    if fresh := _fresh_subject(clause):
        return fresh
    below = [t for c in act.children_by("dobj") for t in (c, *heads_inside(c, "poss"), *heads_inside(c, "of"))]
    below += [p for c in act.children_by("prep") for p in c.children_by("pobj")]
    below += nested_nouns(below)
    return [t for t in below if is_party(t) and not any(c.lower in OWN for c in t.children_by("poss"))][:1]


def _fresh_subject(clause: Clause) -> list[Token]:
    """The act's own subject, where it is another than the speech's."""
    act = clause.act
    if act is None or act.child("nsubj", "nsubjpass") is None:
        return []
    outer = subjects(clause.head)
    return [t for t in surface_subject(act) if t not in outer and not is_pronoun(t)]


OWN = frozenset({"its", "their", "his", "her", "our", "my"})


def doers(subject: Token) -> list[Token]:
    """Who acts where the subject is an act or a weapon (`Israeli strikes hit …`): whose it is; nobody, if nobody is named."""
    head = core(subject)
    names = names_of(head)
    classes = word_classes()
    if names & classes["craft"]:
        return [subject]
    is_weapon = any(names & classes[name] for name in WEAPONS)
    is_act = bool(names & noun_frames().keys()) and not is_party_noun(head)
    if not (is_weapon or is_act) or head.ent in ("PERSON", "ORG", "GPE", "NORP"):
        return [subject]
    owners = [
        t
        for s in ("poss", "mod", "by", "from")
        for t in heads_inside(head, s)
        if s != "mod" or (is_modifier_party(t) and not locates(t, head))
    ]
    return [t for t in owners if is_party(t)][:1]


def is_mere_place(token: Token) -> bool:
    """A site that nobody acts through (`the district`), unlike a country or capital."""
    return is_place(token) and core(token).ent not in ("GPE", "ORG", "NORP") and not is_named(token) and not is_armed(token)


def bearers(token: Token, slot: str) -> list[Token]:
    """Whose it is, where the words name a thing that somebody holds or is (`government control`, `rebel hands`)."""
    if slot == "subj" and is_mere_place(token):
        return []
    head = core(token)
    if head is not token and head.ent in ("GPE", "LOC", "FAC"):
        return [head]
    if head.ent in ("PERSON", "ORG", "GPE", "NORP", "LOC"):
        return [token]
    if head.lemma in word_classes()["place_nouns"] | word_classes()["territory"]:
        owners = [*heads_inside(head, "poss"), *holders(token), *(t for t in heads_inside(head, "mod") if is_modifier_party(t))]
        return [t for t in owners if is_party(t)] or [_inner_place(head)]
    if head.lemma not in word_classes()["borne"]:
        return [token]
    owners = [t for s in ("poss", "mod", "of", "by") for t in heads_inside(head, s) if s != "mod" or is_modifier_party(t)]
    return [t for t in owners if is_party(t)][:1] or [token]


def _inner_place(head: Token) -> Token:
    """The named place in `much of the centre of X`."""
    named = [t for t in heads_inside(head, "of") if t.ent in ("GPE", "LOC", "FAC")]
    return named[0] if named else head


def _is_no_one(token: Token) -> bool:
    return token.lower == "one" and any(c.lower == "no" for c in token.children)


def is_party_noun(head: Token) -> bool:
    """Whether the noun names people or a body although the table of event nouns knows it too (`opposition`)."""
    return head.lemma in word_classes()["gov"] or head.lemma in word_classes()["people"]


def _fits(token: Token, slot: str) -> bool:
    if token.lower in (NEVER | NEGATIVE_PRONOUNS) - {"it", "who"} or _is_no_one(token) or core(token).ent in DATES:
        return False
    if any(c.lower == "whose" for c in token.children_by("poss")):
        return False
    if slot.endswith("*"):
        return not is_pronoun(token)
    if slot == "subj" and is_mere_place(token):
        return False
    if is_event(token) and not is_party_noun(core(token)):
        return False
    return is_party(token) or is_place(token)
