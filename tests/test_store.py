"""What every store promises, and what SQLite's failures become."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from newsroom import RECORDS, Nowhere, PlainParser
from tellings.errors import NotAStoreError, StoreAccessError, StoreBusyError, StoreVersionError, UnknownIdError
from tellings.model.picture import Entity, EntityName, EntityRole, Judgement, Picture
from tellings.model.report import Reject, Report
from tellings.model.story import Link, Origin, Story
from tellings.pipeline import Tools, code_many
from tellings.read.options import Hints
from tellings.read.records import record_report
from tellings.resolve.cores import Core
from tellings.resolve.sightings import Sighting
from tellings.store.base import MARK, UNMARK
from tellings.store.memo import SqliteMemo
from tellings.store.opening import open_store
from tellings.store.sqlite import SqliteStore, match_query
from tellings.stories import Group, Pull

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tellings.store.base import Store


def reports() -> list[Report]:
    found = [record_report("lines:1", dict(r), Hints()) for r in RECORDS]
    return [r for r in found if isinstance(r, Report)]


REPORTS = reports()
CODINGS = code_many(REPORTS, Tools(PlainParser(), Nowhere()))
VERSION = CODINGS[0].version
DAY = date(2031, 3, 11)
JUDGEMENT = Judgement("judgement-1", "same", ("a", "b"), "Ada", datetime(2031, 3, 12, 8, 0, tzinfo=UTC), "they are")


def story_of(*ids: str) -> Story:
    return Story(f"story-{ids[0]}", "Port falls", date(2031, 3, 11), date(2031, 3, 11), ids, (Origin(ids, "test"),))


def grouped(store: Store, group: list[str], parts: list[list[str]], weakest: float | None) -> None:
    stories = [story_of(*part) for part in parts]
    store.regroup([Group(tuple(group), weakest)], {r: s.id for s in stories for r in s.reports}, stories, [])


class TestEveryStore:
    """Every store passes this."""

    @pytest.fixture
    def store(self, address: str) -> Iterator[Store]:
        with closing(open_store(address)) as store:
            yield store

    @pytest.fixture
    def full(self, store: Store) -> Store:
        for report, coding in zip(REPORTS, CODINGS, strict=True):
            store.add(report, coding)
        return store

    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert list(store.reports()) == []
        assert store.drawn() is None
        assert store.picture() == Picture()

    def test_what_was_added_comes_back(self, full: Store) -> None:
        assert {r.id: r for r in full.reports()} == {r.id: r for r in REPORTS}
        assert {c.report: c for c in full.codings()} == {c.report: c for c in CODINGS}

    def test_casts_are_codings_with_their_referents_alone(self, full: Store) -> None:
        assert {c.report: (c.published, c.referents) for c in full.casts([r.id for r in REPORTS])} == {
            c.report: (c.published, c.referents) for c in CODINGS
        }

    def test_some_reports_are_asked_for(self, full: Store) -> None:
        wanted = [REPORTS[0].id, REPORTS[2].id, "report-none"]
        assert {r.id for r in full.reports(wanted)} == set(wanted[:2])
        assert {c.report for c in full.codings(wanted)} == set(wanted[:2])

    def test_adding_again_changes_nothing(self, full: Store) -> None:
        before = full.count("reports", "codings", "blocks", "mentions")
        for report, coding in zip(REPORTS, CODINGS, strict=True):
            full.add(report, coding)
        assert full.count("reports", "codings", "blocks", "mentions") == before

    def test_known_are_those_of_the_same_version(self, full: Store) -> None:
        ids = [r.id for r in REPORTS]
        assert full.known([*ids, "report-none"], VERSION) == set(ids)
        assert full.known(ids, "another") == set()
        assert full.outdated(VERSION) == []
        assert sorted(full.outdated("another")) == sorted(ids)

    def test_forgetting_leaves_nothing(self, full: Store) -> None:
        for report in REPORTS:
            assert full.forget(report.id)
        tables = ("reports", "codings", "blocks", "referents", "mentions", "statements", "events", "parties")
        assert set(full.count(*tables).values()) == {0}
        assert not list(full.search("port"))
        assert not full.forget(REPORTS[0].id)

    def test_days_bound_the_reports(self, full: Store) -> None:
        by_ref = {r.ref: r.id for r in REPORTS}
        assert full.report_ids(since=date(2031, 3, 12)) == [by_ref["vine-1"]]
        assert set(full.report_ids(until=date(2031, 3, 11))) == {by_ref["nile-1"], by_ref["delta-1"]}

    def test_a_report_is_found_by_ref_and_id(self, full: Store) -> None:
        report = REPORTS[0]
        for name in (report.ref, report.id, report.id[:14], report.id.removeprefix("report-")):
            assert full.find_reports(name) == [report.id]
        assert full.find_reports("nobody") == []

    def test_a_refusal_is_kept_once_and_goes_when_the_input_is_read(self, store: Store) -> None:
        store.refuse(Reject(REPORTS[0].ref, "is empty"))
        store.refuse(Reject(REPORTS[0].ref, "holds no sentence"))
        assert list(store.rejects()) == [Reject(REPORTS[0].ref, "holds no sentence")]
        store.add(REPORTS[0], CODINGS[0])
        assert list(store.rejects()) == []

    def test_judgements_are_kept_and_undone(self, store: Store) -> None:
        store.add_judgement(JUDGEMENT)
        store.add_judgement(JUDGEMENT)
        assert store.judgements() == [JUDGEMENT]

    def test_sketches_postings_and_links(self, full: Store) -> None:
        a, b, *_ = sorted(r.id for r in REPORTS)
        link = Link(a, b, 0.5, "near", must=True)
        assert full.unsketched() == sorted(r.id for r in REPORTS)
        full.add_sketches({a: ("sketch a", [1, 2, 2**62]), b: ("sketch b", [2, 2**62])}, [link])
        assert full.sketches([a, b]) == {a: "sketch a", b: "sketch b"}
        assert full.count_postings([2, 2**62, 9]) == {a: 2, b: 2}
        assert full.count_postings([1, 2, 2**62], 3) == {a: 3}
        assert full.links_out([a]).keys() == full.links_out([b]).keys() == {(a, b)}
        assert full.links_out([a, b]) == {}
        assert list(full.links()) == [link]
        assert len(full.unsketched()) == len(REPORTS) - 2
        assert full.pulls_of([b]) == {Pull(a, b, 0.5, must=True)}
        assert full.pulls_between([a, b]) == [Pull(a, b, 0.5, must=True)]
        assert full.pulls_between([b]) == []
        assert full.copied([a, b]) == [link]
        full.forget(a)
        assert list(full.links()) == []
        assert full.count_postings([1, 2]) == {b: 1}

    def test_a_change_takes_the_whole_group_of_a_report_apart(self, full: Store) -> None:
        a, b, c, d = sorted(r.id for r in REPORTS)
        grouped(full, [a, b], [[a], [b]], 0.5)
        grouped(full, [c, d], [[c, d]], 0.25)
        assert full.groups([d]) == [Group((c, d), 0.25)]
        assert full.groups([b]) == [Group((a, b), 0.5)]
        full.drawn_now("group", full.touched("group"))
        full.forget(a)
        assert full.placed([a, b, c, d]) == {c: f"story-{c}", d: f"story-{c}"}
        assert full.touched("group") == [b]
        assert set(full.touched("story")) >= {f"story-{a}", f"story-{b}"}

    def test_a_picture_is_drawn_when_nothing_waits(self, full: Store) -> None:
        assert not full.now_drawn("7")
        full.drawn_now("link", full.touched("link"))
        for kind in ("group", "cast"):
            full.drawn_now(kind, full.touched(kind))
        assert full.now_drawn("7")
        assert full.drawn() == "7"
        full.add_judgement(JUDGEMENT)
        assert full.drawn() is None

    def test_a_story_and_its_share_come_back_and_go(self, full: Store) -> None:
        report = REPORTS[0].id
        full.put_story("story-1", replace(story_of(report), id="story-1"), "Named by a person")
        assert full.story("story-1").title == "Named by a person"
        assert full.put_share("story-1", [("a\x1fbacks\x1fb", {})], [("9", {})]) == ({"a\x1fbacks\x1fb"}, {"9"})
        assert full.put_share("story-1", [], []) == ({"a\x1fbacks\x1fb"}, {"9"})
        full.put_story("story-1", None)
        assert full.picture() == Picture()

    def test_entities_are_counted(self, full: Store) -> None:
        a, b, *_ = sorted(r.id for r in REPORTS)
        seen = [
            Sighting(r, "k", "person:deng alier", "person", "Deng Alier", "SSD", None, DAY, ("Alier",), ("chief",))
            for r in (a, b)
        ]
        full.keep_sightings(seen)
        full.put_cores([Core("entity-1", "person", "Deng Alier", "SSD", None)])
        assert full.place({(r, "k"): ("entity-1", ()) for r in (a, b)}, seen) == {a, b}
        full.put_entities([Entity("entity-1", "person", "Deng Alier", (), (), "SSD", None)], ["entity-1"])
        (found,) = full.find_entities("Alier")
        assert found.members == ((a, "k"), (b, "k"))
        assert found.names == (EntityName("Alier", (a, b)),)
        assert found.roles == (EntityRole("chief", DAY, DAY),)
        assert full.contexts([a])[a].name("k", None) == "Deng Alier"
        full.forget(a)
        assert full.tallies(["person:deng alier"])["person:deng alier"]["SSD", "name", "Deng Alier"] == 1
        assert full.touched("entity") == ["entity-1"]

    def test_what_another_has_sketched_and_grouped_meanwhile_stands(self, full: Store) -> None:
        a, b, *_ = sorted(r.id for r in REPORTS)
        link = Link(a, b, 0.5, "near")
        full.add_sketches({a: ("first", [1]), b: ("first", [1])}, [link])
        full.add_sketches({a: ("second", [1]), "report-gone": ("second", [1])}, [link, Link(a, "report-gone", 0.5, "near")])
        assert full.sketches([a, b, "report-gone"]) == {a: "first", b: "first"}
        assert list(full.links()) == [link]
        grouped(full, [a, b], [[a], [b]], None)
        grouped(full, [a], [[a]], None)
        assert full.placed([a, b]) == {a: f"story-{a}", b: f"story-{b}"}

    def test_a_story_that_is_not_there(self, store: Store) -> None:
        with pytest.raises(UnknownIdError, match="story-x"):
            store.story("story-x")

    @pytest.mark.parametrize("words", ["sorghum", "SORGHUM barges", '"loaded with sorghum"', "sorg'hum OR", "Malakal AND (", ""])
    def test_any_words_can_be_searched_for(self, full: Store, words: str) -> None:
        hits = list(full.search(words))
        assert all(MARK in h.excerpt + (h.title or "") for h in hits)

    def test_a_word_is_found_and_marked(self, full: Store) -> None:
        hits = list(full.search("vineyards"))
        assert [h.report for h in hits] == [next(r.id for r in REPORTS if r.ref == "vine-1")]
        assert f"{MARK}vineyards{UNMARK}" in hits[0].excerpt


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(NotAStoreError, match="folder"):
        SqliteStore(tmp_path)


@pytest.mark.parametrize("content", [b"just some text\n", b"\0\1\2" * 100])
def test_another_file_is_no_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(content)
    with pytest.raises(NotAStoreError, match="holds something else"):
        SqliteStore(path)
    assert path.read_bytes() == content


def test_a_damaged_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(NotAStoreError, match="damaged"):
        SqliteStore(path)


def test_another_database_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")
    with pytest.raises(NotAStoreError, match="recipes"):
        SqliteStore(path)


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.touch()
    SqliteStore(path).close()


def test_a_store_that_must_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreAccessError, match="tellings read"):
        SqliteStore(tmp_path / "s.db", must_exist=True)
    assert not (tmp_path / "s.db").exists()


def test_a_store_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreAccessError, match="no folder"):
        SqliteStore(tmp_path / "none" / "s.db")


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreAccessError, match="cannot be written"):
        SqliteStore(tmp_path / "s.db")


def test_a_newer_store_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreVersionError, match="9999"):
        SqliteStore(path)


def test_a_locked_store_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tellings.store.sqlite.BUSY_SECONDS", 0.05)
    path = tmp_path / "s.db"
    with closing(SqliteStore(path)) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="another process"):
            store.refuse(Reject("x", "y"))


def test_a_writer_that_fails_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(SqliteStore(tmp_path / "s.db")) as store:
        monkeypatch.setattr("tellings.store.kept.coding_rows", lambda *_: {"blocks": [{"report": "no such report"}]})
        with pytest.raises(Exception, match="FOREIGN KEY"):
            store.add(REPORTS[0], CODINGS[0])
        assert list(store.reports()) == []


def test_reading_goes_on_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with closing(SqliteStore(path)) as store, closing(SqliteStore(path)) as other:
        store.add(REPORTS[0], CODINGS[0])
        seen = store.reports()
        first = next(seen)
        other.add(REPORTS[1], CODINGS[1])
        assert [first, *seen] == [REPORTS[0]]
        assert len(list(store.reports())) == 2


@pytest.mark.parametrize(
    ("words", "query"),
    [("two words", '"two" "words"'), ('"a phrase" more', '"a phrase" "more"'), ("it's (odd", '"it\'s" "(odd"'), ("", '""')],
)
def test_words_become_a_query(words: str, query: str) -> None:
    assert match_query(words) == query


# -- the memo of parses


def test_the_memo_gives_back_what_it_was_given(tmp_path: Path) -> None:
    memo = SqliteMemo(tmp_path / "deep" / "memo.db")
    many = {n.to_bytes(16, "big"): b"parse %d" % n for n in range(1200)}
    memo.put(many)
    memo.put(many)
    assert memo.get([*many, b"other"]) == many
    assert SqliteMemo(tmp_path / "deep" / "memo.db").get(list(many)) == many


def test_the_memo_of_a_store_is_in_the_store(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "s.db")) as store:
        store.memo().put({b"k": b"v"})
        assert store.memo().get([b"k"]) == {b"k": b"v"}
    SqliteStore(tmp_path / "s.db").close()
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith(("-wal", "-shm"))] == ["s.db"]


def test_a_memo_that_is_something_else_is_named(tmp_path: Path) -> None:
    (tmp_path / "memo.db").write_text("not a database, but long enough to be taken for one" * 20)
    with pytest.raises(NotAStoreError, match=r"memo\.db"):
        SqliteMemo(tmp_path / "memo.db")
