"""Words whose infinitive or object lies ahead."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "future_heads.tsv"
CLASSES = ("verb", "noun", "adjective", "schedule", "moved", "event")


@cache
def future_heads() -> Mapping[str, frozenset[str]]:
    """The lemmas of each class of the table."""
    heads: dict[str, frozenset[str]] = {}
    for line in files("tellings.data").joinpath(TABLE).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, tab, lemmas = line.partition("\t")
        if not tab or kind not in CLASSES:
            raise DataError(f"{TABLE}: {line[:60]!r} is no line of class, lemmas")
        heads[kind] = frozenset(lemmas.split("|"))
    return MappingProxyType(heads)
