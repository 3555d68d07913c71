"""Who signed a page: people before organisations, what the page says in its metadata before what stands above its text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

from tellings.read.bylines import names_in

BYLINE_CLASS = re.compile(r"(?i)(?:author|byline|autor|verfasser|auteur)(?:[_-]{0,2}(?:name|link))?(?:$|\s)")
"""Class names that outlets give to the element that holds an author's name."""

PICTURE_SIGNED = re.compile(r"(?i)bild|foto|photo|image|picture|caption|media")
"""In such a class, the name is the photographer's."""

AUTHOR_PATH = re.compile(
    r"(?i)/(?:authors?|autor(?:en|es|i|in)?|auteurs?|signataires?|journalists?|journaliste|redakteur|profile?s?|people|person|"
    r"reporters?|verfasser|bio|by|contributors?|staff)/[^/]"
)
"""Where the link on an author's name leads."""

LABELLED = re.compile(
    r"(?i)^[(（\s]*(?:(?:by|von|par|por|di|door|av|af|written by|text von|autorin/autor|autor(?:in|es|en)?|"
    r"authors?|auteurs?|verfasser)(?:\s*[:：]\s*|\s+)|(?:责编|责任编辑|作者|記者|记者|编辑)\s*[:：]\s*)(?P<names>.+?)[)）\s,]*$"
)
"""A line that says that it names the authors."""

NAME = re.compile(r"(?:(?:[^\W\d_]\.\s*)*[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){1,3}|[\u3400-\u9fff]{2,4})")
"""Two to four words, or an unspaced name of Chinese characters."""

PARTICLES = frozenset({
    "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "van", "von", "y",
})  # fmt: skip

LONG_PARAGRAPH = 150
LONGEST_BYLINE = 80
"""Characters: the first paragraph of the article begins where bylines end; a byline element longer than this is a box."""

META_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl")
LINES = ("a", "span", "p", "div", "h2", "h3", "h4", "address", "li")


def authors(tree: HtmlElement, articles: Sequence[Mapping[str, Any]], outlet: str | None) -> tuple[str, ...]:
    """The names of those who signed: of people before organisations, and any other name before the outlet's own."""
    written = [_written(a.get("author") or a.get("creator")) for a in articles]
    people = [tuple(n for name, person in names if person for n in names_in(name)) for names in written]
    others = [tuple(n for name, person in names if not person for n in names_in(name)) for names in written]
    tagged = _meta_authors(tree)
    choices = [*people, tagged, _bylines(tree), _labelled(tree), _signature(tree), *others]
    ranked = sorted((c for c in choices if c), key=lambda names: _weakness(names, outlet))
    best = tagged if ranked and set(ranked[0]) < set(tagged) else ranked[0] if ranked else ()
    return tuple(dict.fromkeys(best))


def _written(given: Any) -> list[tuple[str, bool]]:
    """Each author of a JSON-LD article with whether it is a person."""
    people = given if isinstance(given, list) else [given]
    return [
        (name, "organization" not in str(p.get("@type") if isinstance(p, dict) else "").lower())
        for p in people
        if (name := _name(p))
    ]


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if isinstance(value, list):
        value = value[0] if value else None
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _weakness(names: tuple[str, ...], outlet: str | None) -> int:
    """0 for names of people; 1 for what looks like an account or a desk (`jane-roe`, `jroe`, `LTO`); 2 for the outlet itself."""
    if any(_same(name, outlet) for name in names):
        return 2
    return int(any(" " not in name and name.isascii() and (name.islower() or name.isupper()) for name in names))


def _same(name: str, outlet: str | None) -> bool:
    bare, other = (re.sub(r"[\W_]", "", (x or "").casefold()) for x in (name, outlet))
    return bool(other) and (bare in other or other in bare)


def _meta_authors(tree: HtmlElement) -> tuple[str, ...]:
    """The names in the first kind of author tag that has any; a page repeats the tag for each of its authors."""
    for key in META_AUTHORS:
        tags = (m for m in tree.iter("meta") if key in {(m.get(k) or "").lower() for k in ("name", "property", "itemprop")})
        if names := [n for tag in tags for n in names_in(tag.get("content"))]:
            return tuple(names)
    return ()


def _bylines(tree: HtmlElement) -> tuple[str, ...]:
    """The names in the page's own byline elements, those before the first long paragraph."""
    found = (e for e, _ in _above(tree) if _is_byline(e))
    names = (n for e in found for n in names_in(" ".join(e.text_content().split())))
    return tuple(dict.fromkeys(n for n in names if 1 < len(n.split()) < 5 and not any(c.isdigit() for c in n)))


def _is_byline(element: HtmlElement) -> bool:
    if "author" in (element.get("rel"), element.get("itemprop")):
        return True
    kind = element.get("class") or ""
    return bool(BYLINE_CLASS.search(kind)) and not PICTURE_SIGNED.search(kind) and len(element) == 0


def _labelled(tree: HtmlElement) -> tuple[str, ...]:
    """The names in a line above the text that is labelled so (`Von Jane Roe`) or whose link leads to an author's page."""
    for element, text in _above(tree):
        linked = [a for a in element.iter("a") if AUTHOR_PATH.search(a.get("href") or "")]
        labelled = LABELLED.match(text)
        if labelled and linked:
            names = [n for a in linked for n in names_in(" ".join(a.text_content().split()).rstrip(","))]
        elif labelled:
            names = names_in(labelled["names"])
        else:
            continue
        if names and all(_is_name(n) for n in names):
            return tuple(dict.fromkeys(names))
    return ()


def _signature(tree: HtmlElement) -> tuple[str, ...]:
    """The name that stands alone at the right below the text, or a line of brackets or with a bold label there."""
    for element in reversed(list(tree.iter("p", "div", "li"))):
        text = " ".join(element.text_content().split())
        if not 2 < len(text) < LONGEST_BYLINE:
            continue
        strong = element.find(".//strong") is not None
        right = strong and re.search(r"text-align:\s*right", element.get("style") or "")
        labelled = LABELLED.match(text) if text[0] in "(（" or strong else None
        names = names_in(labelled["names"]) if labelled else names_in(text) if right else []
        if names and all(_is_name(n) for n in names):
            return tuple(dict.fromkeys(names))
    return ()


def _above(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The short elements before the first long paragraph, with their words."""
    for element in tree.iter(*LINES):
        text = " ".join(element.text_content().split())
        if element.tag == "p" and len(text) > LONG_PARAGRAPH:
            return
        if 4 < len(text) < LONGEST_BYLINE:
            yield element, text


def _is_name(words: str) -> bool:
    """Whether these look like a person's name: a few words, all of them with a capital but particles."""
    return bool(NAME.fullmatch(words)) and all(
        not w[0].islower() or w in PARTICLES for w in re.split(r"[\s]+", words) if w[0].isalpha()
    )
