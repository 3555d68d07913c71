"""A whole store in SQLAlchemy Core: the same statements for SQLite now and for PostgreSQL later."""

from __future__ import annotations

from tellings.store.feeds import Feeds
from tellings.store.kept import Kept
from tellings.store.pictures import Pictures
from tellings.store.workings import Workings


class SqlStore(Kept, Workings, Pictures, Feeds):
    """Reports, codings, links, judgements, the picture and the feeds, in any database that SQLAlchemy speaks to."""
