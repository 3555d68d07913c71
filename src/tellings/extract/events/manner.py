"""By what means an assault is made: its mode, from the weapons and ways that its clause names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.event_tables import word_classes
from tellings.extract.events.arguments import is_verb, names_of

if TYPE_CHECKING:
    from tellings.extract.syntax import Token

MODES_BY_CLASS = (
    ("weapon_suicide", "suicide-attack"),
    ("weapon_cbrn", "unconventional"),
    ("weapon_drone", "drone"),
    ("weapon_aerial", "aerial"),
    ("weapon_heavy", "heavy-weapons"),
    ("weapon_explosive", "explosives"),
    ("weapon_firearm", "firearms"),
    ("weapon_crowd", "crowd-control"),
    ("weapon_primitive", "primitive"),
)
"""Classes of means in the order in which they tell the mode where a clause names several."""
OPEN_CLAUSES = frozenset({"relcl", "ccomp", "parataxis"})


def weapon_mode(head: Token) -> str | None:
    """The mode of ASSAULT that the trigger's clause (and its subject) tells, if it tells one."""
    names: set[str] = set()
    for token in _clause_words(head):
        names |= names_of(token)
    return next((mode for name, mode in MODES_BY_CLASS if names & word_classes()[name]), None)


def _clause_words(head: Token) -> list[Token]:
    top = head
    while not is_verb(top) and top.head is not top and top.dep not in OPEN_CLAUSES:
        top = top.head
    words = [top]
    for token in words:
        words.extend(c for c in token.children if c.dep not in OPEN_CLAUSES and not (c.dep in ("conj", "advcl") and is_verb(c)))
    return [w for w in words if w.pos in ("NOUN", "PROPN", "VERB", "ADJ")]
