"""News and photo agencies, and how credits and datelines name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "agencies.tsv"
KINDS = ("wire", "photo", "pool")
SHORTEST_RECASED = 5
"""A name in capitals of at least this length is also written with the first letter alone in capitals (`TANJUG`, `Tanjug`)."""


@dataclass(frozen=True, slots=True)
class Agency:
    """Who supplies copy or pictures. `kind` is wire, photo (pictures alone) or pool (several, unnamed)."""

    name: str
    forms: tuple[str, ...]
    country: str
    kind: str


@cache
def agencies() -> tuple[Agency, ...]:
    """All agencies, in the order of the table."""
    lines = files("tellings.data").joinpath(TABLE).read_text(encoding="utf-8").splitlines()
    return tuple(_agency(line) for line in lines if line and not line.startswith("#"))


@cache
def agency_forms() -> Mapping[str, Agency]:
    """Every written form and the agency it names; the first in the table has a form that two share."""
    forms: dict[str, Agency] = {}
    for agency in agencies():
        for form in (agency.name, *agency.forms):
            forms.setdefault(form, agency)
            forms.setdefault(form.upper(), agency)
            if form.isupper() and len(form) >= SHORTEST_RECASED:
                forms.setdefault(form.capitalize(), agency)
    return MappingProxyType(forms)


def _agency(line: str) -> Agency:
    cells = line.split("\t")
    if len(cells) != 4 or cells[3] not in KINDS:
        raise DataError(f"{TABLE}: {line[:60]!r} is no line of name, forms, country, kind")
    return Agency(cells[0], tuple(form for form in cells[1].split("|") if form), cells[2], cells[3])
