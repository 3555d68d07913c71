"""Who fights whom: what codings of conflict need to know of the parties to a happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.foreign_codes import actor_codes

if TYPE_CHECKING:
    from tellings.export.happenings import Actor, Happening
    from tellings.model.opened import OpenedStory

STATE = 1
"""ACLED's number for state forces; the same sectors are a government's side to UCDP."""

EXTERNAL, PROTESTERS, RIOTERS, CIVILIANS = 8, 6, 5, 7

_CROWDS = ("protester", "demonstrator", "rioter", "marcher")


def is_armed(actor: Actor) -> bool:
    """Whether it can fight; a person in office is attacked as a civilian."""
    code = actor_codes().get(actor.sector or "")
    return bool(code and code.armed and not (actor.sector == "GOV" and actor.kind == "person"))


def is_state(actor: Actor, country: str | None) -> bool:
    """Whether it is the state of that country, or any state where no country is asked for."""
    code = actor_codes().get(actor.sector or "")
    return bool(code and code.acled == STATE and (country is None or actor.country == country))


def is_civilian(actor: Actor) -> bool:
    """Whether it is known that it does not fight."""
    return bool(actor.sector) and actor.sector != "UNK" and not is_armed(actor)


def is_crowd(actor: Actor) -> bool:
    """Whether the words call them protesters."""
    return any(word in f"{actor.name} {actor.words}".lower() for word in _CROWDS)


def inter(actor: Actor, country: str | None) -> int | None:
    """ACLED's number for the kind of actor, seen from the country where it happens."""
    code = actor_codes().get(actor.sector or "")
    if code is None or code.acled is None:
        return None
    if not is_armed(actor):
        return CIVILIANS
    return EXTERNAL if code.acled == STATE and actor.country and actor.country != country else code.acled


def against(h: Happening) -> str | None:
    """What is attacked: protesters, armed or civilian; None where the words don't tell."""
    if h.recipients:
        if all(is_crowd(r) for r in h.recipients):
            return "protesters"
        if any(is_armed(r) for r in h.recipients):
            return "armed"
        return "civilian" if all(is_civilian(r) for r in h.recipients) else None
    return "armed" if sum(is_armed(a) for a in h.actors) > 1 else None


def is_taken(h: Happening, opened: OpenedStory) -> bool:
    """Whether the claim tells that a place changed hands."""
    return any(c.strength == "taken" and h.claim.id in c.claims for c in opened.control)
