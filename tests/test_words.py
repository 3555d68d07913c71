"""Words, their stems and weights, and the shingles made of them."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.data.background import word_frequencies
from tellings.text.shingles import overlap, shingles, smallest, telling
from tellings.text.words import fold, stem, weight, words


@pytest.mark.parametrize(
    ("left", "right"),
    [("Qaa’em", "qaa'em"), ("Öskemen", "oskemen"), ("Baqaei's", "Baqaei"), ("12,500", "12500"), ("ALEPPO", "Aleppo")],
)
def test_spellings_that_fold_to_one(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    "forms",
    [
        ("kill", "kills", "killed", "killing"),
        ("city", "cities"),
        ("analysing", "analysed"),
        ("stop", "stopped"),
        ("bomb", "bombs"),
    ],
)
def test_inflections_that_stem_to_one(forms: tuple[str, ...]) -> None:
    assert len({stem(fold(form)) for form in forms}) == 1


@pytest.mark.parametrize(("left", "right"), [("news", "new"), ("bus", "bu"), ("1990s", "1990"), ("united", "unit")])
def test_words_that_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_a_rarer_word_weighs_more() -> None:
    ordered = ["the", "said", "minister", "harbour", "sorghum", "malakal"]
    weights = [weight(stem(word)) for word in ordered]
    assert weights == sorted(weights)
    assert weights[0] < 0.01
    assert weight("zzyzxw") == max(*weights, weight("zzyzxw"))


@given(st.text(max_size=200))
def test_a_word_gives_back_its_letters(text: str) -> None:
    for word in words(text):
        assert fold(text[word.start : word.end]) == word.form
        assert weight(stem(word.form)) >= 0


@given(st.text(max_size=80), st.integers(0, 20), st.integers(0, 80))
def test_words_of_a_part_stand_where_they_stand_in_the_whole(text: str, start: int, length: int) -> None:
    for word in words(text, start, start + length):
        assert start <= word.start < word.end <= start + length


STEMS = st.lists(st.sampled_from(["malakal", "quay", "silo", "ferry", "sorghum", "barge"]), max_size=30)


@given(STEMS, STEMS)
def test_samples_share_no_more_than_the_texts(left: list[str], right: list[str]) -> None:
    ours, theirs = (np.unique(shingles(stems)) for stems in (left, right))
    both, a, b = overlap(smallest(ours, 8), smallest(theirs, 8), 8)
    assert both <= len(np.intersect1d(ours, theirs))
    assert both <= min(a, b)
    assert overlap(smallest(ours, 8), smallest(ours, 8), 8)[0] == min(8, len(ours))


def test_small_words_do_not_break_a_shared_run() -> None:
    said = telling(w.form for w in words("The customs house of Malakal said on Monday the quay would close"))
    says = telling(w.form for w in words("The customs house of Malakal said Monday that the quay would close"))
    assert said == says


@pytest.mark.parametrize("table", ["background_words.tsv", "news_words.tsv"])
def test_a_table_of_words_has_its_provenance_and_one_class_a_line(table: str) -> None:
    lines = files("tellings.data").joinpath(table).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 and 1 < float(row[0]) < 9 and row[1] == row[1].lower() for row in rows)
    assert set(word_frequencies()) >= {word for _, listed in rows for word in listed.split()}
