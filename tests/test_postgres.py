"""What only a store on a server promises: its failures as our errors, several writers, the same tables."""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import make_url

from newsroom import RECORDS, Nowhere, PlainParser, written
from tellings.desk import Desk
from tellings.errors import (
    NotAStoreError,
    StoreAccessError,
    StoreBusyError,
    StoreFullError,
    StoreLostError,
    StoreVersionError,
    UsageError,
)
from tellings.export.kinds import KINDS
from tellings.model.report import Reject
from tellings.pipeline import Tools
from tellings.store.opening import open_store, without_password
from tellings.store.postgres import PostgresStore
from tellings.store.postgres_failures import translated
from tellings.store.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from servers import Server


def tools() -> Tools:
    return Tools(PlainParser(), Nowhere())


def test_the_tables_are_those_that_the_code_speaks_of(postgres: Server) -> None:
    with closing(PostgresStore(postgres.empty())) as store, store.engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _: kind != "table" or name != "search"}
        differences = compare_metadata(MigrationContext.configure(connection, opts=ours), TABLES)
        by_parts = ("entities_by_part", "referents_by_part", "reports_by_part_of_ref")
        left = [d for d in differences if not (d[0] == "remove_index" and d[1].name in by_parts)]
        otherwise_sorted = connection.exec_driver_sql(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() "
            "AND data_type IN ('text', 'character varying') AND coalesce(collation_name, '') <> 'C' "
            "AND table_name <> 'alembic_version'"
        ).all()
    assert left == []
    assert otherwise_sorted == []


def test_opening_again_migrates_nothing(postgres: Server) -> None:
    address = postgres.store()
    with closing(PostgresStore(address, must_exist=True)) as store:
        assert store.count("reports") == {"reports": 0}


def test_a_store_that_must_exist(postgres: Server) -> None:
    address = postgres.empty()
    with pytest.raises(StoreAccessError, match="tellings read"):
        PostgresStore(address, must_exist=True)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_another_database_is_no_store(postgres: Server) -> None:
    address = postgres.empty()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE recipes (name text)")
    with pytest.raises(NotAStoreError, match="recipes"):
        PostgresStore(address)


def test_a_newer_store_is_not_touched(postgres: Server) -> None:
    address = postgres.store()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreVersionError, match="9999"):
        PostgresStore(address)


def test_a_server_that_is_not_there_and_a_database_that_is_not(postgres: Server) -> None:
    with pytest.raises(StoreLostError, match="same command again") as told:
        PostgresStore("postgresql://someone:secret@127.0.0.1:9/none")
    assert "secret" not in str(told.value)
    with pytest.raises((StoreAccessError, StoreLostError), match="nowhere"):
        PostgresStore(make_url(postgres.address).set(database="nowhere").render_as_string(hide_password=False))


def test_a_password_is_not_shown() -> None:
    assert without_password("postgresql://ada:se:c@ret@h/d") == "postgresql://ada:***@h/d"
    assert without_password("postgresql://ada@h/d") == "postgresql://ada@h/d"
    assert without_password("a:b@c.db") == "a:b@c.db"


def test_an_address_of_something_else() -> None:
    with pytest.raises(UsageError, match="postgresql://"):
        PostgresStore("mysql://localhost/x")


def test_without_its_driver_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreAccessError, match=r"tellings\[postgres\]"):
        PostgresStore("postgresql://localhost/x")


def test_a_writer_waits_for_another_one_and_then_says_so(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tellings.store.postgres.TURN_SECONDS", 0.2)
    address = postgres.store()
    with closing(PostgresStore(address)) as store, closing(PostgresStore(address)) as other:
        with other.writing(), pytest.raises(StoreBusyError, match="in use by others"):
            store.refuse(Reject("x", "y"))
        store.refuse(Reject("x", "y"))
        assert list(other.rejects()) == [Reject("x", "y")]


def half_done(store: PostgresStore, postgres: Server) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO rejects VALUES ('half', 'done')")
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        postgres.run(f"SELECT pg_terminate_backend({backend})")
        connection.exec_driver_sql("INSERT INTO rejects VALUES ('other', 'half')")


def test_a_connection_lost_in_the_middle_leaves_nothing_half_done(postgres: Server, tmp_path: Path) -> None:
    address = postgres.store()
    with Desk(PostgresStore(address), tools) as desk:
        store = desk.store
        assert isinstance(store, PostgresStore)
        with pytest.raises(StoreLostError, match="nothing was half done"):
            half_done(store, postgres)
        assert list(store.rejects()) == []  # the same store goes on
        list(desk.read([written(tmp_path / "in.jsonl")]))
        assert store.count("reports") == {"reports": len(RECORDS)}


def test_a_server_that_drops_every_connection_between_two_commands(postgres: Server) -> None:
    address = postgres.store()
    with closing(PostgresStore(address)) as store:
        store.refuse(Reject("x", "y"))
        postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tellings'")
        assert list(store.rejects()) == [Reject("x", "y")]


class Says(psycopg.Error):
    """An error with a code of PostgreSQL's."""

    def __init__(self, code: str) -> None:
        super().__init__("as the server puts it")
        self.sqlstate = code


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("53100", StoreFullError), ("40001", StoreBusyError), ("40P01", StoreBusyError), ("53300", StoreBusyError),
        ("08006", StoreLostError), ("57P01", StoreLostError), ("57P03", StoreLostError), ("28P01", StoreAccessError),
        ("3D000", StoreAccessError), ("42501", StoreAccessError), ("25006", StoreAccessError),
    ],
)  # fmt: skip
def test_what_the_server_says_has_a_name(code: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="postgresql://h/d"), translated("postgresql://h/d"):
        raise Says(code)


def test_several_write_at_once(postgres: Server, tmp_path: Path) -> None:
    """Each of four readers finds half of what another one finds; none fails, nothing is lost or double."""
    records = [dict(RECORDS[k % 4], ref=f"r-{k}", text=f"{RECORDS[k % 4]['text']} Number {k}.") for k in range(40)]
    parts = [written(tmp_path / f"{n}.jsonl", [r for k, r in enumerate(records) if k % 4 in {n, (n + 1) % 4}]) for n in range(4)]
    address, failures = postgres.store(), list[BaseException]()

    def read(part: str) -> None:
        try:
            with Desk(PostgresStore(address), tools) as desk:
                assert not [o for o in desk.read([part]) if o.reason]
        except BaseException as error:  # noqa: BLE001  # told by the main thread
            failures.append(error)

    threads = [threading.Thread(target=read, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    whole = str(tmp_path / "whole.db")
    with Desk(open_store(whole), tools) as desk:
        list(desk.read([written(tmp_path / "all.jsonl", records)]))
        wanted = {kind: list(desk.export(kind)) for kind in KINDS}
    with Desk(PostgresStore(address), tools) as desk:
        assert {kind: list(desk.export(kind)) for kind in KINDS} == wanted
