"""A row of another data set of events, in our terms, and what our picture says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ForeignParty:
    """Who acts in it or is acted on: name, country (our code) and PLOVER sector, as far as the row tells them."""

    name: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """One row. `types` are the PLOVER types that it can be; `fine` says that its place is a town or finer.

    `killed` is the lowest, best and highest number. `row` is its number in the file, from 1, a header not counted.
    """

    row: int
    id: str
    first: date
    last: date
    types: frozenset[str]
    label: str
    place: str = ""
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    fine: bool = False
    parties: tuple[ForeignParty, ...] = ()
    killed: tuple[float, float, float] | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not be read, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """In what a row and a claim differ, though they are one event."""

    about: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the picture says of one row: `finding` is here, contradicted, missing or outside.

    `outside` is a row of days of which the picture has no report. `told` counts the rows that are this same event.
    """

    event: ForeignEvent
    finding: str
    claim: str | None
    summary: str
    reason: str
    differs: tuple[Difference, ...] = ()
    told: int = 1
