"""The words that a report chooses for a party."""

import pytest

from tellings.picture.naming import party_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the militant rebels", "militant rebels"),
        ("at least 1,200 soldiers", "soldiers"),
        ("The Islet Front, a rebel group", "rebel group"),
        ("armed men (militants)", "militants"),
        ("militants, whom nobody knows", "militants"),
        ("the harbour", None),
    ],
)
def test_the_words_for_a_party(text: str, words: str | None) -> None:
    assert party_words(text) == words
