"""Several processes read what one process reads, in the same order; one that dies costs one report."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from newsroom import LEAD, Nowhere, PlainParser, written
from tellings.desk import Desk
from tellings.desk import workers as working
from tellings.desk.reading import BATCH_REPORTS
from tellings.desk.workers import AHEAD, ONE_THREAD, WORTH_STARTING, Recipe, Workers
from tellings.errors import ModelError, NotAStoreError, WorkerError
from tellings.export.kinds import KINDS
from tellings.extract.syntax import MemoParser, Parse
from tellings.model.report import Report
from tellings.pipeline import Tools
from tellings.store.memo import SqliteMemo
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tellings.extract.syntax import Memo

    Alone = tuple[list[Any], dict[str, Any]]

NUMBER = 72

TOWNS = ("Malakal", "Kotka", "Tarbat", "Coimbra", "Arbroath", "Narvik", "Oruro", "Pskov", "Girona", "Tamale")

RECORDS = [
    {
        "ref": f"r-{n}",
        "outlet": f"Outlet {n % 7}",
        "published": f"2031-0{1 + n % 9}-{1 + n % 28:02d}",
        "text": (f"{LEAD}\n\n" if n % 12 == 0 else "")
        + f"The keeper of {TOWNS[n % 10]} counted crate {n} twice, and wrote it down.",
    }
    for n in range(NUMBER)
]


def plain(memo: Memo) -> Tools:
    assert all(os.environ.get(name) == "1" for name in ONE_THREAD) == (multiprocessing.parent_process() is not None)
    return Tools(MemoParser(PlainParser(), memo), Nowhere())


class Deadly(PlainParser):
    """Ends its process where a text says so, as a fault in compiled code or a lack of memory does."""

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        if any("crate 41 " in p for p in paragraphs):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().parse(paragraphs)


def deadly(memo: Memo) -> Tools:
    return Tools(MemoParser(Deadly(), memo), Nowhere())


class Newer(PlainParser):
    """Another version."""

    name = "plain 2"


class NewerDeadly(Deadly):
    """Another version, with the same fault."""

    name = Newer.name


def newer(memo: Memo) -> Tools:
    return Tools(MemoParser(Newer(), memo), Nowhere())


def newer_deadly(memo: Memo) -> Tools:
    return Tools(MemoParser(NewerDeadly(), memo), Nowhere())


class Knowing(PlainParser):
    """Has nothing to parse."""

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        raise ModelError(f"{len(paragraphs)} paragraphs are parsed again")


def knowing(memo: Memo) -> Tools:
    return Tools(MemoParser(Knowing(), memo), Nowhere())


def unable(memo: Memo) -> Tools:
    raise ModelError(f"no pipeline is installed for {memo!r}")


def dying(memo: Memo) -> Tools:  # noqa: ARG001  # the shape of a recipe
    os._exit(9)


def leaving(memo: Memo) -> Tools:  # noqa: ARG001  # the same
    os.closerange(3, 64)  # its pipe, as at Python's end
    time.sleep(0.2)  # still there when its parent hears of it
    os._exit(9)


def desk(folder: Path, make: Any = plain, here: Any = plain) -> Desk:
    """A desk whose processes make their tools by `make`, and that has those of `here` itself."""
    memo = folder / "memo.db"
    return Desk(SqliteStore(folder / "s.db"), lambda: here(SqliteMemo(memo)), Recipe(make, memo))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Alone:
    """What one process reads: the outcomes, and everything that is exported."""
    folder = tmp_path_factory.mktemp("alone")
    with desk(folder) as opened:
        outcomes = list(opened.read([written(folder / "in.jsonl", [*RECORDS, RECORDS[3], {"ref": "none"}])]))
        return outcomes, {kind: list(opened.export(kind)) for kind in KINDS}


def test_two_processes_read_what_one_reads_and_parse_nothing_twice(
    tmp_path: Path, alone: tuple[list[Any], dict[str, Any]]
) -> None:
    source = written(tmp_path / "in.jsonl", [*RECORDS, RECORDS[3], {"ref": "none"}])
    with desk(tmp_path) as opened:
        assert [(o.ref, o.known, o.reason) for o in opened.read([source], jobs=2)] == [
            (o.ref, o.known, o.reason) for o in alone[0]
        ]
        assert json.dumps({kind: list(opened.export(kind)) for kind in KINDS}) == json.dumps(alone[1])
        for report in list(opened.store.report_ids()):
            opened.store.forget(report)
    assert multiprocessing.active_children() == []
    with desk(tmp_path, knowing) as opened:  # the parses of both came back and were kept
        assert [o.reason for o in opened.read([source], jobs=2) if o.ref != "none"] == [None] * (NUMBER + 1)


def test_a_process_that_dies_costs_one_report(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", RECORDS)
    with desk(tmp_path, deadly) as opened:
        outcomes = list(opened.read([source], jobs=2))
    assert [o.ref for o in outcomes] == [r["ref"] for r in RECORDS]
    assert [o.ref for o in outcomes if o.reason] == ["r-41"]
    assert "signal 9" in str(outcomes[41].reason)
    assert outcomes[41].fault


def test_several_processes_read_anew_and_one_that_dies_leaves_a_report_as_it_was(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", RECORDS)
    with desk(tmp_path) as opened:
        list(opened.read([source]))
    shutil.copytree(tmp_path, tmp_path / "alone")
    with desk(tmp_path / "alone", here=newer) as opened:
        alone = list(opened.reread())
    with desk(tmp_path, newer_deadly, here=newer) as opened:
        again = list(opened.reread(jobs=2))
        left = opened.store.outdated(opened.tools.version)
    assert [one.report for one in again] == [one.report for one in alone]
    assert len(again) == NUMBER
    assert [(one.ref, one.changes) for one in again if one.reason] == [("r-41", ())]
    assert left == [one.report for one in again if one.reason]
    with desk(tmp_path, newer, here=newer) as opened:  # a single one is read here
        assert [(one.ref, one.reason) for one in opened.reread(jobs=2)] == [("r-41", None)]


def test_a_report_forgotten_while_it_is_read_anew_stays_forgotten(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", RECORDS)
    with desk(tmp_path) as opened:
        list(opened.read([source]))
    with desk(tmp_path, newer, here=newer) as opened:
        again = opened.reread(jobs=2)
        first, last = next(again).report, opened.store.outdated(opened.tools.version)[-1]
        opened.store.forget(last)
        assert {one.report for one in again} == set(opened.store.versions()) - {first}
        assert last not in opened.store.versions()


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (unable, ModelError, "no pipeline"),
        (dying, WorkerError, "exit code 9.*--jobs 1"),
        (leaving, WorkerError, "exit code 9.*--jobs 1"),
    ],
)
def test_processes_that_cannot_read_at_all_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Any, error: type[Exception], says: str
) -> None:
    monkeypatch.setattr(working, "DEATHS", 2)
    source = written(tmp_path / "in.jsonl", RECORDS)
    with desk(tmp_path, make) as opened, pytest.raises(error, match=says):
        list(opened.read([source], jobs=2))
    assert multiprocessing.active_children() == []


def test_a_process_that_cannot_open_the_memo_says_so(tmp_path: Path) -> None:
    memo = tmp_path / "memo.db"
    memo.write_text("This is no database, and it goes on for longer than the head of one. " * 9, encoding="utf-8")
    with pytest.raises(NotAStoreError, match=r"memo\.db"):
        list(Workers(Recipe(plain, memo), 2, lambda _: None).read([[Report("report-1", "r-1", LEAD)]]))
    assert multiprocessing.active_children() == []


def test_what_is_little_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(working, "_Worker", never)
    source = written(tmp_path / "in.jsonl", RECORDS[: WORTH_STARTING - 1])
    with desk(tmp_path) as opened:
        assert len(list(opened.read([source], jobs=8))) == WORTH_STARTING - 1
        assert all(o.known for o in opened.read([source], jobs=8))  # nor is what is known worth a process


def test_no_more_is_taken_than_is_read_and_stopping_ends_all(tmp_path: Path) -> None:
    reports = [Report(f"report-{n}", f"r-{n}", f"{LEAD} Crate {n}.") for n in range(400)]
    taken = 0

    def batches() -> Iterator[list[Report]]:
        nonlocal taken
        for k in range(0, len(reports), BATCH_REPORTS):
            taken += 1
            yield reports[k : k + BATCH_REPORTS]

    memo = SqliteMemo(tmp_path / "memo.db")
    results = Workers(Recipe(plain, memo.path), 2, memo.put).read(batches())
    for n in range(1, 4):
        assert [r.id for r, _ in next(results)] == [r.id for r in reports[BATCH_REPORTS * (n - 1) : BATCH_REPORTS * n]]
        assert taken <= AHEAD * 2 + n
    results.close()  # type: ignore[attr-defined]  # a generator: Ctrl-C does the same
    assert multiprocessing.active_children() == []
