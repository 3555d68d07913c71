"""NewsML-G2: news items with plain, XHTML or NITF bodies, alone or in a message. Entities and DTDs stay unread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from tellings.model.report import BlockKind, Reject, Report
from tellings.read.bylines import names_in
from tellings.read.dates import day_of
from tellings.read.making import Found, make_report
from tellings.read.ninjs import WITHDRAWN
from tellings.read.options import MAX_PAGE, Hints
from tellings.read.passages import Passage, composed, markup_passages, plain_passages

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
NS = {"n": NAMESPACE}
_START = re.compile(rb"(?s)^\s*(?:\xef\xbb\xbf)?<\?xml|^\s*<(?:\w+:)?(?:newsItem|newsMessage|packageItem)\b")


def looks_like_newsml(first: bytes) -> bool:
    """Whether it begins as NewsML-G2 does."""
    return bool(_START.match(first)) and NAMESPACE.encode() in first


def read_newsml(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """A report or refusal for every news item of text."""
    from lxml import etree

    data = file.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        yield Reject(ref, f"is longer than {MAX_PAGE:,} bytes")
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Reject(ref, f"is not XML: {error}")
        return
    items = [root] if root.tag == f"{{{NAMESPACE}}}newsItem" else root.findall(".//n:newsItem", NS)
    if not items:
        yield Reject(ref, "holds no news item")
    for item in items:
        found = item_found(ref, item)
        yield found if isinstance(found, Reject) else make_report(found, hints)


def item_found(ref: str, item: Any) -> Found | Reject:
    """What one news item holds."""
    guid = item.get("guid") or ref
    status = _qcode(item, "n:itemMeta/n:pubStatus")
    if reason := WITHDRAWN.get(status.lower()):
        return Reject(guid, f"{reason} (pubStatus {status})")
    kind = _qcode(item, "n:itemMeta/n:itemClass")
    if kind and kind not in ("text", "composite"):
        return Reject(guid, f"is a {kind}, not a text")
    title = _text(item, "n:contentMeta/n:headline") or None
    text, blocks = composed(title, [*_dateline(item), *_body(item)])
    return Found(
        ref=guid,
        text=text,
        outlet=_named(item, "n:itemMeta/n:provider") or _named(item, "n:contentMeta/n:infoSource"),
        title=title,
        published=next((day for path in DATES if (day := day_of(_text(item, path)))), None),
        byline=tuple(names_in(_text(item, "n:contentMeta/n:by"))),
        language=_language(item),
        blocks=blocks,
        ref_given=True,
    )


DATES = ("n:itemMeta/n:versionCreated", "n:contentMeta/n:contentCreated", "n:itemMeta/n:firstCreated")
"""Where an item carries its day, that of this version first."""


def _dateline(item: Any) -> Iterator[Passage]:
    if written := _text(item, "n:contentMeta/n:dateline"):
        yield Passage(BlockKind.DATELINE, written)


def _body(item: Any) -> Iterable[Passage]:
    """The first content that has words: inline XML before plain data; the same text in several forms is taken once."""
    for inline in item.iterfind("n:contentSet/n:inlineXML", NS):
        bodies = [e for e in inline.iter() if isinstance(e.tag, str) and e.tag.rpartition("}")[2] in ("body", "body.content")]
        if passages := list(markup_passages(bodies[-1] if bodies else inline)):
            return passages
    return [p for data in item.iterfind("n:contentSet/n:inlineData", NS) for p in plain_passages("".join(data.itertext()))]


def _text(item: Any, path: str) -> str:
    found = item.find(path, NS)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def _qcode(item: Any, path: str) -> str:
    found = item.find(path, NS)
    return "" if found is None else str(found.get("qcode") or "").rpartition(":")[2]


def _named(item: Any, path: str) -> str | None:
    found = item.find(path, NS)
    if found is None:
        return None
    name = found.findtext("n:name", namespaces=NS) or found.get("literal") or str(found.get("qcode") or "").rpartition(":")[2]
    return " ".join(name.split()) or None


def _language(item: Any) -> str | None:
    found = item.find("n:contentMeta/n:language", NS)
    tag = found.get("tag") if found is not None else item.get("{http://www.w3.org/XML/1998/namespace}lang")
    return str(tag)[:2].lower() if tag else None
