"""Ids are hashes of content: the same content has the same id, on every machine and in any order of reading."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.model.report import Report, Span


def content_id(prefix: str, *parts: object) -> str:
    """`prefix-` and 16 hex digits over the parts; `None` and the empty string are told apart."""
    packed = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}-{blake2b(packed.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def report_id(report: Report) -> str:
    """Outlet, address, day, title, text, the ref where it was the caller's, and the status of one that does not stand."""
    ref = report.ref if report.ref_given else None
    given = (ref, report.status) if report.status else (ref,) if report.ref_given else ()
    return content_id("report", report.outlet, report.url, report.published, report.title, report.text, *given)


def statement_id(report: str, cue: Span | None, content: Iterable[Span]) -> str:
    """The report, the cue's place and the content's."""
    return content_id("statement", report, cue.start if cue else None, *(f"{s.start}-{s.end}" for s in content))


def event_id(report: str, trigger: Span, kind: str, mode: str | None) -> str:
    """The report, the trigger's place, type and mode."""
    return content_id("event", report, trigger.start, trigger.end, kind, mode)
