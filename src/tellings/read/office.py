"""Word documents and PDF: press releases, statements, scanned clippings with a text layer. Both parsers are extras."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from tellings.model.report import BlockKind, Reject, Report
from tellings.read.dates import day_of
from tellings.read.making import Found, make_report
from tellings.read.options import MAX_PAGE, Hints
from tellings.read.passages import Passage, composed

MAX_PDF_PAGES = 500
"""Pages of one PDF; a longer one is a book or a docket, not a report."""

MAX_DOCX = 200_000_000
"""Bytes that a Word document may unpack to."""

DOCX_PART = "word/document.xml"

_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\n(?=[a-z])")
_PARAGRAPH = re.compile(r"\n[ \t]*\n+|(?<=[.!?”\"])\n(?=[A-Z“\"])")


def looks_like_pdf(first: bytes) -> bool:
    """Whether it begins as a PDF does."""
    return first.startswith(b"%PDF-")


def looks_like_docx(first: bytes) -> bool:
    """Whether it is a ZIP file whose first members are those of a Word document."""
    return first.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in first or b"word/" in first)


def read_pdf(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """The one report of a PDF with a text layer; lines are joined to paragraphs."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        yield Reject(ref, "is a PDF: install tellings[documents] to read it")
        return
    data = file.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        yield Reject(ref, f"is a PDF longer than {MAX_PAGE:,} bytes")
        return
    try:
        pdf = PdfReader(io.BytesIO(data))
        if len(pdf.pages) > MAX_PDF_PAGES:
            yield Reject(ref, f"is a PDF of more than {MAX_PDF_PAGES} pages")
            return
        text = "\n\n".join(page.extract_text() for page in pdf.pages)
        told = pdf.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        yield Reject(ref, f"is a PDF that cannot be read: {error}")
        return
    yield _report(ref, list(_pdf_passages(text)), _told(told, "title"), _told(told, "author"), hints)


def _pdf_passages(text: str) -> Iterator[Passage]:
    for part in _PARAGRAPH.split(_HYPHENATED.sub("", text)):
        if words := " ".join(part.split()):
            yield Passage(BlockKind.BODY, words)


def _told(metadata: Any, key: str) -> str | None:
    return " ".join(str(getattr(metadata, key, None) or "").split()) or None


def read_docx(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """The one report of a Word document: its paragraphs, headings and captions by their styles."""
    try:
        from docx import Document
        from docx.opc.exceptions import OpcError
    except ImportError:
        yield Reject(ref, "is a Word document: install tellings[documents] to read it")
        return
    from zipfile import BadZipFile, ZipFile

    data = file.read(MAX_PAGE + 1)
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            size = sum(m.file_size for m in packed.infolist())
        if len(data) > MAX_PAGE or size > MAX_DOCX:
            yield Reject(ref, f"is a Word document longer than {MAX_DOCX:,} bytes")
            return
        document = Document(io.BytesIO(data))
    except (BadZipFile, OpcError, LookupError, ValueError, AttributeError, TypeError, SyntaxError, RuntimeError) as error:
        yield Reject(ref, f"is a Word document that cannot be read: {error}")
        return
    told = document.core_properties
    passages = [Passage(_kind(p), words) for p in document.paragraphs if (words := " ".join(p.text.split()))]
    yield _report(ref, passages, told.title or None, told.author or None, hints)


def _kind(paragraph: Any) -> BlockKind:
    style = str(getattr(paragraph.style, "name", "")).lower()
    if style.startswith(("heading", "title", "subtitle")):
        return BlockKind.HEADING
    return BlockKind.CAPTION if style == "caption" else BlockKind.BODY


def _report(ref: str, passages: list[Passage], title: str | None, author: str | None, hints: Hints) -> Report | Reject:
    """A program's own name is no author and a file's name no title, but both are common in such metadata."""
    named = title if title and " " in title and not title.lower().endswith((".doc", ".docx", ".indd", ".pdf")) else None
    text, blocks = composed(named, passages)
    by = (author,) if author and " " in author and day_of(author) is None else ()
    return make_report(Found(ref, text, title=named, byline=by, blocks=blocks), hints)
