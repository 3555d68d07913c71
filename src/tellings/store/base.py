"""What the desk needs of a store, whatever database is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tellings.store.base_shares import SharesStore
from tellings.store.base_workings import DrawingStore

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from tellings.model.coding import Coding
    from tellings.model.context import Context
    from tellings.model.feed import Feed
    from tellings.model.listed import Login, SavedSearch
    from tellings.model.picture import Claim, Control, Entity, Judgement, Naming, Picture, Relation
    from tellings.model.report import Reject, Report
    from tellings.model.story import FollowUp, Story
    from tellings.store.asked import Asked
    from tellings.store.memo import SqliteMemo

MARK = "\x02"
"""Stands before a word that was searched for."""

UNMARK = "\x03"
"""Stands behind it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was searched for: title and excerpt with the words between `MARK` and `UNMARK`."""

    report: str
    title: str | None
    excerpt: str


@dataclass(frozen=True)
class StoryParts:
    """What the picture says of one story."""

    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    control: tuple[Control, ...]
    naming: tuple[Naming, ...]
    entities: tuple[Entity, ...]
    follow_ups: tuple[FollowUp, ...] = ()


class Store(DrawingStore, SharesStore, Protocol):
    """Reports, codings, judgements, workings and the picture. Every change is one transaction: all of it is kept, or nothing."""

    def casts(self, reports: Collection[str]) -> Iterator[Coding]:
        """The codings of these reports with nothing but their days and referents."""
        ...

    def versions(self, reports: Collection[str] | None = None) -> dict[str, str]:
        """By which version each of these reports was coded, or each of all."""
        ...

    def count_versions(self) -> dict[str, int]:
        """How many reports each version coded."""
        ...

    def outlets(self, reports: Collection[str]) -> dict[str, str | None]:
        """The outlet of each of these reports."""
        ...

    def known(self, ids: Collection[str], version: str) -> set[str]:
        """Those of the reports that are here, coded by that version."""
        ...

    def add(self, report: Report, coding: Coding) -> None:
        """Keep a report and what was read from it, in place of what was read of it before."""
        ...

    def forget(self, report: str) -> bool:
        """Remove a report and all that was read from it; False where it is not here."""
        ...

    def find_reports(self, named: str) -> list[str]:
        """The ids of the reports of that ref, address, id or beginning of an id."""
        ...

    def reports(self, ids: Collection[str] | None = None) -> Iterator[Report]:
        """The reports of these ids, or all, in order of their days and ids."""
        ...

    def report_ids(self, since: date | None = None, until: date | None = None) -> list[str]:
        """The ids of all reports, or those of some days, by day and id."""
        ...

    def codings(self, ids: Collection[str] | None = None) -> Iterator[Coding]:
        """The codings of these reports, or all."""
        ...

    def coding(self, report: str) -> Coding | None:
        """What was read from that report."""
        ...

    def captured(self, version: str) -> set[str]:
        """The ids of the archive records whose reports are here, coded by that version."""
        ...

    def outdated(self, version: str) -> list[str]:
        """The reports that were coded by another version."""
        ...

    def languages(self) -> dict[str, int]:
        """How many reports there are in each language."""
        ...

    def count(self, *tables: str) -> dict[str, int]:
        """The number of rows of each table."""
        ...

    def refuse(self, reject: Reject) -> None:
        """Keep the refusal, in place of an earlier one of the same input."""
        ...

    def rejects(self) -> Iterator[Reject]:
        """What was refused, by name."""
        ...

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a decision, or what is known of it by now, in place of the one of that id."""
        ...

    def judgements(self) -> list[Judgement]:
        """All decisions, undone ones too, oldest first."""
        ...

    def find_told(self, named: str) -> dict[str, str]:
        """The reports of the events and statements of that id or beginning of an id, by their ids."""
        ...

    def setting(self, key: str) -> str | None:
        """What a user set for this store, None where nothing was."""
        ...

    def keep_setting(self, key: str, value: str | None) -> None:
        """Keep what a user sets for this store, in place of what was set before; None takes it back."""
        ...

    def now_drawn(self, version: str) -> bool:
        """Note that the picture is up to date, unless something waits to be drawn; whether it is."""
        ...

    def shown_stories(self, stories: Collection[str]) -> dict[str, Story]:
        """Those of the stories that are in the picture, by id."""
        ...

    def entity_names(self) -> dict[str, str]:
        """What every entity is called, by its id."""
        ...

    def drawn(self) -> str | None:
        """The version of the program that drew the picture, None where it is not up to date."""
        ...

    def picture(self) -> Picture:
        """The picture that was drawn last."""
        ...

    def control(self) -> tuple[Control, ...]:
        """Who holds which place, by place and time."""
        ...

    def place_parts(self, name: str) -> tuple[tuple[Claim, ...], tuple[Control, ...]]:
        """What happened at the place of that name, whatever its capitals, and who holds it."""
        ...

    def stories(self) -> Iterator[Story]:
        """All stories, the latest first, those without a day last."""
        ...

    def story(self, story: str) -> Story:
        """The story of that id. Raises UnknownIdError."""
        ...

    def find_stories(self, named: str) -> list[str]:
        """The ids of the stories of that id or beginning of an id."""
        ...

    def stories_of(self, reports: Collection[str]) -> list[str]:
        """The ids of the stories that these reports stand in."""
        ...

    def story_parts(self, story: str) -> StoryParts:
        """What the picture says of one story."""
        ...

    def find_entities(self, name: str) -> list[Entity]:
        """The entities with that id or a name like that, whole names first, then those that more reports speak of."""
        ...

    def contexts(self, ids: Collection[str]) -> dict[str, Context]:
        """What the rows of these reports need to know of the picture."""
        ...

    def search(self, words: str, limit: int | None = None) -> Iterator[Hit]:
        """The reports that hold all the words, best first."""
        ...

    def feeds(self) -> list[Feed]:
        """Every feed that is watched, by address."""
        ...

    def keep_feed(self, feed: Feed) -> None:
        """Keep the health of a feed, in place of what was known of it."""
        ...

    def seen_items(self, feed: str) -> dict[str, str]:
        """The items of a feed that were read, each with the hash of what it said."""
        ...

    def see_items(self, feed: str, items: Mapping[str, str]) -> None:
        """Keep that these items were read."""
        ...

    def memo(self) -> SqliteMemo:
        """The memo of parses inside this store."""
        ...

    def asking(self) -> AbstractContextManager[Asked]:
        """Questions for lists and their parts, all answered from one moment; the picture is not drawn for them."""
        ...

    def watches(self) -> list[SavedSearch]:
        """All saved searches, by name."""
        ...

    def watch(self, watch: str) -> SavedSearch | None:
        """The saved search of that id."""
        ...

    def keep_watch(self, watch: SavedSearch) -> None:
        """Keep a saved search, in place of what was kept under its id."""
        ...

    def drop_watch(self, watch: str) -> bool:
        """Drop a saved search; False where there is none of that id."""
        ...

    def users(self) -> list[Login]:
        """All who may log in, by name."""
        ...

    def keep_user(self, user: Login, now: datetime) -> None:
        """Let somebody log in, with another password or role than before where they could already; old logins end."""
        ...

    def drop_user(self, name: str) -> bool:
        """Let somebody log in no more, and log them out; False where nobody is called so."""
        ...

    def start_session(self, session: str, name: str, until: datetime, now: datetime) -> None:
        """Keep a login until some time."""
        ...

    def session(self, session: str, now: datetime) -> Login | None:
        """Who is logged in by that session."""
        ...

    def end_session(self, session: str) -> None:
        """Log out."""
        ...

    def close(self) -> None:
        """Gives the database back."""
        ...
