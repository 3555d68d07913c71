"""The models of the desk's own pages: search, judgements, watches, status, logging in, errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tellings.server.views.changed import ChangeLine
from tellings.server.views.pages import CountRow, EntityCard
from tellings.server.views.parts import Anchor, Paging, PlaceRef, ReportRef


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a hit; `hit` where it was searched for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class HitRow:
    """A report that was searched for, with its words marked, and its story."""

    report: ReportRef
    title: tuple[Excerpt, ...]
    excerpt: tuple[Excerpt, ...]
    story: Anchor | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`/search?q=WORDS`; `entities` and `places` are those of that name."""

    TEMPLATE: ClassVar[str] = "search.html"
    title: str
    q: str
    hits: tuple[HitRow, ...]
    entities: tuple[EntityCard, ...]
    places: tuple[PlaceRef, ...]
    paging: Paging
    save: Anchor | None


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A person's decision. `about` says each thing it is about in words, with its link; `may_undo` where it stands."""

    id: str
    verdict: str
    says: str
    about: tuple[Anchor, ...]
    by: str
    at: str
    at_says: str
    reason: str
    undone: bool


@dataclass(frozen=True, slots=True)
class JudgementsPage:
    """`/judgements`: the log, the latest first."""

    TEMPLATE: ClassVar[str] = "judgements.html"
    title: str
    judgements: tuple[JudgementRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class WatchRow:
    """A saved search. `href` opens it, `feed` is its Atom feed, `new` counts the stories since it was last opened."""

    id: str
    name: str
    says: str
    href: str
    feed: str
    by: str
    new: int
    new_says: str


@dataclass(frozen=True, slots=True)
class WatchesPage:
    """`/watches`: saved searches, and the form's values for a new one."""

    TEMPLATE: ClassVar[str] = "watches.html"
    title: str
    watches: tuple[WatchRow, ...]
    query: str
    suggested: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A watched feed and how it fares."""

    address: str
    title: str
    state: str
    says: str
    tried: str
    due: str
    items: int


@dataclass(frozen=True, slots=True)
class StatusPage:
    """`/status`: what the store holds, and how the feeds fare. `rejects` are the inputs refused last."""

    TEMPLATE: ClassVar[str] = "status.html"
    title: str
    version: str
    counts: tuple[CountRow, ...]
    unread: tuple[CountRow, ...]
    feeds: tuple[FeedRow, ...]
    rejects: tuple[ChangeLine, ...]
    per_day: tuple[CountRow, ...]
    drawn: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class LoginPage:
    """`/login`; `says` is what went wrong."""

    TEMPLATE: ClassVar[str] = "login.html"
    title: str
    name: str
    says: str
    back: str


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What cannot be answered: `says` why and the way out."""

    TEMPLATE: ClassVar[str] = "error.html"
    title: str
    status: int
    says: str
