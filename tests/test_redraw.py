"""Drawn again piece by piece, the picture is the one that is drawn at once: after any adding, forgetting and judging."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invented import written
from tellings.desk.anchors import Finder
from tellings.desk.drawing import redraw
from tellings.model.picture import Judgement
from tellings.pipeline import draw
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.model.picture import Picture

PARTS = ("stories", "entities", "claims", "relations", "control", "naming", "follow_ups")
AT = datetime(2031, 4, 1, tzinfo=UTC)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 24)),
        st.tuples(st.just("add"), st.integers(0, 24)),
        st.tuples(st.just("forget"), st.integers(0, 24)),
        st.tuples(st.just("judge"), st.integers(0, 10**6)),
        st.tuples(st.just("undo"), st.integers(0, 10**6)),
        st.tuples(st.just("draw"), st.just(0)),
    ),
    min_size=4,
    max_size=16,
)


def same(drawn: Picture, wanted: Picture) -> None:
    for part in PARTS:
        assert sorted(map(repr, getattr(drawn, part))) == sorted(map(repr, getattr(wanted, part))), part
    assert drawn.entity_of == wanted.entity_of


def at_once(store: SqliteStore) -> Picture:
    return draw(list(store.reports()), list(store.codings()), store.judgements())


def judgement(store: SqliteStore, number: int) -> Judgement | None:
    """Some judgement of what the picture has."""
    redraw(store)
    picture, rng = store.picture(), random.Random(number)
    pools: list[Sequence[Any]] = [picture.entities, picture.claims, picture.stories]
    things = [t.id for t in rng.choice(pools)]
    if rng.random() < 0.3:
        things = [r for s in picture.stories for r in s.reports]
    if len(things) < 2:
        return None
    verdict = rng.choice(("same", "not-same", "wrong", "rename"))
    of = (rng.choice(things), "Another Name") if verdict == "rename" else tuple(rng.sample(things, 2))
    named = of[:1] if verdict == "rename" else of
    anchors = tuple(map(Finder(store, picture).anchor, named)) if number % 2 == 0 else ()  # an earlier version kept none
    return Judgement(f"judgement-{number}", verdict, of, "Ada", AT + timedelta(seconds=number), "", anchors=anchors)


def do(store: SqliteStore, what: str, number: int) -> None:
    if what == "add":
        store.add(*written(number))
    elif what == "forget":
        store.forget(written(number)[0].id)
    elif what == "judge" and (made := judgement(store, number)):
        store.add_judgement(made)
    elif what == "undo" and (known := store.judgements()):
        one = known[number % len(known)]
        store.add_judgement(Judgement(one.id, one.verdict, one.of, one.by, one.at, one.reason, undone=True))
    elif what == "draw":
        redraw(store)
        same(store.picture(), at_once(store))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(STEPS)
def test_whatever_is_done_the_picture_is_that_of_all_at_once(tmp_path: Path, steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory(dir=tmp_path) as folder, closing(SqliteStore(Path(folder, "s.db"))) as store:
        for number in range(6):
            store.add(*written(number))
        for what, number in steps:
            do(store, what, number)
        do(store, "draw", 0)


FOUND = (
    [("judge", 61205), ("add", 9), ("add", 7), ("judge", 765926), ("undo", 382220)],
    [*(("add", n) for n in (10, 22, 18, 12, 19, 4)), ("forget", 0), *(("add", n) for n in (8, 5, 15)), ("judge", 258365)],
)
"""Histories after which the picture once was another one: a claim judged wrong without anchors, judged right again; two names
that are each known in one report, judged to be one."""


@pytest.mark.parametrize("steps", FOUND)
def test_what_once_went_wrong(tmp_path: Path, steps: list[tuple[str, int]]) -> None:
    with closing(SqliteStore(tmp_path / "s.db")) as store:
        for number in range(6):
            store.add(*written(number))
        for what, number in steps:
            do(store, what, number)
        do(store, "draw", 0)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.soak), pytest.param(2, marks=pytest.mark.soak)])
def test_one_by_one_in_any_order_is_as_all_at_once(tmp_path: Path, seed: int) -> None:
    order = random.Random(seed).sample(range(25), 18)
    with closing(SqliteStore(tmp_path / "s.db")) as store:
        for number in order:
            store.add(*written(number))
            redraw(store)
        same(store.picture(), at_once(store))
        for number in order[:8]:
            store.forget(written(number)[0].id)
            redraw(store)
        same(store.picture(), at_once(store))
        assert store.count("stories", "claims", "relations", "control", "entities").values()
