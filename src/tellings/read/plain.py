"""Plain text: one file is one report."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from tellings.model.report import Reject, Report
from tellings.read.making import Found, make_report
from tellings.read.options import MAX_TEXT, Hints

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_plain(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """The one report of a text file."""
    data = file.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        yield Reject(ref, f"is longer than {MAX_TEXT:,} bytes: split a collection into reports, one a file or one a JSON line")
        return
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        yield Reject(ref, not_utf8(error))
        return
    yield Reject(ref, "is binary, not text") if "\0" in text else make_report(Found(ref, text), hints)


def decoded(data: bytes) -> str:
    """The text in the encoding that its byte order mark names, else UTF-8. Raises UnicodeDecodeError."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    return data.decode(encoding)


def not_utf8(error: UnicodeDecodeError) -> str:
    """Why bytes were refused as text: binary, or in another encoding, and what to do about it."""
    if b"\0" in error.object[:8192]:
        return "is binary, not text"
    byte = error.object[error.start]
    return f"is not UTF-8 (byte 0x{byte:02x} at {error.start}): convert it, as with `iconv -f WINDOWS-1252 -t UTF-8`"
