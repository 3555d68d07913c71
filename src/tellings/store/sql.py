"""A whole store in SQLAlchemy Core: the same statements for SQLite and for PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tellings.store.asked import Asked
from tellings.store.casts import Casts
from tellings.store.feeds import Feeds
from tellings.store.groups import Groups
from tellings.store.kept import Kept
from tellings.store.members import Members
from tellings.store.pictures import Pictures
from tellings.store.saved import Saved
from tellings.store.shares import Shares
from tellings.store.workings import Workings

if TYPE_CHECKING:
    from collections.abc import Iterator


class SqlStore(Kept, Workings, Groups, Casts, Members, Shares, Pictures, Feeds, Saved):
    """Reports, codings, links, judgements, the picture and the feeds, in any database that SQLAlchemy speaks to."""

    @contextmanager
    def asking(self) -> Iterator[Asked]:
        """Questions for lists and their parts, all answered from one moment; the picture is not drawn for them."""
        with self.reading() as connection:
            yield Asked(connection)
