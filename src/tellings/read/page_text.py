"""A page's own text as blocks: trafilatura finds the body; captions, credits and headings are told apart on the same tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from lxml.etree import strip_elements
from lxml.html import HtmlElement

from tellings.model.report import BlockKind
from tellings.read.passages import Passage
from tellings.text.paragraphs import is_boilerplate

CAPTION_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:caption|figcaption|imgcaption|bildunterschrift|bildtext|legend|legende|pie-?(?:de-?)?foto|wp-caption-text|cutline"
    r"|(?:media|image|img|photo|picture|foto|bild)-?(?:description|desc|text|info))(?:$|[\s_-])|__caption|-caption|Caption"
)
"""Class names that outlets give to what stands under a picture."""

CREDIT_CLASS = re.compile(r"(?i)credit|copyright|bildnachweis|bildquelle|image-?source|photographer|agency|byline-?photo")

PICTURE_CLASS = re.compile(
    r"(?i)(?:image|img|picture|photo|foto|bild|gallery|galerie|figure)(?!.*(?:teaser|related|promo|card|logo|avatar|author))"
)
"""Class names of a container that holds a picture of the article and what stands under it."""

TEXT_TAGS = frozenset({"p", "div", "span", "small", "em", "li", "section", "aside", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})

HEADING_TAGS = ("h2", "h3", "h4", "h5", "h6")

LEAST_SIBLINGS = 3
LONGEST_HEADING = 120
"""Kept paragraphs that make a container the article's own, and characters of a bold line that is still a heading."""

BOX_DEPTH = 4
LONGEST_BOX = 700
LEAST_ALT = 20
BESIDE_ALT = 2
LEAST_PARAGRAPH = 40
"""Levels above a picture that can be its box, characters in that box, characters of an `alt` that is no file name, how many times
as long as that the words around may be, and characters of a paragraph that a caption can be said to follow."""

LONGEST_CAPTION = 1200
"""Characters; a longer `caption` is a container of the page, not the words under a picture."""

SIGNS = re.compile(r"\W+")


def passages(tree: HtmlElement, body: HtmlElement | None, captions: tuple[str, ...]) -> list[Passage]:
    """The page's passages: `body` is trafilatura's, `captions` what the metadata know; a body line equal to a caption moves out.

    A caption stands where its figure stands between the paragraphs; one whose place is unknown stands at the end.
    """
    strip_elements(tree, "script", "style", "noscript", with_tail=False)
    found = list(_captions(tree))
    known = {_bare(c) for c in captions} | {_bare(p.text) for p, _ in found}
    kept = list(_body(body)) if body is not None else []
    lines = [p for p in _woven(tree, kept) if not _is_caption(p.text, known)]
    return list(_interleaved(lines, found))


def _body(body: HtmlElement) -> Iterator[Passage]:
    for element in body.iter("p", "head", "quote", "item", "cell", "code"):
        if element.tag != "p" and element.find(".//p") is not None:
            continue
        if any(a.tag in ("p", "head", "item", "cell") for a in element.iterancestors()):
            continue
        kind = BlockKind.HEADING if element.tag == "head" else BlockKind.BODY
        for line in _lines(element):
            yield Passage(kind, line)


def _woven(tree: HtmlElement, kept: list[Passage]) -> Iterator[Passage]:
    """The kept passages, with the headings told and the siblings recovered that trafilatura left out between them.

    A sibling is a heading or paragraph whose parent looks (tag and class) like the parent of at least `LEAST_SIBLINGS` kept ones.
    """
    places = {_bare(p.text): k for k, p in enumerate(kept)}
    own = [e for e in tree.iter(*HEADING_TAGS, "p") if not _inside_marked(e)]
    texts = [" ".join(e.text_content().split()) for e in own]
    homes = Counter(_home(e) for e, t in zip(own, texts, strict=True) if e.tag == "p" and _bare(t) in places)
    headings = {_bare(t) for e, t in zip(own, texts, strict=True) if e.tag in HEADING_TAGS or _is_all_strong(e, t)}
    extra: dict[int, list[Passage]] = {}
    last: int | None = None
    for element, text in zip(own, texts, strict=True):
        bare = _bare(text)
        last = places.get(bare, last)
        if last is not None and bare and bare not in places and homes[_home(element)] >= LEAST_SIBLINGS:
            kind = BlockKind.HEADING if bare in headings else BlockKind.BODY
            if kind is BlockKind.HEADING or len(bare) > LEAST_PARAGRAPH:
                places[bare] = last
                extra.setdefault(last, []).append(Passage(kind, text))
    for k, passage in enumerate(kept):
        heads = _bare(passage.text) in headings and not is_boilerplate(passage.text)
        yield replace(passage, kind=BlockKind.HEADING) if heads else passage
        yield from extra.get(k, [])


def _home(element: HtmlElement) -> tuple[str, str]:
    parent = element.getparent()
    return ("", "") if parent is None else (str(parent.tag), parent.get("class") or "")


def _is_all_strong(element: HtmlElement, text: str) -> bool:
    """Whether a short paragraph is bold from end to end: a heading by another name."""
    if len(text) > LONGEST_HEADING or text.endswith((".", ":", ",", ";")):
        return False
    strong = "".join("".join(s.text_content() for s in element.iter("strong", "b")).split())
    return len(text) > 3 and strong == "".join(text.split())


def _lines(element: HtmlElement) -> Iterator[str]:
    """The element's text, a line a `lb`."""
    copy = deepcopy(element)
    for broken in copy.iter("lb"):
        broken.tail = "\n" + (broken.tail or "")
    for line in "".join(copy.itertext()).split("\n"):
        if text := " ".join(line.split()):
            yield text


def _captions(tree: HtmlElement) -> Iterator[tuple[Passage, str]]:
    """Every caption and credit with the paragraph that stands before it (its bare words; empty at the head)."""
    before = ""
    seen: set[str] = set()
    boxed = set(_boxed(tree))
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if not (element in boxed or _is_marked(element)):
            if (
                element.tag == "p"
                and not _inside_marked(element)
                and len(words := _bare(element.text_content())) > LEAST_PARAGRAPH
            ):
                before = words
            continue
        text = " ".join(" ".join(element.itertext()).split())
        if 3 < len(text) <= LONGEST_CAPTION and (bare := _bare(text)) not in seen and not _inside_marked(element):
            seen.add(bare)
            yield Passage(BlockKind.CREDIT if _is_credit(element) else BlockKind.CAPTION, text), before


def _is_marked(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or (element.tag in TEXT_TAGS and bool(CAPTION_CLASS.search(element.get("class") or "")))


def _inside_marked(element: HtmlElement) -> bool:
    return any(_is_marked(a) for a in element.iterancestors())


def _boxed(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The lines in a picture's box: little text, no link around it, in a container whose class names a picture."""
    for image in tree.iter("img"):
        box = None
        for k, around in enumerate(image.iterancestors()):
            if k == BOX_DEPTH or around.tag in ("article", "main", "body") or len(around.text_content().strip()) > LONGEST_BOX:
                break
            if PICTURE_CLASS.search(around.get("class") or "") or _says_alt(around, image):
                box = around
        if box is not None:
            yield from (line for line in box.iter("p", "small", "span", "em", "h1", "div", "li") if _is_line(line))


def _says_alt(around: HtmlElement, image: HtmlElement) -> bool:
    """Whether the words around a picture are those of its `alt`, `title` or `data-caption`."""
    words = _bare(around.text_content())
    told = [_bare(image.get(key) or "") for key in ("alt", "title", "data-caption")]
    near = [t for t in told if len(t) > LEAST_ALT and len(words) < BESIDE_ALT * len(t)]
    return any(t in words or (len(words) > LEAST_ALT and words in t) for t in near)


def _is_line(element: HtmlElement) -> bool:
    """Whether it holds words of its own, outside of links, and no other block."""
    own = [element.text or "", *(child.tail or "" for child in element)]
    return len(" ".join(own).split()) > 2 and element.find(".//p") is None and element.find(".//div") is None


def _is_credit(element: HtmlElement) -> bool:
    return bool(CREDIT_CLASS.search(element.get("class") or "")) and not CAPTION_CLASS.search(element.get("class") or "")


def _is_caption(text: str, known: set[str]) -> bool:
    """Whether a body line is a known caption, or a whole part of one."""
    bare = _bare(text)
    return bare in known or (len(bare) > 25 and any(bare in caption for caption in known))


def _interleaved(lines: list[Passage], captions: list[tuple[Passage, str]]) -> Iterator[Passage]:
    waiting = list(captions)
    first = {_bare(p.text) for p in lines}
    for passage, before in captions:
        if before not in first and before == "":
            waiting.remove((passage, before))
            yield passage
    for line in lines:
        yield line
        here = [pair for pair in waiting if pair[1] and pair[1] == _bare(line.text)]
        for pair in here:
            waiting.remove(pair)
            yield pair[0]
    yield from (passage for passage, _ in waiting)


def _bare(text: str) -> str:
    return SIGNS.sub(" ", text.casefold()).strip()
