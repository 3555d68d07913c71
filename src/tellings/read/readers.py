"""READERS: each format with the test that tells it from its first bytes. A format is told by content, not by name."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, cast

from tellings.model.report import Reject, Report
from tellings.read.documents import looks_like_document, read_document
from tellings.read.inputs import Input, find_inputs
from tellings.read.lines import read_lines
from tellings.read.mail import looks_like_mail, read_mail
from tellings.read.newsml import looks_like_newsml, read_newsml
from tellings.read.office import looks_like_docx, looks_like_pdf, read_docx, read_pdf
from tellings.read.options import Hints
from tellings.read.packed import Inner, looks_like_gzip, looks_like_tar, looks_like_zip, read_gzip, read_tar, read_zip
from tellings.read.pages import looks_like_page, read_page
from tellings.read.parquet import looks_like_parquet, read_parquet
from tellings.read.plain import read_plain
from tellings.read.tables import looks_like_table, read_table
from tellings.read.warc import looks_like_warc, read_warc

SNIFFED = 4096
"""Bytes that are looked at to tell the format."""

Read = Callable[[str, BinaryIO, Hints], Iterator[Report | Reject]]


@dataclass(frozen=True)
class Reader:
    """One format: how its first bytes look, and what reads it."""

    name: str
    matches: Callable[[bytes], bool]
    read: Read


@dataclass(frozen=True)
class Packed:
    """A format that holds others: how its first bytes look, and what reads each member through the `Inner` it is given."""

    name: str
    matches: Callable[[bytes], bool]
    read: Callable[[str, BinaryIO, Hints, Inner], Iterator[Report | Reject]]


def looks_like_lines(first: bytes) -> bool:
    """Whether it begins with a JSON object."""
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and start[1:].lstrip()[:1] in (b'"', b"}", b"")


READERS: tuple[Reader, ...] = (
    Reader("WARC", looks_like_warc, read_warc),
    Reader("HTML page", looks_like_page, read_page),
    Reader("NewsML-G2", looks_like_newsml, read_newsml),
    Reader("JSON", looks_like_document, read_document),
    Reader("JSON Lines", looks_like_lines, read_lines),
    Reader("mail", looks_like_mail, read_mail),
    Reader("table", looks_like_table, read_table),
    Reader("PDF", looks_like_pdf, read_pdf),
    Reader("Word", looks_like_docx, read_docx),
    Reader("Parquet", looks_like_parquet, read_parquet),
)
"""Tried in order; the first that matches reads. What none matches, and what is not packed, is plain text."""

PACKED: tuple[Packed, ...] = (
    Packed("ZIP", looks_like_zip, read_zip),
    Packed("TAR", looks_like_tar, read_tar),
    Packed("gzip", looks_like_gzip, read_gzip),
)
"""What holds other files."""

MAX_DEPTH = 3
"""A gzipped TAR of gzipped pages is what archives have; deeper is a bomb."""


def read_all(paths: Iterable[str], hints: Hints) -> Iterator[Report | Reject]:
    """Every report behind the paths, and a refusal for whatever is none; one bad input never stops the others."""
    for found in find_inputs(paths, allow_private=hints.allow_private):
        if isinstance(found, Reject):
            yield found
        else:
            yield from read_input(found, hints)


def read_input(given: Input, hints: Hints) -> Iterator[Report | Reject]:
    """The reports of one input."""
    try:
        with given.open() as opened:
            yield from read_stream(given.ref, opened, hints)
    except OSError as error:
        yield Reject(given.ref, f"cannot be read: {error}")


def read_stream(ref: str, stream: BinaryIO, hints: Hints, depth: int = 0) -> Iterator[Report | Reject]:
    """The reports in a stream of bytes; what is packed in it is read in turn, `MAX_DEPTH` deep."""
    file = cast("io.BufferedReader", stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream)))
    try:
        yield from _read(ref, file, hints, depth)
    except (OSError, EOFError, zlib.error) as error:
        yield Reject(ref, f"cannot be read: {error}")


def _read(ref: str, file: io.BufferedReader, hints: Hints, depth: int) -> Iterator[Report | Reject]:
    first = file.peek(SNIFFED)[:SNIFFED]
    if reader := next((r for r in READERS if r.matches(first)), None):
        yield from reader.read(ref, file, hints)
    elif (packed := next((p for p in PACKED if p.matches(first)), None)) is None:
        yield from (read_table if hints.columns else read_plain)(ref, file, hints)
    elif depth == MAX_DEPTH:
        yield Reject(ref, f"is packed more than {MAX_DEPTH} times")
    else:
        yield from packed.read(ref, file, hints, partial(read_stream, depth=depth + 1))
