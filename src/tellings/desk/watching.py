"""Feeds into the store, for weeks on end: polite to hosts, patient with what fails, and stopped at any moment without harm."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tellings.desk.reading import Outcome, keep
from tellings.model.codec import encode
from tellings.model.feed import Feed
from tellings.model.report import Reject, Report
from tellings.read.apart import Apart
from tellings.read.feeds import Item
from tellings.read.fetch import Answer, Fetcher, Unreachable
from tellings.read.options import Archived, Hints
from tellings.read.robots import Rules, rules_of

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


OK, FAILING, BUSY = 200, 500, (408, 425, 429)
"""Answers of a server: a page, trouble of its own, and those that ask for patience."""

TRIES = 5
TRIED = "tried "
"""Times that a page is asked for, once a round, while its server is down; the store keeps how often it was."""

NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Later:
    """A page that cannot be had now; it is asked for again in the next round."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Round:
    """How asking a feed ended: whether all new items were looked at, and whether all of them were read."""

    complete: bool
    all_read: bool


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
        self._robots: dict[str, Rules] = {}

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
            if self._is_due(feed):
                yield from self._ask(feed, stopping)

    def _is_due(self, feed: Feed) -> bool:
        """Whether the feed's time has come; one that lies beyond any wait of ours was written by a clock that went wrong."""
        now = self._pace.now()
        return feed.due is None or not now < feed.due <= now + max(self._pace.every, LONGEST_WAIT)

    def _ask(self, feed: Feed, stopping: Callable[[], bool]) -> Iterator[Outcome]:
        headers = {k: v for k, v in (("If-None-Match", feed.etag), ("If-Modified-Since", feed.modified)) if v}
        answer = self._get(feed.address, headers)
        listed = self._listed(answer)
        if isinstance(listed, Reject):
            self._store.keep_feed(self._failed(feed, listed.reason, answer))
            yield Outcome(feed.address, reason=listed.reason)
            return
        seen = self._store.seen_items(feed.address)
        fresh = [(i, told) for i in listed if seen.get(i.id) != (told := _hash(i))]
        done = read = 0
        for item, told in fresh[:MOST_NEW]:
            if stopping():
                break
            found = self._report(item)
            again = _tried(seen.get(item.id)) + 1
            if isinstance(found, Later) and again < TRIES:
                self._store.see_items(feed.address, {item.id: f"{TRIED}{again}"})
                yield Outcome(found.address, reason=found.reason)
            else:
                yield from keep(
                    [Reject(found.address, found.reason) if isinstance(found, Later) else found], self._store, self._tools()
                )
                self._store.see_items(feed.address, {item.id: told})
                read += 1
            done += 1
        self._store.keep_feed(self._fared(feed, answer, read, Round(done == len(fresh), read == len(fresh))))

    def _listed(self, answer: Answer | Unreachable) -> list[Item] | Reject:
        """The items of the answer; none where nothing changed."""
        if isinstance(answer, Unreachable):
            return Reject(answer.address, f"cannot be fetched: {answer.reason}")
        if answer.status == 304:
            return []
        if answer.status != 200:
            return Reject(answer.address, f"cannot be fetched: the server answers {answer.status}")
        return self._means.parser.items(answer.body)

    def _report(self, item: Item) -> Report | Reject | Later:
        """The item as a report: as the feed has it where that is the full text, else its page, with what the feed adds."""
        if item.is_full or not item.address:
            return self._parsed("feed item", item.id, json.dumps(encode(item)).encode(), self._means.hints)
        answer = self._get(item.address, {})
        if isinstance(answer, Unreachable):
            return (Reject if answer.forbidden else Later)(item.address, f"cannot be fetched: {answer.reason}")
        if answer.status != OK:
            kind = Later if answer.status in BUSY or answer.status >= FAILING else Reject
            return kind(item.address, f"cannot be fetched: the server answers {answer.status}")
        told = Archived(answer.address, title=item.title, outlet=item.outlet, published=item.published, language=item.language)
        return self._parsed("HTML page", item.id, answer.body, replace(self._means.hints, archived=told))

    def _parsed(self, name: str, ref: str, data: bytes, hints: Hints) -> Report | Reject:
        return next(self._means.parser(name, ref, io.BytesIO(data), hints), Reject(ref, "holds no report"))

    def _get(self, address: str, headers: Mapping[str, str]) -> Answer | Unreachable:
        rules = self._rules(address)
        if not rules.allow(address):
            return Unreachable(address, rules.why, forbidden=rules.known)
        self._wait(address, rules.delay)
        return self._fetcher.fetch(address, headers)

    def _rules(self, address: str) -> Rules:
        """What the host asks of programs, as it said within a day; what could not be had is asked for again in an hour."""
        host = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        known = self._robots.get(host)
        if known is None or known.until <= self._pace.now():
            self._wait(address, 0.0)
            known = rules_of(self._fetcher.fetch(f"{host}/robots.txt"), self._pace.now())
            self._robots[host] = known
        return known

    def _wait(self, address: str, delay: float) -> None:
        host = urlsplit(address).netloc
        if last := self._asked.get(host):
            passed = (self._pace.now() - last).total_seconds()
            wanted = max(self._pace.polite, delay)
            if 0 <= passed < wanted:  # a clock that jumped back does not make us wait
                self._pace.sleep(wanted - passed)
        self._asked[host] = self._pace.now()

    def _fared(self, feed: Feed, answer: Answer | Unreachable, read: int, ended: Round) -> Feed:
        now = self._pace.now()
        headers = answer.headers if isinstance(answer, Answer) and ended.all_read else {}
        return replace(
            feed,
            etag=headers.get("etag", feed.etag if ended.all_read else None),
            modified=headers.get("last-modified", feed.modified if ended.all_read else None),
            tried=now,
            due=now + self._pace.every if ended.complete else now,
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


def _tried(seen: str | None) -> int:
    return int(seen.removeprefix(TRIED)) if seen and seen.startswith(TRIED) else 0


def _hash(item: Item) -> str:
    told = f"{item.title}\x1f{item.content}\x1f{item.published}"
    return blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()
