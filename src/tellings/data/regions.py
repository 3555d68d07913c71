"""States and provinces that news abbreviates: `Calif.`, `Ont.`, `TX` after a comma."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

REGIONS_TABLE = "regions.tsv"

LONGEST_ABBREVIATION = 3
"""Letters up to which a short form is an abbreviation (`NSW`, `TX`) that counts after a comma alone."""


def by_abbreviation(words: str) -> tuple[str, str] | None:
    """Name and GeoNames code of the state or province with that abbreviation (`Ky.`, `TX`, `Ont.`). Case counts."""
    return _abbreviations().get(words)


@cache
def _abbreviations() -> Mapping[str, tuple[str, str]]:
    rows = list(reversed(list(read_table(REGIONS_TABLE))))
    return {
        form: (row["name"], row["code"])
        for row in rows
        for form in row["short"].split("|")
        if form.endswith(".") or 0 < len(form) <= LONGEST_ABBREVIATION
    }
