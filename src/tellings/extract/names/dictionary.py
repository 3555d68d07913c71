"""A user's own dictionary of actors over what was read: where it knows a name, its country and sector count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from tellings.model.coding import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from tellings.model.coding import Coding, Party, Referent

ACTORS = frozenset({MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.GROUP, MentionKind.COUNTRY})
"""Kinds of referents that can act."""


class Coded(Protocol):
    """What a dictionary says of a name."""

    @property
    def country(self) -> str | None:
        """Our code of the country."""
        ...

    @property
    def sector(self) -> str | None:
        """PLOVER's sector."""
        ...


class ActorBook(Protocol):
    """A dictionary of actors; `version` is another one whenever it says something else."""

    @property
    def version(self) -> str:
        """What names its content."""
        ...

    def look_up(self, name: str, day: date | None) -> Coded | None:
        """What a name stands for on a day."""
        ...


def with_dictionary(coding: Coding, book: ActorBook) -> Coding:
    """The coding with country and sector of every actor that the dictionary knows, on the report's own day.

    A name has to be the dictionary's whole name, or to be it together with a title that stands beside it (`President Haddal`).
    """
    day = coding.published.day
    known = {r.key: c for r in coding.referents if r.kind in ACTORS and (c := _found(r, book, day))}
    if not known:
        return coding
    return replace(
        coding,
        referents=tuple(_coded(r, known.get(r.key)) for r in coding.referents),
        statements=tuple(replace(s, speaker=s.speaker and _party(s.speaker, known)) for s in coding.statements),
        events=tuple(
            replace(e, actors=_parties(e.actors, known), recipients=_parties(e.recipients, known)) for e in coding.events
        ),
        ties=tuple(replace(t, left=_party(t.left, known), right=_party(t.right, known)) for t in coding.ties),
        holdings=tuple(
            replace(h, holder=_party(h.holder, known), before=h.before and _party(h.before, known)) for h in coding.holdings
        ),
    )


def _found(referent: Referent, book: ActorBook, day: date | None) -> Coded | None:
    return next((found for name in _names(referent) if (found := book.look_up(name, day))), None)


def _names(referent: Referent) -> Iterator[str]:
    """The names of a referent, the fullest first, then each behind the titles it was seen with."""
    names = list(dict.fromkeys((referent.name, *referent.forms)))
    yield from names
    yield from (f"{role.title} {name}" for role in referent.roles for name in names)


def _coded(referent: Referent, found: Coded | None) -> Referent:
    if found is None:
        return referent
    return replace(referent, country=found.country or referent.country, sector=found.sector or referent.sector)


def _party(party: Party, known: Mapping[str, Coded]) -> Party:
    found = known.get(party.referent or "")
    if found is None:
        return party
    return replace(party, country=found.country or party.country, sector=found.sector or party.sector)


def _parties(parties: tuple[Party, ...], known: Mapping[str, Coded]) -> tuple[Party, ...]:
    return tuple(_party(p, known) for p in parties)
