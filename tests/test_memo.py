"""The memo of parses: what it gives back, what it forgets first, and for whom it has nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from newsroom import PlainParser
from tellings.errors import StoreAccessError, UsageError
from tellings.extract import syntax
from tellings.extract.syntax import MemoParser, Parse
from tellings.store import memo as remembering
from tellings.store.memo import SqliteMemo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def parses(first: int, many: int) -> dict[bytes, bytes]:
    return {n.to_bytes(16, "big"): b"parse %d" % n for n in range(first, first + many)}


def test_no_more_are_remembered_than_there_is_room_for(tmp_path: Path) -> None:
    memo = SqliteMemo(tmp_path / "memo.db", most=160)
    for n in range(0, 2000, 25):
        memo.put(parses(n, 25))
        assert memo.count() <= 160 + 160 // 16 + 25
    assert memo.count() >= 100


def test_what_was_not_asked_for_longest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memo = SqliteMemo(tmp_path / "memo.db", most=160)
    monkeypatch.setattr(remembering, "_today", lambda: 1)
    memo.put(parses(0, 80))
    monkeypatch.setattr(remembering, "_today", lambda: 2)
    memo.put(parses(80, 70))
    asked = list(parses(0, 40))
    assert len(memo.get(asked)) == 40
    monkeypatch.setattr(remembering, "_today", lambda: 3)
    memo.put(parses(200, 40))
    assert len(memo.get(asked)) == 40
    assert len(memo.get(list(parses(80, 70)))) == 70
    assert len(memo.get(list(parses(40, 40)))) < 40


def test_an_older_memo_is_taken_over(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "memo.db")) as db, db:
        db.execute("CREATE TABLE parses (key BLOB PRIMARY KEY, parse BLOB NOT NULL) WITHOUT ROWID")
        db.executemany("INSERT INTO parses VALUES (?, ?)", parses(0, 5).items())
    memo = SqliteMemo(tmp_path / "memo.db")
    assert memo.get(list(parses(0, 9))) == parses(0, 5)
    memo.put(parses(5, 4))
    assert SqliteMemo(tmp_path / "memo.db").get(list(parses(0, 9))) == parses(0, 9)


def test_one_that_another_writes_to_is_still_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memo = SqliteMemo(tmp_path / "memo.db")
    memo.put(parses(0, 5))
    monkeypatch.setattr(remembering, "_today", lambda: 7)
    with closing(sqlite3.connect(tmp_path / "memo.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert memo.get(list(parses(0, 5))) == parses(0, 5)


def test_the_bound_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELLINGS_MEMO_PARSES", "32")
    memo = SqliteMemo(tmp_path / "memo.db")
    for n in range(0, 400, 10):
        memo.put(parses(n, 10))
    assert memo.count() <= 50


@pytest.mark.parametrize("given", ["many", "0", "-5"])
def test_a_bound_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("TELLINGS_MEMO_PARSES", given)
    with pytest.raises(UsageError, match="TELLINGS_MEMO_PARSES"):
        SqliteMemo(tmp_path / "memo.db")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreAccessError, match="TELLINGS_MEMO"):
        SqliteMemo(tmp_path / "file" / "memo.db")


class Counting(PlainParser):
    """Counts what it parses."""

    def __init__(self, name: str = "plain 1") -> None:
        self.name = name
        self.parsed: list[str] = []

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        self.parsed += paragraphs
        return super().parse(paragraphs)


def test_a_paragraph_is_parsed_once_for_each_version_of_what_parses_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memo, text = SqliteMemo(tmp_path / "memo.db"), "The ferry left."
    first, again, other = Counting(), Counting(), Counting("plain 2")
    for parser in (first, again, other):
        made = MemoParser(parser, memo).parse([text, text])
        assert made == PlainParser().parse([text, text])
    assert (first.parsed, again.parsed, other.parsed) == ([text], [], [text])
    monkeypatch.setattr(syntax, "SEAM", "another")
    MemoParser(again, memo).parse([text])
    assert again.parsed == [text]
