"""What pages ask of a store, in SQLite and in PostgreSQL: the same answers, part by part, whatever the database."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from newsroom import LEAD, OTHER, RECORDS, SECOND, Nowhere, PlainParser, written
from pages_of_week import copied, served
from tellings.desk import Desk
from tellings.desk.keeping import transfer
from tellings.model.listed import Slice, StoryFilter
from tellings.pipeline import Tools
from tellings.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from servers import Server
    from tellings.model.listed import Part
    from tellings.store.asked import Asked

MORE = (
    *RECORDS,
    {
        "ref": "nile-2",
        "outlet": "Nile Courier",
        "published": "2031-03-12",
        "title": "The port after",
        "text": f"{LEAD}\n\n{SECOND}",
    },
    {
        "ref": "vine-2",
        "outlet": "Arbroath Herald",
        "published": "2031-06-03",
        "title": "Après la grêle",
        "text": f"Of \u202eit.\n\n{OTHER}",
    },
    {"ref": "undated-2", "outlet": "Zed", "text": "The lighthouse on Bell Rock will be painted in May, its owner said."},
)


@pytest.fixture
def desk(address: str, tmp_path: Path) -> Iterator[Desk]:
    with Desk(open_store(address), lambda: Tools(PlainParser(), Nowhere())) as ready:
        list(ready.read([written(tmp_path / "r.jsonl", MORE)]))
        yield ready


@pytest.fixture
def asked(desk: Desk) -> Iterator[Asked]:
    with desk.store.asking() as ready:
        yield ready


def walked(ask: Callable[[Slice], Part[Any]], limit: int) -> list[object]:
    """A whole list, so many at a time."""
    found: list[object] = []
    after: str | None = ""
    while after is not None:
        part = ask(Slice(after, limit))
        assert len(part.lines) <= limit
        found += part.lines
        after = part.next
    return found


def test_lists_are_the_same_in_any_parts(asked: Asked) -> None:
    lists: tuple[Callable[[Slice], Part[Any]], ...] = (
        lambda s: asked.stories(StoryFilter(), s),
        lambda s: asked.reports("", "", s),
        lambda s: asked.every_claim("", s),
        lambda s: asked.entities({}, s),
        lambda s: asked.found("the", s),
    )
    for ask in lists:
        whole = walked(ask, 1000)
        assert [walked(ask, n) for n in (1, 2, 3)] == [whole] * 3
        assert len(set(map(str, whole))) == len(whole)
    assert len(walked(lists[0], 10)) == 4
    assert len(walked(lists[1], 10)) == len(MORE)


def test_the_latest_stand_first_and_those_without_a_day_last(asked: Asked) -> None:
    days = [s.last for s in asked.stories(StoryFilter(), Slice()).lines]
    dated = [d for d in days if d]
    assert dated == sorted(dated, reverse=True) == days[: len(dated)]
    assert None in days


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (StoryFilter(since="2031-06-01"), 1),
        (StoryFilter(since="2031-03-12", until="2031-03-31"), 1),
        (StoryFilter(until="2031-01-01"), 0),
        (StoryFilter(outlet="Nile Courier"), 1),
        (StoryFilter(outlet="Nobody"), 0),
        (StoryFilter(words="sorghum"), 1),
        (StoryFilter(words="apres"), 1),
        (StoryFilter(words='"Bell Rock"'), 1),
        (StoryFilter(words='"Rock Bell"'), 0),
        (StoryFilter(words="\" ' ) OR 1=1 --"), 0),
        (StoryFilter(fresh=6), 1),
        (StoryFilter(fresh=0), 4),
        (StoryFilter(party="nobody", place="nowhere", type="ASSAULT"), 0),
    ],
)
def test_stories_are_narrowed(asked: Asked, wanted: StoryFilter, number: int) -> None:
    found = asked.stories(wanted, Slice()).lines
    assert len(found) == number == asked.count_stories(wanted)


def test_hits_are_marked_and_the_last_read_first(asked: Asked) -> None:
    hits = asked.found("barges loaded", Slice()).lines
    lines = asked.report_lines([h.report for h in hits])
    numbers = [lines[h.report].n for h in hits]
    assert numbers == sorted(numbers, reverse=True)
    assert len(hits) == 3
    assert all("\x02barges\x03" in h.excerpt for h in hits)


def test_a_size_counts_reports_and_outlets(asked: Asked) -> None:
    story = asked.stories(StoryFilter(words="sorghum"), Slice()).lines[0]
    assert asked.sizes([story.id]) == {story.id: (3, 2, 0)}
    assert [r.ref for r in asked.reports_of(story.id)] == ["delta-1", "nile-1", "nile-2"]
    assert {f.name for f in asked.facets([story.id], "outlet")} == {"Nile Courier", "Delta Post"}


def test_a_tie_comes_with_as_many_sentences_as_are_wanted(week_store: Path, tmp_path: Path) -> None:
    with Desk.open(copied(week_store, tmp_path / "week.db")) as week, week.store.asking() as asked:
        for ask in (partial(asked.ties, {}, 0, 100), partial(asked.control_on, "", 0, 100)):
            whole = ask()
            assert max(told.sentences for told in whole) > 2
            shown = [(replace(t.noun, claims=(), evidence=t.noun.evidence[:2]), len(t.noun.evidence)) for t in whole]
            assert [(t.noun, t.sentences) for t in ask(sentences=2)] == shown


def test_a_story_that_grew_is_found_by_the_id_it_had(desk: Desk, tmp_path: Path) -> None:
    with desk.store.asking() as asked:
        before = asked.stories(StoryFilter(words="sorghum"), Slice()).lines[0]
    list(desk.read([written(tmp_path / "more.jsonl", [MORE[1] | {"ref": "delta-9", "outlet": "Third"}])]))
    with desk.store.asking() as asked:
        head = asked.story_head(before.id)
        assert head is not None
        assert head.line.id != before.id
        assert len(asked.reports_of(head.line.id)) == 4
        assert {f.story for f in asked.facets([before.id, head.line.id], "outlet")} == {head.line.id}


def test_the_state_changes_with_every_change(desk: Desk) -> None:
    def state() -> object:
        with desk.store.asking() as asked:
            return asked.state()

    seen = [state()]
    story = next(iter(desk.stories()))
    made = desk.judge("rename", [story.id, "Other"], "Ada")
    seen.append(state())
    desk.undo(made.id)
    seen.append(state())
    assert len(set(map(str, seen))) == 3


SHOWN = (
    "front.json?period=all", "front.json?period=all&type=ASSAULT", "front.json?period=all&q=rebels", "entities.json?limit=200",
    "control.json", "control.json?on=2031-03-06", "network.json", "network.json?from=2031-03-05&to=2031-03-07",
    "search.json?q=ceasefire", "judgements.json", "watches.json", "api/v1/claims?limit=300", "api/v1/relations", "api/v1/control",
    "api/v1/events?limit=200", "api/v1/reports?limit=7",
)  # fmt: skip


def test_pages_say_the_same_from_either_database(postgres: Server, week_store: Path, tmp_path: Path) -> None:
    elsewhere = postgres.store()
    transfer(str(week_store), elsewhere)
    with served(copied(week_store, tmp_path / "week.db")) as here, served(elsewhere) as there:
        stories = [s["href"] for d in here.get("/front.json?period=all").json()["days"] for s in d["stories"]]
        entities = [e["href"] for e in here.get("/entities.json").json()["entities"]][:12]
        places = [p["place"]["href"] for p in here.get("/control.json?on=2031-03-09").json()["rows"]]
        reports = [r["href"] for r in here.get(f"{stories[0]}.json").json()["reports"]]
        both = "compare.json?" + "&".join(f"report={r.rpartition('/')[2]}" for r in reports[:2])
        paths = [*(f"/{p}" for p in (*SHOWN, both)), *(f"{p}.json" for p in (*stories, *entities, *places, *reports))]
        assert len(paths) > 30
        for path in paths:
            ours, theirs = here.get(path).json(), there.get(path).json()
            for hit in (*ours.get("hits", ()), *theirs.get("hits", ())):
                hit.pop("excerpt")  # each index cuts its own
            assert ours == theirs, path
            assert here.get(path).status_code == 200, path
        assert there.get("/status").status_code == there.get("/stories.atom").status_code == 200
