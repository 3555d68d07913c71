"""Reading anew with another version of the program: what changed is told, a stopped run goes on, judgements still hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hand_made import Desk as HandMade
from newsroom import RECORDS, open_desk, written
from tellings.desk.anchors import found_again, read_otherwise, told_marks
from tellings.desk.rereading import Totals, changed, counted
from tellings.model.coding import Coding, Status
from tellings.model.ids import content_id
from tellings.model.picture import Anchor, Judgement
from tellings.picture import verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tellings.desk import Desk
    from tellings.model.report import Report
    from tellings.pipeline import Tools

from datetime import UTC, date, datetime

DAY = date(2031, 5, 3)
AT = datetime(2031, 6, 1, tzinfo=UTC)


def coding(kind: str = "COERCE", actor: str = "rebels", status: Status = Status.ACTUAL, version: str = "test") -> Coding:
    made = HandMade()
    report = made.report("a", DAY)
    report.event("Fighters seized Saraqib", kind, actor, None, town="Saraqib", on=DAY, status=status, trigger="Fighters")
    report.said("colonel", "units would remain until winter")
    return replace(made.codings["a"], version=version)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (coding(), []),
        (coding("ASSAULT"), [("events", "changed")]),
        (coding(actor="army"), [("events", "changed")]),
        (replace(coding(), events=()), [("events", "lost")]),
    ],
)
def test_what_is_read_otherwise_is_told(after: Coding, told: list[tuple[str, str]]) -> None:
    changes = changed(coding(), after)
    assert [(c.kind, c.how) for c in changes] == told
    back = changed(after, coding())
    assert counted(back) == {k: {**row, "gained": row["lost"], "lost": row["gained"]} for k, row in counted(changes).items()}


def judged(*codings: Coding) -> Judgement:
    mark = next(m for m in told_marks(codings[0]) if m.kind == "event")
    return Judgement("j", "wrong", (mark.id,), "Ada", AT, "", anchors=(Anchor(mark.id, "event", (mark,)),))


def moved(read: Coding) -> Coding:
    """The coding with other ids, as another version gives them."""
    events = tuple(replace(e, id=content_id("event", "anew", e.id)) for e in read.events)
    return replace(read, events=events, version="2")


def test_what_was_judged_is_found_by_its_words_when_its_id_is_another() -> None:
    one = judged(coding())
    now = moved(coding(actor="army"))
    assert read_otherwise([one], {"a": "2"}) == {"a"}
    assert read_otherwise([one], {"a": "test"}) == set()
    (found,) = found_again([one], {"a": now})
    assert found.of == (now.events[0].id,)
    assert verdicts([found]).wrong == {now.events[0].id}


def test_what_is_read_as_something_else_is_not_what_was_judged() -> None:
    one = judged(coding())
    (found,) = found_again([one], {"a": moved(coding("ASSAULT"))})
    assert found == one


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "s.db") as desk:
        list(desk.read([written(tmp_path / "in.jsonl")]))
        yield desk


def reading_otherwise(monkeypatch: pytest.MonkeyPatch, change: Callable[[Coding], Coding]) -> None:
    """The program as a newer one that reads otherwise."""
    from tellings.pipeline import code_many

    def other(reports: Sequence[Report], tools: Tools) -> list[Coding]:
        return [change(c) for c in code_many(reports, tools)]

    monkeypatch.setattr("tellings.pipeline.CODE_VERSION", "another")
    monkeypatch.setattr("tellings.desk.reading.code_many", other)


def test_a_stopped_rereading_goes_on_with_what_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tellings.desk.reading.BATCH_REPORTS", 1)
    reading_otherwise(monkeypatch, lambda c: replace(c, statements=()))
    run = desk.reread()
    first = [next(run), next(run)]
    run.close()  # type: ignore[attr-defined]  # a generator, stopped as by an interrupt
    rest = list(desk.reread())
    assert sorted(one.ref for one in (*first, *rest)) == sorted(str(r["ref"]) for r in RECORDS)
    assert list(desk.reread()) == []


def test_totals_add_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reading_otherwise(monkeypatch, lambda c: replace(c, mentions=()))
    totals = Totals()
    before = sum(len({m.span for m in c.mentions}) for c in desk.store.codings())
    for one in desk.reread():
        totals = totals.with_one(one)
    assert totals.reports == len(RECORDS)
    assert totals.counts.get("mentions", {}).get("lost", 0) == before


def test_a_report_that_cannot_be_read_anew_stands_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(desk.store.codings())

    def fail(coding: Coding) -> Coding:  # noqa: ARG001  # whatever it is given
        raise ArithmeticError("a fault")

    monkeypatch.delenv("TELLINGS_TRACEBACK", raising=False)
    reading_otherwise(monkeypatch, fail)
    assert all("a fault" in (one.reason or "") for one in desk.reread())
    assert list(desk.store.codings()) == before
