"""Stores moved, copied, checked and mended."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from newsroom import Nowhere, PlainParser, written
from tellings.data.gazetteer import open_gazetteer
from tellings.desk import Desk
from tellings.desk.keeping import backup, check, mend, transfer
from tellings.errors import StoreAccessError, StoreError, UsageError
from tellings.export.kinds import KINDS
from tellings.pipeline import Tools
from tellings.store import schema
from tellings.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from servers import Server
    from tellings.extract.syntax import Parser

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory, parser: Parser) -> Path:
    """The invented examples in a store, read by the real pipeline, with a judgement and a refusal."""
    path = tmp_path_factory.mktemp("kept") / "read.db"
    tools = Tools(parser, open_gazetteer())
    with Desk(open_store(path), lambda: tools) as desk:
        list(desk.read([str(EXAMPLES), str(path.with_name("none.txt"))]))
        desk.judge("rename", [next(desk.stories()).id, "Another name"], "Ada")
        desk.picture()
    return path


@pytest.fixture
def kept(read: Path, tmp_path: Path) -> str:
    """A copy of it, to be spoilt."""
    return str(shutil.copy(read, tmp_path / "kept.db"))


@pytest.fixture(params=["sqlite", "postgresql"])
def spoilt(request: pytest.FixtureRequest, kept: str) -> str:
    """The same in each kind of store."""
    if request.param == "sqlite":
        return kept
    address: str = request.getfixturevalue("postgres").store()
    transfer(kept, address)
    return address


def everything(address: str) -> dict[str, list[Any]]:
    with Desk(open_store(address), lambda: Tools(PlainParser(), Nowhere())) as desk:
        return {kind: list(desk.export(kind)) for kind in KINDS}


def rows(address: str) -> dict[str, list[Any]]:
    with closing(open_store(address)) as store:
        return {t.name: sorted(map(repr, store.all(t.select()))) for t in schema.TABLES.sorted_tables}


# -- transfer


def test_there_and_back_again_is_the_same_in_every_row(kept: str, tmp_path: Path, postgres: Server) -> None:
    server, back = postgres.store(), str(tmp_path / "back.db")
    moved = transfer(kept, server)
    assert moved == transfer(server, back)
    assert moved["reports"] > 5
    assert rows(kept) == rows(server) == rows(back)
    assert json.dumps(everything(kept)) == json.dumps(everything(server))
    assert [list(check(address)) for address in (server, back)] == [[], []]
    with Desk(open_store(server), lambda: Tools(PlainParser(), Nowhere())) as desk:  # and it goes on there
        assert all(o.reason is None for o in desk.read([written(tmp_path / "more.jsonl")]))


def test_what_is_derived_can_be_drawn_again_there(kept: str, tmp_path: Path) -> None:
    transfer(kept, str(tmp_path / "drawn.db"), derived=False)
    assert json.dumps(everything(str(tmp_path / "drawn.db"))) == json.dumps(everything(kept))


def test_a_store_that_is_not_empty_is_left_as_it_is(kept: str, read: Path) -> None:
    before = rows(kept)
    with pytest.raises(UsageError, match="not empty"):
        transfer(str(read), kept)
    assert rows(kept) == before


def test_what_is_not_the_same_there_is_not_kept(kept: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tellings.store import transfer as moving

    def careless(connection: Any, table: Any, some: list[dict[str, Any]]) -> None:
        connection.execute(table.insert(), [row | ({"title": "Another"} if table is schema.reports else {}) for row in some])

    monkeypatch.setattr(moving, "insert_rows", careless)
    with pytest.raises(StoreError, match="not the same in both"):
        transfer(kept, address)
    with closing(open_store(address)) as store:
        assert store.count("reports", "judgements") == {"reports": 0, "judgements": 0}


# -- backup


def test_a_backup_is_a_store_with_the_same_in_it(spoilt: str, tmp_path: Path) -> None:
    to = tmp_path / "copies" / "backup.db"
    to.parent.mkdir()
    to.write_bytes(b"")
    backup(spoilt, to)
    assert rows(str(to)) == rows(spoilt)
    assert list(check(str(to))) == []
    backup(spoilt, to)  # an older one is replaced
    assert {p.name for p in to.parent.iterdir()} <= {"backup.db", "backup.db-wal", "backup.db-shm"}


def test_a_backup_leaves_the_memo_out(kept: str, tmp_path: Path) -> None:
    with closing(open_store(kept)) as store:
        store.memo().put({b"k" * 16: b"parse"})
    backup(kept, tmp_path / "b.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as copy:
        assert not copy.execute("SELECT name FROM sqlite_master WHERE name = 'parses'").fetchall()


def test_a_backup_replaces_nothing_else(kept: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not a backup")
    with pytest.raises(UsageError, match="something else"):
        backup(kept, tmp_path / "letter.txt")
    with pytest.raises(UsageError, match="folder"):
        backup(kept, tmp_path)
    with pytest.raises(StoreError):
        backup(kept, tmp_path / "none" / "b.db")


def test_a_backup_that_fails_leaves_the_older_one(kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "b.db"
    backup(kept, to)
    before = to.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreAccessError, match="No space left"):
        backup(kept, to)
    assert to.read_bytes() == before
    assert not list(tmp_path.glob(".b.db*"))


# -- check

SPOILING = {
    "a text that was changed": ("UPDATE reports SET text = replace(text, 'the', 'teh')", "is not what its id says", False),
    "a noun that is none": ("""UPDATE reports SET noun = '{"id": 7}'""", "cannot be read", False),
    "a table that says otherwise": ("UPDATE statements SET act = 'sings'", "do not say what its coding says", True),
    "mentions that are lost": ("DELETE FROM mentions WHERE kind = 'place'", "mentions do not say", True),
    "a decision that was changed": ("UPDATE judgements SET verdict = 'wrong'", "is not what its id says", False),
    "a link that two do not give": ("UPDATE links SET noun = replace(CAST(noun AS text), 'score', 'must')", "their link", True),
    "a story that is lost": ("DELETE FROM stories", "name one of stories", True),
    "a report in no story": ("DELETE FROM story_reports", "are in no story", True),
    "claims of nothing": ("UPDATE claim_members SET member = 'event-x' || member", "of claims are not there", True),
}  # fmt: skip


ON_A_SERVER = ("a noun that is none", "a table that says otherwise", "a link that two do not give")
"""Most of a check is the same for both."""


CASES = [*(("sqlite", how) for how in SPOILING), *(("postgresql", how) for how in ON_A_SERVER)]


@pytest.mark.parametrize(("spoilt", "how"), CASES, indirect=["spoilt"])
def test_each_fault_is_named_with_its_way_out(spoilt: str, how: str) -> None:
    statement, says, mendable = SPOILING[how]
    with closing(open_store(spoilt)) as store, store.writing() as connection:
        if spoilt.startswith("postgresql"):
            statement = statement.replace("""= '{"id": 7}'""", """= '{"id": 7}'::json""").replace("'must')", "'must')::json")
        connection.execute(text(statement))
    found = list(check(spoilt))
    assert any(says in f.says for f in found), found
    assert all(f.way_out for f in found)
    if mendable:
        assert all(f.mendable for f in found)
        assert mend(spoilt) == []
    else:
        assert any(not f.mendable for f in found)


@pytest.mark.parametrize("spoil", ["nothing", "the index"])
def test_the_index_is_held_against_the_texts(spoilt: str, spoil: str) -> None:
    if spoil == "the index":
        with closing(open_store(spoilt)) as store, store.writing() as connection:
            lost = "DELETE FROM search WHERE report = (SELECT min(report) FROM search)"
            if not spoilt.startswith("postgresql"):
                lost = "INSERT INTO search(search, rowid, title, text) SELECT 'delete', n, title, text FROM reports LIMIT 1"
            connection.exec_driver_sql(lost)
    assert ["index" in f.says for f in check(spoilt)] == ([True] if spoil == "the index" else [])
    assert mend(spoilt) == []


def test_pages_that_are_broken_are_told_before_all_else(kept: str) -> None:
    with closing(sqlite3.connect(kept)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'mentions_by_name'").fetchone()[0]
    with Path(kept).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 200)
    found = list(check(kept))
    assert found
    assert all("backup" in f.way_out for f in found)


def test_rows_that_name_nothing(kept: str, call: Callable[..., int]) -> None:
    with closing(sqlite3.connect(kept)) as db, db:
        db.execute("INSERT INTO blocks (report, kind) VALUES ('report-gone', 'body')")
        db.execute("DELETE FROM codings WHERE report = (SELECT min(report) FROM codings)")
    assert {f.of for f in check(kept)} > {"blocks"}
    assert call("check", "--store", kept, "--json") == 3


# -- the command line


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    from tellings.cli import main

    def run(*arguments: str) -> int:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("sys.argv", ["tellings", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return int(left.value.code or 0)

    return run


def test_the_commands(kept: str, tmp_path: Path, call: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", "--store", kept) == 0
    assert "is sound" in capsys.readouterr().err
    assert call("transfer", kept, "new.db") == 0
    assert "reports" in capsys.readouterr().err
    assert call("transfer", kept, "new.db") == 2
    assert call("backup", "--store", kept) == 0
    assert list(tmp_path.glob("kept-20*.db"))
    assert call("backup", "--store", "none.db") == 3
    assert call("check", "--store", kept, "--mend", "--quiet") == 0
