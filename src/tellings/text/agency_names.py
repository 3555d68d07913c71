"""Agencies named in a few words, as credits, datelines and bylines name them."""

from __future__ import annotations

import re
import string
from functools import cache
from typing import TYPE_CHECKING

from tellings.data.agencies import Agency, agency_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

SPLIT = re.compile(
    r"\s*[/,;&|+]\s*|\s+(?:and|with|via|for|by|from)\s+|\s+[-–—]\s+|\s*[-–—]\s*(?=[A-Z]{2,})|(?<=[a-z])\s*[-–—]\s*(?=[A-Z])",
)
"""What stands between the names of a credit: `AFP/Reuters`, `AP and AFP`, `Jane Doe - Anadolu Agency`."""

BEFORE = re.compile(r"(?:with|by|from|via|the|source|sources|text|inputs? from|reporting by)\s*:?\s+", re.IGNORECASE)
"""Words before an agency's name that say nothing."""

AFTER = f".{string.whitespace}\xa0"
"""Marks after it that say nothing."""


def agency(words: str) -> Agency | None:
    """The agency that these words name, and nothing else."""
    return agency_forms().get(_bare(words))


def _bare(words: str) -> str:
    words = words.strip()
    noise = BEFORE.match(words)
    return (words[noise.end() :] if noise else words).rstrip(AFTER)


def only_agencies(words: str) -> list[Agency]:
    """The agencies of a list such as `AFP/Reuters`; empty where any part names something else."""
    if found := agency(words):
        return [found]
    parts = [p for p in SPLIT.split(_bare(words)) if p]
    named = [agency(p) for p in parts]
    return [a for a in named if a] if parts and all(named) else []


def agencies_among(words: str) -> list[Agency]:
    """The agencies among other words, such as the parts of `Jane Doe / AFP`, in order."""
    if found := agency(words):
        return [found]
    return [a for p in SPLIT.split(words) if (a := agency(p))]


@cache
def _finder() -> re.Pattern[str]:
    forms = sorted(agency_forms(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?![\w])")


def find_agencies(text: str, start: int, end: int) -> Iterator[tuple[int, int, Agency]]:
    """Every form of an agency's name between `start` and `end`, with where it stands. For credits only: `AP` may be a word."""
    forms = agency_forms()
    for found in _finder().finditer(text, start, end):
        yield found.start(), found.end(), forms[found.group()]
