"""Quantities: what a number counts and how far it reaches."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.data.measures import bounds, measures, unit_signs, unit_words
from tellings.extract.quantities import find_quantities
from tellings.extract.syntax import Parser, parse_report
from tellings.text.blocks import cut
from tellings.text.numbers import read_number

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "quantities.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("marked", "measure", "low", "high", "unit"), CASES, ids=[c[0][:60] for c in CASES])
def test_a_number_is_measured(parser: Parser, marked: str, measure: str, low: str, high: str, unit: str) -> None:
    text = re.sub(r"\[\[|\]\]", "", marked)
    start, end = marked.index("[["), marked.index("]]") - 2
    found = find_quantities(parse_report(text, cut(text).blocks, parser))
    here = [m.quantity for m in found if m.span.start < end and start < m.span.end]
    assert len(here) == 1
    assert here[0] is not None
    got = (here[0].measure, here[0].low, here[0].high, here[0].unit)
    assert got == (measure, *(None if v == "-" else float(v) for v in (low, high)), None if unit == "-" else unit)
    assert here[0].span.text.endswith(text[start:end])


@pytest.mark.parametrize(
    ("text", "totals", "parts"),
    [
        ("The death toll rose to 14 after five wounded soldiers died overnight.", [14], [5]),
        ("The ministry put the number of dead at 12, up from nine on Monday.", [12], [9]),
        ("The toll rose to 14 from nine.", [14], [9]),
        ("Twelve people were killed, including three children.", [12], [3]),
        ("Seven people, among them three children, were killed.", [7], [3]),
        ("More than 40 people were injured, 11 of them seriously.", [40], [11]),
        ("Five of the 12 wounded died in hospital.", [], [5]),
        ("Another five people died on Saturday.", [], [5]),
        ("The strike killed 11 people and wounded another 30.", [11, 30], []),
        ("The raid killed nine soldiers and wounded 17 others.", [9, 17], []),
    ],
)
def test_a_part_is_no_total(parser: Parser, text: str, totals: list[int], parts: list[int]) -> None:
    found = [m.quantity for m in find_quantities(parse_report(text, cut(text).blocks, parser)) if m.quantity]
    assert [q.low for q in found if not q.part and q.measure != "count"] == totals
    assert [q.low for q in found if q.part] == parts


@pytest.mark.parametrize(
    "sentence", ["He was 45 years old.", "It happened in 2016.", "They live on Highway 15.", "The siege lasted 12 days."]
)
def test_years_ages_and_names_count_nothing(parser: Parser, sentence: str) -> None:
    assert not find_quantities(parse_report(sentence, cut(sentence).blocks, parser))


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("1,200", 1200, 1200),
        ("2.5 million", 2.5e6, 2.5e6),
        ("twenty-three", 23, 23),
        ("two dozen", 24, 24),
        ("a hundred and five", 105, 105),
        ("three hundred thousand", 300_000, 300_000),
        ("tens of thousands", 20_000, 99_999),
        ("half a million", 500_000, 500_000),
        ("dozens", 24, 99),
    ],
)
def test_numbers_are_read(words: str, low: float, high: float) -> None:
    assert read_number(words) == (low, high)


@given(st.integers(0, 10**9))
def test_digits_with_and_without_commas_are_the_same_number(number: int) -> None:
    assert read_number(str(number)) == read_number(f"{number:,}") == (number, number)


def test_the_tables_agree_with_themselves() -> None:
    assert measures("object")["kill"] == measures("subject")["die"] == measures("adjective")["dead"] == "killed"
    assert unit_signs()["$"].name == unit_words()["dollars"].name == "USD"
    assert set(bounds().values()) == {"least", "most", "nearly", "about"}
