"""What the server keeps for people: saved searches, who may log in, who is logged in. Nothing of it is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from tellings.model.listed import Login, SavedSearch
from tellings.store import schema
from tellings.store.connections import Connections

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

WATCHED = "watched"
"""The key in `about` for how often the saved searches have changed."""

WATCHES = schema.watches.c
USERS = schema.users.c
SESSIONS = schema.sessions.c


class Saved(Connections):
    """Small tables that pages write."""

    # -- saved searches

    def watches(self) -> list[SavedSearch]:
        """All saved searches, by name."""
        rows = self.all(select(schema.watches).order_by(WATCHES.name, WATCHES.watch))
        return [SavedSearch(r.watch, r.name, r.query, r.by, r.made or "", r.seen) for r in rows]

    def watch(self, watch: str) -> SavedSearch | None:
        """The one of that id."""
        return next((w for w in self.watches() if w.id == watch), None)

    def keep_watch(self, watch: SavedSearch) -> None:
        """Keep a saved search, in place of what was kept under its id."""
        row = {"name": watch.name, "query": watch.query, "by": watch.by, "made": watch.made, "seen": watch.seen}
        with self.writing() as connection:
            connection.execute(delete(schema.watches).where(WATCHES.watch == watch.id))
            connection.execute(insert(schema.watches).values(watch=watch.id, **row))
            self._note(connection)

    def drop_watch(self, watch: str) -> bool:
        """Drop a saved search; False where there is none of that id."""
        with self.writing() as connection:
            self._note(connection)
            return connection.execute(delete(schema.watches).where(WATCHES.watch == watch)).rowcount > 0

    def _note(self, connection: Connection) -> None:
        """Another watch: pages that were sent out no longer hold."""
        kept = connection.execute(select(schema.about.c.value).where(schema.about.c.key == WATCHED)).scalar()
        self.note(connection, WATCHED, str(int(kept or 0) + 1))

    # -- people

    def users(self) -> list[Login]:
        """All who may log in, by name."""
        return [Login(r.name, r.password, r.role) for r in self.all(select(schema.users).order_by(USERS.name))]

    def keep_user(self, user: Login, now: datetime) -> None:
        """Let somebody log in, with another password or role than before where they could already; old logins end."""
        with self.writing() as connection:
            connection.execute(delete(schema.sessions).where(SESSIONS.name == user.name))
            row = {"password": user.password, "role": user.role}
            if not connection.execute(update(schema.users).where(USERS.name == user.name).values(**row)).rowcount:
                connection.execute(insert(schema.users).values(name=user.name, made=now.isoformat(), **row))

    def drop_user(self, name: str) -> bool:
        """Let somebody log in no more, and log them out; False where nobody is called so."""
        with self.writing() as connection:
            return connection.execute(delete(schema.users).where(USERS.name == name)).rowcount > 0

    # -- who is logged in

    def start_session(self, session: str, name: str, until: datetime, now: datetime) -> None:
        """Keep a login until some time; those that have ended are forgotten."""
        with self.writing() as connection:
            connection.execute(delete(schema.sessions).where(SESSIONS.until < now.isoformat()))
            connection.execute(insert(schema.sessions).values(session=session, name=name, until=until.isoformat()))

    def session(self, session: str, now: datetime) -> Login | None:
        """Who is logged in by that session."""
        joined = select(schema.users).join(schema.sessions, SESSIONS.name == USERS.name)
        rows = self.all(joined.where(SESSIONS.session == session, SESSIONS.until >= now.isoformat()))
        return next((Login(r.name, r.password, r.role) for r in rows), None)

    def end_session(self, session: str) -> None:
        """Log out."""
        with self.writing() as connection:
            connection.execute(delete(schema.sessions).where(SESSIONS.session == session))
