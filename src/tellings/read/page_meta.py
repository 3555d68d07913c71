"""What a page says of itself: JSON-LD first, then meta tags, then what trafilatura makes of the rest."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from tellings.data.outlets import outlet_named
from tellings.read.dates import day_of
from tellings.read.page_bylines import authors

ARTICLE = re.compile(
    r"(?i)^(?:\w*News\w*Article|\w*Article|Report|LiveBlogPosting|BlogPosting|SocialMediaPosting|VideoObject|WebPage|Review)$"
)
"""schema.org types that carry an article's own metadata; the first types win over the last two."""

RANK = ("article", "posting", "report", "review", "webpage", "videoobject")

META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued", "dc.date",
    "dcterms.created", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
"""Names and properties of meta tags that carry the day of publication, the most reliable first."""


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page says of itself, as far as it does. `dates` are all days that it gives with where each is from."""

    title: str | None
    outlet: str | None
    url: str | None
    language: str | None
    authors: tuple[str, ...]
    dates: tuple[tuple[date, str], ...]
    captions: tuple[str, ...]
    body: str | None

    @property
    def published(self) -> date | None:
        """The day of publication: the first that the page gives."""
        return self.dates[0][0] if self.dates else None


def page_meta(tree: HtmlElement) -> PageMeta:
    """The metadata of a parsed page."""
    articles = sorted(_articles(tree), key=_rank)
    tags = _meta_tags(tree)
    url = _canonical(tree) or tags.get("og:url")
    outlet = _publisher(articles) or tags.get("og:site_name")
    return PageMeta(
        title=_first_text(articles, "headline") or tags.get("og:title") or tags.get("twitter:title") or _title(tree),
        outlet=outlet,
        url=url,
        language=_language(tree, articles),
        authors=authors(tree, articles, outlet or outlet_named(url)),
        dates=tuple(_dates(tree, articles, tags)),
        captions=tuple(_captions(articles)),
        body=_first_text(articles, "articleBody"),
    )


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    nodes = [n for s in tree.xpath("//script[contains(@type, 'ld+json')]") for n in _walk(_loads(s.text_content()))]
    named = {str(n["@id"]): n for n in nodes if "@id" in n and "name" in n}
    for node in nodes:
        kinds = node.get("@type")
        if any(isinstance(k, str) and ARTICLE.match(k) for k in (kinds if isinstance(kinds, list) else [kinds])):
            yield {key: _dereferenced(value, named) for key, value in node.items()}


def _dereferenced(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """`{"@id": …}` replaced by the node of that id, where the page has it."""
    if isinstance(value, list):
        return [_dereferenced(v, named) for v in value]
    if isinstance(value, dict) and "name" not in value:
        return named.get(str(value.get("@id")), value)
    return value


def _loads(text: str) -> Any:
    """JSON as pages write it: with line breaks inside strings, in a comment or CDATA, or broken; then nothing."""
    trimmed = re.sub(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$", "", text).strip().rstrip(";")
    for attempt in (trimmed, re.sub(r",\s*([}\]])", r"\1", trimmed)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object inside, the outermost first, six levels deep at most."""
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "liveBlogUpdate"):
            yield from _walk(value.get(key), depth + 1)


def _rank(article: dict[str, Any]) -> int:
    kinds = " ".join(map(str, article["@type"])) if isinstance(article["@type"], list) else str(article["@type"])
    return next((k for k, word in enumerate(RANK) if word in kinds.lower()), len(RANK))


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return html.unescape(str(value)).strip() or None if isinstance(value, str | int) else None


def _first_text(articles: list[dict[str, Any]], key: str) -> str | None:
    return next((text for a in articles if (text := _text(a.get(key)))), None)


def _publisher(articles: list[dict[str, Any]]) -> str | None:
    return next((name for a in articles for key in ("publisher", "sourceOrganization") if (name := _text(a.get(key)))), None)


def _dates(tree: HtmlElement, articles: list[dict[str, Any]], tags: dict[str, str]) -> Iterator[tuple[date, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for article in articles:
            if day := day_of(_text(article.get(key))):
                yield day, f"JSON-LD {key}"
    for name in META_DATES:
        if day := day_of(tags.get(name)):
            yield day, f"meta {name}"
    if day := _marked_day(tree):
        yield day, "microdata datePublished"
    if not articles and (day := day_of((tree.findtext(".//title") or "").rpartition("|")[2])):
        yield day, "the end of the page's title"


def _marked_day(tree: HtmlElement) -> date | None:
    """The first element that the page marks as its day of publication (microdata, or `<time pubdate>`)."""
    for element in tree.xpath("//*[@itemprop='datePublished' or (self::time and @pubdate)]"):
        written = element.get("datetime") or element.get("content") or element.text_content()
        if day := day_of(" ".join(written.split())):
            return day
    return None


def _captions(articles: list[dict[str, Any]]) -> Iterator[str]:
    for article in articles:
        images = article.get("image")
        for image in images if isinstance(images, list) else [images]:
            if isinstance(image, dict) and (caption := _text(image.get("caption"))):
                yield caption


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := meta.get("content", "").strip():
            tags.setdefault(name.lower(), content)
    return tags


def _canonical(tree: HtmlElement) -> str | None:
    found = tree.xpath("//link[@rel='canonical']/@href")
    return str(found[0]).strip() or None if found else None


def _title(tree: HtmlElement) -> str | None:
    heads = tree.xpath("//h1")
    text = " ".join(heads[0].text_content().split()) if len(heads) == 1 else ""
    return text or " ".join((tree.findtext(".//title") or "").split()) or None


def _language(tree: HtmlElement, articles: list[dict[str, Any]]) -> str | None:
    given = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or _first_text(articles, "inLanguage") or ""
    )
    found = re.match(r"[A-Za-z]{2,3}\b", given)
    return found.group().lower() if found else None
