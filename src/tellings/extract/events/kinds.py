"""What sort of thing a noun phrase names, as far as frames ask: a party, one who bears arms, a place, an event."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tellings.data.actors import actor_nouns, titles
from tellings.data.event_tables import noun_frames, word_classes
from tellings.extract.events.arguments import core, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tellings.extract.syntax import Token

NAMED_ENTITIES = frozenset({"PERSON", "NORP", "ORG", "GPE"})
PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
ORGANISED_SECTORS = frozenset({"GOV", "LEG", "JUD", "PTY", "OPP", "REB", "MIL", "PRM", "COP", "SPY"})
"""Sectors whose common nouns name organised actors, as good as named (`the rebels`, `the army`, `a colonel`)."""
ARMED_SECTORS = frozenset({"REB", "MIL", "COP", "UAF", "PRM", "SPY"})
PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "i", "him", "her", "them", "us", "who", "whom", "its", "their", "his", "our"}
)
SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "i", "me", "my"})
HUMAN_ENDINGS = ("guards", "men", "women", "ists", "ians", "ees", "keepers", "workers")
"""Endings of nouns for human beings that no table holds."""
COLLECTIVE_PRONOUNS = frozenset({"they", "them", "it", "who", "their", "its"})
"""Pronouns that can stand for a force or a state; `we` and `he` speak for one but do not march."""


HUMAN_CLASSES = (
    "people",
    "peacekeepers",
    "police",
    "diplomats",
    "visitors",
    "workforce",
    "crowd",
    "prisoners",
    "refugees",
    "office",
)
"""Classes of nouns that name human beings, by what frames ask of them."""


@cache
def _armed_words() -> frozenset[str]:
    classes = word_classes()
    told = {noun for noun, actor in actor_nouns().items() if actor.sector in ARMED_SECTORS}
    return classes["armed"] | classes["armed_names"] | {n.replace(" ", "_") for n in told}


@cache
def _people_words() -> frozenset[str]:
    told = {noun for noun, actor in actor_nouns().items() if actor.kind in ("person", "group")}
    classes = word_classes()
    return frozenset().union(*(classes[c] for c in HUMAN_CLASSES)) | {n.replace(" ", "_") for n in told}


@cache
def _gov_words() -> frozenset[str]:
    told = {noun for noun, actor in actor_nouns().items() if actor.sector in ORGANISED_SECTORS}
    offices = {words for words, title in titles().items() if title.sector in ORGANISED_SECTORS}
    return word_classes()["gov"] | {n.replace(" ", "_") for n in told | offices} | word_classes()["armed_names"]


def is_pronoun(token: Token) -> bool:
    """Whether the token is a personal or relative pronoun that can stand for a party."""
    return token.lower in PRONOUNS


def is_named(token: Token) -> bool:
    """A party known by name or office: a person, state, people, body, official; or a pronoun."""
    head = core(token)
    if head.ent in NAMED_ENTITIES or is_pronoun(head) or any(c.ent in NAMED_ENTITIES for c in head.children_by("appos")):
        return True
    return bool(names_of(head) & _gov_words()) or (
        head.pos == "PROPN" and head.ent not in ("DATE", "TIME", "EVENT", "LAW", "PRODUCT")
    )


def is_armed(token: Token) -> bool:
    """One who can use force, or the force itself: troops, rebels, a state, an aircraft."""
    head = core(token)
    if (
        (head.ent in ("GPE", "NORP") and not is_partisan(head))
        or names_of(head) & _armed_words()
        or head.lower in COLLECTIVE_PRONOUNS
    ):
        return True
    return head.ent == "ORG" and any(t.lower in word_classes()["armed_names"] for t in head.subtree())


def is_partisan(token: Token) -> bool:
    """A party of politics, its side or its people: they fight by words and votes."""
    told = (actor_nouns().get(n.replace("_", " ")) for n in names_of(core(token)))
    return any(actor is not None and actor.sector == "PTY" for actor in told)


def is_power(token: Token) -> bool:
    """A state, body or force, no person."""
    head = core(token)
    return not is_individual(head) and (head.ent in ("GPE", "NORP", "ORG") or is_body(head) or is_armed(head))


def is_individual(token: Token) -> bool:
    """One person: by name, or a pronoun for one."""
    return is_person(token) or token.lower in SINGULAR


def is_people(token: Token) -> bool:
    """Human beings: named or by kind."""
    head = core(token)
    if head.ent in ("PERSON", "NORP") or head.tag == "CD" or (is_pronoun(head) and head.lower not in ("it", "its")):
        return True
    return bool(names_of(head) & _people_words()) or (head.tag in ("NN", "NNS") and head.lower.endswith(HUMAN_ENDINGS))


def is_place(token: Token) -> bool:
    """A place, site or building."""
    head = core(token)
    return head.ent in PLACE_ENTITIES or bool(names_of(head) & (word_classes()["place_nouns"] | word_classes()["territory"]))


def is_party(token: Token) -> bool:
    """One who acts or is acted on: named, armed or people."""
    return is_named(token) or is_people(token) or is_armed(token)


def is_person(token: Token) -> bool:
    """A person known by name."""
    return core(token).ent == "PERSON"


def is_body(token: Token) -> bool:
    """An organisation or public body."""
    return core(token).ent == "ORG" or bool(names_of(token) & word_classes()["gov"])


def is_several(token: Token) -> bool:
    """A coordination: two or more of them."""
    return len(token.conjuncts()) > 1


def is_event(token: Token) -> bool:
    """A noun that the table of event nouns knows."""
    return bool(names_of(token) & noun_frames().keys())


KINDS: Mapping[str, Callable[[Token], bool]] = {
    "named": is_named,
    "party": is_party,
    "armed": is_armed,
    "people": is_people,
    "person": is_person,
    "place": is_place,
    "event": is_event,
    "act": is_event,
    "gov": is_named,
    "org": is_body,
    "any": bool,
    "politician": is_person,
    "partisan": is_partisan,
    "individual": is_individual,
    "power": is_power,
    "pronoun": is_pronoun,
    "several": is_several,
}
"""The kinds that frames speak of as #name."""


def is_kind(token: Token, kind: str) -> bool:
    """Whether the noun phrase headed by `token` is of a kind."""
    test = KINDS.get(kind)
    return test is not None and test(token)
