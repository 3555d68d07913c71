"""Token trees kept and lent: what was worked out on a paragraph's words is not worked out again for its reprint."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tellings.extract.syntax import Paragraph, Parse, Syntax, tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.model.report import Block, BlockKind

MOST_WORDS = 60_000
"""Words whose trees are kept: some 120 reports, 46 MB with all that is found of them."""

Key = tuple["BlockKind", str]
"""The same words in a heading are read otherwise."""


class Trees:
    """The trees of the paragraphs read last, each with all that `asked_once` has found of it.

    A tree is lent to one report at a time, and moved to where its paragraph stands there; a report that asks for one that is
    lent, or was never seen, gets a new one.
    """

    def __init__(self, most: int = MOST_WORDS) -> None:
        self.most = most
        self.words = 0
        self._kept: OrderedDict[Key, tuple[Parse, Paragraph]] = OrderedDict()

    @contextmanager
    def lent(self, text: str, blocks: Sequence[Block], parses: Sequence[Parse]) -> Iterator[Syntax]:
        """The syntax of a report, as `assemble` gives it, for as long as the report is read."""
        paragraphs = tuple(self._take(_key(text, block), block, parse) for block, parse in zip(blocks, parses, strict=True))
        yield Syntax(text, paragraphs)
        for paragraph, parse in zip(paragraphs, parses, strict=True):  # not after a failure: who knows what was left half done
            self._keep(_key(text, paragraph.block), parse, paragraph)

    def _take(self, key: Key, block: Block, parse: Parse) -> Paragraph:
        known = self._kept.pop(key, None)
        if known is None:
            return tree(block, parse)
        before, paragraph = known
        self.words -= len(before.starts)
        if before != parse:  # another pipeline's
            fell(paragraph)
            return tree(block, parse)
        move(paragraph, block)
        return paragraph

    def _keep(self, key: Key, parse: Parse, paragraph: Paragraph) -> None:
        if key in self._kept:  # the paragraph stands there twice
            self._drop(*self._kept.pop(key))
        self.words += len(parse.starts)
        self._kept[key] = parse, paragraph
        while self.words > self.most:
            _, oldest = self._kept.popitem(last=False)
            self._drop(*oldest)

    def _drop(self, parse: Parse, paragraph: Paragraph) -> None:
        self.words -= len(parse.starts)
        fell(paragraph)


def _key(text: str, block: Block) -> Key:
    return block.kind, text[block.start : block.end]


def move(paragraph: Paragraph, block: Block) -> None:
    """Let a paragraph stand at another block of the same words."""
    by, paragraph.block = block.start - paragraph.block.start, block
    for sentence in paragraph.sentences:
        sentence.block = block
        sentence.start += by
        sentence.end += by
        for token in sentence.tokens if by else ():
            token.start += by
            token.end += by


def fell(paragraph: Paragraph) -> None:
    """Take a tree apart that nobody will ask again.

    Its words hold each other: left to Python's search for such rings, which is seldom made and late for what is old, felled trees
    would pile up (835 MB after 5,000 reports).
    """
    for sentence in paragraph.sentences:
        sentence.found = None
        for token in sentence.tokens:
            token.found = None
            token.children = ()
            del token.head, token.sent
    paragraph.found = None
