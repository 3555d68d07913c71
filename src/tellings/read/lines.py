"""JSON Lines: one object a line, `{"ref","outlet","url","title","published","text"}`, all but `text` optional."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tellings.model.report import Reject, Report
from tellings.read.options import MAX_LINE, Hints
from tellings.read.plain import not_utf8
from tellings.read.records import record_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


def read_lines(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """A report or a refusal for every line that is not blank; only one line is held at a time."""
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            yield Reject(f"{ref}:{number}", f"is a line longer than {MAX_LINE:,} bytes")
            _skip_line(file)
        elif line.strip():
            yield _read_line(f"{ref}:{number}", line, hints)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
        pass


def _read_line(ref: str, line: bytes, hints: Hints) -> Report | Reject:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Reject(ref, not_utf8(error))
    except ValueError as error:
        return Reject(ref, f"is not JSON: {error}")
    except RecursionError:
        return Reject(ref, "is not JSON that we read: it is nested too deep")
    if not isinstance(record, dict):
        return Reject(ref, f"is a JSON {type(record).__name__}, not an object")
    return record_report(ref, record, hints)
