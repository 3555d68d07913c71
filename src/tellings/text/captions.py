"""The text under pictures: told from the report's own sentences by its credit, its head or its words, and cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tellings.data.cues import caption_phrases
from tellings.text.credits import Credited, inner_photo_credit, photo_credit
from tellings.text.datelines import UPPER
from tellings.text.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 130
"""A caption has at most as many words; what is longer and ends in a credit is a text that a caption ran into."""

SENTENCE_WORDS = 60
"""A single sentence that is a caption has at most as many words."""

_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
HEAD = re.compile(rf"^[{UPPER}][{UPPER} ,.'’/-]+\s[-–—]\s(?:{_MONTHS})[A-Z]*\.?\s\d{{1,2}}(?:,?\s\d{{4}})?\s?:", re.IGNORECASE)
"""`ALEPPO, SYRIA - NOVEMBER 30:`, the head of a caption of picture agencies."""

QUOTES = ('"', "“", "‘", "«", "„", "'")
"""A paragraph that begins with speech is no caption by a word inside it: editors put words in brackets into speech."""

GLUE = re.compile(rf"(?<=[.!?”\"])\s+[-–—]\s+(?=[{UPPER}\"“‘(])")
"""A dash between the caption's sentence and what an agency's editor put behind it."""

WORDS_LEFT = re.compile(r"[^\s.]")
SENTENCE_END = re.compile(r"(?<=[a-z\d)”\"’][.!?])[”\"’)]?\s+(?=[^\W_a-z])|(?<=[.!?][”\"’])\s+(?=[^\W_a-z])")


def is_caption(paragraph: str) -> bool:
    """Whether words of the paragraph alone show that it stands under a picture."""
    if ":" in paragraph and HEAD.match(paragraph):
        return True
    if len(paragraph.split()) > LONGEST:
        return False
    words = " ".join(paragraph.lower().split())
    cues = caption_phrases()
    if words.startswith(cues["start"]):
        return True
    if words.startswith(QUOTES):
        return False
    return any(cue in words for cue in cues["any"]) and len(SENTENCE_END.findall(paragraph)) < 3


def caption_end(text: str, start: int, end: int) -> int:
    """Where the caption in `start` to `end` ends: before sentences that were glued to it, mostly at `end`."""
    for glue in GLUE.finditer(text, start, end):
        dated = [w for w in find_dates(text, start, glue.start()) if w.end > glue.start() - 60]
        if dated:
            return glue.end()
    return end


def inner_marks(text: str, start: int, end: int) -> Iterator[Credited]:
    """The photo credits inside a paragraph, in order: those that words come behind."""
    at = start
    while (inner := inner_photo_credit(text, at, end)) and WORDS_LEFT.search(text, inner.end, end):
        yield inner
        at = inner.end


def photo_marks(text: str, start: int, end: int) -> Iterator[Credited]:
    """The photo credits of a paragraph, in order: those inside it, and the one at its end."""
    at = start
    for inner in inner_marks(text, start, end):
        yield inner
        at = inner.end
    if last := photo_credit(text, at, end):
        yield last


def last_sentence(text: str, start: int, end: int) -> int:
    """Where the last sentence before `end` begins."""
    cuts = [m.end() for m in SENTENCE_END.finditer(text, start, end) if text[m.end() : end].strip()]
    return cuts[-1] if cuts else start
