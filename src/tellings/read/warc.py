"""WARC archives (CC-NEWS, Media Cloud and the like), streamed: every HTML response is a page, its address and record id kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from tellings.model.report import Reject, Report
from tellings.read.options import MAX_PAGE, Hints
from tellings.read.pages import page_report

PAGE_TYPES = ("text/html", "application/xhtml+xml")


def looks_like_warc(first: bytes) -> bool:
    """Whether it begins with a WARC record."""
    return first.startswith(b"WARC/")


def read_warc(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """A report or refusal for every response that is a page; other records are passed over. One broken record ends the file."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and _is_page(record):
                yield _page(ref, record, hints)
    except (ArchiveLoadFailed, EOFError, AttributeError, ValueError) as error:  # the latter two from headers that are not there
        yield Reject(ref, f"is a broken archive: {error}")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    return headers is not None and str(headers.get_statuscode()) == "200" and _content_type(headers) in PAGE_TYPES


def _content_type(headers: Any) -> str:
    return str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(ref: str, record: Any, hints: Hints) -> Report | Reject:
    address = record.rec_headers.get_header("WARC-Target-URI")
    name = address or f"{ref}#{record.rec_headers.get_header('WARC-Record-ID')}"
    data = record.content_stream().read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        return Reject(name, f"is a page longer than {MAX_PAGE:,} bytes")
    return page_report(name, data, hints, address=address)
