"""Days and stretches of days, as news speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def iso(day: date | None) -> str | None:
    """The day in ISO form; None stays None."""
    return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included; `None` is an open or unknown end.

    `relative` is the normal form of an expression that needs the report's own day (`P-1D`, `last MON` …; grammar in
    `text/times_grammar`). It is kept even when bound, so that a better day for the report binds it again.
    """

    first: date | None
    last: date | None
    relative: str | None = None

    @classmethod
    def day(cls, day: date, relative: str | None = None) -> Period:
        """The period of one single day."""
        return cls(day, day, relative)

    @property
    def known(self) -> bool:
        """Whether at least one end is known."""
        return self.first is not None or self.last is not None

    def meets(self, other: Period, slack_days: int = 0) -> bool:
        """Whether the two can be the same time: they overlap, open ends reaching for ever, `slack_days` apart at most."""
        if self.first and other.last and (self.first - other.last).days > slack_days:
            return False
        return not (other.first and self.last and (other.first - self.last).days > slack_days)
