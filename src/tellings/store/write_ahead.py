"""SQLite's write-ahead log: readers and one writer at once, each seeing a whole state."""

from __future__ import annotations

import sqlite3
import time

from tellings.store.failures import BUSY_SECONDS

ASK_AGAIN = 0.02
"""Seconds between two tries; making a new file's log takes a few milliseconds."""


def write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the log on; where two meet at a new file, the second waits.

    SQLite lets nobody wait for a change of journal: while another one writes, it refuses at once, whatever the connection's
    timeout is. So the waiting is done here.

    Raises sqlite3.OperationalError when the file is held for longer than `BUSY_SECONDS`.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(ASK_AGAIN)
        else:
            connection.execute("PRAGMA synchronous=NORMAL")
            return
