"""JSON Lines: one object a line, `{"ref","outlet","url","title","published","text"}`, all but `text` optional."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from tellings.model.report import Reject, Report
from tellings.read.ninjs import looks_like_ninjs
from tellings.read.options import MAX_LINE, Hints
from tellings.read.plain import not_utf8
from tellings.read.records import record_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from tellings.read.packed import Inner


def read_lines(ref: str, file: BinaryIO, hints: Hints, inner: Inner) -> Iterator[Report | Reject]:
    """A report or a refusal for every line that is not blank; only one line is held at a time.

    A line that is an agency's item goes to `inner`: its body is marked up, and markup is parsed apart.
    """
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            yield Reject(f"{ref}:{number}", f"is a line longer than {MAX_LINE:,} bytes")
            _skip_line(file)
        elif line.strip():
            yield from _read_line(f"{ref}:{number}", line, hints, inner)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
        pass


def _read_line(ref: str, line: bytes, hints: Hints, inner: Inner) -> Iterator[Report | Reject]:
    record = _record(ref, line)
    if isinstance(record, Reject):
        yield record
    elif looks_like_ninjs(record):
        yield from inner(ref, io.BytesIO(line), hints)
    else:
        yield record_report(ref, record, hints)


def _record(ref: str, line: bytes) -> dict[str, Any] | Reject:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Reject(ref, not_utf8(error))
    except ValueError as error:
        return Reject(ref, f"is not JSON: {error}")
    except RecursionError:
        return Reject(ref, "is not JSON that we read: it is nested too deep")
    return record if isinstance(record, dict) else Reject(ref, f"is a JSON {type(record).__name__}, not an object")
