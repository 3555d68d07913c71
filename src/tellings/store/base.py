"""What the desk needs of a store, whatever database is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from tellings.model.coding import Coding
    from tellings.model.context import Context
    from tellings.model.feed import Feed
    from tellings.model.listed import Login, SavedSearch
    from tellings.model.picture import Claim, Control, Entity, Judgement, Naming, Picture, Relation
    from tellings.model.report import Reject, Report
    from tellings.model.story import Link, Story
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


class Store(Protocol):
    """Reports, codings, judgements, workings and the picture. Every change is one transaction: all of it is kept, or nothing."""

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

    def casts(self) -> Iterator[Coding]:
        """The codings of all reports with nothing but their days and referents."""
        ...

    def versions(self) -> dict[str, str]:
        """By which version each report was coded."""
        ...

    def captured(self, version: str) -> set[str]:
        """The ids of the archive records whose reports are here, coded by that version."""
        ...

    def outlets(self) -> dict[str, str | None]:
        """The outlet of each report."""
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

    def start_drawing(self, version: str) -> None:
        """Throw the workings away if another version of the program left them."""
        ...

    def unsketched(self) -> list[str]:
        """The reports that are not linked yet."""
        ...

    def add_sketches(self, made: Mapping[str, tuple[str, Sequence[int]]], links: Iterable[Link]) -> None:
        """Keep sketches with their postings, and the links that they gave."""
        ...

    def sketches(self, reports: Collection[str]) -> dict[str, str]:
        """The sketches of these reports."""
        ...

    def count_postings(self, keys: Sequence[int]) -> Counter[str]:
        """How many of the keys each report has, for all reports with at least one."""
        ...

    def ties(self) -> list[tuple[str, str, float, bool]]:
        """Both reports, score and must of every link."""
        ...

    def links(self, reports: Collection[str] | None = None) -> Iterator[Link]:
        """The links between any of these reports, or all, by their reports."""
        ...

    def drafted(self) -> dict[str, str]:
        """The story of each report that is in one."""
        ...

    def draft_stories(self, stories: Collection[str]) -> dict[str, Story]:
        """Those of the stories that are here, before judgements on them, by id."""
        ...

    def regroup(self, gone: Collection[str], stories: Sequence[Story], as_of: int) -> bool:
        """Put stories in the place of others, unless something has changed since `as_of`; whether it was done."""
        ...

    def drafts(self) -> Iterator[tuple[Story, str | None]]:
        """Every story before judgements on it, with the key of its draft, by id."""
        ...

    def keep_drafts(self, drafts: Iterable[tuple[str, str, Any]]) -> None:
        """Keep (story, key, what it was drawn to)."""
        ...

    def draft_values(self) -> Iterator[Any]:
        """What each story was drawn to, by id."""
        ...

    def setting(self, key: str) -> str | None:
        """What a user set for this store, None where nothing was."""
        ...

    def keep_setting(self, key: str, value: str | None) -> None:
        """Keep what a user sets for this store, in place of what was set before; None takes it back."""
        ...

    def drawn(self) -> str | None:
        """The version of the program that drew the picture, None where it is not up to date."""
        ...

    def changed(self) -> int:
        """How often what the picture is drawn from has changed."""
        ...

    def draw(self, picture: Picture, version: str, as_of: int) -> None:
        """Keep the picture in place of the last one, unless something has changed since `as_of`: then it is out of date."""
        ...

    def picture(self) -> Picture:
        """The picture that was drawn last."""
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

    def tied(self) -> dict[str, list[tuple[str, int]]]:
        """For each claim the rows of relations and control that stand on it, for `story_parts` of many stories."""
        ...

    def story_parts(self, story: str, tied: Mapping[str, Sequence[tuple[str, int]]] | None = None) -> StoryParts:
        """What the picture says of one story; with what `tied` gave, without looking at every relation there is."""
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
