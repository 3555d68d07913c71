"""Every kind of row that can be exported, and what makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tellings.export.drawn import claim_row, control_row, copy_row, entity_row, relation_row, story_rows
from tellings.export.rows import REPORT_KINDS, Row

if TYPE_CHECKING:
    from tellings.model.picture import Picture

PICTURE_KINDS: dict[str, Callable[[Picture], Iterator[Row]]] = {
    "stories": story_rows,
    "copies": lambda p: (copy_row(s, c) for s in p.stories for c in s.copies),
    "claims": lambda p: map(claim_row, p.claims),
    "entities": lambda p: map(entity_row, p.entities),
    "relations": lambda p: map(relation_row, p.relations),
    "control": lambda p: map(control_row, p.control),
}
"""The kinds whose rows come from the picture."""

KINDS = (*REPORT_KINDS, *PICTURE_KINDS, "judgements", "rejects")
"""All of them."""

ABOUT = {
    "reports": "what was read: text, blocks, day, dateline, credits",
    "mentions": "who, where, when, how many: every span that names something",
    "statements": "who said what, with cue, chain and venue",
    "events": "who did what to whom, as one sentence has it",
    "stories": "reports about one happening, with their independent origins",
    "copies": "passages that two reports share, with every change",
    "claims": "the same event or statement told by several reports, weighed",
    "entities": "who is who, behind all spellings and offices",
    "relations": "who backs, opposes, leads whom, from when to when",
    "control": "who holds which place, from when to when",
    "judgements": "what persons decided",
    "rejects": "inputs that were refused, with their reasons",
}
"""What each kind is, in a line."""
