"""A text's paragraphs, and which of them are headings or what pages put round a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tellings.data.cues import boilerplate_phrases
from tellings.model.report import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.text.pieces import Piece

LINE = re.compile(r"\S[^\n\r\u2028\u2029]*(?<=\S)")
BLANK_APART = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*(?<=\S)")
WRAPPED_AT = range(50, 91)
"""Lines of mail and old wires are broken within these many characters."""

WRAPPED_LINES = 4
"""Fewer lines than this show no such breaking."""

WRAPPED_SHARE = 0.8
"""In a wrapped text at least this share of the lines that another follows end near the margin and without an end mark."""

HEADING_WORDS = 14
"""Headings inside a report have at most as many words."""

TEXT_WORDS = 12
"""A paragraph of at least as many words that ends in a mark is running text."""

START_WORDS, TAIL_WORDS = 45, 60
"""Boilerplate found by its beginning, or by words inside, is no longer than this."""

END_MARKS = ".!?…:;,"
QUOTES = '"“”«»'


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch between line breaks; `kind` where the format said what it is."""

    start: int
    end: int
    kind: BlockKind | None = None


def paragraphs(text: str, given: Sequence[Block] = ()) -> list[Paragraph]:
    """The paragraphs in order: the given blocks, and the lines outside them."""
    found: list[Paragraph] = []
    at = 0
    for block in sorted(given, key=lambda b: b.start):
        if block.start < at:
            continue
        found.extend(_lines(text, at, block.start))
        found.append(Paragraph(block.start, block.end, block.kind))
        at = block.end
    found.extend(_lines(text, at, len(text)))
    return [p for p in found if text[p.start : p.end].strip()]


def _lines(text: str, start: int, end: int) -> Iterator[Paragraph]:
    pattern = BLANK_APART if is_wrapped(text[start:end]) else LINE
    return (Paragraph(m.start(), m.end()) for m in pattern.finditer(text, start, end))


def is_wrapped(text: str) -> bool:
    """Whether lines are broken at a margin, so that only a blank line parts paragraphs."""
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [line for line, after in pairwise(lines) if line and after.strip()]
    if len(inner) < WRAPPED_LINES:
        return False
    margin = max(map(len, inner))
    near = [line for line in inner if len(line) > margin - 20]
    running = sum(line[-1] not in ".!?" for line in near)
    return margin in WRAPPED_AT and len(near) >= WRAPPED_SHARE * len(inner) and running > len(near) / 2


def is_crosshead(words: str, following: str | None, last: Piece | None) -> bool:
    """Whether a short line is a heading: it has no end mark, begins like a title, and running text comes behind it."""
    count = len(words.split())
    if not following or count > HEADING_WORDS or not any(c.isalpha() for c in words) or words[0].islower():
        return False
    if words.rstrip("\"”’')")[-1:] in END_MARKS or ":" in words or words[0] in "-–—•*·":
        return False
    after_list = last is not None and last.kind is BlockKind.BODY and last.end - last.start < 60
    return not after_list and len(following.split()) >= TEXT_WORDS and following.rstrip("\"”’')")[-1:] in ".!?…:"


def is_boilerplate(words: str) -> bool:
    """Whether the paragraph is what pages put round a report, by the table of such phrases."""
    for mark in QUOTES:
        words = words.replace(mark, "")
    plain = " ".join(words.lower().replace("’", "'").split())
    count = len(plain.split())
    phrases = boilerplate_phrases()
    if count <= 8 and plain.rstrip(" .:!»›>→") in _bare("whole"):
        return True
    if count <= START_WORDS and (plain.startswith(phrases["start"]) or plain.endswith(phrases["end"])):
        return True
    if re.search(r"[.!?]\s", plain):
        return False
    return count <= TAIL_WORDS and any(phrase in plain for phrase in phrases["tail"])


@cache
def _bare(where: str) -> frozenset[str]:
    return frozenset(phrase.rstrip(" .:!") for phrase in boilerplate_phrases()[where])
