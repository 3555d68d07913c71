"""IPTC ninjs 1.x, 2.x and 3.x, as agencies really send it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tellings.model.report import BlockKind, Reject
from tellings.read.bylines import names_in
from tellings.read.dates import day_of
from tellings.read.making import Found
from tellings.read.passages import Passage, composed, markup_passages, plain_passages

WITHDRAWN = {"canceled": "was canceled by its agency", "withheld": "is withheld by its agency"}
"""`pubStatus` values of an item that must not be taken for current; the reason names the status."""

BODY_KEYS = ("body_xhtml", "body_html", "body_nitf", "body_text")
"""ninjs 1.x: flat fields `body_…`, the most structured first."""


def looks_like_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item: a `uri`, and a body or headline in one of the standard's shapes."""
    keys = {k.lower() for k in record}
    return "uri" in keys and "text" not in keys and bool(keys & {"headline", "headlines", "bodies", *BODY_KEYS})


def ninjs_found(ref: str, item: Mapping[str, Any]) -> Found | Reject:
    """What the item holds. One of its bodies is taken, never joined: agencies send the same text in several."""
    record = {k.lower(): v for k, v in item.items()}
    uri = str(record.get("uri") or ref)
    if reason := WITHDRAWN.get(str(record.get("pubstatus") or "").lower()):
        return Reject(uri, f"{reason} (pubStatus {record['pubstatus']})")
    if str(record.get("type") or "text").lower() not in ("text", "composite"):
        return Reject(uri, f"is a {record['type']}, not a text")
    title = _headline(record)
    text, blocks = composed(title, [*_body(record), *_captions(record)])
    return Found(
        ref=uri,
        text=text,
        outlet=_outlet(record),
        url=uri if uri.startswith("http") else None,
        title=title,
        published=next(
            (day for k in ("versioncreated", "contentcreated", "firstcreated") if (day := day_of(record.get(k)))), None
        ),
        byline=_byline(record),
        language=str(record.get("language") or "")[:2].lower() or None,
        blocks=blocks,
        ref_given=True,
    )


def _headline(record: Mapping[str, Any]) -> str | None:
    every = _dicts(record.get("headlines"))
    main = next(
        (h for h in every if str(h.get("role") or "main").lower() in ("main", "headline", "title")), every[0] if every else {}
    )
    return " ".join(str(main.get("value") or record.get("headline") or "").split()) or None


def _body(record: Mapping[str, Any]) -> list[Passage]:
    bodies = {_content_type(b): str(b["value"]) for b in reversed(_dicts(record.get("bodies"))) if b.get("value")}
    bodies |= {k.removeprefix("body_"): str(record[k]) for k in BODY_KEYS if record.get(k)}
    for kind in ("xhtml", "html", "nitf"):
        if kind in bodies and (found := _marked_up(bodies[kind])):
            return found
    return list(plain_passages(bodies.get("text") or next(iter(bodies.values()), "")))


def _content_type(body: Mapping[str, Any]) -> str:
    written = str(body.get("contenttype") or body.get("contentType") or "text/plain").lower()
    return next((kind for kind in ("xhtml", "html", "nitf") if kind in written), "text")


def _marked_up(body: str) -> list[Passage]:
    from lxml import html
    from lxml.etree import ParserError

    try:
        return list(markup_passages(html.fromstring(f"<div>{body}</div>")))
    except (ParserError, ValueError):
        return []


def _captions(record: Mapping[str, Any]) -> Iterator[Passage]:
    """Captions of the pictures that go with the text: their descriptions of role `caption`, or of no role at all."""
    given = record.get("associations")
    items = list(given.values()) if isinstance(given, dict) else given
    for picture in _dicts(items):
        if str(picture.get("type") or "").lower() not in ("picture", "graphic"):
            continue
        flat = [{"value": picture.get(k)} for k in ("description_caption", "description_text") if picture.get(k)]
        every = [d for d in [*_dicts(picture.get("descriptions")), *flat] if str(d.get("role") or "caption").lower() == "caption"]
        if every and (words := " ".join(str(every[0].get("value") or "").split())):
            yield Passage(BlockKind.CAPTION, words)


def _outlet(record: Mapping[str, Any]) -> str | None:
    named = next((s.get("name") for s in _dicts(record.get("infosources")) if s.get("name")), None)
    found = named or record.get("source") or record.get("copyrightholder")
    return str(found) if isinstance(found, str) else None


def _byline(record: Mapping[str, Any]) -> tuple[str, ...]:
    written = record.get("by") or record.get("byline")
    if not isinstance(written, str):
        return ()
    return tuple(names_in(written))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
