"""The model of each page: what its template shows and what its `.json` gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tellings.server.views.changed import CompareRow, OutletChanges
from tellings.server.views.parts import (
    Anchor,
    ClaimView,
    Days,
    HoldingRow,
    Paging,
    PartyRef,
    PlaceRef,
    Point,
    ReportRef,
    TieRow,
)
from tellings.server.views.told import BlockView, Layer, NamingRow, Note, OriginView


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to, as the form shows it. `active` are the filters set, each with the link that lifts it."""

    period: str
    day: str
    place: str
    party: str
    outlet: str
    type: str
    q: str
    periods: tuple[Choice, ...]
    types: tuple[Choice, ...]
    outlets: tuple[Choice, ...]
    active: tuple[Anchor, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """What a card says of a disagreement: `killed: 9 / 12 / 17`, under which claim."""

    says: str
    summary: str
    href: str


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story in a list. `line` is `14 reports · 9 outlets · 3 independent origins`."""

    id: str
    href: str
    title: str
    days: Days
    line: str
    reports: int
    outlets: int
    origins: int
    is_new: bool
    new_says: str
    new: tuple[str, ...]
    disputed: tuple[Disputed, ...]
    disputed_more: int
    where: tuple[PlaceRef, ...]
    parties: tuple[PartyRef, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many there are of something."""

    what: str
    number: int
    says: str


@dataclass(frozen=True, slots=True)
class DayOfStories:
    """The stories whose latest report is of one day."""

    title: str
    day: str | None
    stories: tuple[StoryCard, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`/`. `newest` is the newest report's day, which `today` and `this week` are reckoned from; `real_day` the clock's."""

    TEMPLATE: ClassVar[str] = "front.html"
    title: str
    newest: Days
    real_day: str
    days: tuple[DayOfStories, ...]
    filters: Filters
    points: tuple[Point, ...]
    counts: tuple[Choice, ...]
    per_day: tuple[CountRow, ...]
    paging: Paging
    save: Anchor | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """`/stories/{id}`. Claims stand in order of time: `clock` is happened or reported, `clocks` the two links."""

    TEMPLATE: ClassVar[str] = "story.html"
    id: str
    title: str
    days: Days
    line: str
    clock: str
    clocks: tuple[Anchor, ...]
    reports: tuple[ReportRef, ...]
    origins: tuple[OriginView, ...]
    claims: tuple[ClaimView, ...]
    claims_paging: Paging
    statements: tuple[ClaimView, ...]
    statements_paging: Paging
    disputed: tuple[ClaimView, ...]
    naming: tuple[NamingRow, ...]
    points: tuple[Point, ...]
    parties: tuple[PartyRef, ...]
    ties: tuple[TieRow, ...]
    control: tuple[HoldingRow, ...]
    changes: tuple[OutletChanges, ...]
    changes_more: Anchor | None
    follows: tuple[StoryCard, ...]
    followed_by: tuple[StoryCard, ...]
    compare: str
    weakest: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """`/compare?report=…&report=…`. `rows` have one cell a report, in the order of `reports`; `kinds` counts changes by kind."""

    TEMPLATE: ClassVar[str] = "compare.html"
    title: str
    reports: tuple[ReportRef, ...]
    rows: tuple[CompareRow, ...]
    kinds: tuple[Choice, ...]
    changes: int
    choices: tuple[ReportRef, ...]
    story: Anchor | None
    says: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`/reports/{id}`. `blocks` hold the whole text as runs, `notes` say what is marked; `layers` can be shown or not."""

    TEMPLATE: ClassVar[str] = "report.html"
    report: ReportRef
    title: str
    byline: tuple[str, ...]
    language: str
    language_says: str
    direction: str
    published: str
    how: str
    reason: str
    credits: tuple[str, ...]
    dateline: str
    blocks: tuple[BlockView, ...]
    layers: tuple[Layer, ...]
    notes: tuple[Note, ...]
    story: Anchor | None
    siblings: tuple[ReportRef, ...]
    versions: tuple[ReportRef, ...]
    compare: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class EntityCard:
    """An entity in a list: `role` is the office in which it was seen last, `seen` when; `label` is its code in words."""

    id: str
    href: str
    name: str
    kind: str
    code: str
    reports: int
    role: str = ""
    seen: Days | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class EntitiesPage:
    """`/entities?q=&kind=&country=&sector=`: who is who."""

    TEMPLATE: ClassVar[str] = "entities.html"
    title: str
    q: str
    kinds: tuple[Choice, ...]
    country: str
    sector: str
    sectors: tuple[Choice, ...]
    entities: tuple[EntityCard, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class NameRow:
    """A spelling of an entity and in how many reports it stands."""

    text: str
    reports: int


@dataclass(frozen=True, slots=True)
class RoleRow:
    """An office that an entity was seen in."""

    title: str
    days: Days


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Why two names are held to be one. `of` goes into a not-same judgement; empty where none can part them."""

    left: str
    right: str
    score: str
    reason: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityPage:
    """`/entities/{id}`: who's who with roles over time, ties, acts and statements."""

    TEMPLATE: ClassVar[str] = "entity.html"
    id: str
    title: str
    name: str
    kind: str
    code: str
    line: str
    names: tuple[NameRow, ...]
    roles: tuple[RoleRow, ...]
    merges: tuple[MergeRow, ...]
    ties: tuple[TieRow, ...]
    claims: tuple[ClaimView, ...]
    claims_paging: Paging
    statements: tuple[ClaimView, ...]
    statements_paging: Paging
    holds: tuple[HoldingRow, ...]
    stories: tuple[StoryCard, ...]
    points: tuple[Point, ...]
    network: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """`/places/{id}`, by geonameid or name: what happened there, who held it when."""

    TEMPLATE: ClassVar[str] = "place.html"
    place: PlaceRef
    title: str
    line: str
    control: tuple[HoldingRow, ...]
    claims: tuple[ClaimView, ...]
    paging: Paging
    stories: tuple[StoryCard, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class ControlPage:
    """`/control?on=DAY`: who holds what on a day. `first` to `last` is the slider; on the days in `marks` something changes."""

    TEMPLATE: ClassVar[str] = "control.html"
    title: str
    on: str
    on_says: str
    first: str
    last: str
    marks: tuple[str, ...]
    earlier: Anchor | None
    later: Anchor | None
    rows: tuple[HoldingRow, ...]
    paging: Paging
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A party in the network. `weight` is how many ties it has here."""

    id: str
    name: str
    kind: str
    code: str
    href: str
    weight: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie in the network, from node to node."""

    left: str
    right: str
    relation: str
    strength: str
    says: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """`/network?from=DAY&to=DAY&entity=ID&relation=…`: the ties that stood in those days, as a graph and as a table."""

    TEMPLATE: ClassVar[str] = "network.html"
    title: str
    since: str
    until: str
    first: str
    last: str
    entity: PartyRef | None
    relations: tuple[Choice, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    ties: tuple[TieRow, ...]
    paging: Paging
