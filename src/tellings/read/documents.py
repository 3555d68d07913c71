"""A whole file of JSON: one object (a ninjs item, say) or an array of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from tellings.model.report import Reject, Report
from tellings.read.options import MAX_PAGE, Hints
from tellings.read.plain import not_utf8
from tellings.read.records import record_report

_START = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:\[\s*[{\]]|\{\s*\n)")


def looks_like_document(first: bytes) -> bool:
    """Whether it begins as an array of objects, or as an object that goes on in the next line."""
    return bool(_START.match(first))


def read_document(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """A report or refusal for each object."""
    data = file.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        yield Reject(ref, f"is a JSON document longer than {MAX_PAGE:,} bytes: write one object a line")
        return
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield Reject(ref, not_utf8(error))
        return
    except ValueError as error:
        yield Reject(ref, f"is not JSON: {error}")
        return
    except RecursionError:
        yield Reject(ref, "is not JSON that we read: it is nested too deep")
        return
    if isinstance(value, dict):
        yield record_report(ref, value, hints)
        return
    if not value:
        yield Reject(ref, "is empty")
    for number, record in enumerate(value, start=1):
        name = f"{ref}#{number}"
        yield record_report(name, record, hints) if isinstance(record, dict) else Reject(name, "is no object")
