"""What is asked through the driver itself is what SQLAlchemy answers, in every type that the tables have."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from invented import written
from tellings.desk.drawing import redraw
from tellings.store import schema
from tellings.store.connections import among
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

KEYED = ("reports", "codings", "sightings", "events", "links", "claims", "draft_reports", "story_facets", "entity_members")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    path: Path = tmp_path_factory.mktemp("prepared") / "s.db"
    store = SqliteStore(path)
    for number in range(8):
        store.add(*written(number))
    redraw(store)
    return store


@pytest.mark.parametrize("name", KEYED)
def test_rows_are_those_of_sqlalchemy(store: SqliteStore, name: str) -> None:
    table = schema.TABLES.tables[name]
    key = next(iter(table.c))
    with closing(store.engine.connect()) as connection:
        wanted = connection.execute(select(table)).all()
        found = among(connection, table, key, sorted({row[0] for row in wanted}))
    assert wanted
    assert sorted(map(repr, (row._asdict() for row in found))) == sorted(map(repr, (row._asdict() for row in wanted)))


def test_what_is_asked_of_one_connection_is_of_one_moment(store: SqliteStore) -> None:
    column = schema.reports.c.report
    ids = store.report_ids()
    with store.reading() as connection:
        before = among(connection, (column,), column, ids[:1])
        assert store.forget(ids[0])
        assert among(connection, (column,), column, ids[:1]) == before
