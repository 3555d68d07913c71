"""What the one who reads may say about the inputs, and how much of one input is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tellings.model.report import Capture

MAX_TEXT = 5_000_000
"""Bytes in one report. The longest reports we have seen (live blogs, leaked reports in full) are under 1 MB; a file above
this is a collection or a dump, and parsing it as one report would take the memory of a whole batch."""

MAX_LINE = 4 * MAX_TEXT
"""Bytes in one JSON line: escapes can make a text this much longer, and there is the rest of the record."""


MAX_PAGE = 20_000_000
"""Bytes of one HTML page: scripts and inlined pictures make a news page of 1 or 2 MB, never of this much."""


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive says of an input that it holds. What the input says of itself comes first."""

    address: str | None = None
    capture: Capture | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    language: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """Metadata that hold for every report of a run and win over what the input says.

    `allow_private` lets addresses in private and local ranges be fetched. `columns` pairs a field of ours with what a table or
    record calls it. `now` decides which embargoes are over; without it none is looked at. `embargoed` takes such items all the
    same. `outlets` is the path of a table of outlets of the user's own. `archived` is what the archive that holds an input says.
    """

    published: date | None = None
    outlet: str | None = None
    language: str | None = None
    allow_private: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    now: datetime | None = None
    embargoed: bool = False
    outlets: str | None = None
    archived: Archived | None = None
