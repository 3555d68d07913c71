"""The reason of an event says what its rule asks for in words for a reader."""

from __future__ import annotations

import re

import pytest

from tellings.data.event_tables import noun_frames, verb_frames, word_classes
from tellings.data.reasons import cue_in_words, in_words
from tellings.data.tables import read_table

CASES = {
    ("kill", "verb", "obj"): "the verb “kill” with an object",
    ("be_ready", "verb", ""): "the verb “ready”",
    ("launch", "verb", "obj=attack,raid,push"): "the verb “launch” with “attack”, “raid” or “push” as its object",
    ("hold", "verb", "obj=@talks,subj=#named"): "the verb “hold” with talks as its object, with somebody named as its subject",
    ("strike", "verb", "obj=a_b,c,d,e"): "the verb “strike” with “a b”, “c” or “d” … as its object",
    ("strike", "noun", "has=any"): "the noun “strike” with who acts or suffers it named",
    ("condemn", "verb", "act=conflict,!obj"): "the verb “condemn” about a fight",
    ("accuse", "verb", "passive,of"): "the verb “accuse” in the passive, with words after “of”",
    ("talk", "verb", "to=#gov"): "the verb “talk” with a government after “to”",
}


@pytest.mark.parametrize(("rule", "words"), CASES.items(), ids=[" ".join(k) for k in CASES])
def test_a_rule_is_said_in_words(rule: tuple[str, str, str], words: str) -> None:
    word, kind, when = rule
    conditions = re.split(r",(?=!?(?:subj|obj|act|passive|of|to)\b)", when) if when else []
    assert in_words(word, kind, conditions) == words


def test_no_rule_is_said_in_the_signs_of_its_table() -> None:
    frames = [f for table in (verb_frames(), noun_frames()) for rows in table.values() for f in rows]
    assert len(frames) > 1000
    odd = sorted({f.source for f in frames if re.search(r"[@#=~_!*`]|_n\b|  ", f.source)})
    assert odd == []


def test_every_class_in_the_table_is_a_class_or_a_kind() -> None:
    kinds = "named party gov people crowd several place politician org labour person slur"
    named = {r["name"] for r in read_table("reasons.tsv") if r["of"] == "class"}
    assert named - set(kinds.split()) <= word_classes().keys()


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ("that", "the verb “warn” and the clause that follows"),
        ("np-of", "the verb “warn” and what follows “of”"),
        ("for", "the verb “warn” and what follows “for”"),
        ("unto", "the verb “warn” and what follows “to”"),
    ],
)
def test_a_cue_is_said_in_words(frame: str, words: str) -> None:
    assert cue_in_words("warn", "verb", frame) == words
