"""The desk: reading twice, in any order, after a kill; judgements and their undoing; forgetting."""

from __future__ import annotations

import itertools
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from newsroom import RECORDS, Nowhere, PlainParser, open_desk, written
from tellings.desk import Desk, Selection
from tellings.errors import UnknownIdError, UsageError
from tellings.export.kinds import KINDS
from tellings.pipeline import Tools, draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tellings.extract.syntax import Parse
    from tellings.model.picture import Picture
    from tellings.read.options import Hints


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "s.db") as desk:
        yield desk


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Desk:
    list(desk.read([written(tmp_path / "in.jsonl")]))
    return desk


def exported(desk: Desk, wanted: Selection | None = None) -> dict[str, list[dict[str, Any]]]:
    return {kind: list(desk.export(kind, wanted)) for kind in KINDS}


def by_ref(desk: Desk) -> dict[str, str]:
    return {r.ref: r.id for r in desk.store.reports()}


def pure(desk: Desk) -> Picture:
    """The picture as the pipeline draws it, all at once."""
    return draw(list(desk.store.reports()), list(desk.store.codings()), desk.store.judgements())


def same(left: Picture, right: Picture) -> bool:
    """Whether two pictures are equal, whatever order their parts come in."""
    names = ("stories", "entities", "claims", "relations", "control", "naming")
    return (
        all(sorted(map(str, getattr(left, n))) == sorted(map(str, getattr(right, n))) for n in names)
        and left.entity_of == right.entity_of
    )


def test_shared_copy_is_one_origin_of_one_story(full: Desk) -> None:
    ids = by_ref(full)
    stories = {frozenset(s.reports): s for s in full.stories()}
    shared = stories[frozenset({ids["nile-1"], ids["delta-1"]})]
    assert len(shared.origins) == 1
    assert len(stories) == 3


def test_reading_twice_changes_nothing(full: Desk, tmp_path: Path) -> None:
    before = exported(full)
    outcomes = list(full.read([written(tmp_path / "in.jsonl")]))
    assert [o.known for o in outcomes] == [True] * len(RECORDS)
    assert exported(full) == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(RECORDS))))[::5])
def test_any_order_of_reading_gives_the_same(full: Desk, tmp_path: Path, order: Sequence[int]) -> None:
    with open_desk(tmp_path / "other.db") as other:
        for n, k in enumerate(order):  # one run each, so that each is drawn on top of the last
            list(other.read([written(tmp_path / f"{n}.jsonl", [RECORDS[k]])]))
        assert exported(other) == exported(full)


def test_what_is_drawn_a_story_at_a_time_is_what_is_drawn_at_once(full: Desk) -> None:
    assert same(full.picture(), pure(full))


def test_a_forgotten_report_is_as_if_never_read(full: Desk, tmp_path: Path) -> None:
    with open_desk(tmp_path / "other.db") as other:
        list(other.read([written(tmp_path / "rest.jsonl", [r for r in RECORDS if r["ref"] != "delta-1"])]))
        assert full.forget("delta-1").ref == "delta-1"
        assert exported(full) == exported(other)
    with pytest.raises(UnknownIdError):
        full.forget("delta-1")


@pytest.mark.parametrize("verdict", ["not-same", "same"])
def test_a_judgement_on_reports_regroups_them_and_undoing_restores(full: Desk, verdict: str) -> None:
    ids, before = by_ref(full), exported(full)
    pair = ("nile-1", "delta-1") if verdict == "not-same" else ("nile-1", "vine-1")
    made = full.judge(verdict, [ids[p] for p in pair], "Ada", "I know")
    together = any(set(s.reports) >= {ids[p] for p in pair} for s in full.stories())
    assert together == (verdict == "same")
    assert same(full.picture(), pure(full))
    full.undo(made.id)
    after = exported(full)
    assert after.pop("judgements") != before.pop("judgements")
    assert after == before


def test_renaming_a_story_and_undoing(full: Desk) -> None:
    story = next(iter(full.stories()))
    made = full.judge("rename", [story.id, "A better title"], "Ada")
    assert full.story(story.id).story.title == "A better title"
    full.undo(made.id.removeprefix("judgement-"))
    assert full.story(story.id).story.title == story.title


@pytest.mark.parametrize(
    ("verdict", "of"), [("maybe", ["a"]), ("same", ["a"]), ("rename", ["a"]), ("wrong", []), ("rename", ["a", "b", "c"])]
)
def test_a_judgement_that_cannot_be_taken(full: Desk, verdict: str, of: list[str]) -> None:
    with pytest.raises(UsageError):
        full.judge(verdict, of, "Ada")


def test_a_judgement_that_is_not_there(full: Desk) -> None:
    with pytest.raises(UnknownIdError, match="judgements"):
        full.undo("nothing")


def test_a_run_that_was_killed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tellings.desk.reading.BATCH_REPORTS", 1)
    path = written(tmp_path / "in.jsonl")
    with open_desk(tmp_path / "s.db") as desk:
        outcomes = desk.read([path])
        done = [next(outcomes), next(outcomes)]
        outcomes.close()  # type: ignore[attr-defined]  # a generator, stopped as by an interrupt
    with open_desk(tmp_path / "s.db") as again, open_desk(tmp_path / "whole.db") as whole:
        assert len(list(again.store.reports())) == len(done)
        assert [o.known for o in again.read([path])] == [True, True, False, False]
        list(whole.read([path]))
        assert exported(again) == exported(whole)


def test_what_was_not_drawn_is_drawn_when_it_is_asked_for(tmp_path: Path) -> None:
    with open_desk(tmp_path / "s.db") as desk:
        outcomes = desk.read([written(tmp_path / "in.jsonl")])
        for _ in RECORDS:
            next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]  # stopped before the picture
    with open_desk(tmp_path / "s.db") as again:
        assert len(list(again.stories())) == 3


class Stumbling(PlainParser):
    """Fails on one paragraph."""

    def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
        if any("vineyards" in p for p in paragraphs):
            raise ArithmeticError("hail")
        return super().parse(paragraphs)


def test_a_report_that_we_fail_on_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELLINGS_TRACEBACK", raising=False)
    desk = open_desk(tmp_path / "s.db")
    with closing(desk.store), Desk(desk.store, lambda: Tools(Stumbling(), Nowhere())) as stumbling:
        outcomes = {o.ref: o for o in stumbling.read([written(tmp_path / "in.jsonl")])}
        assert [ref for ref, o in outcomes.items() if o.fault] == ["vine-1"]
        assert "fault of ours" in (outcomes["vine-1"].reason or "")
        assert len(list(stumbling.store.reports())) == len(RECORDS) - 1


def test_a_new_program_reads_again(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = exported(full)
    assert list(full.reread()) == []
    monkeypatch.setattr("tellings.pipeline.CODE_VERSION", "another")
    assert [(one.changes, one.reason) for one in full.reread()] == [((), None)] * len(RECORDS)
    assert exported(full) == before
    assert list(full.reread()) == []


def test_a_new_way_of_drawing_draws_again(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = exported(full)
    monkeypatch.setattr("tellings.desk.drawing.DRAW_VERSION", "another")
    assert full.store.drawn() != "another"
    assert exported(full) == before
    assert full.store.drawn() == "another"


def test_a_story_is_found_by_its_id_and_by_a_report(full: Desk) -> None:
    story = next(s for s in full.stories() if len(s.reports) == 2)
    for name in (story.id, story.id.removeprefix("story-")[:9], "nile-1"):
        assert full.story(name).story == story
    with pytest.raises(UnknownIdError):
        full.story("nothing")
    with pytest.raises(UsageError, match="which story"):
        full.story()


def test_two_reports_are_compared(full: Desk) -> None:
    both = full.compare("nile-1", "delta-1")
    for copy in both.copies:
        assert copy.kind in {"verbatim", "light edit", "reworded"}
    assert len(both.copies) >= 2
    assert full.compare("nile-1", "vine-1").copies == ()


def test_a_later_text_under_the_same_ref_is_another_version(full: Desk, tmp_path: Path) -> None:
    update = {**RECORDS[0], "text": RECORDS[0]["text"] + "\n\nBy evening the ferries ran again."}
    list(full.read([written(tmp_path / "update.jsonl", [update])]))
    named = full.store.find_reports("nile-1")
    assert len(named) == 2
    with pytest.raises(UnknownIdError, match="2 reports"):
        full.report("nile-1")
    story = full.story(named[0]).story
    assert set(named) <= set(story.reports)
    assert len(story.origins) == 1


def test_a_selection_holds_for_every_kind(full: Desk) -> None:
    from datetime import date

    late = exported(full, Selection(since=date(2031, 6, 1)))
    assert [r["ref"] for r in late["reports"]] == ["vine-1"]
    assert [len(s["reports"]) for s in late["stories"]] == [1]
    story = next(s for s in full.stories() if len(s.reports) == 2)
    one = exported(full, Selection(story=story.id))
    assert {r["report"] for r in one["reports"]} == set(story.reports)
    assert [s["story"] for s in one["stories"]] == [story.id]


def test_an_unknown_kind_lists_the_kinds(full: Desk) -> None:
    with pytest.raises(UsageError, match="claims"):
        full.export("rumours")


def test_hints_win(desk: Desk, tmp_path: Path) -> None:
    hints = read_hints()
    list(desk.read([written(tmp_path / "in.jsonl", RECORDS[:1])], hints))
    (row,) = desk.export("reports")
    assert row["outlet"] == "Somebody"
    assert row["published"] == {"date": "2031-01-01", "how": "metadata", "reason": "given with the report"}


def read_hints() -> Hints:
    from datetime import date

    from tellings.read.options import Hints

    return Hints(published=date(2031, 1, 1), outlet="Somebody")


def test_two_desks_on_one_store(tmp_path: Path) -> None:
    first, second = written(tmp_path / "1.jsonl", RECORDS[:2]), written(tmp_path / "2.jsonl", RECORDS[2:])
    path = tmp_path / "s.db"
    with open_desk(path) as desk, open_desk(path) as other, open_desk(tmp_path / "whole.db") as whole:
        outcomes = desk.read([first])
        next(outcomes)
        list(other.read([second]))
        list(outcomes)
        list(whole.read([first, second]))
        assert exported(desk) == exported(other) == exported(whole)
