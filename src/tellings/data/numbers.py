"""Number words and what they count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "numbers.tsv"
KINDS = ("unit", "ten", "scale", "vague")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word (or words) for a number, from `low` to `high`; `high` is None where it has no upper end."""

    kind: str
    low: float
    high: float | None


@cache
def number_words() -> Mapping[str, NumberWord]:
    """Every number word in lower case."""
    words: dict[str, NumberWord] = {}
    for line in files("tellings.data").joinpath(TABLE).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[0] not in KINDS:
            raise DataError(f"{TABLE}: {line[:60]!r} is no line of kind, low, high, words")
        word = NumberWord(cells[0], float(cells[1]), float(cells[2]) if cells[2] else None)
        words.update(dict.fromkeys(cells[3].split("|"), word))
    return MappingProxyType(words)
