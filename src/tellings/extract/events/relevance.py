"""Silence where nothing political happens: which drafts are worth telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.actors import actor_nouns
from tellings.data.event_tables import plover_types, word_classes
from tellings.extract.events.arguments import all_names, core
from tellings.extract.events.kinds import is_armed, is_named, is_party
from tellings.extract.events.naming import antecedent
from tellings.model.coding import MentionKind

if TYPE_CHECKING:
    from tellings.extract.events.draft import Draft
    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Token
    from tellings.model.coding import Event, Party, Referent

HUMAN_CAUSE_NEEDED = frozenset({"ASSAULT"})
UNNAMED = frozenset({"it", "this", "that", "one", "you", "someone", "anyone", "i"})
SPOKEN = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
"""Types that nobody has done unless somebody said so."""


def worth_telling(draft: Draft) -> bool:
    """Whether the draft tells of somebody who matters to politics or conflict, by human will."""
    if draft.type in HUMAN_CAUSE_NEEDED and not _by_human_will(draft):
        return False
    if draft.type in SPOKEN and not draft.actors:
        return False
    if draft.type == "PROTEST" and draft.actors and all(_bears_arms(t) for t in draft.actors):
        return False  # fighters fight; they do not demonstrate
    parties = [antecedent(t) for t in (*draft.actors, *draft.recipients)]
    if not any(is_named(t) or is_armed(t) or is_party(t) for t in parties if t.lower not in UNNAMED):
        return draft.type in ("ASSAULT", "PROTEST") and draft.clause.light is None and bool(parties)
    if plover_types()[draft.type].needs_recipient and not draft.recipients and draft.type != "COOPERATE":
        return draft.type != "AID"
    return not _business_only(draft)


def is_public(event: Event) -> bool:
    """Whether the event concerns public life: a case at law against private people, by nobody who is named, does not."""
    if event.actors and all(_nobody(p) for p in event.actors):
        return False
    if event.actors or event.cameo is None or event.cameo[:3] not in LEGAL_CODES:
        return bool(event.actors or event.recipients or event.place)
    return any(p.country or (p.sector and p.sector not in PRIVATE_SECTORS) for p in event.recipients)


def able(actors: tuple[Party, ...], draft: Draft, reading: Reading) -> tuple[Party, ...]:
    """The actors without those who tell of force and never use it: a long sentence may be read as if the monitor attacked."""
    if draft.type not in BY_FORCE:
        return actors
    known = {r.key: r for r in reading.cast.referents}
    return tuple(a for a in actors if a.referent not in known or not _only_tells(known[a.referent]))


def _only_tells(referent: Referent) -> bool:
    if referent.kind is MentionKind.PERSON:
        return False
    return referent.sector == "JRN" or (referent.kind is MentionKind.ORGANISATION and referent.sector in WITNESSES)


BY_FORCE = frozenset({"ASSAULT", "MOBILIZE"})
WITNESSES = frozenset({"CVL", "EDU"})
"""Sectors of monitors, charities and institutes."""


def _nobody(party: Party) -> bool:
    """A pronoun that stands for nobody known."""
    return party.span.text.lower() in NOBODY and not (party.country or party.sector or party.referent)


def _bears_arms(token: Token) -> bool:
    known = actor_nouns().get(core(token).lemma)
    return known is not None and known.sector in UNDER_ARMS


UNDER_ARMS = frozenset({"REB", "UAF", "PRM"})
NOBODY = frozenset({"we", "i", "you", "it", "us", "that", "this"})
LEGAL_CODES = frozenset({"173", "115", "116", "090", "112", "172", "110"})
"""CAMEO roots of arrests, trials, convictions, inquiries and accusations."""
PRIVATE_SECTORS = frozenset({"CVL", "UNK", "CRM", "SOC", "BUS"})


def _by_human_will(draft: Draft) -> bool:
    """Whether nothing in the sentence says that an accident or a disease did it, or somebody armed is named."""
    if any(is_armed(t) and not _came_to_grief(t) for t in draft.actors):
        return True
    accident, mishap = word_classes()["accident"], word_classes()["mishap"]
    words = {w for t in draft.head.sent if t.pos in ("NOUN", "PROPN") and t.dep != "compound" for w in (t.lemma, t.lower)}
    if not words & accident and not any(t.lemma in mishap for t in draft.head.sent if t.pos == "VERB"):
        return True
    armed = (
        word_classes()["attack"]
        | word_classes()["battle_noun"]
        | word_classes()["armed_names"]
        | word_classes()["weapon_explosive"]
    )
    return bool(words & (armed - accident))


def _came_to_grief(token: Token) -> bool:
    """Whether it sank, crashed or fell by itself: `a helicopter plunged into the sea, killing three`."""
    verb = token.head
    return token.dep == "nsubj" and verb.lemma in word_classes()["mishap"] and verb.child("dobj") is None


def _business_only(draft: Draft) -> bool:
    """Companies among themselves are no politics."""
    parties = [antecedent(t) for t in (*draft.actors, *draft.recipients)]
    return bool(parties) and all(
        any(c.lower.rstrip(".") in word_classes()["corporate"] for c in core(t).subtree())
        or all_names(t) & word_classes()["corporate"]
        for t in parties
    )
