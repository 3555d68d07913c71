"""What stands before the first sentence: the title again, the day, the authors, the dateline, in any order and run together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tellings.model.report import BlockKind
from tellings.text.agency_names import agency
from tellings.text.bylines import AND
from tellings.text.credits import Credited
from tellings.text.datelines import match_dateline, match_stamp
from tellings.text.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_WORDS = 3
"""A title of fewer words may begin a sentence by chance."""

LONGEST_BYLINE = 160
"""Authors before the title take at most as many characters."""

WORD = re.compile(r"\w+")
SITE_NAME = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")
AFTER = re.compile(r"[\s.:!?”\"'’_|–—-]*")
BY = re.compile(r"by\s+", re.IGNORECASE)
WIRE = re.compile(r"(?P<name>AFP|AP|Reuters|DPA|dpa|UPI|Xinhua)\s+(?=[A-Z\"“])(?!(?:News|Photo|PHOTO|Agency|TV|Television)\b)")


def is_title(paragraph: str, title: str) -> bool:
    """Whether the paragraph is the title and nothing more."""
    words = _words(paragraph)
    return bool(words) and words in (_words(title), _words(SITE_NAME.sub("", title)))


def read_lead(text: str, start: int, end: int, title: str | None, *, dateline: bool = True) -> Iterator[Piece]:
    """The pieces before the first sentence of a paragraph, in order; nothing where the paragraph begins with a sentence.

    `dateline` is false where a caption follows, whose own head looks like one.
    """
    at, seen = start, set() if dateline else {"dateline"}
    while at < end:
        at += len(text[at:end]) - len(text[at:end].lstrip())
        name, piece = next(((n, p) for n, p in _next(text, at, end, title) if p and n not in seen), ("", None))
        if not piece:
            return
        yield piece
        seen.add(name)
        at = piece.end


def _next(text: str, at: int, end: int, title: str | None) -> Iterator[tuple[str, Piece | None]]:
    yield "title", _title(text, at, end, title)
    yield "stamp", _stamp(text, at, end)
    yield "byline", _byline(text, at, end, title)
    yield "wire", _wire(text, at, end)
    yield "dateline", _dateline(text, at, end)


def _title(text: str, at: int, end: int, title: str | None) -> Piece | None:
    stop = title_end(text, at, end, title)
    return Piece(BlockKind.HEADING, at, stop) if stop else None


def title_end(text: str, at: int, end: int, title: str | None) -> int | None:
    """Where the title that begins at `at` ends, marks behind it included; None where a sentence goes on with small letters."""
    wanted = _words(SITE_NAME.sub("", title or ""))
    if len(wanted) < FEWEST_WORDS:
        return None
    last = at
    for word, found in zip(wanted, WORD.finditer(text, at, end), strict=False):
        if found.group().lower() != word:
            return None
        last = found.end()
    if _words(text[at:last]) != wanted:
        return None
    after = AFTER.match(text, last, end)
    stop = after.end() if after else last
    quoted = re.search(r"\s[“\"‘']$", text[last:stop])
    stop -= len(quoted.group()) if quoted else 0
    return stop if stop >= end or not text[stop:end].lstrip("“\"‘'").strip()[:1].islower() else None


def _stamp(text: str, at: int, end: int) -> Piece | None:
    filed = match_stamp(text, at, end)
    if not filed:
        return None
    rest = text[filed.end : end].lstrip(" ,;:|-–—")
    follows = not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"“‘'«([" or bool(BY.match(rest))
    return Piece(BlockKind.DATELINE, at, end - len(rest), filed=filed) if follows else None


def _byline(text: str, at: int, end: int, title: str | None) -> Piece | None:
    """Authors who stand before the title: where they end is where the title begins."""
    lead = BY.match(text, at, end)
    if not lead or not title:
        return None
    for found in WORD.finditer(text, lead.end(), min(end, at + LONGEST_BYLINE)):
        if title_end(text, found.start(), end, title):
            stop = found.start()
            names = [n.strip(" \"“‘'") for n in AND.split(text[lead.end() : stop])]
            return Piece(BlockKind.BYLINE, at, stop, names=tuple(n for n in names if len(n.split()) > 1))
    return None


def _wire(text: str, at: int, end: int) -> Piece | None:
    """An agency's name alone between the title and the first sentence; never at the very beginning of a text.

    `REUTERS` in capitals is left alone: there it stands before a photographer's name.
    """
    found = WIRE.match(text, at, end)
    named = agency(found["name"]) if found else None
    if not found or not named or not text[:at].strip():
        return None
    credit = Credited(at, found.end(), "text", ((named, *found.span("name")),))
    return Piece(BlockKind.CREDIT, at, found.end(), credits=(credit,))


def _dateline(text: str, at: int, end: int) -> Piece | None:
    filed = match_dateline(text, at, end)
    return Piece(BlockKind.DATELINE, at, filed.end, filed=filed) if filed else None


def _words(text: str) -> list[str]:
    return [w.lower() for w in WORD.findall(text)]
