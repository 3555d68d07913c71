"""Quotation marks of every style, left open, unbalanced, nested; apostrophes told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.text.quotes import quotations

CASES = [
    ('"We left," said Ana, "at noon."', ['"We left,"', '"at noon."']),
    ("“We left,” said Ana, “at noon.”", ["“We left,”", "“at noon.”"]),
    ("«We left,» said Ana.", ["«We left,»"]),
    ("„We left,“ said Ana.", ["„We left,“"]),
    ("``We left,'' said Ana.", ["``We left,''"]),
    ("''We left,'' said Ana. ''We didn't wait.''", ["''We left,''", "''We didn't wait.''"]),
    ("'We won't wait,' said Ana, 'and they don't care.'", ["'We won't wait,'", "'and they don't care.'"]),
    ("‘We won’t wait,’ said Ana.", ["‘We won’t wait,’"]),
    ("He said “the guards cried ‘halt’ twice” that night.", ["“the guards cried ‘halt’ twice”", "‘halt’"]),
    ("The leaders' meeting was 'a good start'.", ["'a good start'"]),
    ("The '90s hit 'em hard.", []),
    ("A 5'10\" fence stood there.", []),
    ("“Nobody came that night. We waited", ["“Nobody came that night. We waited"]),
    ('Nobody came that night," she said.', ['Nobody came that night,"']),
    ("He is O’Brien’s heir, the sailors’ choice.", []),
    ('"One." "Two."', ['"One."', '"Two."']),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_marks_are_matched_in_every_style(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == expected


def test_nesting_is_counted_and_open_ends_are_told() -> None:
    outer, inner = quotations("“They cried ‘halt’ twice”")
    assert (outer.depth, inner.depth) == (0, 1)
    (left_open,) = quotations("“Nobody came that night.")
    assert (left_open.opened, left_open.closed) == (True, False)
    (unopened,) = quotations("Nobody came that night,” she said.")
    assert (unopened.opened, unopened.closed) == (False, True)


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "A first line.\n“A second,” he said."
    (quote,) = quotations(text, text.index("“"))
    assert text[quote.inner_start : quote.inner_end] == "A second,"


@given(st.text(alphabet="ab ,.'\"“”‘’«»`\u00a0", max_size=60))
def test_any_marks_in_any_order_give_quotations_that_nest(text: str) -> None:
    found = quotations(text)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    for one in found:
        assert 0 <= one.start <= one.inner_start <= one.inner_end <= one.end <= len(text)
        holders = [q for q in found if q is not one and q.start <= one.start and one.end <= q.end]
        assert len(holders) == one.depth
    for one in found:
        assert not any(one.start < other.start < one.end < other.end for other in found)
