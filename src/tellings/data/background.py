"""How common words are in English at large: the fixed background against which shared words weigh."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TABLE = "background_words.tsv"
NEWS_TABLE = "news_words.tsv"


@cache
def word_frequencies() -> Mapping[str, float]:
    """Zipf value (log10 of occurrences in 10^9 words) of each common word; words that every report uses are set higher."""
    frequencies = {word: zipf for zipf, words in _lines(TABLE) for word in words}
    frequencies.update({word: zipf for zipf, words in _lines(NEWS_TABLE) for word in words})
    return MappingProxyType(frequencies)


def _lines(table: str) -> Iterator[tuple[float, list[str]]]:
    for line in files("tellings.data").joinpath(table).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        zipf, _, words = line.partition("\t")
        try:
            yield float(zipf), words.split()
        except ValueError as error:
            raise DataError(f"{table}: {line[:60]!r} is no line of frequency, tab, words") from error
