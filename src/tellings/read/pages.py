"""HTML pages: one file is one report, with its structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from tellings.model.report import BlockKind, Reject, Report
from tellings.read.dates import day_of
from tellings.read.making import Found, clean, make_report
from tellings.read.options import MAX_PAGE, Archived, Hints
from tellings.read.passages import Passage, composed

if TYPE_CHECKING:
    from typing import BinaryIO

    from tellings.read.page_meta import PageMeta

_START = re.compile(
    rb"(?is)^\s*+(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?>(?><!--.*?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article)\b"
)
"""Atomic throughout: a file of a thousand comments must not be tried in every way to part them."""


def looks_like_page(first: bytes) -> bool:
    """Whether it begins as an HTML page does."""
    return bool(_START.match(first))


def read_page(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """The one report of a page; refused where there is no article in it."""
    data = file.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        yield Reject(ref, f"is a page longer than {MAX_PAGE:,} bytes")
        return
    yield page_report(ref, data, hints)


def page_report(ref: str, data: bytes, hints: Hints) -> Report | Reject:
    """The report in a page's bytes. Its blocks are the page's own: headings, paragraphs, captions, credits.

    The page's own canonical address wins over the one that it was fetched from, and all else that it says over its archive.
    """
    from trafilatura import bare_extraction, load_html

    from tellings.read.page_meta import page_meta
    from tellings.read.page_text import passages

    tree = load_html(data)
    if tree is None:
        return Reject(ref, "is no page that can be parsed")
    meta = page_meta(tree)
    document = bare_extraction(data, include_comments=False, include_tables=True, with_metadata=True)
    body = getattr(document, "body", None)
    found = passages(tree, body, meta.captions)
    archived = hints.archived or Archived()
    if not any(p.kind is BlockKind.BODY for p in found):
        found.extend(_told(meta.body or archived.text))
    if not any(p.kind is BlockKind.BODY for p in found):
        return Reject(ref, "is a page without an article")
    return make_report(_found(ref, meta, document, found, archived), hints)


def _told(body: str | None) -> Iterator[Passage]:
    """The body that the metadata carry, where the page itself shows none."""
    for line in (body or "").splitlines():
        if text := " ".join(line.split()):
            yield Passage(BlockKind.BODY, text)


def _found(ref: str, meta: PageMeta, document: Any, passages: list[Passage], archived: Archived) -> Found:
    title = clean(" ".join((meta.title or getattr(document, "title", None) or archived.title or "").split())) or None
    text, blocks = composed(title, passages)
    guessed = archived.published or day_of(getattr(document, "date", None))
    return Found(
        ref=ref,
        text=text,
        outlet=meta.outlet or archived.outlet or getattr(document, "sitename", None),
        url=meta.url or archived.address or getattr(document, "url", None),
        title=title,
        published=meta.published or guessed,
        dated=_dated(meta, guessed, archived),
        byline=meta.authors or tuple(a for a in (getattr(document, "author", None) or "").split("; ") if a),
        language=meta.language or archived.language,
        blocks=blocks,
    )


def _dated(meta: PageMeta, guessed: date | None, archived: Archived) -> str | None:
    """Where the page gives its day, and each other day that it gives; a guess from its text counts only where it gives none."""
    if not meta.dates and archived.published:
        return "the archive's metadata"
    if not meta.dates:
        return "guessed from the page's text or address" if guessed else None
    first, where = meta.dates[0]
    others = {day: place for day, place in reversed(meta.dates) if day != first}
    return where + "".join(f"; {place} says {day}" for day, place in sorted(others.items()))
