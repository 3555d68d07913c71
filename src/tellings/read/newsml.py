"""NewsML-G2: news items with plain, XHTML or NITF bodies, alone or in a message. Entities and DTDs stay unread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from tellings.model.report import BlockKind, Reject, Report
from tellings.read.bylines import people_in
from tellings.read.dates import day_of
from tellings.read.making import Found, make_report
from tellings.read.ninjs import NO_TEXT, STATUSES, embargo
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
        found = item_found(ref, item, hints)
        yield found if isinstance(found, Reject) else make_report(found, hints)


def item_found(ref: str, item: Any, hints: Hints) -> Found | Reject:
    """What one news item holds."""
    guid = item.get("guid") or ref
    status = STATUSES.get(_qcode(item, "n:itemMeta/n:pubStatus").lower())
    held = embargo(guid, _text(item, "n:itemMeta/n:embargoed"), hints)
    if isinstance(held, Reject):
        return held
    kind = _qcode(item, "n:itemMeta/n:itemClass")
    if kind and kind not in ("text", "composite"):
        return Reject(guid, f"is a {kind}, not a text")
    title = _text(item, "n:contentMeta/n:headline") or None
    outlet = _named(item, "n:itemMeta/n:provider") or _named(item, "n:contentMeta/n:infoSource")
    text, blocks = composed(title, [*_dateline(item), *_body(item), *_credits(item, outlet)])
    if status and not text.strip():
        text, blocks = NO_TEXT, ()
    return Found(
        ref=guid,
        text=text,
        outlet=outlet,
        title=title,
        published=next((day for path in DATES if (day := day_of(_text(item, path)))), None),
        byline=people_in(_text(item, "n:contentMeta/n:by")),
        language=_language(item),
        blocks=blocks,
        ref_given=True,
        status=status or held,
        version=item.get("version"),
        places=tuple(_places(item)),
    )


DATES = ("n:itemMeta/n:versionCreated", "n:contentMeta/n:contentCreated", "n:itemMeta/n:firstCreated")
"""Where an item carries its day, that of this version first."""


PLACE_TYPES = frozenset({"geoArea", "poi", "place"})
"""Concept types of the IPTC that are places."""


def _dateline(item: Any) -> Iterator[Passage]:
    """The dateline as written, else the place that the item says it was filed from."""
    if written := _text(item, "n:contentMeta/n:dateline") or _named(item, "n:contentMeta/n:located", coded=False):
        yield Passage(BlockKind.DATELINE, written)


def _credits(item: Any, outlet: str | None) -> Iterator[Passage]:
    """The credit line and the supplier, where they name somebody else than the outlet."""
    named = (_text(item, "n:contentMeta/n:creditline"), _named(item, "n:contentMeta/n:infoSource"))
    yield from (Passage(BlockKind.CREDIT, name) for name in dict.fromkeys(named) if name and name != outlet)


def _places(item: Any) -> Iterator[str]:
    """The names of the places that the item says it is about."""
    for subject in item.iterfind("n:contentMeta/n:subject", NS):
        name = " ".join((subject.findtext("n:name", namespaces=NS) or "").split())
        if name and str(subject.get("type") or "").rpartition(":")[2] in PLACE_TYPES:
            yield name


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


def _named(item: Any, path: str, *, coded: bool = True) -> str | None:
    """The name of what an element stands for; where it has none, the last part of its code, if that will do."""
    found = item.find(path, NS)
    if found is None:
        return None
    code = str(found.get("qcode") or "").rpartition(":")[2] if coded else ""
    name = found.findtext("n:name", namespaces=NS) or found.get("literal") or code
    return " ".join(name.split()) or None


def _language(item: Any) -> str | None:
    found = item.find("n:contentMeta/n:language", NS)
    tag = found.get("tag") if found is not None else item.get("{http://www.w3.org/XML/1998/namespace}lang")
    return str(tag)[:2].lower() if tag else None
