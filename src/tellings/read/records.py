"""One record, a JSON object or a row of a table, to a report: by our own field names, by those that others use, or as ninjs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tellings.model.report import Reject, Report
from tellings.read.dates import day_of
from tellings.read.making import Found, make_report
from tellings.read.ninjs import looks_like_ninjs, ninjs_found
from tellings.read.options import MAX_TEXT, Hints

STRINGS = ("outlet", "url", "title", "language")

OTHER_NAMES = {
    "text": (
        "body", "content", "article", "maintext", "article_text", "text_content", "full_text", "fulltext", "story", "body_text",
    ),
    "title": ("headline", "article_title", "head", "heading"),
    "published": (
        "date", "published_at", "publish_date", "publication_date", "date_publish", "pubdate", "pub_date", "published_date",
        "datetime", "timestamp", "day",
    ),
    "outlet": (
        "publisher", "source", "source_name", "media_name", "newspaper", "site", "sitename", "domain", "source_domain",
        "canonical_domain", "publication", "medium",
    ),
    "url": ("link", "address", "permalink", "article_url", "canonical_url", "uri"),
    "ref": ("id", "guid", "article_id", "doc_id", "document_id"),
    "byline": ("author", "authors", "creator"),
    "language": ("lang",),
}  # fmt: skip
"""Column names seen in newspaper archives, media-monitoring exports and research sets for the fields that we know, best first."""


def record_report(ref: str, record: Mapping[str, Any], hints: Hints) -> Report | Reject:
    """The report in a record; `ref` names it where the record does not name itself."""
    found = ninjs_found(ref, record, hints) if looks_like_ninjs(record) else record_found(ref, renamed(record, hints.columns))
    return found if isinstance(found, Reject) else make_report(found, hints)


def renamed(record: Mapping[str, Any], columns: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """The record with other people's field names made ours; a field that is there under our own name is kept.

    `columns` holds (our name, theirs) as the user gave them, and wins.
    """
    lowered = {str(k).strip().lower().replace(" ", "_").replace("-", "_"): v for k, v in record.items()}
    for ours, theirs in OTHER_NAMES.items():
        if lowered.get(ours) in (None, ""):
            other = next((t for t in theirs if lowered.get(t) not in (None, "")), None)
            if other:
                lowered[ours] = lowered[other]
    return lowered | {ours: record[theirs] for ours, theirs in columns if theirs in record}


def record_found(ref: str, record: Mapping[str, Any]) -> Found | Reject:
    """What a record with our field names holds; refused where `text` is missing or a field is of another type."""
    given = record.get("ref")
    ref_given = given not in (None, "")
    name = str(given) if ref_given else ref
    text = record.get("text")
    if not isinstance(text, str):
        return Reject(name, "has no `text`" if text is None else f"has a `text` that is no string but {type(text).__name__}")
    if len(text) > MAX_TEXT:
        return Reject(name, f"has a text longer than {MAX_TEXT:,} characters")
    wrong = next((k for k in STRINGS if not isinstance(record.get(k), str | None)), None)
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
        ref_given=ref_given,
    )


def _names(given: object) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,) if given else ()
    return tuple(str(name) for name in given) if isinstance(given, list) else ()
