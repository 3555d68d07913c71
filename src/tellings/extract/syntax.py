"""The syntax seam: paragraphs in, light frozen parses out. spaCy sits behind it in `spacy_parser` and nowhere else.

A paragraph is parsed once, ever: `MemoParser` asks a `Memo` (kept by the store) before it asks the pipeline, so wire copy
that was seen before costs a look-up. Stages work on `Syntax`: a report's paragraphs as sentences of `Token`s whose offsets
are code points of the report's exported text.
"""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

from tellings.model.report import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


PARSED_KINDS = frozenset({BlockKind.BODY, BlockKind.CAPTION, BlockKind.HEADING})
"""The kinds of block that hold sentences; the rest would spoil them."""

SEAM = " seam 2"
"""Changes whenever we make another parse of what the same pipeline says, so that none of before is met in a memo."""

COARSE = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WP$": "PRON", "EX": "PRON", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
    "WRB": "ADV", "IN": "ADP", "TO": "PART", "POS": "PART", "RP": "ADP", "DT": "DET", "PDT": "DET", "WDT": "DET",
    "CC": "CCONJ", "CD": "NUM", "MD": "VERB", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB",
    "VBP": "VERB", "VBZ": "VERB", "UH": "INTJ", "FW": "X", "LS": "X", "SYM": "SYM", "$": "SYM",
}  # fmt: skip
"""Penn Treebank tag to coarse class. Auxiliaries are told by their dependency, not by their tag."""


_ODD_SPACE = re.compile(r"[^\S ]")
"""White space that is no plain blank."""


@dataclass(frozen=True, slots=True)
class Parse:
    """One parsed paragraph as parallel columns, a row a token; offsets are code points of the paragraph.

    `sentences` and `entities` are token ranges, end excluded; entity labels are OntoNotes'.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[tuple[int, int, str], ...]

    def encode(self) -> bytes:
        """The columns without the text, compressed; `decode` with the same text gives this parse back."""
        columns = [
            self.starts, self.ends, self.lemmas, self.tags, self.deps, self.heads, self.sentences, self.entities,
        ]  # fmt: skip
        return zlib.compress(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode(), 1)

    @classmethod
    def decode(cls, text: str, data: bytes) -> Parse:
        """The parse of `text` that `encode` wrote."""
        starts, ends, lemmas, tags, deps, heads, sentences, entities = json.loads(zlib.decompress(data))
        return cls(
            text, tuple(starts), tuple(ends), tuple(lemmas), tuple(tags), tuple(deps), tuple(heads),
            tuple((a, b) for a, b in sentences), tuple((a, b, label) for a, b, label in entities),
        )  # fmt: skip


class Parser(Protocol):
    """What turns paragraphs into parses. `name` changes whenever the parses may."""

    @property
    def name(self) -> str:
        """The pipeline's name, version and settings."""
        ...

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        """One parse a paragraph, in order."""
        ...


class Memo(Protocol):
    """Where parses are kept between runs; keys are `memo_key`s."""

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """The encoded parses that are known."""
        ...

    def put(self, parses: Mapping[bytes, bytes]) -> None:
        """Keep these."""
        ...


class Token:
    """A word in its tree; offsets are code points of the report's text. Built once with its sentence; only `Trees` moves it.

    `lower` is the word in lower case, `lemma` its dictionary form (of verbs, nouns and adjectives; else `lower`), `tag` Penn's,
    `pos` the coarse class of `COARSE`, `ent` the OntoNotes label of the entity it is part of, or "".
    """

    __slots__ = ("children", "dep", "end", "ent", "found", "head", "i", "lemma", "lower", "pos", "sent", "start", "tag", "text")

    children: Sequence[Token]
    head: Token
    sent: Sentence

    def __init__(self, i: int, start: int, text: str, lemma: str, tag: str, dep: str) -> None:
        self.i = i
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma
        self.tag = tag
        self.pos = COARSE.get(tag) or ("X" if text[:1].isalnum() else "PUNCT")
        self.dep = dep
        self.ent = ""
        self.children = ()
        self.found: dict[Any, Any] | None = None

    def __repr__(self) -> str:
        return f"<{self.i}:{self.text}/{self.tag}/{self.dep}>"

    @property
    def is_root(self) -> bool:
        """Whether the token heads its sentence."""
        return self.head is self

    def child(self, *deps: str) -> Token | None:
        """The first child with one of these dependencies, or None."""
        for child in self.children:  # asked nearly twice a word: with a generator it takes 1.6 times as long
            if child.dep in deps:
                return child
        return None

    def children_by(self, *deps: str) -> list[Token]:
        """The children with one of these dependencies, in order of the text."""
        return [c for c in self.children if c.dep in deps] if self.children else []

    def ancestors(self) -> Iterator[Token]:
        """The heads above, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def subtree(self) -> list[Token]:
        """The token and all below it, in order of the text."""
        below = [self]
        for token in below:
            below.extend(token.children)
        return sorted(below, key=lambda t: t.i)

    def conjuncts(self) -> list[Token]:
        """The token and those coordinated with it to the right (`France, Germany and Britain`), in order."""
        chain = [self]
        for token in chain:
            chain.extend(token.children_by("conj"))
        return sorted(chain, key=lambda t: t.i)


@dataclass(eq=False, slots=True)
class Sentence:
    """One sentence of a paragraph; `tokens[k].i == k`. `entities` are token ranges with OntoNotes labels."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    entities: tuple[tuple[int, int, str], ...]
    block: Block
    found: dict[Any, Any] | None = None

    @property
    def root(self) -> Token:
        """The token that heads the sentence."""
        return next(t for t in self.tokens if t.is_root)

    def span(self, text: str) -> Span:
        """The sentence as a span of the report's `text`."""
        return Span.of(text, self.start, self.end)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)


@dataclass(eq=False, slots=True)
class Paragraph:
    """A parsed block and its sentences."""

    block: Block
    sentences: tuple[Sentence, ...]
    found: dict[Any, Any] | None = None

    @property
    def start(self) -> int:
        """Where the paragraph stands in the report's text."""
        return self.block.start


@dataclass(frozen=True)
class Syntax:
    """A report's text with its parsed blocks: what every extractor works on."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order of the text."""
        return tuple(s for p in self.paragraphs for s in p.sentences)

    def span(self, tokens: Sequence[Token]) -> Span:
        """The smallest span that holds the tokens (at least one)."""
        return Span.of(self.text, min([t.start for t in tokens]), max([t.end for t in tokens]))


def parsed_blocks(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that are parsed, in order."""
    return [b for b in blocks if b.kind in PARSED_KINDS]


def smooth(text: str) -> str:
    """The text as the pipeline likes it, of the same length: every white space a plain blank."""
    return _ODD_SPACE.sub(" ", text)


def assemble(text: str, blocks: Sequence[Block], parses: Sequence[Parse]) -> Syntax:
    """The syntax of a report from the parses of its `parsed_blocks`, in order."""
    return Syntax(text, tuple(tree(block, parse) for block, parse in zip(blocks, parses, strict=True)))


def tree(block: Block, parse: Parse) -> Paragraph:
    """The paragraph that stands at a block, from its parse."""
    return Paragraph(block, tuple(_sentences(parse, block)))


def parse_report(text: str, blocks: Iterable[Block], parser: Parser) -> Syntax:
    """The syntax of one report: its parsable blocks through `parser`."""
    wanted = parsed_blocks(blocks)
    return assemble(text, wanted, parser.parse([smooth(text[b.start : b.end]) for b in wanted]))


def _sentences(parse: Parse, block: Block) -> Iterator[Sentence]:
    words = [parse.text[a:b] for a, b in zip(parse.starts, parse.ends, strict=True)]
    for first, last in parse.sentences:
        columns = (words, parse.lemmas, parse.tags, parse.deps)
        starts = [block.start + start for start in parse.starts[first:last]]
        tokens = tuple(map(Token, range(last - first), starts, *(column[first:last] for column in columns)))
        entities = tuple((a - first, b - first, label) for a, b, label in parse.entities if first <= a and b <= last)
        sentence = Sentence(tokens, tokens[0].start, tokens[-1].end, entities, block)
        below: dict[Token, list[Token]] = {}
        for token, head in zip(tokens, parse.heads[first:last], strict=True):
            token.sent = sentence
            token.head = above = tokens[head - first]
            if above is not token:
                below.setdefault(above, []).append(token)
        for token, children in below.items():
            token.children = children
        for a, b, label in entities:
            for token in tokens[a:b]:
                token.ent = label
        yield sentence


def memo_key(parser_name: str, paragraph: str) -> bytes:
    """The key of a paragraph's parse: a hash of the text and of what parsed it."""
    return blake2b(f"{parser_name}{SEAM}\0{paragraph}".encode(), digest_size=16).digest()


class MemoParser:
    """A parser that asks its memo first, and asks for every paragraph of a batch only once."""

    def __init__(self, parser: Parser, memo: Memo) -> None:
        self._parser = parser
        self._memo = memo

    @property
    def name(self) -> str:
        """The name of the parser behind."""
        return self._parser.name

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        """One parse a paragraph, in order; what is new is kept."""
        keys = {text: memo_key(self.name, text) for text in paragraphs}
        known = self._memo.get(list(keys.values()))
        parses = {text: Parse.decode(text, known[key]) for text, key in keys.items() if key in known}
        fresh = [text for text in keys if text not in parses]
        if fresh:
            new = dict(zip(fresh, self._parser.parse(fresh), strict=True))
            self._memo.put({keys[text]: parse.encode() for text, parse in new.items()})
            parses |= new
        return [parses[text] for text in paragraphs]
