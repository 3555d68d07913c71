"""What the store holds, and how the feeds fare."""

from __future__ import annotations

from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING

from tellings.server.views.changed import ChangeLine
from tellings.server.views.desk_pages import FeedRow, StatusPage
from tellings.server.views.making import cut
from tellings.server.views.pages import CountRow
from tellings.server.views.words import day_words
from tellings.text.language import READ_LANGUAGES

if TYPE_CHECKING:
    from datetime import datetime

    from tellings.model.feed import Feed
    from tellings.server.views.ask import Ask

COUNTED = ("reports", "stories", "claims", "statements", "events", "entities", "relations", "control", "judgements", "rejects")
NAMES = {"relations": "ties", "control": "stretches of control", "rejects": "refused"}
"""What the pages call those of them that have another name there."""

REJECTS, DAYS = 100, 60


def status(ask: Ask) -> StatusPage:
    """Counts, feeds, refusals."""
    counts = ask.store.count(*COUNTED)
    languages = ask.store.languages()
    unread = [(k, n) for k, n in sorted(languages.items()) if k and k not in READ_LANGUAGES]
    return StatusPage(
        title="Status",
        version=version("tellings"),
        counts=tuple(CountRow(NAMES.get(what, what), n, f"{n:,} {NAMES.get(what, what)}") for what, n in counts.items()),
        unread=tuple(CountRow(language, n, f"{n:,} reports in {language} are kept and not read") for language, n in unread),
        feeds=tuple(_feed(f) for f in ask.store.feeds()),
        rejects=tuple(ChangeLine(cut(r.ref), cut(r.reason), "refused") for r in islice(ask.store.rejects(), REJECTS)),
        per_day=tuple(CountRow(d, n, f"{day_words(d)}: {n:,}") for d, n in ask.asked.per_day(DAYS, "")),
        drawn=ask.store.drawn() is not None,
        waiting=ask.asked.waiting(),
    )


def _feed(feed: Feed) -> FeedRow:
    state = "failing" if feed.failures else "well" if feed.tried else "not asked yet"
    says = cut(feed.says or "")
    if feed.failures > 1:
        says = f"{feed.failures} times in a row: {says}"
    return FeedRow(feed.address, cut(feed.title or feed.address), state, says, _time(feed.tried), _time(feed.due), feed.items)


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""
