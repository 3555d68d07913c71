"""Archives give what a desk gives, whoever does the work, whatever is done twice, and whatever fails on the way."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from made_shards import BENCH, read_made, write_shards
from tellings.archive import Archive, Here, Layout, Workers, load
from tellings.archive.engines import Done
from tellings.archive.running import Task
from tellings.archive.shards import RecentMemo
from tellings.desk import Desk
from tellings.errors import ArchiveError, UsageError
from tellings.model.codec import decode
from tellings.model.report import Reject
from tellings.model.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.archive import Engine, Ran

READER = "made_shards:read_made"
SHARDS, EACH = 4, 30

sys.path.insert(0, str(BENCH))


def run(out: Path, paths: Iterable[str], engine: Engine | None = None, buckets: int = 3) -> Ran:
    return Archive(Layout.at(out, buckets), engine or Here(), reader=READER).run(paths)


def told(out: Path) -> dict[str, Story]:
    files = sorted((out / "stories").glob("[!.]*.parquet"))
    nouns = [n for f in files for n in pq.read_table(f)["noun"].to_pylist()]
    stories = [decode(Story, json.loads(n)) for n in nouns]
    assert len({s.id for s in stories}) == len(stories)
    return {s.id: s for s in stories}


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return write_shards(tmp_path_factory.mktemp("shards"), SHARDS, EACH, overlap=7)


@pytest.fixture(scope="module")
def desk_stories(tmp_path_factory: pytest.TempPathFactory, paths: list[str]) -> dict[str, tuple[str, ...]]:
    """What a desk makes of the same reports, one after the other."""
    with Desk.open(tmp_path_factory.mktemp("desk") / "s.db") as desk:
        for path in paths:
            for one in read_made(path):
                assert not isinstance(one, Reject)
                desk.store.add(*one)  # type: ignore[arg-type]  # none of these is refused
        return {s.id: s.reports for s in desk.stories()}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, paths: list[str]) -> Path:
    out = tmp_path_factory.mktemp("archive")
    assert run(out, paths).failed == ()
    return out


def test_an_archive_tells_the_stories_that_a_desk_tells(archive: Path, desk_stories: dict[str, tuple[str, ...]]) -> None:
    assert {k: s.reports for k, s in told(archive).items()} == desk_stories
    assert any(len(reports) > 2 for reports in desk_stories.values())


def test_worker_processes_and_other_buckets_give_the_same(archive: Path, tmp_path: Path, paths: list[str]) -> None:
    engine = Workers(2)
    try:
        run(tmp_path, reversed(paths), engine, buckets=5)
    finally:
        engine.close()
    assert told(tmp_path) == told(archive)


def test_what_is_done_is_not_done_again(archive: Path, paths: list[str]) -> None:
    before = {p: p.stat().st_mtime_ns for p in archive.rglob("*.parquet")}
    again = run(archive, paths)
    assert again.counts["reports"] == SHARDS * EACH + 7 * (SHARDS - 1)
    assert {p: p.stat().st_mtime_ns for p in archive.rglob("*.parquet")} == before


def test_whatever_mark_is_lost_the_same_comes_out(archive: Path, tmp_path: Path, paths: list[str]) -> None:
    run(tmp_path, paths)
    for mark in list((tmp_path / "done").rglob("*.json"))[::2]:
        mark.unlink()
    run(tmp_path, paths)
    assert told(tmp_path) == told(archive)


def test_a_new_shard_moves_the_stories_that_it_touches(archive: Path, tmp_path: Path, paths: list[str]) -> None:
    run(tmp_path, paths[:-1])
    assert told(tmp_path) != told(archive)
    run(tmp_path, paths)
    assert told(tmp_path) == told(archive)


@pytest.mark.parametrize(
    "asked", [{"seed": 5, "start": 0, "many": 2}, {"seed": 3, "start": 200, "many": 40}], ids=["fewer", "more"]
)
def test_nothing_is_left_of_what_a_shard_held_before(tmp_path: Path, asked: dict[str, int]) -> None:
    paths = write_shards(tmp_path / "in", 3, 8)
    Path(paths[0]).write_text(json.dumps({"seed": 3, "start": 0, "many": 8, "refuse": "page 7"}), encoding="utf-8")
    run(tmp_path / "out", paths, buckets=7)
    Path(paths[0]).write_text(json.dumps(asked), encoding="utf-8")
    run(tmp_path / "out", paths, buckets=7)
    run(tmp_path / "fresh", paths, buckets=7)
    assert told(tmp_path / "out") == told(tmp_path / "fresh")
    parts = ("reports", "sketches", "shingles", "words", "pairs", "parted", "rejects")
    assert files(tmp_path / "out", *parts) == files(tmp_path / "fresh", *parts)


def files(out: Path, *parts: str) -> set[str]:
    return {str(p.relative_to(out)) for part in parts for p in (out / part).rglob("*.parquet")}


def test_a_shard_that_fails_costs_no_other_and_is_named(tmp_path: Path, paths: list[str]) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"broken": true}', encoding="utf-8")
    ran = run(tmp_path / "out", [*paths, str(broken)])
    assert [(step, reason) for step, _, reason in ran.failed] == [("read", "ValueError: no shard of ours")]
    assert json.loads((tmp_path / "out" / "failed.json").read_text())["failed"][0]["reason"] == "ValueError: no shard of ours"
    assert ran.counts["stories"] > 0
    broken.write_text('{"seed": 9, "start": 0, "many": 1, "refuse": "page 7"}', encoding="utf-8")
    again = run(tmp_path / "out", [*paths, str(broken)])
    assert again.failed == ()
    assert again.counts["refused"] == 1


def test_a_worker_that_dies_costs_its_shard() -> None:
    engine = Workers(2)
    try:
        done = list(engine.map(die_at_three, [1, 2, 3, 4, 5]))
    finally:
        engine.close()
    assert sorted(d.name for d in done if d.reason is None) == ["1", "2", "4", "5"]
    assert [d.reason for d in done if d.reason] == ["its worker process died: out of memory, or killed"]


def die_at_three(task: int) -> Done:
    if task == 3:
        os._exit(9)
    return Done(str(task), {})


def test_a_step_that_all_need_stops_with_a_named_error(tmp_path: Path, paths: list[str]) -> None:
    run(tmp_path, paths)
    (tmp_path / "done" / "link" / "0-0.json").unlink()
    for path in (tmp_path / "sketches" / "0").glob("*.parquet"):
        path.write_bytes(b"no parquet")
    with pytest.raises(ArchiveError, match="the same command goes on from here"):
        run(tmp_path, paths)


def test_loaded_into_a_store_it_is_what_a_desk_reads(
    archive: Path, tmp_path: Path, desk_stories: dict[str, tuple[str, ...]]
) -> None:
    with Desk.open(tmp_path / "s.db") as desk:
        assert list(load(Layout.at(archive), desk.store))[-1] == SHARDS * EACH
        assert desk.store.unsketched() == []
        assert {s.id: s.reports for s in desk.stories()} == desk_stories
        assert list(load(Layout.at(archive), desk.store))[-1] == 0


def test_loaded_beside_other_reports_all_are_linked(archive: Path, tmp_path: Path, paths: list[str]) -> None:
    """What an archive knows of its own links says nothing of reports that were there before."""
    report, coding = next(one for one in read_made(paths[0]) if not isinstance(one, Reject))
    assert not isinstance(coding, Reject)
    other = replace(report, id="report-0000000000000001", outlet="Another Outlet")
    bare = replace(coding, report=other.id, statements=(), events=(), ties=(), holdings=())
    with Desk.open(tmp_path / "s.db") as desk:
        desk.store.add(other, bare)
        list(load(Layout.at(archive), desk.store))
        assert report.id in next(s for s in desk.stories() if other.id in s.reports).reports


def test_the_number_of_buckets_is_settled_once(tmp_path: Path) -> None:
    assert Layout.at(tmp_path, 4).buckets == Layout.at(tmp_path).buckets == 4
    with pytest.raises(UsageError, match="begun with 4 buckets"):
        Layout.at(tmp_path, 5)


def test_a_task_done_from_something_else_is_not_done(tmp_path: Path) -> None:
    layout = Layout.at(tmp_path, 2)
    path = write_shards(tmp_path / "in", 1, 3)[0]
    Archive(layout, Here(), reader=READER).run([path])
    mark = next((tmp_path / "done" / "read").glob("*.json"))
    task = Task(layout, "read", mark.stem, json.loads(mark.read_text())["key"], ())
    assert task.done()
    assert Task(layout, "read", mark.stem, "another", ()).done() is None


def test_a_worker_remembers_the_parses_met_last() -> None:
    memo = RecentMemo(most=2)
    memo.put({b"a": b"1", b"b": b"2"})
    memo.get([b"a"])
    memo.put({b"c": b"3"})
    assert memo.get([b"a", b"b", b"c"]) == {b"a": b"1", b"c": b"3"}
