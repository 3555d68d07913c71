"""Passages, each of one kind, put together to a text with its blocks; and marked-up bodies cut into passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tellings.model.report import Block, BlockKind
from tellings.read.making import clean

GAP = "\n\n"

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "crosshead"})
CAPTIONS = frozenset({"figcaption", "media-caption", "caption"})
CREDITS = frozenset({"media-producer", "credit"})
PARAGRAPHS = frozenset({"p", "li", "blockquote", "td", "pre", "dd", "dt", "tagline"})
DROPPED = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "head", "title"})
DATELINES = frozenset({"dat", "dateline"})
"""Elements (of datelines the classes) of XHTML and NITF bodies by what their words are; a tagline (`Reporting by …`) is a
paragraph."""

CREDIT_WORDS = 8
"""Words beside a picture that are its credit; more are a text that the figure encloses."""

PARAGRAPH_BREAK = re.compile(r"\s*\n\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and its kind."""

    kind: BlockKind
    text: str


def composed(title: str | None, passages: Iterable[Passage]) -> tuple[str, tuple[Block, ...]]:
    """The text that the title and the passages make, and its blocks. A heading that only repeats the title falls out."""
    kept = [Passage(p.kind, clean(p.text)) for p in passages]
    if title:
        again = next((k for k, p in enumerate(kept[:3]) if p.kind is BlockKind.HEADING and p.text == title), None)
        kept = [Passage(BlockKind.HEADING, title), *(p for k, p in enumerate(kept) if k != again)]
    text, blocks = "", []
    for passage in kept:
        blocks.append(Block(passage.kind, len(text), len(text) + len(passage.text)))
        text += passage.text + GAP
    return text.rstrip(), tuple(blocks)


def plain_passages(text: str) -> Iterator[Passage]:
    """A plain body: paragraphs are set apart by blank lines, or are the lines where there is no blank one."""
    parts = PARAGRAPH_BREAK.split(text) if PARAGRAPH_BREAK.search(text.strip()) else text.splitlines()
    for part in parts:
        if words := " ".join(part.split()):
            yield Passage(BlockKind.BODY, words)


def markup_passages(root: Any) -> Iterator[Passage]:
    """The passages of an XHTML, HTML or NITF body that lxml parsed; namespaces do not matter."""
    kind = _kind(root)
    if kind is None:
        yield from _loose(root.text)
        for child in root:
            if isinstance(child.tag, str) and _name(child) not in DROPPED:
                yield from _figure(child) if _name(child) == "figure" else markup_passages(child)
            yield from _loose(child.tail)
    elif words := " ".join("".join(root.itertext()).split()):
        yield Passage(kind, words)


def _figure(figure: Any) -> Iterator[Passage]:
    """A picture's words: the caption, and what stands beside it, which is the credit."""
    for passage in markup_passages(figure):
        credit = passage.kind is BlockKind.BODY and len(passage.text.split()) <= CREDIT_WORDS
        yield replace(passage, kind=BlockKind.CREDIT, text=f"Photo: {passage.text}") if credit else passage


def _loose(text: str | None) -> Iterator[Passage]:
    """Words between the elements."""
    if words := " ".join((text or "").split()):
        yield Passage(BlockKind.BODY, words)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _kind(element: Any) -> BlockKind | None:
    name = _name(element)
    if element.get("class") in DATELINES:
        return BlockKind.DATELINE
    if name in CAPTIONS:
        return BlockKind.CAPTION
    if name in CREDITS:
        return BlockKind.CREDIT
    if name in HEADINGS:
        return BlockKind.HEADING
    inner = any(isinstance(d.tag, str) and _name(d) in PARAGRAPHS | HEADINGS | CAPTIONS for d in element.iterdescendants())
    return BlockKind.BODY if name in PARAGRAPHS and not inner else None
