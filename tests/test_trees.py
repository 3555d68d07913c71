"""Trees are lent: a reprint is read like any report, and what was found of its words stays what it was."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from newsroom import PlainParser
from tellings.data.gazetteer import open_gazetteer
from tellings.extract.syntax import Token, assemble
from tellings.extract.trees import Trees
from tellings.model.report import Block, BlockKind, Report
from tellings.pipeline import Tools, code, code_many

if TYPE_CHECKING:
    from tellings.extract.syntax import Parser

WIRE = (
    "Rebels shelled the harbour of Nouadhibou on Monday, killing 12 fishermen, the interior ministry said.",
    "“We shall not leave the town,” Aminata Sow, a spokeswoman for the rebels, told reporters. “It is ours.”",
    "Mauritania's army retook the northern district of Atar two days after losing it to the rebels, who hold Zouerat.",
    "“We shall not leave the town,” Aminata Sow, a spokeswoman for the rebels, told reporters. “It is ours.”",
)
"""With a paragraph that stands there twice."""

BEFORE = "Gulls rose over the quay."
REPRINTS = {
    "the same again": "\n\n".join(WIRE),
    "further down": "\n\n".join((BEFORE, *WIRE)),
    "in another order": "\n\n".join(reversed(WIRE)),
    "one paragraph alone": WIRE[2],
}


@pytest.mark.parametrize("how", REPRINTS)
def test_a_reprint_is_read_as_if_nothing_had_been_seen_before(how: str, parser: Parser) -> None:
    places = open_gazetteer()
    seen = Tools(parser, places)
    code_many([Report("r0", "0", "\n\n".join(WIRE)), Report("r1", "1", REPRINTS[how])], seen)
    again = Report("r2", "2", REPRINTS[how], outlet="Other Paper")
    assert code(again, seen) == code(again, Tools(parser, places))


def test_what_was_found_is_moved_with_its_paragraph_again_and_again(parser: Parser) -> None:
    places = open_gazetteer()
    seen = Tools(parser, places)
    for number, text in enumerate([*REPRINTS.values(), *reversed(REPRINTS.values())]):
        report = Report(f"r{number}", str(number), text)
        assert code(report, seen) == code(report, Tools(parser, places))


def test_a_heading_is_no_body_of_the_same_words(parser: Parser) -> None:
    words = "Rebels Take Nouadhibou Harbour"
    seen, places = f"{words}\n\n{WIRE[0]}", open_gazetteer()
    tools = Tools(parser, places)
    code(Report("r0", "0", seen, title=words), tools)
    plain = Report("r1", "1", f"{WIRE[0]} It was quiet then.\n\n{words}", title=WIRE[0])
    assert code(plain, tools) == code(plain, Tools(parser, places))


def lend(trees: Trees, text: str, start: int = 0) -> int:
    """Lend the tree of a text that stands at `start`; which object it is."""
    whole = " " * start + text
    block = Block(BlockKind.BODY, start, len(whole))
    parses = PlainParser().parse([text])
    with trees.lent(whole, [block], parses) as syntax:
        expected = assemble(whole, [block], parses)
        assert [(t.start, t.end, t.text) for s in syntax.sentences for t in s] == [
            (t.start, t.end, t.text) for s in expected.sentences for t in s
        ]
        assert [(s.start, s.end, s.block) for s in syntax.sentences] == [(s.start, s.end, s.block) for s in expected.sentences]
        return id(syntax.paragraphs[0])


def test_a_tree_is_kept_and_stands_where_its_paragraph_stands() -> None:
    trees = Trees()
    assert lend(trees, WIRE[0]) == lend(trees, WIRE[0], 7) == lend(trees, WIRE[0], 3)


def test_no_more_words_are_kept_than_there_is_room_for() -> None:
    trees = Trees(most=40)
    for text in WIRE:
        lend(trees, text)
        assert 0 < trees.words <= trees.most


def test_what_is_lent_is_nobody_elses() -> None:
    trees = Trees()
    block = Block(BlockKind.BODY, 0, len(WIRE[0]))
    parses = PlainParser().parse([WIRE[0]])
    with trees.lent(WIRE[0], [block], parses) as mine, trees.lent(WIRE[0], [block], parses) as theirs:
        assert mine.paragraphs[0] is not theirs.paragraphs[0]


def test_what_failed_is_not_kept() -> None:
    trees = Trees()
    block = Block(BlockKind.BODY, 0, len(WIRE[0]))
    with pytest.raises(ZeroDivisionError), trees.lent(WIRE[0], [block], PlainParser().parse([WIRE[0]])):
        raise ZeroDivisionError
    assert trees.words == 0


def test_a_tree_that_is_not_kept_is_gone_at_once() -> None:
    trees = Trees(most=20)
    gc.collect()
    gc.disable()
    try:
        for n in range(50):
            text = f"{WIRE[0]} That was ship number {n}."
            with trees.lent(text, [Block(BlockKind.BODY, 0, len(text))], PlainParser().parse([text])):
                pass
        words = sum(isinstance(thing, Token) for thing in gc.get_objects())
    finally:
        gc.enable()
    assert words <= 4 * len(WIRE[0].split())
