"""`tellings search`, `tellings status`, `tellings judgements`: short lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from tellings.model.opened import outlet_of
from tellings.store.base import MARK, UNMARK
from tellings.text.shown import day, line, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tellings.model.feed import Feed
    from tellings.model.opened import StoreStatus
    from tellings.model.picture import Judgement
    from tellings.model.report import Report
    from tellings.store.base import Hit


def search_view(hits: Iterable[tuple[Hit, Report]]) -> Table:
    """The reports that were found, with the words that were searched for set off."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for hit, report in hits:
        text = Text(f"{outlet_of(report)}  {day(report.published) if report.published else ''}".rstrip(), style="bold")
        text.append("\n")
        text.append_text(highlighted(hit.excerpt))
        table.add_row(short_id(hit.report), text)
    return table


def highlighted(excerpt: str) -> Text:
    """The excerpt, with what stands between the store's marks set off."""
    text = Text(style="default not bold")
    for n, part in enumerate(line(excerpt).replace(UNMARK, MARK).split(MARK)):
        text.append(part, style="bold yellow" if n % 2 else "default not bold")
    return text


def plain_excerpt(excerpt: str) -> str:
    """The excerpt without the store's marks."""
    return line(excerpt.replace(MARK, "").replace(UNMARK, ""))


def status_view(status: StoreStatus, store: str) -> Table:
    """How much of what the store holds, what was not read and why, and the health of every feed."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    table.add_row("", Text(store, style="dim"))
    for name, number in status.counts.items():
        table.add_row(f"{number:,}", name)
    for language, number in status.unread.items():
        table.add_row(f"{number:,}", f"not read: language {language}")
    if status.outdated:
        table.add_row(f"{status.outdated:,}", "read by another version of the program: `tellings reread` reads them anew")
    for feed in status.feeds:
        table.add_row(
            f"{feed.items:,}", Text(f"items from {feed.address} · {_health(feed)}", style="red" if feed.failures else "")
        )
    return table


def status_row(status: StoreStatus) -> dict[str, object]:
    """The same for programs."""
    feeds = [
        {"feed": f.address, "items": f.items, "failures": f.failures, "says": f.says, "tried": _iso(f.tried)}
        for f in status.feeds
    ]
    return {**status.counts, "unread": dict(status.unread), "outdated": status.outdated, "feeds": feeds}


def _health(feed: Feed) -> str:
    if feed.tried is None:
        return "not asked yet"
    if feed.failures:
        return f"failed {feed.failures} times in a row: {feed.says}; next try {_minute(feed.due)}"
    return f"asked {_minute(feed.tried)}"


def _minute(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "now"


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def judgements_view(judgements: Iterable[Judgement]) -> Table:
    """The decisions, undone ones struck through."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for judgement in judgements:
        style = "strike dim" if judgement.undone else ""
        table.add_row(
            Text(short_id(judgement.id), style="cyan"),
            Text(f"{judgement.at:%Y-%m-%d %H:%M}", style="dim"),
            Text(f"{judgement.verdict} {_judged(judgement)}", style=style),
            Text(" ".join(p for p in (judgement.by, judgement.reason, _taken_back(judgement)) if p), style="dim"),
        )
    return table


LONGEST_WORDS = 60
"""Characters of the words that a judgement is about; what is cut is marked."""


def _judged(judgement: Judgement) -> str:
    """What a judgement is about: the kind, short id and first words of each thing, and the new name."""
    known = {a.id: a for a in judgement.anchors}
    parts = []
    for given in judgement.of:
        anchor = known.get(given)
        words = line(next((m.words for m in anchor.marks if m.words), "")) if anchor else ""
        words = words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"
        told = f"{anchor.kind} {short_id(given)}" if anchor else given
        parts.append(f"{told} “{words}”" if words else told)
    return " ".join(parts)


def _taken_back(judgement: Judgement) -> str:
    return f"(taken back by {judgement.undone_by})" if judgement.undone and judgement.undone_by else ""
