"""Irregular verb forms and the base form each belongs to."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "inflections.tsv"


def base_of(form: str) -> str:
    """The base form of an irregular verb's form; the form itself where the table does not have it."""
    return _bases().get(form, form)


@cache
def _bases() -> Mapping[str, str]:
    bases: dict[str, str] = {}
    for line in files("tellings.data").joinpath(TABLE).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            base, _, forms = line.partition("\t")
            for form in (base, *forms.split()):
                bases.setdefault(form, base)
    return MappingProxyType(bases)
