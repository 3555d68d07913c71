"""RSS, Atom, JSON Feed and OPML: what a feed lists, as items; a feed is bytes like any other input."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from tellings.model.codec import decode
from tellings.model.report import BlockKind, Reject, Report
from tellings.read.bylines import names_in
from tellings.read.dates import day_of
from tellings.read.fetch import ADDRESS
from tellings.read.making import Found, make_report
from tellings.read.options import MAX_PAGE, Hints
from tellings.read.passages import Passage, composed, markup_passages

LEAST_FULL = 800
"""Characters of an item's content that make it a full text; a shorter one is a teaser, and the page has the rest."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed. `content` is marked up; `outlet` is the publisher that the entry itself names, else the feed's.

    `captions` and `credits` are those of its pictures.
    """

    id: str
    address: str | None
    title: str | None
    outlet: str | None
    published: date | None
    authors: tuple[str, ...]
    content: str
    language: str | None
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether the feed carries the text itself."""
        return len(self.content) >= LEAST_FULL


_PROLOG = rb"(?s)^(?:\xef\xbb\xbf)?\s*+(?>(?><\?xml[^>]*+>|<!--.*?-->)\s*+)*+"
_START = re.compile(_PROLOG + rb"<(?:rss|feed|rdf:RDF)\b")
_OPML = re.compile(_PROLOG + rb"<opml\b")
"""Atomic throughout: a file of a thousand comments must not be tried in every way to part them."""


def looks_like_feed(data: bytes) -> bool:
    """Whether it begins as a feed does."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return bool(_START.match(head)) or (head[:1] == b"{" and b"jsonfeed.org" in head)


def looks_like_opml(data: bytes) -> bool:
    """Whether it begins as a list of feeds does."""
    return bool(_OPML.match(data))


def read_feed(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """What a saved feed itself holds of each item, full text or teaser."""
    data = file.read(MAX_PAGE + 1)
    listed = items(data) if len(data) <= MAX_PAGE else Reject(ref, f"is a feed longer than {MAX_PAGE:,} bytes")
    if isinstance(listed, Reject):
        yield Reject(ref, listed.reason)
    elif not listed:
        yield Reject(ref, "is a feed without items")
    else:
        yield from (make_report(item_found(item), hints) for item in listed)


def read_item(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:  # noqa: ARG001  # what a reader takes
    """One item of a watched feed, as `encode` wrote it."""
    yield make_report(item_found(decode(Item, json.loads(file.read()))), hints)


def refuse_opml(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:  # noqa: ARG001  # what a reader takes
    """Say what it is, and the way out."""
    yield Reject(ref, "is a list of feeds, no report: `tellings watch` reads what they bring")


def items(data: bytes) -> list[Item] | Reject:
    """The items of a feed, in its order; refused where it is none."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        return _json_items(data)
    import feedparser

    parsed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=True)
    if not parsed.get("version"):
        return Reject("feed", f"is no feed: {parsed.get('bozo_exception', 'no RSS or Atom in it')}")
    feed = parsed.feed
    return [_item(entry, feed) for entry in parsed.entries]


def _item(entry: Any, feed: Any) -> Item:
    captions = [c for c in entry.get("content", []) if _is_caption(c, entry)]
    contents = [c.get("value") or "" for c in entry.get("content", []) if c not in captions] + [entry.get("summary") or ""]
    named = (entry.get("source") or {}).get("title") or entry.get("publisher") or feed.get("title")
    credited = [c.get("content") for c in entry.get("media_credit", [])] or [entry.get("media_copyright")]
    authors = [a.get("name") for a in entry.get("authors", [])] or [entry.get("author")]
    address = entry.get("link") if ADDRESS.match(entry.get("link") or "") else None  # a guid that is no address comes as one
    return Item(
        id=str(entry.get("id") or address or entry.get("title") or ""),
        address=address,
        title=entry.get("title") or None,
        outlet=named or None,
        published=day_of(entry.get("published") or entry.get("updated")),
        authors=tuple(n for written in authors for n in names_in(written)),
        content=max(contents, key=len),
        language=(entry.get("language") or feed.get("language") or "")[:2].lower() or None,
        captions=tuple(words for c in captions if (words := " ".join((c.get("value") or "").split()))),
        credits=tuple(dict.fromkeys(" ".join(c.split()) for c in credited if c)),
    )


def _is_caption(content: Any, entry: Any) -> bool:
    """Whether it is the description of a picture: feedparser puts these among the contents, as plain text."""
    return content.get("type") == "text/plain" and any(k in entry for k in ("media_content", "media_thumbnail"))


def _json_items(data: bytes) -> list[Item] | Reject:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Reject("feed", f"is no JSON Feed: {error}")
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return Reject("feed", "is no JSON Feed: it has no items")
    return [_json_item(i, feed) for i in feed["items"] if isinstance(i, dict)]


def _json_item(item: dict[str, Any], feed: dict[str, Any]) -> Item:
    authors = item.get("authors") or [item.get("author")]
    return Item(
        id=_words(item.get("id")) or _words(item.get("url")) or "",
        address=_words(item.get("url")),
        title=_words(item.get("title")),
        outlet=_words(feed.get("title")),
        published=day_of(item.get("date_published") or item.get("date_modified")),
        authors=tuple(n for a in authors if isinstance(a, dict) for n in names_in(_words(a.get("name"))))
        if isinstance(authors, list)
        else (),
        content=str(item.get("content_html") or item.get("content_text") or item.get("summary") or ""),
        language=(_words(item.get("language")) or _words(feed.get("language")) or "")[:2].lower() or None,
    )


def _words(value: Any) -> str | None:
    """A string or number as a string; None for what a field of a feed cannot be."""
    return str(value) or None if isinstance(value, str | int | float) else None


def item_found(item: Item) -> Found:
    """What the feed itself holds of an item."""
    from lxml import html

    passages: list[Passage] = list(markup_passages(html.fromstring(f"<div>{item.content or '&nbsp;'}</div>")))
    text, blocks = composed(item.title, [*passages, *pictures(item)])
    return Found(
        ref=item.id,
        text=text,
        outlet=item.outlet,
        url=item.address,
        title=item.title,
        published=item.published,
        byline=item.authors,
        language=item.language,
        blocks=blocks,
        ref_given=True,
    )


def pictures(item: Item) -> Iterator[Passage]:
    """What the feed says under the item's pictures; that a credit is a picture's is said in its words."""
    yield from (Passage(BlockKind.CAPTION, words) for words in item.captions)
    yield from (Passage(BlockKind.CREDIT, f"Photo: {words}") for words in item.credits)


def subscriptions(data: bytes) -> Iterator[str]:
    """The feed addresses in an OPML file, folders and all; none where it is no OPML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is not None:
        yield from (str(o.get("xmlUrl")) for o in root.iter("outline") if o.get("xmlUrl"))
