"""Days relative to a report's own day: the normal form that `Period.relative` holds, and how it is bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tellings.model.period import Period


def bind(period: Period, day: date | None) -> Period:
    """The period with its relative expression worked out against the report's day; unchanged where nothing is relative."""
    return period
