"""Words that outlets choose for parties and acts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Term:
    """A word for a party or an act: the stance it takes and its sense (a sector, or what is done)."""

    word: str
    stance: str
    sense: str


@cache
def party_terms() -> Mapping[str, Term]:
    """The words for parties, in lower case."""
    return _terms("party")


@cache
def act_terms() -> Mapping[str, Term]:
    """The words for acts, in lower case."""
    return _terms("act")


def _terms(of: str) -> Mapping[str, Term]:
    rows = (r for r in read_table("party_terms.tsv") if r["of"] == of)
    return MappingProxyType({r["word"]: Term(r["word"], r["stance"], r["sense"]) for r in rows})
