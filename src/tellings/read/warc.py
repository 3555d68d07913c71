"""WARC archives (CC-NEWS, Media Cloud and the like), streamed: every HTML response is a page; what the archive says is kept."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO

from tellings.data.outlets import outlet_named
from tellings.model.report import Capture, Reject, Report
from tellings.read.dates import day_of
from tellings.read.options import MAX_PAGE, Archived, Hints
from tellings.read.packed import Inner

PAGE_TYPES = ("text/html", "application/xhtml+xml")

MEDIA_CLOUD = "application/x.mediacloud-indexer+json"
"""The metadata record that Media Cloud writes behind each response: what its feed said and what its indexer found."""

MAX_METADATA = 5_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the archive holds it. `told` are the fields of a metadata record that goes with it."""

    name: str
    data: bytes
    address: str | None
    capture: Capture
    told: dict[str, Any]


def looks_like_warc(first: bytes) -> bool:
    """Whether it begins with a WARC record."""
    return first.startswith(b"WARC/")


def read_warc(ref: str, file: BinaryIO, hints: Hints, inner: Inner) -> Iterator[Report | Reject]:
    """A report or refusal for every response that is a page; other records are passed over. One broken record ends the file."""
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for page in _pages(ref, file):
            if len(page.data) > MAX_PAGE:
                yield Reject(page.name, f"is a page longer than {MAX_PAGE:,} bytes")
            else:
                yield from inner(page.name, io.BytesIO(page.data), _hints(page, hints))
    except (ArchiveLoadFailed, EOFError, AttributeError, ValueError) as error:  # the latter two from headers that are not there
        yield Reject(ref, f"is a broken archive: {error}")


def _pages(ref: str, file: BinaryIO) -> Iterator[Page]:
    """Every page, as soon as the record behind it shows that it is no metadata of it."""
    from warcio.archiveiterator import ArchiveIterator

    waiting: Page | None = None
    for record in ArchiveIterator(file):
        if waiting:
            told = _media_cloud(record)
            yield replace(waiting, told=told)
            waiting = None
            if told:
                continue
        if record.rec_type == "response" and _is_page(record):
            waiting = _page(ref, record)
    if waiting:
        yield waiting


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    return headers is not None and str(headers.get_statuscode()) == "200" and _content_type(headers) in PAGE_TYPES


def _content_type(headers: Any) -> str:
    return str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(ref: str, record: Any) -> Page:
    headers = record.rec_headers
    address = headers.get_header("WARC-Target-URI")
    given = headers.get_header("WARC-Record-ID")
    capture = Capture(given, headers.get_header("WARC-Payload-Digest"), _time(headers.get_header("WARC-Date")))
    return Page(address or f"{ref}#{given}", record.content_stream().read(MAX_PAGE + 1), address, capture, {})


def _time(written: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(written) if written else None
    except ValueError:
        return None


def _media_cloud(record: Any) -> dict[str, Any]:
    """What Media Cloud's metadata record says; nothing where this is another kind of record."""
    if record.rec_type != "metadata" or _content_type(record.rec_headers) != MEDIA_CLOUD:
        return {}
    try:
        told = json.loads(record.content_stream().read(MAX_METADATA))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _hints(page: Page, hints: Hints) -> Hints:
    content, feed = _part(page.told, "content_metadata"), _part(page.told, "rss_entry")
    host = _words(content, "canonical_domain") or _words(feed, "domain")
    said = Archived(
        address=page.address or _words(content, "url"),
        capture=page.capture,
        title=_words(content, "article_title") or _words(feed, "title"),
        outlet=outlet_named(host) or host,
        published=day_of(content.get("publication_date")) or day_of(feed.get("pub_date")),
        language=(_words(content, "language") or "")[:2].lower() or None,
        text=_words(content, "text_content"),
    )
    return replace(hints, archived=said)


def _part(told: dict[str, Any], key: str) -> dict[str, Any]:
    found = told.get(key)
    return found if isinstance(found, dict) else {}


def _words(told: dict[str, Any], key: str) -> str | None:
    found = told.get(key)
    return found if isinstance(found, str) and found.strip() else None
