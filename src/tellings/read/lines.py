"""JSON Lines: one object a line, `{"ref","outlet","url","title","published","text"}`, all but `text` optional."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tellings.model.report import Reject, Report
from tellings.read.dates import day_of
from tellings.read.making import Found, make_report
from tellings.read.options import MAX_LINE, MAX_TEXT, Hints
from tellings.read.plain import not_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_STRINGS = ("outlet", "url", "title", "language")


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
    found = _found(ref, record)
    return found if isinstance(found, Reject) else make_report(found, hints)


def _found(ref: str, record: dict[str, Any]) -> Found | Reject:
    given = record.get("ref")
    name = ref if given in (None, "") else str(given)
    text = record.get("text")
    if not isinstance(text, str):
        return Reject(name, "has no `text`" if text is None else f"has a `text` that is no string but {type(text).__name__}")
    if len(text) > MAX_TEXT:
        return Reject(name, f"has a text longer than {MAX_TEXT:,} characters")
    wrong = next((k for k in _STRINGS if not isinstance(record.get(k), str | None)), None)
    if wrong:
        return Reject(name, f"has a `{wrong}` that is no string but {type(record[wrong]).__name__}")
    return Found(
        ref=name,
        text=text,
        outlet=record.get("outlet") or None,
        url=record.get("url") or None,
        title=record.get("title") or None,
        published=day_of(record.get("published")),
        byline=_names(record.get("byline")),
        language=record.get("language") or None,
        ref_given=name is not ref,
    )


def _names(given: object) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,) if given else ()
    return tuple(str(name) for name in given) if isinstance(given, list) else ()
