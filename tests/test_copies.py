"""Passages that two reports share: which, of what kind, and every change named."""

from __future__ import annotations

import csv
import itertools
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.model.story import Change
from tellings.stories import copies
from told_by import DAY, lines

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    left: str
    right: str
    kind: str
    sharing: str
    changes: tuple[Change, ...]


def _cases() -> list[Case]:
    rows = (HERE / "cases/copies.tsv").read_text(encoding="utf-8").splitlines()
    found = csv.DictReader([r for r in rows if not r.startswith("#")], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Case(r["left"], r["right"], r["kind"], r["sharing"], _changes(r["changes"] or "")) for r in found]


def _changes(cell: str) -> tuple[Change, ...]:
    made = []
    for part in filter(None, cell.split(" | ")):
        words, _, kind = part.rpartition(":")
        left, _, right = words.partition(">")
        made.append(Change(left, right, kind))
    return tuple(made)


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.left[:30])
def test_a_copy_has_its_kind_and_its_changes_named(case: Case) -> None:
    found = copies(lines("a", case.left), lines("b", case.right))
    if case.kind == "-":
        assert found == ()
        return
    (copy,) = found
    assert (copy.kind, copy.sharing) == (case.kind, case.sharing)
    assert set(case.changes) <= set(copy.changes)


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.left[:30])
def test_no_change_is_named_where_there_is_none(case: Case) -> None:
    for copy in copies(lines("a", case.left), lines("b", case.left)):
        assert copy.kind == "verbatim"
        assert copy.changes == ()
        assert copy.score == 1.0


FIRST = "Rescuers dug through the collapsed grain silo of Malakal for a second day."
SECOND = "Nine dockers were still missing under the concrete of the loading ramp, their foreman said."


def test_two_sentences_in_one_were_merged_and_the_other_way_split() -> None:
    merged = f"{FIRST[:-1]}, and nine{SECOND[4:]}"
    (copy,) = copies(lines("a", f"{FIRST}\n{SECOND}"), lines("b", merged))
    assert copy.kind == "merged"
    assert (copy.left.start, copy.left.end) == (0, len(FIRST) + 1 + len(SECOND))
    (copy,) = copies(lines("a", merged), lines("b", f"{FIRST}\n{SECOND}"))
    assert copy.kind == "split"


def test_a_run_of_words_at_another_place_was_moved() -> None:
    left = "Before dawn on market day the river police of Malakal searched the ferries and arrested two smugglers."
    right = "The river police of Malakal searched the ferries and arrested two smugglers before dawn on market day."
    (copy,) = copies(lines("a", left), lines("b", right))
    assert [c.kind for c in copy.changes] == ["moved"]


def test_sentences_match_in_any_order() -> None:
    text = [FIRST, SECOND, "The mayor opened the old customs house to the families who had lost their homes."]
    found = copies(lines("a", "\n".join(text)), lines("b", "\n".join(reversed(text))))
    assert [c.kind for c in found] == ["verbatim"] * 3
    assert [c.right.start for c in found] == sorted((c.right.start for c in found), reverse=True)


def test_captions_and_years_gone_by_are_no_narration() -> None:
    caption = "[Dockers carry sacks of sorghum past the burnt customs house of Malakal on Monday.]"
    before = "The port of Malakal changed hands four times in the river war of 2021 and its quays were mined."
    news = [FIRST, SECOND, "The mayor opened the old customs house to the families who had lost their homes."]
    text = "\n".join([*news, before, caption])
    found = copies(lines("a", text, DAY), lines("b", text, DAY))
    assert [c.sharing for c in found] == ["narration"] * 3 + ["background", "boilerplate"]


WORDS = st.lists(
    st.sampled_from(
        [
            "Malakal",
            "ferry",
            "quay",
            "silo",
            "12",
            "said",
            "the",
            "of",
            "docker's",
            "al-Dosari,",
            "burnt",
            "“port”",
            "mayor;",
            "told",
        ]
    ),
    max_size=40,
)


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_every_passage_stands_in_its_report_and_order_does_not_matter(left: list[list[str]], right: list[list[str]]) -> None:
    a, b = (lines(name, "\n".join(" ".join(s) for s in made)) for name, made in (("a", left), ("b", right)))
    found = copies(a, b)
    assert found == copies(b, a)
    for copy in found:
        assert 0 <= copy.left.start < copy.left.end <= len(a.text)
        assert 0 <= copy.right.start < copy.right.end <= len(b.text)
        assert 0 < copy.score <= 1


@pytest.fixture(scope="module")
def bench() -> Any:
    sys.path.insert(0, str(HERE.parent / "bench"))
    yield import_module("stories"), import_module("wire")
    sys.path.remove(str(HERE.parent / "bench"))


@pytest.mark.parametrize("strength", [0.05, 0.2, 0.35])
def test_invented_wire_copy_is_aligned_and_found(bench: Any, strength: float) -> None:
    stories, wire = bench
    room = wire.Newsroom(7)
    texts = [room.wire() for _ in range(61)]
    pairs = [(text, room.copy(text, other, strength)) for text, other in itertools.pairwise(texts)]
    assert stories.alignment(pairs)["f1"] >= 0.95
    found = stories.found(room, 60, strength)
    assert found["r"] >= 0.98
    assert found["p"] >= 0.95
