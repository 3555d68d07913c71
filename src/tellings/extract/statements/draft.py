"""A statement while it is being read: cue, content and speaker as words and stretches of the text, nothing resolved yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.extract.syntax import Token

Stretch = tuple[int, int]
"""Start and end in code points of the report's text."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One statement read by one rule. `cue` is in order; `head` is the word that reports; `content` is in order."""

    head: Token
    cue: tuple[Token, ...]
    act: str
    frame: str
    content: tuple[Stretch, ...]
    speaker: Token | None
    addressee: Token | None = None
    via: tuple[Token, ...] = ()
    reason: str = ""


def shifted(draft: Draft, by: int) -> Draft:
    """The same so many code points further on."""
    return replace(draft, content=tuple((start + by, end + by) for start, end in draft.content))


def stretches(tokens: Iterable[Token]) -> tuple[Stretch, ...]:
    """The runs of neighbouring words that the tokens make up, punctuation at their edges cut off."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.start):
        if runs and runs[-1][-1].sent is token.sent and runs[-1][-1].i + 1 == token.i:
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = (_trim(run) for run in runs)
    return tuple((run[0].start, run[-1].end) for run in trimmed if run)


_OUTER = frozenset(",;:.–—-")
_KEPT = "\"“”'‘’`«»()[]$€£#@%…?!"


def _trim(run: list[Token]) -> list[Token]:
    first, last = 0, len(run)
    while first < last and run[first].pos == "PUNCT" and run[first].text[0] not in _KEPT:
        first += 1
    while first < last and run[last - 1].pos == "PUNCT" and run[last - 1].text[0] not in _KEPT:
        last -= 1
    return run[first:last]


_ASIDES = reporting_words("aside")
_LEAST_BEFORE_ASIDE = 2


def without_aside(words: Sequence[Token]) -> Sequence[Token]:
    """The words up to a relative or contrast clause behind a comma, which is the writer's own (`praised the crew, which …`).

    One in the middle stays: `accused Weiss, who left in May, of spying` accuses of spying.
    """
    for place in range(_LEAST_BEFORE_ASIDE, len(words) - 1):
        if words[place].text == "," and words[place + 1].lower in _ASIDES and not _goes_on(words, place):
            return words[:place]
    return words


def _goes_on(words: Sequence[Token], place: int) -> bool:
    """Whether the content goes on behind the clause that begins after the comma at a place, and behind another comma."""
    clause = next(
        (t for t in words[place + 1].ancestors() if t.dep in ("relcl", "advcl") and t.subtree()[0] is words[place + 1]), None
    )
    if clause is None:
        return False
    behind = [t for t in words if t.i > clause.subtree()[-1].i]
    return len(behind) > 1 and behind[0].text == ","


def covers(content: Iterable[Stretch], position: int) -> bool:
    """Whether a stretch of the content holds the position."""
    return any(start <= position < end for start, end in content)
