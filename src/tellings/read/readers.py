"""READERS: each format with the test that tells it from its first bytes. A format is told by content, not by name."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from tellings.model.report import Reject, Report
from tellings.read.apart import Apart, Parse, path_of
from tellings.read.documents import looks_like_document, read_document
from tellings.read.feeds import Item, items, looks_like_feed, looks_like_opml, read_feed, read_item, refuse_opml
from tellings.read.inputs import Input, find_inputs
from tellings.read.lines import read_lines
from tellings.read.mail import looks_like_mail, read_mail
from tellings.read.newsml import looks_like_newsml, read_newsml
from tellings.read.office import looks_like_docx, looks_like_pdf, read_docx, read_pdf
from tellings.read.options import MAX_PAGE, MAX_TEXT, Hints
from tellings.read.packed import Inner, looks_like_gzip, looks_like_tar, looks_like_zip, read_gzip, read_tar, read_zip
from tellings.read.pages import looks_like_page, read_page
from tellings.read.parquet import looks_like_parquet, read_parquet
from tellings.read.plain import read_plain
from tellings.read.sqlite import looks_like_sqlite, refuse_sqlite
from tellings.read.tables import looks_like_table, read_table
from tellings.read.warc import looks_like_warc, read_warc

SNIFFED = 4096
"""Bytes that are looked at to tell the format."""

Read = Callable[[str, BinaryIO, Hints], Iterator[Report | Reject]]


@dataclass(frozen=True)
class Reader:
    """One format: how its first bytes look, and what reads it.

    What is parsed by more than our own code and Python's is read apart, and then at most so many bytes of it.
    """

    name: str
    matches: Callable[[bytes], bool]
    read: Read
    apart: int | None = MAX_PAGE


@dataclass(frozen=True)
class Packed:
    """A format that holds others: how its first bytes look, and what reads each member through the `Inner` it is given.

    `of` is the format of every member where the container says it; the others are told by content.
    """

    name: str
    matches: Callable[[bytes], bool]
    read: Callable[[str, BinaryIO, Hints, Inner], Iterator[Report | Reject]]
    of: str | None = None


def looks_like_lines(first: bytes) -> bool:
    """Whether it begins with a JSON object."""
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and start[1:].lstrip()[:1] in (b'"', b"}", b"")


READERS: tuple[Reader, ...] = (
    Reader("HTML page", looks_like_page, read_page),
    Reader("NewsML-G2", looks_like_newsml, read_newsml),
    Reader("feed", looks_like_feed, read_feed),
    Reader("JSON", looks_like_document, read_document),
    Reader("mail", looks_like_mail, read_mail),
    Reader("table", looks_like_table, read_table, apart=None),
    Reader("PDF", looks_like_pdf, read_pdf),
    Reader("Word", looks_like_docx, read_docx),
    Reader("Parquet", looks_like_parquet, read_parquet, apart=100 * MAX_TEXT),
    Reader("feed item", lambda _: False, read_item),
    Reader("OPML", looks_like_opml, refuse_opml, apart=None),
    Reader("SQLite", looks_like_sqlite, refuse_sqlite, apart=None),
)
"""Tried in order; the first that matches reads. What none matches, and what is not packed, is plain text."""

PACKED: tuple[Packed, ...] = (
    Packed("WARC", looks_like_warc, read_warc, of="HTML page"),
    Packed("JSON Lines", looks_like_lines, read_lines, of="JSON"),
    Packed("ZIP", looks_like_zip, read_zip),
    Packed("TAR", looks_like_tar, read_tar),
    Packed("gzip", looks_like_gzip, read_gzip),
)
"""What holds other files."""


def reader_named(name: str) -> Reader:
    """The reader of the format of that name."""
    return next(r for r in READERS if r.name == name)


class Here:
    """Parses in this process: for what is trusted, and for tests."""

    def __call__(self, name: str, ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
        """The reports or refusals in one input."""
        return reader_named(name).read(ref, file, hints)

    def items(self, data: bytes) -> list[Item] | Reject:
        """The items of a feed."""
        return items(data)


MAX_DEPTH = 4
"""A gzipped TAR of gzipped WARCs is what archives have; deeper is a bomb."""


IN_PROCESS = Here()


@dataclass(frozen=True)
class Route:
    """How an input is read: what parses it, how deep it is packed, and its format where that is known.

    `seen` tells the archive records that were read before by their ids: they are passed over, unparsed. `own` are the databases
    that the program itself has open: where they lie in the folder that is read, they are passed over, logs and all.
    """

    parse: Parse = IN_PROCESS
    seen: Callable[[str], bool] = lambda _: False
    own: frozenset[str] = frozenset()
    depth: int = 0
    format: str | None = None


HERE = Route()


def read_all(paths: Iterable[str], hints: Hints, route: Route | None = None) -> Iterator[Report | Reject]:
    """Every report behind the paths, and a refusal for whatever is none; one bad input never stops the others.

    What needs a parser is parsed in a process of its own, unless a `route` says how.
    """
    if route is None:
        with Apart() as apart:
            yield from read_all(paths, hints, Route(apart))
        return
    for found in find_inputs(paths, route.own, allow_private=hints.allow_private):
        if isinstance(found, Reject):
            yield found
        else:
            yield from read_input(found, hints, route)


def read_input(given: Input, hints: Hints, route: Route = HERE) -> Iterator[Report | Reject]:
    """The reports of one input."""
    try:
        with given.open() as opened:
            yield from read_stream(given.ref, opened, hints, route)
    except OSError as error:
        yield Reject(given.ref, f"cannot be read: {error}")


def read_stream(ref: str, stream: BinaryIO, hints: Hints, route: Route = HERE) -> Iterator[Report | Reject]:
    """The reports in a stream of bytes; what is packed in it is read in turn, `MAX_DEPTH` deep."""
    file = cast("io.BufferedReader", stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream)))
    try:
        yield from _read(ref, file, hints, route)
    except (OSError, EOFError, zlib.error) as error:
        yield Reject(ref, f"cannot be read: {error}")


def _read(ref: str, file: io.BufferedReader, hints: Hints, route: Route) -> Iterator[Report | Reject]:
    first = file.peek(SNIFFED)[:SNIFFED]
    if reader := next((r for r in READERS if (r.name == route.format if route.format else r.matches(first))), None):
        if reader.apart is None:
            yield from reader.read(ref, file, hints)
        else:
            whole = file if path_of(file) else io.BytesIO(file.read(reader.apart + 1))
            yield from route.parse(reader.name, ref, cast("BinaryIO", whole), hints)
    elif (packed := next((p for p in PACKED if p.matches(first)), None)) is None:
        yield from (read_table if hints.columns else read_plain)(ref, file, hints)
    elif route.depth == MAX_DEPTH:
        yield Reject(ref, f"is packed more than {MAX_DEPTH} times")
    else:
        inside = replace(route, depth=route.depth + 1, format=packed.of)

        def inner(name: str, member: BinaryIO, said: Hints) -> Iterator[Report | Reject]:
            record = said.archived and said.archived.capture and said.archived.capture.record
            return iter(()) if record and route.seen(record) else read_stream(name, member, said, inside)

        yield from packed.read(ref, file, hints, inner)
