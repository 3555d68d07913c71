"""What several pages show: reports, sentences, parties, places, claims. Frozen values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days: `says` for a person, `first` and `last` in ISO, None where open."""

    says: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: its words and where it leads."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class ReportRef:
    """A report as others speak of it. `label` is its letter in a story (`A`), `original` its own address, where that is http."""

    id: str
    label: str
    title: str
    outlet: str
    day: str | None
    day_says: str
    href: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words that something was read from, cut at its trigger: `before`, `trigger`, `after`; together they are `text`."""

    report: ReportRef
    start: int
    end: int
    before: str
    trigger: str
    after: str
    member: str
    reason: str
    href: str

    @property
    def text(self) -> str:
        """The whole sentence."""
        return self.before + self.trigger + self.after


@dataclass(frozen=True, slots=True)
class PartyRef:
    """One who acts, speaks or is acted on. `href` is None where nobody in the picture stands behind the name.

    `label` is what `code` adds to the name, in words (`Mauritania, rebels`).
    """

    id: str | None
    name: str
    href: str | None
    code: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place; `id` is its geonameid or its name, `precision` site, town, region, country or larger."""

    id: str
    name: str
    href: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Something on the map. `weight` is how many claims, `kind` the layer: event, mention, disputed, or a strength of control."""

    lat: float
    lon: float
    name: str
    says: str
    href: str
    weight: int = 1
    kind: str = "event"


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value in a disagreement: who gives it (`reports`), on how many independent origins, from which day."""

    value: str
    origins: int
    first: str | None
    first_says: str
    reports: tuple[ReportRef, ...]


WORDING = "wording"

TOLD_BY_LINE = frozenset({"actual", "denied", "called_for", "threatened", "hypothetical"})
"""Statuses that a claim's line says in its own words."""


@dataclass(frozen=True, slots=True)
class DisagreementTable:
    """Where the reports of a claim differ. `how` is contradiction, update or wording; `says` is that in words."""

    about: str
    how: str
    says: str
    values: tuple[ValueRow, ...]
    low: float | None = None
    best: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim, weighed. `line` is `3 origins · 4 outlets · denied by 1 origin`; `happened` and `reported` are the two clocks.

    `says` is its summary without the day, where a clock shows it; `recalled` tells what a story only looks back on.

    `status` is actual, planned, called_for, threatened, hypothetical, denied or background, in words `status_says`, `mark` its
    sign. For a statement `speaker_line` says who speaks (role and code).
    """

    id: str
    story: str
    story_href: str
    kind: str
    summary: str
    says: str
    line: str
    status: str
    status_says: str
    mark: str
    type: str
    mode: str
    type_says: str
    happened: Days
    reported: Days
    origins: int
    outlets: int
    against: int
    speakers: tuple[str, ...]
    speaker_line: str
    actors: tuple[PartyRef, ...]
    recipients: tuple[PartyRef, ...]
    place: PlaceRef | None
    standing: str
    reason: str
    reports: tuple[ReportRef, ...]
    disagreements: tuple[DisagreementTable, ...]
    evidence: tuple[Sentence, ...]
    recalled: bool = False

    @property
    def status_told(self) -> bool:
        """Whether its line says in its own words if it happened."""
        return self.status in TOLD_BY_LINE

    @property
    def disputes(self) -> tuple[DisagreementTable, ...]:
        """Where its reports differ in more than words."""
        return tuple(d for d in self.disagreements if d.how != WORDING)

    @property
    def wordings(self) -> tuple[DisagreementTable, ...]:
        """Where they spell or word the same in different ways."""
        return tuple(d for d in self.disagreements if d.how == WORDING)


def alike(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """The same words together, each report's once."""
    found: dict[str, dict[str, Sentence]] = {}
    for one in sentences:
        found.setdefault(one.text, {}).setdefault(one.href, one)
    return [list(same.values()) for same in found.values()]


@dataclass(frozen=True, slots=True)
class TieRow:
    """A relation between two parties. `sentences` are some of the words behind it; `more` how many there are beyond."""

    left: PartyRef
    relation: str
    right: PartyRef
    strength: str
    days: Days
    sentences: tuple[Sentence, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """A stretch of control: `says` is `the 3rd Brigade took most of Kiffa`, `how` is `took (most)`.

    `disputed` tells that others are said to hold it then.
    """

    place: PlaceRef
    holder: PartyRef
    strength: str
    says: str
    how: str
    part: str | None
    before: PartyRef | None
    days: Days
    disputed: bool
    sentences: tuple[Sentence, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a long list this page stands; `next` and `first` are links or None, `says` is `1 to 30 of 2,140 stories`."""

    says: str
    next: str | None
    first: str | None
    total: int | None
