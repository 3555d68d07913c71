"""What goes wrong around a store: each failure has a name and a way out, nothing is half done, and the same command goes on."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from newsroom import RECORDS, Nowhere, PlainParser, written
from tellings.desk import Desk
from tellings.desk.keeping import check
from tellings.desk.watching import Means, Pace, Watch
from tellings.errors import StoreBusyError, StoreError, StoreFullError
from tellings.export.kinds import KINDS
from tellings.model.feed import Feed
from tellings.model.report import Reject
from tellings.pipeline import Tools
from tellings.read.fetch import Answer, Unreachable
from tellings.read.readers import Here
from tellings.store.memo import SqliteMemo
from tellings.store.opening import open_store
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = [RECORDS[k % 4] | {"ref": f"r-{k}", "text": f"{RECORDS[k % 4]['text']} Number {k}."} for k in range(12)]


def tools() -> Tools:
    return Tools(PlainParser(), Nowhere())


def exported(address: str) -> str:
    with Desk(open_store(address), tools) as desk:
        return json.dumps({kind: list(desk.export(kind)) for kind in KINDS})


def read(address: str, source: str) -> None:
    with Desk(open_store(address), tools) as desk:
        list(desk.read([source]))


@pytest.fixture
def whole(tmp_path: Path) -> str:
    """What is exported where nothing went wrong."""
    read(str(tmp_path / "whole.db"), written(tmp_path / "in.jsonl", MANY))
    return exported(str(tmp_path / "whole.db"))


def pages(store: SqliteStore) -> int:
    with store.reading() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


def test_a_full_disk(tmp_path: Path, whole: str) -> None:
    """Wherever the disk is full, reading or drawing: what was finished is there, and with more room the same command goes on."""
    path, source, kept, room = tmp_path / "s.db", str(tmp_path / "in.jsonl"), 0, 0
    SqliteStore(path).close()
    while True:
        with closing(SqliteStore(path)) as store:
            room = max(room, pages(store)) + 7

            @event.listens_for(store.engine, "connect")
            def _limited(connection: Any, _: Any, most: int = room) -> None:
                connection.execute(f"PRAGMA max_page_count={most}")

            store.engine.dispose()
            try:
                list(Desk(store, tools).read([source]))
                break
            except StoreFullError as error:
                assert "make room" in str(error)  # noqa: PT017  # the loop is over many places where it happens
        assert list(check(str(path))) == []
        with closing(SqliteStore(path)) as store:
            now = store.count("reports")["reports"]
        assert now >= kept
        kept = now
    assert exported(str(path)) == whole


@pytest.mark.parametrize("at", [0, 5, 11, 12, 13, 14, 16, 19])
def test_a_transaction_that_fails_anywhere(address: str, tmp_path: Path, whole: str, at: int) -> None:
    """The n-th transaction that writes fails as it is to be kept; the same command goes on."""
    source, seen = str(tmp_path / "in.jsonl"), 0
    with closing(open_store(address)) as store:

        @event.listens_for(store.engine, "commit")
        def _fails(connection: Any) -> None:
            nonlocal seen
            seen += connection.get_execution_options().get("writes", False)
            if seen == at + 1:
                seen += 1
                raise StoreError("the power is out")

        try:
            list(Desk(store, tools).read([source]))
        except StoreError as error:
            assert "power" in str(error)  # noqa: PT017  # later places are never reached
    assert list(check(address)) == []
    read(address, source)
    assert exported(address) == whole


def test_two_writers_wait_for_each_other(address: str) -> None:
    """Two programs that write by turns: nobody fails, nothing is lost."""
    failed: list[BaseException] = []

    def refuse(name: str) -> None:
        try:
            with closing(open_store(address)) as store:
                for n in range(25):
                    store.refuse(Reject(f"{name}-{n}", "is empty"))
        except BaseException as error:  # noqa: BLE001  # told by the main thread
            failed.append(error)

    threads = [threading.Thread(target=refuse, args=(name,)) for name in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with closing(open_store(address)) as store:
        assert len(list(store.rejects())) == 50


@pytest.mark.parametrize("opened", [SqliteStore, SqliteMemo])
def test_two_who_meet_at_a_new_file_wait_for_each_other(
    opened: Callable[[Path], SqliteStore | SqliteMemo], tmp_path: Path
) -> None:
    """SQLite refuses a change of journal at once while another one writes, whatever the timeout."""
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as first:
        first.execute("VACUUM")  # a first page is written
        first.execute("BEGIN IMMEDIATE")
        done = threading.Timer(0.2, first.execute, ("COMMIT",))
        done.start()
        second = opened(path)
        done.join()
    with closing(sqlite3.connect(path)) as third:
        assert third.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    if isinstance(second, SqliteStore):
        second.close()


def test_a_writer_that_holds_on_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tellings.store.sqlite.BUSY_SECONDS", 0.1)
    source = written(tmp_path / "in.jsonl", MANY)
    with closing(SqliteStore(tmp_path / "s.db")) as store, closing(SqliteStore(tmp_path / "s.db")) as other:
        with other.writing(), pytest.raises(StoreBusyError, match="another process"):
            list(Desk(store, tools).read([source]))
        assert list(check(str(tmp_path / "s.db"))) == []
        assert all(o.reason is None for o in Desk(store, tools).read([source]))


class Silent:
    """Forbids nothing and answers nothing, but keeps how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def fetch(self, address: str, headers: Any = None) -> Answer | Unreachable:  # noqa: ARG002  # the fetcher's shape
        if address.endswith("robots.txt"):
            return Answer(address, 404)
        self.asked += 1
        return Unreachable(address, "silence")


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400), timedelta(seconds=-1)])
def test_a_clock_that_jumps(address: str, jump: timedelta) -> None:
    """Time comes from the edge alone; whatever it says, feeds are asked again, and nothing waits for ever."""
    now = datetime(2031, 6, 6, tzinfo=UTC)
    slept: list[float] = []
    silent: Any = Silent()
    with closing(open_store(address)) as store:
        pace = Pace(now=lambda: now, sleep=slept.append)
        watching = Watch(store, tools, silent, pace, Means(Here()))
        watching.subscribe(["https://feeds.example.org/a"])
        list(watching.round())
        now += jump
        for _ in range(3):
            list(watching.round())
            now += timedelta(days=1, minutes=1)
        assert silent.asked >= 2
        assert all(s <= pace.polite for s in slept)
        assert isinstance(store.feeds()[0], Feed)
