"""A whole store in SQLAlchemy Core: the same statements for SQLite now and for PostgreSQL later."""

from __future__ import annotations

from tellings.store.kept import Kept
from tellings.store.pictures import Pictures
from tellings.store.workings import Workings


class SqlStore(Kept, Workings, Pictures):
    """Reports, codings, links, judgements and the picture, in any database that SQLAlchemy speaks to."""
