"""Rows as Arrow, and so as Parquet, pandas and Polars: exact types, nothing lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from coded import coded_desk
from tellings.desk import Desk
from tellings.export.arrow import TYPES, reader, schema
from tellings.export.fields import FIELDS
from tellings.export.kinds import KINDS
from tellings.export.tables import TABLES
from tellings.model.report import Reject


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with coded_desk(tmp_path_factory.mktemp("tables") / "s.db") as made:
        (arrest,) = (c for opened in made.opened() for c in opened.claims if c.mode == "arrest")
        made.judge("right", [arrest.id], "Ada", "seen")
        made.store.refuse(Reject("bad.txt", "is empty"))
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_an_arrow_schema_has_the_fields_of_its_kind(kind: str) -> None:
    assert schema(kind).names == list(FIELDS[kind])
    assert set(TYPES[kind]) <= set(FIELDS[kind])


def iso(value: Any) -> Any:
    """A value of Arrow's in the shape of the rows: what a struct adds as null is gone."""
    if isinstance(value, dict):
        return {k: iso(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [iso(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("kind", KINDS)
def test_arrow_says_what_the_rows_say(desk: Desk, kind: str) -> None:
    told = [iso({k: json.dumps(v) if k == "anchors" else v for k, v in row.items()}) for row in desk.export(kind)]
    assert [iso(row) for row in desk.arrow(kind).read_all().to_pylist()] == told
    assert told


@pytest.mark.parametrize("kind", [*KINDS, *TABLES])
def test_parquet_is_read_by_its_tools(desk: Desk, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"{kind}.parquet"
    path.write_bytes(b"".join(desk.exported(kind, "parquet")))
    number = pq.read_table(path).num_rows
    assert number == len(pd.read_parquet(path)) == pl.read_parquet(path).height
    types = TABLES[kind].types if kind in TABLES else dict.fromkeys(FIELDS[kind])
    assert pl.read_parquet(path).columns == list(types)


def test_days_are_days_and_numbers_numbers(desk: Desk) -> None:
    claims = pl.from_arrow(desk.arrow("claims"))
    assert isinstance(claims, pl.DataFrame)
    assert claims.schema["origins"] == pl.Int64
    day = claims.filter(pl.col("type") == "ASSAULT")["date"][0]
    assert day == {"from": date(2031, 3, 12), "to": date(2031, 3, 12)}


def test_a_value_that_no_column_foresees_is_kept_as_json() -> None:
    (row,) = reader("rejects", [{"ref": "a", "reason": {"odd": [1]}}]).read_all().to_pylist()
    assert json.loads(row["reason"]) == {"odd": [1]}


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from tellings.errors import UsageError

    schema.cache_clear()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"tellings\[tables\]"):
        schema("rejects")
