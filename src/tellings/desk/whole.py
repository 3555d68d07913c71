"""The whole put together where a story's share of it has changed: relations, control, entities as they are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from tellings.desk.sketching import shown
from tellings.model.codec import decode
from tellings.model.picture import Relation
from tellings.picture.control import control
from tellings.picture.relations import relations
from tellings.picture.sighted import Sighting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.picture import Verdicts
    from tellings.store.base import Store

Told = TypeVar("Told", Relation, Sighting)


def relate(store: Store, keys: list[str], _: Verdicts) -> None:
    """Put together the relations with these keys from what all stories give."""
    rows = _told_by(store, [decode(Relation, noun) for noun in store.bonds(keys)])
    origins = store.claim_origins({c for row in rows for c in row.claims})
    store.put_relations(relations(rows, origins), keys)


def hold(store: Store, keys: list[str], _: Verdicts) -> None:
    """Put together who holds the places with these keys."""
    found = store.holds(keys)
    rows = _told_by(store, [decode(Sighting, noun) for _, noun in found])
    by_place: dict[str, list[Sighting]] = {}
    for (key, _noun), row in zip(found, rows, strict=True):
        by_place.setdefault(key, []).append(row)
    store.put_control([(key, made) for key in sorted(by_place) for made in control(by_place[key])], keys)


def _told_by(store: Store, rows: Sequence[Told]) -> list[Told]:
    """The rows with the claims behind them by the ids that they have in the whole."""
    homes = store.claim_homes({c for row in rows for c in row.claims})
    into = {k: whole for k, (_, whole) in homes.items() if whole and whole != k}
    if not into:
        return list(rows)
    return [replace(row, claims=tuple(sorted({into.get(c, c) for c in row.claims}))) for row in rows]


def show(store: Store, ids: list[str], _: Verdicts) -> None:
    """Keep entities as they are shown."""
    store.put_entities(shown(store, ids).values(), ids)


def narrow(store: Store, stories: list[str], _: Verdicts) -> None:
    """Work out by what lists of stories are narrowed."""
    store.put_facets(stories)
