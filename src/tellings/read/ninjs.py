"""IPTC ninjs 1.x, 2.x and 3.x, as agencies really send it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tellings.model.report import BlockKind, Reject
from tellings.read.bylines import people_in
from tellings.read.dates import day_of
from tellings.read.making import Found
from tellings.read.options import Hints
from tellings.read.passages import Passage, composed, markup_passages, plain_passages

STATUSES = {"canceled": "withdrawn", "cancelled": "withdrawn", "withheld": "withheld"}
"""`pubStatus` values of an item that must not be taken for current, and what we call its report."""

NO_TEXT = "Withdrawn by its agency."
"""The text of an item that was withdrawn without a word: the withdrawal is the news."""

BODY_KEYS = ("body_xhtml", "body_html", "body_nitf", "body_text")
"""ninjs 1.x: flat fields `body_…`, the most structured first."""


def looks_like_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item: a `uri`, and a body or headline in one of the standard's shapes."""
    keys = {k.lower() for k in record}
    return "uri" in keys and "text" not in keys and bool(keys & {"headline", "headlines", "bodies", *BODY_KEYS})


def ninjs_found(ref: str, item: Mapping[str, Any], hints: Hints) -> Found | Reject:
    """What the item holds. One of its bodies is taken, never joined: agencies send the same text in several."""
    record = {k.lower(): v for k, v in item.items()}
    uri = str(record.get("uri") or ref)
    status = STATUSES.get(str(record.get("pubstatus") or "").lower())
    held = embargo(uri, record.get("embargoeduntil") or record.get("embargoed"), hints)
    if isinstance(held, Reject):
        return held
    if str(record.get("type") or "text").lower() not in ("text", "composite"):
        return Reject(uri, f"is a {record['type']}, not a text")
    title = _headline(record)
    body = _body(record)
    outlet = _outlet(record)
    text, blocks = composed(title, [*_dateline(record), *body, *_pictures(record, body), *_credits(record, outlet)])
    if status and not text.strip():
        text, blocks = NO_TEXT, ()
    return Found(
        ref=uri,
        text=text,
        outlet=outlet,
        url=uri if uri.startswith("http") else None,
        title=title,
        published=next(
            (day for k in ("versioncreated", "contentcreated", "firstcreated") if (day := day_of(record.get(k)))), None
        ),
        byline=_byline(record),
        language=str(record.get("language") or "")[:2].lower() or None,
        blocks=blocks,
        ref_given=True,
        status=status or held,
        version=str(record.get("version") or "") or None,
        places=tuple(
            dict.fromkeys(name for p in _dicts(record.get("places") or record.get("place")) if (name := _words(p.get("name"))))
        ),
    )


def embargo(ref: str, until: object, hints: Hints) -> Reject | str | None:
    """None where an item may be read, `embargoed` where it is taken before its time, a refusal where it must wait."""
    if hints.now is None or not until:
        return None
    try:
        end = datetime.fromisoformat(str(until).strip())
    except ValueError:
        return Reject(ref, f"is under embargo until {until!r}, which is no time that we read")
    end = end if end.tzinfo else end.replace(tzinfo=hints.now.tzinfo)
    if end <= hints.now:
        return None
    return "embargoed" if hints.embargoed else Reject(ref, f"is under embargo until {end.isoformat()}: read it again then", end)


def _headline(record: Mapping[str, Any]) -> str | None:
    every = _dicts(record.get("headlines"))
    main = next(
        (h for h in every if str(h.get("role") or "main").lower() in ("main", "headline", "title")), every[0] if every else {}
    )
    return " ".join(str(main.get("value") or record.get("headline") or "").split()) or None


def _body(record: Mapping[str, Any]) -> list[Passage]:
    """The most structured of the bodies; where there is none, the description, as agencies send their briefs."""
    bodies = {_content_type(b): str(b["value"]) for b in reversed(_dicts(record.get("bodies"))) if b.get("value")}
    bodies |= {k.removeprefix("body_"): str(record[k]) for k in BODY_KEYS if record.get(k)}
    for kind in ("xhtml", "html", "nitf"):
        if kind in bodies and (found := _marked_up(bodies[kind])):
            return found
    told = bodies.get("text") or next(iter(bodies.values()), "") or _description(record, "text") or record.get("description_text")
    return list(plain_passages(str(told or "")))


def _description(record: Mapping[str, Any], role: str) -> str:
    """The first description of that role, or of none at all."""
    every = (d for d in _dicts(record.get("descriptions")) if str(d.get("role") or role).lower() == role)
    return next((words for d in every if (words := _words(d.get("value")))), "")


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


def _pictures(record: Mapping[str, Any], body: list[Passage]) -> Iterator[Passage]:
    """Captions and credits of the pictures that go with the text, but for captions that the body has already."""
    given = record.get("associations")
    known = {p.text for p in body}
    for picture in _dicts(list(given.values()) if isinstance(given, dict) else given):
        told = {k.lower(): v for k, v in picture.items()}
        if str(told.get("type") or "").lower() not in ("picture", "graphic"):
            continue
        caption = _description(told, "caption") or _words(told.get("description_caption") or told.get("description_text"))
        if caption and caption not in known:
            yield Passage(BlockKind.CAPTION, caption)
        credit = _words(told.get("by") or told.get("byline"))
        if credit and not any(credit in words for words in known):
            yield Passage(BlockKind.CREDIT, f"Photo: {credit}")


def _credits(record: Mapping[str, Any], outlet: str | None) -> Iterator[Passage]:
    """The suppliers that the item names beside its outlet."""
    named = [_words(s.get("name")) for s in _dicts(record.get("infosources"))]
    yield from (Passage(BlockKind.CREDIT, name) for name in dict.fromkeys(named) if name and name != outlet)


def _outlet(record: Mapping[str, Any]) -> str | None:
    """Who holds the rights is who published it; an item that does not say so names its supplier alone."""
    named = next((s.get("name") for s in _dicts(record.get("infosources")) if s.get("name")), None)
    return _words(record.get("copyrightholder") or record.get("provider") or named or record.get("source")) or None


def _dateline(record: Mapping[str, Any]) -> Iterator[Passage]:
    """The dateline that an agency sends beside the body."""
    if words := _words(record.get("dateline")) or _words(record.get("located")):
        yield Passage(BlockKind.DATELINE, words)


def _byline(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The people who signed; `Von Jane Roe, dpa` is one, and an agency's name alone is none."""
    written = record.get("by") or record.get("byline")
    return people_in(written) if isinstance(written, str) else ()


def _words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
