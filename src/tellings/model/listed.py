"""Lines of lists: what a store answers a part at a time, without whole nouns behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from tellings.model.story import Origin


Line = TypeVar("Line")
Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is wanted: what stands behind `after` (a cursor that an earlier answer gave), so many at most."""

    after: str = ""
    limit: int = 30


@dataclass(frozen=True)
class ClaimOrder:
    """How the claims of a story stand: by the time when they `happened` or were `reported`.

    Where `since` is a day, what is recalled from before it stands behind the news.
    """

    clock: str = "happened"
    since: str = ""


@dataclass(frozen=True)
class Part(Generic[Line]):
    """A part of a list; `next` is the cursor of what follows, None at the end."""

    lines: tuple[Line, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories: with a report between these days (ISO), of this place, party, outlet and type, holding these words.

    `fresh` asks for stories with a report that was added after the one of that number.
    """

    since: str = ""
    until: str = ""
    place: str = ""
    party: str = ""
    outlet: str = ""
    type: str = ""
    words: str = ""
    fresh: int | None = None

    @property
    def facets(self) -> dict[str, str]:
        """The facets that it names."""
        named = {"place": self.place, "party": self.party, "outlet": self.outlet, "type": self.type}
        return {facet: value for facet, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list."""

    id: str
    title: str
    first: str | None
    last: str | None
    weakest: float | None
    origins: int


@dataclass(frozen=True, slots=True)
class StoryHead:
    """A story with its origins, without the passages that its reports share."""

    line: StoryLine
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """What a story is about, as a list shows it: `facet` is party, place, outlet or type."""

    story: str
    facet: str
    value: str
    name: str
    weight: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list: all but its text."""

    id: str
    ref: str
    outlet: str | None
    url: str | None
    title: str | None
    day: str | None
    how: str
    reason: str
    language: str | None
    n: int
    story: str | None = None
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that an event or statement was read from: `trigger` is where in the report's text the telling word stands."""

    claim: str
    member: str
    report: str
    text: str
    start: int | None
    end: int | None
    trigger: tuple[int, int] | None
    reason: str
    role: str | None = None
    code: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim without its reports and disagreements."""

    id: str
    story: str
    kind: str
    summary: str
    disputes: int
    origins: int
    first: str | None


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity in a list."""

    id: str
    kind: str
    name: str
    country: str | None
    sector: str | None
    reports: int


@dataclass(frozen=True, slots=True)
class Found:
    """A report that was searched for, its words between marks."""

    report: str
    title: str | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search: `query` as an address has it, `seen` the number of the last report when it was looked at."""

    id: str
    name: str
    query: str
    by: str | None
    made: str
    seen: int


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who may log in; `password` is a hash. `role` is reader or editor."""

    name: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class Attested(Generic[Noun]):
    """A relation or a stretch of control with the first of the sentences behind it; `sentences` counts them all."""

    noun: Noun
    sentences: int
