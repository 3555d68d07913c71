"""Reports and their descent, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.server.views.parts import PartyRef, ReportRef


@dataclass(frozen=True, slots=True)
class Branch:
    """A report in the family tree of its origin, and those that descend from it. `says` is how and why (`cut from A`)."""

    report: ReportRef
    says: str
    reason: str
    children: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class OriginView:
    """One independent line of reporting: `line` is `origin 1 · AFP · 4 reports`, `branches` its family tree."""

    number: int
    agency: str
    line: str
    reason: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words for a party or an act, and the reports that use them."""

    words: str
    reports: tuple[ReportRef, ...]


@dataclass(frozen=True, slots=True)
class NamingRow:
    """The words for one party (or, `of` an act, for what happened), those of most reports first."""

    of: str
    party: PartyRef
    by: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a report's text between two borders.

    `notes` are the ids of the notes that cover it, `layers` their layers, `kind` the kind of a mention (`person`, `place` …) or
    of the only other layer; `anchor` an id to jump to, where one begins.
    """

    text: str
    start: int
    notes: tuple[str, ...]
    layers: tuple[str, ...]
    kind: str = ""
    href: str | None = None
    says: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class BlockView:
    """A paragraph: `kind` is body, caption, heading, dateline, byline, credit or boilerplate."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of marks: mention, statement, event, block."""

    key: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Note:
    """What a marked stretch is. `id` is also the id of the event, statement or entity that a judgement is about."""

    id: str
    layer: str
    kind: str
    label: str
    says: str
    reason: str
    start: int
    end: int
    href: str | None = None
    judged: str | None = None
