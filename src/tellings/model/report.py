"""A report and its parts: spans, blocks, credits, and the value that refuses an input."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class BlockKind(StrEnum):
    """What a stretch of a report's text is."""

    BODY = "body"
    CAPTION = "caption"
    HEADING = "heading"
    DATELINE = "dateline"
    BYLINE = "byline"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one report's exported text, in code points: `report.text[start:end] == text`."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end` (code points, end excluded)."""
        return cls(start, end, text[start:end])

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the part of one that is of one kind. Blocks are in order and never overlap."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Capture:
    """The archive record that a report was read from: its id, its payload's digest, and when the archive fetched it."""

    record: str | None = None
    digest: str | None = None
    at: datetime | None = None


WITHDRAWN = frozenset({"withdrawn", "withheld"})
"""The statuses of a report that its agency does not stand by."""


@dataclass(frozen=True, slots=True)
class Report:
    """One published text as a reader found it; nothing in it is interpreted yet.

    `text` begins with the title. `blocks` holds what the *format* said of structure (an HTML figcaption, a heading); it
    is empty for plain text. `published` is the day the metadata give. `ref_given` tells a caller's own `ref` from one
    that we made up from the path: only the caller's counts for the id. `dated` says where in the metadata the day
    stands, and which other days they give. `status` is None for a report that stands, else withdrawn, withheld or embargoed;
    `version` is its number by its agency's count. `capture` is the archive record it comes from;
    `places` are those that its metadata name. `country` (ISO 3166 alpha-3) and `family` of owners are its outlet's.
    """

    id: str
    ref: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: date | None = None
    byline: tuple[str, ...] = ()
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    ref_given: bool = False
    dated: str | None = None
    status: str | None = None
    version: str | None = None
    capture: Capture | None = None
    places: tuple[str, ...] = ()
    country: str | None = None
    family: str | None = None

    def span(self, start: int, end: int) -> Span:
        """The span of this report's text from `start` to `end`."""
        return Span.of(self.text, start, end)


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that was refused: its name and why, in words; and `until` when, where it is only too early."""

    ref: str
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency named as the origin of the text, or of a photo."""

    agency: str
    of: str  # "text" or "photo"
    span: Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """`MOSCOW, Dec 2 (Reuters) —`: places as written, the day if it gives one, and where it stands."""

    places: tuple[str, ...]
    day: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Published:
    """The report's own day: `how` is metadata, dateline or inferred; `reason` says it in words. `day` may be unknown."""

    day: date | None
    how: str
    reason: str
