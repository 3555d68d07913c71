"""With what one party backs another: money, arms, advisers."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def backing() -> Mapping[str, str]:
    """Words, in lower case, and the means that they name."""
    return MappingProxyType({row["word"]: row["means"] for row in read_table("backing.tsv")})
