"""READERS: each format with the test that tells it from its first bytes. A format is told by content, not by name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from tellings.model.report import Reject, Report
from tellings.read.documents import looks_like_document, read_document
from tellings.read.inputs import Input, find_inputs
from tellings.read.lines import read_lines
from tellings.read.newsml import looks_like_newsml, read_newsml
from tellings.read.options import Hints
from tellings.read.pages import looks_like_page, read_page
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
    Reader("table", looks_like_table, read_table),
    Reader("plain text", lambda _: True, read_plain),
)
"""Tried in order; the first that matches reads."""


def read_all(paths: Iterable[str], hints: Hints) -> Iterator[Report | Reject]:
    """Every report behind the paths, and a refusal for whatever is none; one bad input never stops the others."""
    for found in find_inputs(paths):
        if isinstance(found, Reject):
            yield found
        else:
            yield from read_input(found, hints)


def read_input(given: Input, hints: Hints) -> Iterator[Report | Reject]:
    """The reports of one input."""
    try:
        with given.open() as opened:
            file = opened if hasattr(opened, "peek") else io.BufferedReader(cast("io.RawIOBase", opened))
            first = file.peek(SNIFFED)[:SNIFFED]
            reader = next(r for r in READERS if r.matches(first))
            yield from reader.read(given.ref, file, hints)
    except (OSError, EOFError) as error:
        yield Reject(given.ref, f"cannot be read: {error}")
