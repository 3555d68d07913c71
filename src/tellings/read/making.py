"""What every reader ends with: a text and its metadata to a Report, or the reason why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.data.outlets import outlets
from tellings.model.ids import report_id
from tellings.model.report import Block, BlockKind, Reject, Report

if TYPE_CHECKING:
    from datetime import date

    from tellings.read.options import Hints

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGNS = re.compile(r"\W+")

LEAST_WORDS = 2
"""A text with fewer words of letters holds no sentence (`Fire.`); unspaced scripts write many words as one, hence the next."""

LEAST_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found of one report, still as it was written. `blocks` are of `text`, before the title is set before it."""

    ref: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: date | None = None
    byline: tuple[str, ...] = ()
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    ref_given: bool = False
    dated: str | None = None
    status: str | None = None
    version: str | None = None
    places: tuple[str, ...] = ()


def make_report(found: Found, hints: Hints) -> Report | Reject:
    """The report, its text beginning with its title; refused where there is nothing to read."""
    text, title = (found.text if found.blocks else clean(found.text)), _line(found.title)
    if title and not begins_with(text, title):
        text, blocks = _titled(text, title, found.blocks)
    else:
        blocks = found.blocks
    words = _WORD.findall(text)
    if not text.strip():
        return Reject(found.ref, "is empty")
    if len(words) < LEAST_WORDS and sum(map(len, words)) < LEAST_LETTERS:
        return Reject(found.ref, "holds no sentence")
    published = hints.published or found.published
    by = outlets(hints.outlets).published(found.url, hints.outlet or _line(found.outlet))
    outlet = by.name if by else None
    made = Report(
        id="",
        ref=_UNPRINTABLE.sub("", found.ref),
        text=text,
        outlet=outlet,
        url=found.url and _UNPRINTABLE.sub("", found.url),
        title=title,
        published=published,
        byline=found.byline,
        language=hints.language or found.language,
        blocks=blocks,
        ref_given=found.ref_given,
        dated=None if hints.published else found.dated,
        status=found.status,
        version=found.version,
        places=found.places,
        country=by.country if by else None,
        family=by.family if by else None,
        capture=hints.archived.capture if hints.archived else None,
    )
    return replace(made, id=report_id(made))


def clean(text: str) -> str:
    """The text without characters that no text has (NUL, byte order marks, half surrogates), its lines ended by line feeds."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def begins_with(text: str, title: str) -> bool:
    """Whether the text's first words are the title's, signs and case aside."""
    wanted = _SIGNS.sub(" ", title.casefold()).split()
    there = _SIGNS.sub(" ", text.lstrip()[: 2 * len(title) + 20].casefold()).split()
    return bool(wanted) and there[: len(wanted)] == wanted


def _titled(text: str, title: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """The title as a heading before the text, and the blocks moved by as much."""
    ahead = f"{title}\n\n"
    if not blocks:
        return ahead + text, ()
    moved = (Block(b.kind, b.start + len(ahead), b.end + len(ahead)) for b in blocks)
    return ahead + text, (Block(BlockKind.HEADING, 0, len(title)), *moved)


def _line(words: str | None) -> str | None:
    """The words on one line; None where there are none."""
    return " ".join(clean(words).split()) or None if words else None
