"""An archive is read as a desk reads: with the user's own tables, and with what an agency took back or does not want out yet."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from newsroom import written
from tellings.archive import Archive, Here, Layout, Own, load, shards
from tellings.archive.shards import read_and_code, report_row, schemas
from tellings.archive.spark import COLUMNS, code_frames
from tellings.cli.app import app
from tellings.data.gazetteer import open_gazetteer
from tellings.desk import Desk
from tellings.desk.dictionaries import keep_dictionary
from tellings.errors import UsageError
from tellings.model.codec import encode
from tellings.model.report import Reject
from tellings.pipeline import Tools
from tellings.read.dictionaries import read_dictionary
from tellings.read.options import Hints
from test_withdrawn import ITEM, KILL, KILLED, OTHER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tellings.archive import Ran
    from tellings.extract.syntax import Memo, Parser
    from tellings.store.base import Store

ACTORS = "GASH_FRONT_ [SDNREB]\n\t[SDNGOV >20310401]\n"
OUTLETS = "host\toutlet\ttown\thome\tnames\tfamily\nislet.example\tIslet Gazette\tKiffa\tMR\t\tIslet Press\n"
RECORDS = [
    {
        "ref": f"raid-{day}",
        "url": f"https://www.islet.example/{day}",
        "published": f"2031-0{day}",
        "text": f"Fighters of the Gash Front attacked the post at Tulkarib on Friday and killed {many} guards, police said.",
    }
    for day, many in (("3-12", "four"), ("4-02", "seven"))
]


@pytest.fixture(autouse=True)
def tools(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The session's parser for whoever makes tools; opened once a dictionary, as ever."""

    def made(memo: Memo, dictionary: str | None = None) -> Tools:  # noqa: ARG001  # the session's has one
        return Tools(parser, open_gazetteer(), read_dictionary(dictionary) if dictionary else None)

    monkeypatch.setattr(shards, "english_tools", made)
    monkeypatch.setattr("tellings.desk.tools.english_tools", made)
    shards.worker_tools.cache_clear()
    yield
    shards.worker_tools.cache_clear()


def told(store: Store) -> list[object]:
    return [[encode(r) for r in store.reports()], [encode(c) for c in store.codings()]]


def test_it_is_what_a_desk_reads_with_the_same_tables(tmp_path: Path) -> None:
    source, outlets = written(tmp_path / "in.jsonl", RECORDS), tmp_path / "outlets.tsv"
    outlets.write_text(OUTLETS, encoding="utf-8")
    (tmp_path / "gash.actors").write_text(ACTORS, encoding="utf-8")
    layout = Layout.at(tmp_path / "out", 2)
    own = pickle.loads(pickle.dumps(Own.kept(layout, ACTORS, OUTLETS)))  # ours: as another machine has it
    assert Archive(layout, Here(), own=own).run([source]).counts["reports"] == 2
    with Desk.open(tmp_path / "desk.db") as desk, Desk.open(tmp_path / "loaded.db") as loaded:
        keep_dictionary(desk.store, [tmp_path / "gash.actors"])
        list(desk.read([source], Hints(outlets=str(outlets))))
        list(load(layout, loaded.store))
        assert told(loaded.store) == told(desk.store)
        assert {r.family for r in loaded.store.reports()} == {"Islet Press"}
        fronts = [p for c in loaded.store.codings() for p in c.referents if p.name == "Gash Front"]
    assert {(p.country, p.sector) for p in fronts} == {("SDN", "REB"), ("SDN", "GOV")}


def test_another_table_reads_anew_and_the_same_does_not(tmp_path: Path) -> None:
    source, layout = written(tmp_path / "in.jsonl", RECORDS), Layout.at(tmp_path / "out", 2)

    def steps(actors: str | None, outlets: str | None = None) -> set[str]:
        done: list[str] = []
        own = Own.kept(layout, actors, outlets)
        Archive(layout, Here(), lambda step, _: done.append(step), own=own).run([source])
        return set(done)

    assert "read" in steps(ACTORS)
    assert steps(ACTORS) == set()
    assert {"read", "tell"} <= steps(ACTORS + "BLUE_SHIELD [NGOMED]\n")
    assert "read" in steps(ACTORS, OUTLETS)
    assert "read" in steps(None)


def test_the_command_takes_those_of_the_store_that_it_loads(tmp_path: Path) -> None:
    source, book, store = written(tmp_path / "in.jsonl", RECORDS), tmp_path / "gash.actors", str(tmp_path / "s.db")
    book.write_text(ACTORS, encoding="utf-8")
    run = ("archive", source, "--out", str(tmp_path / "out"), "--workers", "1", "--load", store)
    with Desk.open(store) as desk:
        keep_dictionary(desk.store, [book])
    assert CliRunner().invoke(app, run).exit_code == 0
    with Desk.open(store) as desk:
        assert desk.status().outdated == 0
        assert desk.store.count("reports")["reports"] == 2
    book.write_text(ACTORS.replace("SDN", "ERI"), encoding="utf-8")
    assert CliRunner().invoke(app, (*run, "--actors", str(book))).exit_code == 0
    with Desk.open(store) as desk:
        assert desk.status().outdated == 2
    assert isinstance(CliRunner().invoke(app, (*run, "--actors", str(tmp_path / "missing"))).exception, UsageError)


def test_what_an_agency_took_back_is_marked_when_it_is_loaded(tmp_path: Path) -> None:
    for n, item in enumerate((ITEM, KILL)):
        (tmp_path / f"{n}.json").write_text(json.dumps(item), encoding="utf-8")
    layout = Layout.at(tmp_path / "out", 2)
    assert Archive(layout, Here()).run([str(tmp_path / "0.json"), str(tmp_path / "1.json")]).counts["reports"] == 2
    with Desk.open(tmp_path / "s.db") as desk:
        list(load(layout, desk.store))
        assert {r.status for r in desk.store.reports()} == {"withdrawn"}
        assert list(desk.export("claims")) == []


def test_without_tables_nothing_is_kept(tmp_path: Path) -> None:
    layout = Layout.at(tmp_path / "out", 2)
    assert Own.kept(layout, None, None) == Own()
    assert not layout.path("own").exists()
    [(report, _)] = [one for one in read_and_code(written(tmp_path / "a.jsonl", RECORDS[:1])) if not isinstance(one, Reject)]
    assert report.family is None


def test_the_function_for_spark_reads_rows_as_an_archive_does(tmp_path: Path) -> None:
    pandas: Any = pytest.importorskip("pandas")
    frame = pandas.DataFrame([*RECORDS, {"ref": "no text", "text": None}])
    [coded] = code_frames([frame])
    found = [one for one in read_and_code(written(tmp_path / "a.jsonl", RECORDS)) if not isinstance(one, Reject)]
    assert coded.to_dict("records") == [report_row(r, c) for r, c in found if not isinstance(c, Reject)]
    assert list(coded.columns) == list(COLUMNS) == schemas()["reports"].names


# -- embargoes

END = datetime(2131, 6, 7, 4, tzinfo=UTC)
HELD = ITEM | {"embargoedUntil": "2131-06-07T06:00:00+02:00"}
LATER = HELD | {"uri": "tag:agency.example,2031:7", "embargoedUntil": "2131-06-08T04:00:00Z"}
NEVER = HELD | {"uri": "tag:agency.example,2031:8", "embargoedUntil": "until the minister has spoken"}
REASON = "is under embargo until 2131-06-07T06:00:00+02:00: read it again then"


class Morgue:
    """An archive of one shard with items under embargo and one without, which is run at one hour after the other."""

    def __init__(self, folder: Path) -> None:
        self.source = written(folder / "in.jsonl", [HELD, OTHER, LATER, NEVER])
        self.layout = Layout.at(folder / "out", 2)

    def run(self, now: datetime | None, *, embargoed: bool = False) -> tuple[set[str], Ran]:
        """The steps that were done, and what they gave."""
        steps: list[str] = []
        own = replace(Own.kept(self.layout, None, None), now=now, embargoed=embargoed)
        ran = Archive(self.layout, Here(), lambda step, _: steps.append(step), own=own).run([self.source])
        return set(steps), ran

    def column(self, part: str, name: str) -> list[Any]:
        """What a column of a part's Parquet holds."""
        files = self.layout.path(part).rglob("*.parquet")
        return [value for f in files for value in pq.read_table(f, columns=[name], partitioning=None)[name].to_pylist()]

    def told(self) -> set[str]:
        """The refs of the reports in its Parquet, which are those of its stories, and of a store that it is loaded into."""
        with Desk.open(str(self.layout.path("s.db"))) as desk:
            list(load(self.layout, desk.store))
            loaded = {r.ref: r.id for r in desk.store.reports()}
        assert sorted(loaded) == sorted(self.column("reports", "ref"))
        assert {r for some in self.column("stories", "reports") for r in some} == set(loaded.values())
        return set(loaded)


@pytest.fixture
def morgue(tmp_path: Path) -> Morgue:
    return Morgue(tmp_path)


def test_what_is_under_embargo_is_in_no_part_of_it(morgue: Morgue) -> None:
    _, ran = morgue.run(END - timedelta(seconds=1))
    assert (ran.counts["reports"], ran.counts["refused"], ran.counts["stories"]) == (1, 3, 1)
    assert morgue.told() == {"b"}
    assert REASON in morgue.column("rejects", "reason")
    tables = [str(pq.read_table(p, partitioning=None).to_pylist()) for p in morgue.layout.path().rglob("*.parquet")]
    assert any(KILLED in rows for rows in tables)
    assert not any("fled on motorcycles" in rows or ITEM["uri"] in rows for rows in tables if REASON not in rows)


def test_the_same_command_takes_it_up_when_its_hour_has_come_and_not_before(morgue: Morgue) -> None:
    morgue.run(END - timedelta(days=1))
    assert morgue.told() == {"b"}
    assert morgue.run(END - timedelta(seconds=1))[0] == set()
    steps, ran = morgue.run(END)
    assert {"read", "tell"} <= steps
    assert (ran.counts["reports"], ran.counts["refused"]) == (2, 2)
    assert morgue.told() == {"b", HELD["uri"]}
    assert {len(reports) for reports in morgue.column("stories", "reports")} == {2}
    assert REASON not in morgue.column("rejects", "reason")
    assert morgue.run(END + timedelta(hours=1))[0] == set()
    assert morgue.run(END + timedelta(days=1))[1].counts["reports"] == 3
    assert morgue.run(END + timedelta(days=9))[0] == set()  # a time that nobody can read is no reason to look again


def test_it_is_taken_and_marked_where_that_is_asked_for(morgue: Morgue) -> None:
    morgue.run(END - timedelta(days=1))
    steps, ran = morgue.run(END - timedelta(days=1), embargoed=True)
    assert "read" in steps
    assert ran.counts["reports"] == 3
    assert sorted(map(str, morgue.column("reports", "status"))) == ["None", "embargoed", "embargoed"]
    morgue.run(END - timedelta(days=1))
    assert morgue.column("reports", "ref") == ["b"]


def test_it_refuses_and_takes_what_a_desk_does(morgue: Morgue, tmp_path: Path) -> None:
    for hints in (Hints(now=END - timedelta(days=1)), Hints(now=END), Hints(now=END, embargoed=True), Hints()):
        morgue.run(hints.now, embargoed=hints.embargoed)
        with Desk.open(tmp_path / f"{hints.now}{hints.embargoed}.db") as desk:
            list(desk.read([morgue.source], hints))
            assert {r.id for r in desk.store.reports()} == set(morgue.column("reports", "report"))
            assert {r.reason for r in desk.store.rejects()} == set(morgue.column("rejects", "reason"))


def test_the_command_looks_at_embargoes(morgue: Morgue) -> None:
    run = ("archive", morgue.source, "--out", morgue.layout.root, "--workers", "1", "--quiet", "--json")
    for asked, reports in (((), 1), (("--embargoed",), 3)):
        result = CliRunner().invoke(app, (*run, *asked))
        assert result.exit_code == 1
        assert json.loads(result.stdout)["reports"] == reports
