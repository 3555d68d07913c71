"""When a verb's clause is said to be so: its own time expression, `since` left open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Token
    from tellings.model.coding import Timed
    from tellings.model.period import Period

STARTING = frozenset({"since", "from"})
"""Words before a time after which it is still so (`since the war broke out in 2011`)."""


def moment(word: Token, reading: Reading) -> Period | None:
    """The time that stands in the clause of a verb or noun itself, not in a clause about something else."""
    for timed in reading.times_in(word.sent):
        if timed.span is None:
            continue
        verb, opened = _home(timed, word)
        if verb is not None and (verb is word or verb is _clause(word)):
            return replace(timed.period, last=None) if opened and timed.period.first else timed.period
    return None


def _home(timed: Timed, word: Token) -> tuple[Token | None, bool]:
    """The verb whose clause a time stands in, and whether it only tells the beginning."""
    token = next((t for t in word.sent if timed.span and t.start <= timed.span.start < t.end), None)
    if token is None:
        return None, False
    opened = False
    for above in (token, *token.ancestors()):
        opened = opened or above.lower in STARTING
        if above.tag.startswith("VB"):
            if not any(c.lower == "since" for c in above.children_by("mark", "prep") if c.i < token.i and c.dep == "mark"):
                return above, opened
            opened = True
    return None, opened


def _clause(word: Token) -> Token | None:
    """The verb of the clause that the word stands in; the word itself where it is a verb."""
    if word.tag.startswith("VB"):
        return word
    return next((t for t in word.ancestors() if t.tag.startswith("VB")), None)
