"""Feeds into the store, for weeks on end: polite to hosts, patient with what fails, and stopped at any moment without harm."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from tellings.desk.reading import Outcome, keep
from tellings.model.feed import Feed
from tellings.model.report import Reject, Report
from tellings.read.apart import Apart
from tellings.read.feeds import Item, item_found
from tellings.read.fetch import AGENT, Answer, Fetcher, Unreachable
from tellings.read.making import make_report
from tellings.read.options import Archived, Hints

if TYPE_CHECKING:
    from tellings.pipeline import Tools
    from tellings.read.apart import Parser
    from tellings.store.base import Store

POLITE_SECONDS = 5.0
"""Between two requests to one host: the slowest crawl delay that news sites commonly ask for."""

LONGEST_WAIT = timedelta(hours=24)
"""A feed that goes on failing is still asked once a day."""

MOST_NEW = 200
"""Items of one feed read at one go; the rest wait for the next round, so that one feed never holds up the others."""


NO_HINTS = Hints()


@dataclass(frozen=True)
class Pace:
    """How often to ask, and the clock: both can be handed in, so that a test need not wait."""

    every: timedelta = timedelta(minutes=15)
    polite: float = POLITE_SECONDS
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Means:
    """What items are read with."""

    parser: Parser
    hints: Hints = NO_HINTS


class Watch:
    """Watches feeds: `rounds` yields an outcome for every item that is new or changed, and ends when `stopping` says so."""

    def __init__(
        self, store: Store, tools: Callable[[], Tools], fetcher: Fetcher, pace: Pace | None = None, means: Means | None = None
    ) -> None:
        self._store = store
        self._tools = tools
        self._fetcher = fetcher
        self._pace = pace or Pace()
        self._means = means or Means(Apart())
        self._asked: dict[str, datetime] = {}
        self._robots: dict[str, RobotFileParser] = {}

    def subscribe(self, addresses: list[str]) -> None:
        """Watch these from now on; those that are watched already keep their state."""
        known = {f.address for f in self._store.feeds()}
        for address in addresses:
            if address not in known:
                self._store.keep_feed(Feed(address))

    def round(self, stopping: Callable[[], bool] = lambda: False) -> Iterator[Outcome]:
        """Ask every feed that is due, one after the other; one that fails costs only itself."""
        for feed in self._store.feeds():
            if stopping():
                return
            if feed.due is None or feed.due <= self._pace.now():
                yield from self._ask(feed, stopping)

    def _ask(self, feed: Feed, stopping: Callable[[], bool]) -> Iterator[Outcome]:
        headers = {k: v for k, v in (("If-None-Match", feed.etag), ("If-Modified-Since", feed.modified)) if v}
        answer = self._get(feed.address, headers)
        listed = self._listed(answer)
        if isinstance(listed, Reject):
            self._store.keep_feed(self._failed(feed, listed.reason, answer))
            yield Outcome(feed.address, reason=listed.reason)
            return
        seen = self._store.seen_items(feed.address)
        fresh = [(i, told) for i in listed if seen.get(i.id) != (told := _hash(i))][:MOST_NEW]
        read = 0
        for item, told in fresh:
            if stopping():
                break
            yield from keep([self._report(item)], self._store, self._tools())
            self._store.see_items(feed.address, {item.id: told})
            read += 1
        self._store.keep_feed(self._fared(feed, answer, read, complete=read == len(fresh)))

    def _listed(self, answer: Answer | Unreachable) -> list[Item] | Reject:
        """The items of the answer; none where nothing changed."""
        if isinstance(answer, Unreachable):
            return Reject(answer.address, f"cannot be fetched: {answer.reason}")
        if answer.status == 304:
            return []
        if answer.status != 200:
            return Reject(answer.address, f"cannot be fetched: the server answers {answer.status}")
        return self._means.parser.items(answer.body)

    def _report(self, item: Item) -> Report | Reject:
        """The item as a report: as the feed has it where that is the full text, else its page, with what the feed adds."""
        if item.is_full or not item.address:
            return make_report(item_found(item), self._means.hints)
        answer = self._get(item.address, {})
        if isinstance(answer, Unreachable):
            return Reject(item.address, f"cannot be fetched: {answer.reason}")
        if answer.status != 200:
            return Reject(item.address, f"cannot be fetched: the server answers {answer.status}")
        told = Archived(answer.address, title=item.title, outlet=item.outlet, published=item.published, language=item.language)
        return next(
            iter(self._means.parser("HTML page", item.id, io.BytesIO(answer.body), replace(self._means.hints, archived=told)))
        )

    def _get(self, address: str, headers: Mapping[str, str]) -> Answer | Unreachable:
        if not self._may(address):
            return Unreachable(address, "robots.txt asks programs like this one to stay away")
        self._wait(address)
        return self._fetcher.fetch(address, headers)

    def _may(self, address: str) -> bool:
        host = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        if host not in self._robots:
            rules = RobotFileParser()
            self._wait(address)
            answer = self._fetcher.fetch(f"{host}/robots.txt")
            text = answer.body.decode("utf-8", "replace") if isinstance(answer, Answer) and answer.status == 200 else ""
            rules.parse(text.splitlines())
            self._robots[host] = rules
        return self._robots[host].can_fetch(AGENT, address)

    def _wait(self, address: str) -> None:
        host = urlsplit(address).netloc
        if last := self._asked.get(host):
            passed = (self._pace.now() - last).total_seconds()
            if 0 <= passed < self._pace.polite:  # a clock that jumped back does not make us wait
                self._pace.sleep(self._pace.polite - passed)
        self._asked[host] = self._pace.now()

    def _fared(self, feed: Feed, answer: Answer | Unreachable, read: int, *, complete: bool) -> Feed:
        now = self._pace.now()
        headers = answer.headers if isinstance(answer, Answer) and complete else {}
        return replace(
            feed,
            etag=headers.get("etag", feed.etag),
            modified=headers.get("last-modified", feed.modified),
            tried=now,
            due=now + self._pace.every if complete else now,
            failures=0,
            says=None,
            items=feed.items + read,
        )

    def _failed(self, feed: Feed, reason: str, answer: Answer | Unreachable) -> Feed:
        now = self._pace.now()
        wait = min(self._pace.every * 2 ** min(feed.failures, 10), LONGEST_WAIT)
        asked = answer.headers.get("retry-after", "") if isinstance(answer, Answer) else ""
        if asked.isdigit():
            wait = max(wait, min(timedelta(seconds=int(asked)), LONGEST_WAIT))
        return replace(feed, tried=now, due=now + wait, failures=feed.failures + 1, says=reason)


def _hash(item: Item) -> str:
    told = f"{item.title}\x1f{item.content}\x1f{item.published}"
    return blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()
