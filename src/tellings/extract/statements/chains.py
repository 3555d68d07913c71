"""Statements chained behind one another: `said A, adding that B`; `said A and urged B`; `said A, while Y said B`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words
from tellings.extract.statements.cues import verb_row
from tellings.extract.statements.draft import covers
from tellings.extract.statements.speakers import SUBJECTS

if TYPE_CHECKING:
    from tellings.extract.statements.draft import Draft
    from tellings.extract.syntax import Token

CHAINED_FRAMES = frozenset(
    {"that", "tell", "q", "o-to", "on-to", "unto-to", "with-to", "sc", "np-as", "np-of", "np-for", "np", "to", "ing", "wh"}
)
TURNS = reporting_words("turn")
"""Words that lead over to what somebody else says."""
_LEAST = 3
"""Words that must stay with the first statement when the second is cut off."""
_BREAKS = frozenset({",", ";", "—", "–", "--", "-", "''", '"', "”"})


def sibling_cut(outer: Draft, inner: Draft) -> int | None:
    """Where the content of `outer` ends if `inner`, which stands in it, is really a statement of its own; None if it is not."""
    verb = inner.head
    if inner.frame not in CHAINED_FRAMES or outer.head.sent is not verb.sent or verb.i < outer.head.i:
        return None
    joint = _turn(verb) if verb.child(*SUBJECTS) else (_chained(outer, inner) if outer.frame != "apart" else None)
    return _far_enough(outer, joint)


def _chained(outer: Draft, inner: Draft) -> Token | None:
    """The comma or conjunction before the same speaker's next cue: `, adding that`, `and urged`."""
    verb = inner.head
    before = verb.sent.tokens[: verb.i]
    if verb.tag == "VBG" and outer.head.tag != "VBG" and inner.frame in ("that", "tell", "q"):
        comma = next((t for t in reversed(before[-3:]) if t.text in _BREAKS), None)
        return comma or (verb if verb.lemma == "add" else None)
    if verb.dep == "conj" and verb.tag == outer.head.tag and verb.tag in ("VBD", "VBZ", "VBG") and inner.frame != "q":
        return next((t for t in reversed(before[-4:]) if t.lower in ("and", "but")), None)
    return None


def _turn(verb: Token) -> Token | None:
    """The break before a cue with a subject of its own: `, while Y said`."""
    row = verb_row(verb)
    if (
        row is None
        or "that" not in row.frames
        or verb.tag not in ("VBD", "VBZ", "VBP")
        or verb.dep not in ("advcl", "conj", "ccomp")
    ):
        return None
    who = verb.child(*SUBJECTS)
    if who is None or who.i > verb.i:
        return None
    start = who.subtree()[0].i
    tokens = verb.sent.tokens
    if start >= 2 and tokens[start - 1].lower in TURNS and tokens[start - 2].text in _BREAKS:
        return tokens[start - 2]
    return tokens[start - 1] if start and tokens[start - 1].text == ";" else None


def _far_enough(outer: Draft, joint: Token | None) -> int | None:
    if joint is None:
        return None
    left = [t for t in joint.sent.tokens if t.i < joint.i and t.text[0].isalnum() and covers(outer.content, t.start)]
    return joint.start if len(left) >= _LEAST else None


def apart(outer: Draft, inner: Draft, cut: int) -> tuple[Draft, Draft]:
    """The two statements, the first cut short; one without a subject of its own gets the first one's speaker."""
    content = tuple((s, min(e, cut)) for s, e in outer.content if s < cut)
    content += tuple((s, e) for s, e in outer.content if s >= inner.head.sent.end)
    speaker = inner.speaker if inner.head.child(*SUBJECTS) else outer.speaker
    return replace(outer, content=content), replace(inner, speaker=speaker)
