"""One name or two: the table of pairs, and what is true of every pair."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.resolve.names import same_name
from tellings.text.fold import core, fold
from tellings.text.spelling import likeness

TABLE = Path(__file__).parent / "data" / "names.tsv"
LEAST_F1 = 0.95


def pairs() -> list[tuple[str, str, str, bool]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")][1:]
    rows = [line.split("\t") for line in lines]
    return [(left, right, kind, same == "yes") for left, right, kind, same in rows]


def test_the_table_is_large_enough() -> None:
    assert len(pairs()) >= 300


def test_f1_over_the_table() -> None:
    said = [(same_name(left, right, kind).same, same) for left, right, kind, same in pairs()]
    hits = sum(a and b for a, b in said)
    assert 2 * hits / (sum(a for a, _ in said) + sum(b for _, b in said)) >= LEAST_F1


@pytest.mark.parametrize(("left", "right", "kind"), [(a, b, k) for a, b, k, same in pairs() if not same])
def test_two_known_people_or_bodies_are_never_one(left: str, right: str, kind: str) -> None:
    assert not same_name(left, right, kind).same
    assert not same_name(left, right).same


@pytest.mark.parametrize(("left", "right", "kind"), [row[:3] for row in pairs()[::7]])
def test_the_answer_does_not_depend_on_the_side(left: str, right: str, kind: str) -> None:
    assert same_name(left, right, kind).same == same_name(right, left, kind).same


@pytest.mark.parametrize(
    ("left", "right"),
    [("Assad", "Bashar al-Assad"), ("Clinton", "Hillary Clinton")],
)
def test_a_surname_alone_is_not_enough(left: str, right: str) -> None:
    match = same_name(left, right, "person")
    assert not match.same
    assert match.score == pytest.approx(0.5)


names = st.text(st.characters(codec="utf-8", categories=("L", "Zs", "Pd", "Po")), max_size=24)


@given(names, names, st.sampled_from(["person", "organisation", "any"]))
def test_any_two_texts_have_an_answer_with_a_reason(left: str, right: str, kind: str) -> None:
    match = same_name(left, right, kind)
    assert 0.0 <= match.score <= 1.0
    assert match.reason


@given(names)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert core(name) or not fold(name)


@given(names, names)
def test_likeness_is_symmetric_and_one_for_equals(left: str, right: str) -> None:
    a, b = fold(left).replace(" ", ""), fold(right).replace(" ", "")
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert likeness(a, a) == 1.0
