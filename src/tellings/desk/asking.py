"""Decisions taken without loading or drawing the whole picture, for those who are waiting in front of a page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tellings.desk.judging import Decision, take, undo
from tellings.model.picture import Picture

if TYPE_CHECKING:
    from tellings.model.picture import Judgement
    from tellings.store.base import Store

LOOKED_UP = ("claim-", "entity-", "story-", "report-", "event-", "statement-")
"""Beginnings of the ids of what can be looked up by itself; to find a copy or an origin all stories are gone through."""


def decide(store: Store, decided: Decision) -> Judgement:
    """Keep a decision on things named by their ids; the picture waits to be drawn. Raises UsageError, UnknownIdError."""
    return take(store, _around(store, decided), decided, datetime.now(UTC))


def take_back(store: Store, named: str, by: str) -> Judgement:
    """Take a decision back; the picture waits to be drawn. Raises UnknownIdError."""
    return undo(store, named, by, datetime.now(UTC))


def _around(store: Store, decided: Decision) -> Picture:
    """So much of the picture as the things stand in."""
    things = decided.of[:1] if decided.verdict == "rename" else decided.of
    if not all(thing.startswith(LOOKED_UP) for thing in things):
        return store.picture()
    with store.asking() as asked:
        return Picture(
            stories=tuple(asked.whole_stories([t for t in things if t.startswith("story-")])),
            entities=tuple(asked.whole_entities([t for t in things if t.startswith("entity-")])),
            claims=asked.claims([t for t in things if t.startswith("claim-")]),
        )
