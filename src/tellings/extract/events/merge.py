"""The same event told twice in one report is one event with two pieces of evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.model.coding import Event, Party

NAMELESS = frozenset({None, "CVL", "UNK", "UAF"})
RECENT_DAYS = 1
"""Dates this many days apart can be one day told from two places."""


def told_once(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, those that are told again folded into their first telling (their sentence as `further`)."""
    kept: list[Event] = []
    for event in events:
        place = next((n for n, old in enumerate(kept) if same_event(old, event)), None)
        if place is None:
            kept.append(event)
        else:
            kept[place] = _folded(kept[place], event)
    return tuple(kept)


def same_event(one: Event, other: Event) -> bool:
    """Whether two tellings can only be of one event: type, mode, status, parties, place and date all agree."""
    if one.type != other.type or one.status != other.status or (one.mode and other.mode and one.mode != other.mode):
        return False
    if one.evidence == other.evidence:
        return (
            _overlap(one.actors, other.actors)
            and _overlap(one.recipients, other.recipients)
            and (one.cameo or "")[:2] == (other.cameo or "")[:2]
        )
    same_words = one.trigger.text.lower() == other.trigger.text.lower()
    whole = _same(one.actors, other.actors) and _same(one.recipients, other.recipients)
    half = _same(one.actors, other.actors) or _same(one.recipients, other.recipients)
    agree = _agree(one.actors, other.actors) and _agree(one.recipients, other.recipients)
    same_parties = agree and (whole or (half and one.type == "ASSAULT" and _sure(one, other)))
    if not same_parties and not (same_words and _same_sides(one, other)):
        return False
    return _places_agree(one, other) and _dates_agree(one, other)


def _sure(one: Event, other: Event) -> bool:
    """Whether assaults of one side with an unknown other are told of one: not where only a kind (`rebels`) is the same."""
    same = one.actors if _same(one.actors, other.actors) else one.recipients
    by_kind = all((p.referent or "unnamed:").startswith("unnamed:") for p in same)
    placed = one.place is not None and other.place is not None
    return not by_kind or placed or one.trigger.text.lower() == other.trigger.text.lower()


def _key(party: Party) -> str:
    """What tells parties apart: nameless ones (`ten people`) only by their words, since each sentence may mean others."""
    words = party.span.text.lower()
    return (party.referent or (party.name or words).lower()) if party.country or party.sector not in NAMELESS else words


def _same(left: tuple[Party, ...], right: tuple[Party, ...]) -> bool:
    return bool(left) and {_key(p) for p in left} == {_key(p) for p in right}


def _same_sides(one: Event, other: Event) -> bool:
    """Whether actors and recipients act for the same sides: a spokesman and the palace that he speaks for are one."""
    for left, right in ((one.actors, other.actors), (one.recipients, other.recipients)):
        sides = [{(p.country, p.sector) for p in ps} for ps in (left, right)]
        if not left or sides[0] != sides[1] or any(None in side for side in sides[0]):
            return False
    return True


def _agree(left: tuple[Party, ...], right: tuple[Party, ...]) -> bool:
    return not left or not right or _same(left, right)


def _overlap(left: tuple[Party, ...], right: tuple[Party, ...]) -> bool:
    return not left or not right or bool({_key(p) for p in left} & {_key(p) for p in right})


def _places_agree(one: Event, other: Event) -> bool:
    return one.place is None or other.place is None or one.place.place == other.place.place


def _dates_agree(one: Event, other: Event) -> bool:
    return one.date is None or other.date is None or one.date.period.meets(other.date.period, RECENT_DAYS)


def _folded(one: Event, other: Event) -> Event:
    further = one.further if other.evidence == one.evidence or other.evidence in one.further else (*one.further, other.evidence)
    seen = {q.span for q in one.quantities}
    return replace(
        one,
        mode=one.mode or other.mode,
        actors=one.actors or other.actors,
        recipients=one.recipients or other.recipients,
        place=one.place or other.place,
        date=one.date or other.date,
        quantities=(*one.quantities, *(q for q in other.quantities if q.span not in seen)),
        further=further,
        attributed_to=one.attributed_to or other.attributed_to,
    )
