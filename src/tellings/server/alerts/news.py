"""What is news: a claim with a second independent origin, a change of control, a denial. Each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tellings.model.ids import content_id
from tellings.model.listed import Attested
from tellings.model.picture import Claim, Control
from tellings.server.assistants.weighing import claim_rows, control_rows
from tellings.server.views.words import HOLDING
from tellings.text.shown import count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tellings.model.listed import StoryFilter
    from tellings.server.views.ask import Ask

CONFIRMED, DENIED, CONTROL = "confirmed", "denied", "control"

ORIGINS = 2
"""Independent lines of reporting from which on a claim is news: one may be wrong alone."""

CHANGES = frozenset({"taken"})
"""Strengths of control that say that a place changed hands; to be inside, to fight or to claim is not to hold."""


@dataclass(frozen=True)
class Item:
    """One piece of news before it is put in words: `marks` stay what they are when more reports tell the same."""

    kind: str
    marks: tuple[str, ...]
    about: Claim | Control

    def new(self, told: Collection[str]) -> bool:
        """Whether none of it was told before."""
        return not any(mark in told for mark in self.marks)


def found(ask: Ask, wanted: StoryFilter) -> list[Item]:
    """Everything in a search that is news to whom nothing was told yet; what the same words say is one."""
    once = {item.marks: item for item in reversed(list(_found(ask, wanted)))}
    return list(once.values())[::-1]


def _found(ask: Ask, wanted: StoryFilter) -> Iterator[Item]:
    for claim in ask.asked.weighty_claims(wanted, ORIGINS):
        if claim.origins >= ORIGINS and claim.status != "background":
            yield Item(CONFIRMED, _marks(CONFIRMED, claim.members), claim)
        if claim.against:
            yield Item(DENIED, _marks(DENIED, claim.members), claim)
    for row in ask.asked.control_told_in(wanted):
        changed = row.before is not None and row.before != row.holder
        if row.evidence and (row.strength in CHANGES or changed):
            yield Item(CONTROL, _marks(CONTROL, [f"{row.place}:{row.part}:{e.report}:{e.span.start}" for e in row.evidence]), row)


def _marks(kind: str, of: Sequence[str]) -> tuple[str, ...]:
    """What stays of a thing whose own id changes as it grows: the events, statements or sentences that it is made of."""
    return tuple(sorted(content_id(kind, one) for one in of))


def rows(ask: Ask, items: Sequence[Item], search: tuple[str, str]) -> list[dict[str, Any]]:
    """The news as it is sent: a line for a person, and the row of the exports with origins, outlets and words."""
    claims = [i.about for i in items if isinstance(i.about, Claim)]
    held = [Attested(i.about, len(i.about.evidence)) for i in items if isinstance(i.about, Control)]
    told = iter(claim_rows(ask, claims))
    holds = iter(control_rows(ask, held))
    return [_row(item, search, next(holds if item.kind == CONTROL else told)) for item in items]


def _row(item: Item, search: tuple[str, str], about: dict[str, Any]) -> dict[str, Any]:
    return {
        "news": content_id("news", search[0], *item.marks),
        "kind": item.kind,
        "search": search[1],
        "says": _says(item.kind, about),
        "control" if item.kind == CONTROL else "claim": about,
    }


def _says(kind: str, about: dict[str, Any]) -> str:
    if kind == CONTROL:
        where = f"{about['part']} of {about['place']}" if about["part"] else about["place"]
        return f"{about['holder']['name']} {HOLDING.get(about['strength'], about['strength'])} {where}"
    if kind == DENIED:
        return f"Denied by {count(about['against'], 'independent origin')}: {about['summary']}"
    return f"{about['origins']} independent origins: {about['summary']}"
