"""What is told to whom, once: a round over searches and notifiers. What was told is kept with the store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tellings.errors import UnknownIdError
from tellings.model.ids import content_id
from tellings.model.listed import SavedSearch
from tellings.server.alerts.news import found, rows
from tellings.server.query import Query
from tellings.server.views.ask import Ask
from tellings.server.views.decided import in_words, kept_query, watched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from tellings.server.alerts.news import Item
    from tellings.server.alerts.notifiers import Notifier
    from tellings.store.base import Store

Message = tuple[list["Item"], list[dict[str, Any]]]
"""Pieces of news, and the same as they are sent."""

AT_ONCE = 50
"""News in one message; more come in the next."""

REMEMBERED = 200_000
"""Marks that are kept of one search: some ten megabytes, and years of news; the oldest go first."""


@dataclass(frozen=True)
class Search:
    """A search whose news are told: a saved one, or one given as an address has it (`place=Kiffa&q=truce`)."""

    id: str
    name: str
    saved: SavedSearch


@dataclass(frozen=True)
class Told:
    """How telling one notifier of one search went; `reason` says why it failed, to be tried again."""

    notifier: str
    search: str
    news: int
    reason: str | None = None


def searches(store: Store, named: Sequence[str] = ()) -> list[Search]:
    """The searches of these names or ids, or given outright; all saved ones where none is named, else all stories.

    Raises UnknownIdError where no saved search is called so, UsageError where a given one cannot be.
    """
    saved = store.watches()
    if not named:
        return [Search(w.id, w.name, w) for w in saved] or [_given("period=all")]
    return [search for one in named for search in _named(saved, one)]


def _named(saved: Sequence[SavedSearch], named: str) -> list[Search]:
    if "=" in named:
        return [_given(kept_query(named))]
    if named == "all":
        return [_given("period=all")]
    matched = [Search(w.id, w.name, w) for w in saved if named in (w.id, w.name)]
    if not matched:
        raise UnknownIdError(
            f"no search is saved as {named!r}: the page Watches has them; place=Kiffa&q=truce gives one outright"
        )
    return matched


def _given(query: str) -> Search:
    key = content_id("search", query)
    return Search(key, in_words(query), SavedSearch(key, in_words(query), query, None, "", 0))


def tell(
    store: Store, of: Sequence[Search], notifiers: Sequence[Notifier], now: datetime, *, backlog: bool = False
) -> Iterator[Told]:
    """One round: each notifier is told what is new to it in each search. One that fails costs only itself.

    What is there when a notifier sees a search for the first time is no news, unless the `backlog` is asked for. A run that is
    killed between telling and remembering tells once more: the id of each piece of news is the same.
    """
    for search in of:
        memories = [_Memory(store, notifier, search) for notifier in notifiers]
        with store.asking() as asked:
            ask = Ask(asked, store, Query(), now.date())
            items = found(ask, watched(search.saved, asked.newest_day()))
            messages = [list(_messages(ask, memory, items, backlog=backlog)) for memory in memories]
        for memory, some in zip(memories, messages, strict=True):  # nobody who is slow to listen keeps the store's moment open
            yield from _sent(memory, some, now)


def _messages(ask: Ask, memory: _Memory, items: Sequence[Item], *, backlog: bool) -> Iterator[Message]:
    """What a notifier is still to be told, in parts."""
    new = [item for item in items if item.new(memory.told)] if backlog or not memory.first else []
    waiting = {item.marks for item in new}
    memory.keep([item for item in items if item.marks not in waiting])
    for k in range(0, len(new), AT_ONCE):
        some = new[k : k + AT_ONCE]
        yield some, rows(ask, some, (memory.search.id, memory.search.name))


def _sent(memory: _Memory, messages: Sequence[Message], now: datetime) -> Iterator[Told]:
    for items, news in messages:
        reason = memory.notifier.tell(news, now.isoformat())
        yield Told(memory.notifier.name, memory.search.name, len(items), reason)
        if reason:
            return
        memory.keep(items)


class _Memory:
    """What one notifier was told of one search."""

    def __init__(self, store: Store, notifier: Notifier, search: Search) -> None:
        self.notifier, self.search = notifier, search
        self._store, self._key = store, f"told {notifier.id} {search.id}"
        kept = store.setting(self._key)
        self.first = kept is None
        self._marks = dict.fromkeys(json.loads(kept or "[]"))

    @property
    def told(self) -> Collection[str]:
        """The marks of what was told."""
        return self._marks.keys()

    def keep(self, items: Sequence[Item]) -> None:
        """Remember these, with the marks that they have gained since; written where that is more than before."""
        marks = self._marks | dict.fromkeys(mark for item in items for mark in item.marks)
        if self.first or len(marks) != len(self._marks):
            self._marks = dict.fromkeys(list(marks)[-REMEMBERED:])
            self._store.keep_setting(self._key, json.dumps(list(self._marks)))
            self.first = False
