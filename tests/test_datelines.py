"""Datelines, told from sentences that only look like them."""

from pathlib import Path

import pytest

from tellings.text.datelines import match_dateline, match_stamp

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "datelines.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "words", "places", "day", "agencies"), CASES, ids=[c[0][:30] for c in CASES])
def test_a_dateline_is_read_with_its_towns_day_and_agencies(text: str, words: str, places: str, day: str, agencies: str) -> None:
    filed = match_dateline(text, 0, len(text))
    if words == "-":
        assert filed is None
        return
    assert filed is not None
    assert text[filed.start : filed.end] == words
    assert "|".join(filed.places) == places.replace("-", "") or places == "|".join(filed.places)
    assert "|".join(a.name for a, _, _ in filed.agencies) == (agencies if agencies != "-" else "")
    full = filed.written.full.isoformat() if filed.written and filed.written.full else "-"
    assert full == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fri 07 Apr 2017 at 0914 Governor resigns", "2017-04-07"),
        ("date 2024-12-02 MOSCOW", "2024-12-02"),
        ("Last updated at Jun 142016 BEIRUT", "2016-06-14"),
        ("10-07-2016 Ferry sinks", "2016-07-10"),
        ("Posted on April 2 2017 by Jane Doe", "2017-04-02"),
    ],
)
def test_a_stamp_gives_the_day_of_a_page(text: str, day: str) -> None:
    stamp = match_stamp(text, 0, len(text))
    assert stamp is not None
    assert stamp.written is not None
    assert str(stamp.written.full) == day


def test_a_day_without_a_year_is_no_stamp() -> None:
    assert match_stamp("July 4 is a holiday", 0, 19) is None
