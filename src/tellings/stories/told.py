"""One report as copies and sketches look at it: its sentences, and in each the narration told apart from quoted words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tellings.model.report import Block, BlockKind
from tellings.text.quotes import quotations
from tellings.text.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.text.quotes import Quotation


class Sharing(StrEnum):
    """What kind of passage it is that two reports share. Only shared narration makes one origin."""

    NARRATION = "narration"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: where it stands, its words, which of them are quoted, and what sharing it would mean."""

    start: int
    end: int
    words: tuple[Word, ...]
    quoted: tuple[bool, ...]
    sharing: Sharing
    block: BlockKind

    @property
    def heading(self) -> bool:
        """Whether it is a title or a heading between paragraphs."""
        return self.block is BlockKind.HEADING


@dataclass(frozen=True, slots=True)
class Told:
    """A report's sentences in order; datelines and bylines are left out."""

    report: str
    text: str
    lines: tuple[Line, ...]


READ_BLOCKS = frozenset({BlockKind.BODY, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.BOILERPLATE, BlockKind.CREDIT})
ASIDE_BLOCKS = frozenset({BlockKind.CAPTION, BlockKind.BOILERPLATE, BlockKind.CREDIT})

OLD_DAYS = 45
"""A sentence whose dates all lie this long before the report tells what was known before: longer than `last month`."""

LONG_QUOTE = 900
LONG_OPEN = 300
"""Characters of a quotation, whole or with one mark lost, that is believed; in running text a lost mark turns the rest of the
page into speech. A paragraph that begins with a mark is speech to its end."""

LEAD_LINES = 2
"""The first sentences of a body bring the news, whatever years they name."""

_SENTENCE_END = re.compile(r"""(?<=[.!?])["”’')\]]*\s+(?=["“‘'(\[]?[A-Z0-9ÀÖ-Þ])|\n+""")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SINCE = re.compile(r"\b(?:since|began|begun|broke out|erupted|started)\b[^.]{0,60}\b(?:19|20)\d\d\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:said|says|told|added|according to|announced|warned|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.IGNORECASE
)


def told(report: Report, coding: Coding) -> Told:
    """The sentences of `report` as its coding cuts them, by plain punctuation where the coding has none."""
    blocks = [b for b in coding.blocks if b.kind in READ_BLOCKS]
    quoted = [(q.start, q.end) for block in blocks for q in _quotations(report.text, block)]
    body = 0
    lines: list[Line] = []
    for block, start, end in _cuts(report.text, blocks, coding):
        found = tuple(words(report.text, start, end))
        if not found:
            continue
        marks = _quoted(found, [q for q in quoted if q[0] < end and start < q[1]])
        sharing = _sharing(report.text[start:end], block.kind, marks, coding.published.day if body >= LEAD_LINES else None)
        lines.append(Line(start, end, found, marks, sharing, block.kind))
        body += block.kind is BlockKind.BODY
    return Told(report.id, report.text, tuple(lines))


def _cuts(text: str, blocks: Iterable[Block], coding: Coding) -> Iterator[tuple[Block, int, int]]:
    starts = [s.start for s in coding.sentences]
    for block in blocks:
        first = bisect_right(starts, block.start - 1)
        inside = [s for s in coding.sentences[first : bisect_right(starts, block.end - 1)] if s.end <= block.end]
        if inside:
            yield from ((block, s.start, s.end) for s in inside)
        else:
            yield from ((block, start, end) for start, end in sentence_cuts(text, block.start, block.end))


def sentence_cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where sentences stand between `start` and `end`, by punctuation and capitals alone."""
    at = start
    for found in _SENTENCE_END.finditer(text, start, end):
        if text[at : found.start()].strip():
            yield at, found.start()
        at = found.end()
    if text[at:end].strip():
        yield at, end


def _quotations(text: str, block: Block) -> Iterator[Quotation]:
    for found in quotations(text, block.start, block.end):
        whole = found.opened and found.closed
        if found.depth == 0 and (found.start == block.start or found.end - found.start <= (LONG_QUOTE if whole else LONG_OPEN)):
            yield found


def _quoted(found: Sequence[Word], quoted: Sequence[tuple[int, int]]) -> tuple[bool, ...]:
    if not quoted:
        return (False,) * len(found)
    return tuple(any(start <= word.start < end for start, end in quoted) for word in found)


def _sharing(sentence: str, kind: BlockKind, quoted: Sequence[bool], day: date | None) -> Sharing:
    """`day` is the report's own, or None where a sentence is news whatever years it names."""
    if kind in ASIDE_BLOCKS:
        return Sharing.BOILERPLATE
    if 2 * sum(quoted) > len(quoted):
        return Sharing.QUOTATION
    return Sharing.BACKGROUND if day and _tells_of_before(sentence, day) else Sharing.NARRATION


def _tells_of_before(sentence: str, day: date) -> bool:
    """Whether a sentence names only years gone by and no day or speaker of today: what reports carry over from day to day."""
    years = [int(year) for year in _YEAR.findall(sentence)]
    if not years or (_SAYS.search(sentence) and not _SINCE.search(sentence)):
        return False
    return max(years) < day.year - 1 or (max(years) < day.year and day.timetuple().tm_yday > OLD_DAYS)
