"""The state of watched feeds in SQL tables: it outlives the run, so that nothing is fetched or read twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select

from tellings.model.feed import Feed
from tellings.store import schema
from tellings.store.connections import Connections, portions


class Feeds(Connections):
    """Feeds and the items of theirs that were read."""

    def feeds(self) -> list[Feed]:
        """Every feed that is watched, by address."""
        return [
            Feed(
                address=row.feed,
                title=row.title,
                etag=row.etag,
                modified=row.modified,
                tried=_time(row.tried),
                due=_time(row.due),
                failures=row.failures,
                says=row.says,
                items=row.items,
            )
            for row in self.all(select(schema.feeds).order_by(schema.feeds.c.feed))
        ]

    def keep_feed(self, feed: Feed) -> None:
        """Keep the health of a feed, in place of what was known of it."""
        row = {
            "title": feed.title,
            "etag": feed.etag,
            "modified": feed.modified,
            "tried": feed.tried and feed.tried.isoformat(),
            "due": feed.due and feed.due.isoformat(),
            "failures": feed.failures,
            "says": feed.says,
            "items": feed.items,
        }
        with self.writing() as connection:
            changed = connection.execute(schema.feeds.update().where(schema.feeds.c.feed == feed.address).values(**row))
            if not changed.rowcount:
                connection.execute(insert(schema.feeds).values(feed=feed.address, **row))

    def seen_items(self, feed: str) -> dict[str, str]:
        """The items of a feed that were read, each with the hash of what it said."""
        c = schema.feed_items.c
        return {row.item: row.content for row in self.all(select(c.item, c.content).where(c.feed == feed))}

    def see_items(self, feed: str, items: Mapping[str, str]) -> None:
        """Keep that these items were read."""
        if not items:
            return
        c = schema.feed_items.c
        with self.writing() as connection:
            for some in portions(items):
                connection.execute(delete(schema.feed_items).where(c.feed == feed, c.item.in_(some)))
            rows = [{"feed": feed, "item": item, "content": content} for item, content in items.items()]
            connection.execute(insert(schema.feed_items), rows)


def _time(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
