"""Decisions taken without loading or drawing the whole picture, for those who are waiting in front of a page."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tellings.desk.anchors import MOST_MARKS
from tellings.desk.judging import Decision, take, undo
from tellings.model.picture import Picture

if TYPE_CHECKING:
    from tellings.model.picture import Judgement
    from tellings.store.base import Store

LOOKED_UP = ("claim-", "entity-", "story-", "report-", "event-", "statement-")
"""Beginnings of the ids of what can be looked up by itself; to find a copy or an origin all stories are gone through."""

GONE_THROUGH = ("copy-", "origin-")

DIGITS = re.compile("[0-9a-f]+")
"""The beginning of an id without its kind: it may be that of a copy."""


def decide(store: Store, decided: Decision) -> Judgement:
    """Keep a decision on things named by their ids; the picture waits to be drawn. Raises UsageError, UnknownIdError."""
    return take(store, _around(store, decided), decided, datetime.now(UTC))


def take_back(store: Store, named: str, by: str) -> Judgement:
    """Take a decision back; the picture waits to be drawn. Raises UnknownIdError."""
    return undo(store, named, by, datetime.now(UTC))


def _around(store: Store, decided: Decision) -> Picture:
    """So much of the picture as the things stand in, each named by its id, the beginning of one, or a report by its ref."""
    things = decided.of[:1] if decided.verdict == "rename" else decided.of
    if any(map(_perhaps_gone_through, things)):
        return store.picture()
    with store.asking() as asked:
        found = sorted({k for thing in things for k in asked.begun(thing)})
        return Picture(
            stories=tuple(asked.whole_stories(found)),
            entities=tuple(asked.whole_entities(found, MOST_MARKS)),
            claims=asked.claims(found),
        )


def _perhaps_gone_through(thing: str) -> bool:
    if thing.startswith(LOOKED_UP):
        return False
    return bool(DIGITS.fullmatch(thing)) or any(thing.startswith(kind) or kind.startswith(thing) for kind in GONE_THROUGH)
