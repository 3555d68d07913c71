"""Given names in families, legal forms of companies, and how romanised letters sound."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _families() -> Mapping[str, tuple[str, str]]:
    return {form: (r["family"], r["gender"]) for r in read_table("given_names.tsv") for form in r["forms"].split("|")}


def family(word: str) -> str | None:
    """The family of a folded given name (`bill` is of `william`); None for a word that is not in the table."""
    found = _families().get(word)
    return found[0] if found else None


def given_gender(word: str) -> str | None:
    """M or f, where the folded given name tells it."""
    found = _families().get(word)
    return found[1] if found else None


@cache
def legal_forms() -> Mapping[tuple[str, ...], str]:
    """The class of each legal form by its folded words."""
    return {tuple(form.split()): r["class"] for r in read_table("legal_forms.tsv") for form in r["forms"].split("|")}


@cache
def sound_rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """How letters sound: patterns in order, and what each becomes."""
    return tuple((re.compile(r["pattern"]), r["sound"]) for r in read_table("name_sounds.tsv"))


@cache
def near_sounds() -> Mapping[tuple[str, str], float]:
    """What it costs to take one sound for another, both ways; `-` is a sound that is missing."""
    rows = [(r["left"], r["right"], float(r["cost"])) for r in read_table("near_sounds.tsv")]
    return {(a, b): cost for left, right, cost in rows for a, b in ((left, right), (right, left))}
