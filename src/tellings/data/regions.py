"""States and provinces that news abbreviates: `Calif.`, `Ont.`, `TX` after a comma."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

REGIONS_TABLE = "regions.tsv"


def by_abbreviation(words: str) -> str | None:
    """The GeoNames code of the state or province of that name or abbreviation (`Ky.`, `TX`, `Ontario`): `US.KY`. Case counts."""
    return _abbreviations().get(words)


@cache
def _abbreviations() -> Mapping[str, str]:
    rows = reversed(list(read_table(REGIONS_TABLE)))
    return {form: row["code"] for row in rows for form in (row["name"], *row["short"].split("|")) if form}
