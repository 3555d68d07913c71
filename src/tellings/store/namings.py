"""The words that reports choose: kept with the claim that their own story tells, given with the one that this is part of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tellings.model.codec import decode
from tellings.model.picture import Naming
from tellings.store import schema

if TYPE_CHECKING:
    from sqlalchemy import Select

NAMINGS = schema.namings.c
WHOLES = schema.told_claims.c


def namings() -> Select[Any]:
    """All of them, by report."""
    joined = schema.namings.outerjoin(schema.told_claims, WHOLES.claim == NAMINGS.entity)
    return select(NAMINGS.noun, WHOLES.whole).select_from(joined).order_by(NAMINGS.report, NAMINGS.n)


def naming_of(row: Any) -> Naming:
    """One of them."""
    made = decode(Naming, row.noun)
    return replace(made, entity=row.whole) if row.whole else made
