"""`import tellings`: light, lazy, typed; frames of every kind; what notebooks show; the page that tells of it."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from lxml import html

import tellings
from served import HOSTILE
from tellings.desk import Desk
from tellings.errors import UnknownIdError, UsageError
from tellings.export.shown import ShownStory, ToldClaim
from tellings.export.tabular import SHOWN, Table

REPO = Path(__file__).resolve().parent.parent
HEAVY = ("spacy", "numpy", "sqlalchemy", "pyarrow", "pandas", "polars", "rich", "typer", "jinja2", "httpcore", "lxml")
ACTIVE = {"script", "iframe", "object", "embed", "link", "img", "svg", "form", "a", "base", "meta"}


@pytest.fixture(scope="module")
def desk(week_store: Path) -> Iterator[Desk]:
    with Desk.open(week_store, must_exist=True) as ready:
        yield ready


@pytest.fixture(scope="module")
def story(desk: Desk) -> ShownStory:
    """The one that the hostile report stands in."""
    return desk.story(HOSTILE["ref"])


def test_importing_it_loads_nothing_heavy() -> None:
    look = f"import sys, tellings; dir(tellings); print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there_and_no_other() -> None:
    for name in tellings.__all__:
        assert getattr(tellings, name).__name__ == name
        assert name in dir(tellings)
    with pytest.raises(AttributeError, match="has no attribute 'Deks'"):
        _ = tellings.Deks


@pytest.mark.parametrize("kind", ["reports", "claims", "events", "control", "judgements", "gdelt", "ucdp"])
def test_a_table_is_the_same_in_every_library(desk: Desk, kind: str) -> None:
    table = desk.table(kind)
    rows = list(table)
    arrow = table.to_arrow()
    assert isinstance(arrow, pa.Table)
    assert len(rows) == arrow.num_rows == len(table.to_pandas()) == table.to_polars().height
    assert list(table.to_pandas().columns) == table.to_polars().columns == arrow.column_names
    assert pa.Table.from_pandas(table.to_pandas(), preserve_index=False).to_pylist() == arrow.to_pylist()
    assert list(table) == rows  # it can be gone through again


def test_days_are_days_and_numbers_that_may_be_missing_stay_whole(desk: Desk) -> None:
    frame = desk.table("mentions").to_polars()
    assert frame.schema["from"] == pl.Date
    assert frame.schema["geonameid"] == pl.Int64
    pandas = desk.table("mentions").to_pandas()
    assert str(pandas["geonameid"].dtype) == "int64[pyarrow]"
    assert isinstance(pandas["from"].dropna().iloc[0], date)


def test_a_table_may_be_a_part(desk: Desk) -> None:
    early = desk.table("reports", tellings.Selection(until=date(2031, 3, 4)))
    assert 0 < early.to_arrow().num_rows < desk.table("reports").to_arrow().num_rows


@pytest.mark.parametrize(("library", "ask"), [("pandas", Table.to_pandas), ("polars", Table.to_polars)])
def test_without_its_library_a_frame_names_the_way_out(desk: Desk, monkeypatch: pytest.MonkeyPatch, library: str, ask) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=r"tellings\[tables\]"):
        ask(desk.table("claims"))


def test_a_claim_comes_with_its_sentences(desk: Desk, story: ShownStory) -> None:
    told = next(story.weighed())
    assert all(told.claim.origins >= other.claim.origins for other in story.weighed())
    again = desk.claim(told.claim.id)
    assert again.claim == told.claim
    assert {q["report"] for q in again.quotes} == set(told.claim.reports)
    for evidence in again.evidence:
        text = desk.report(evidence.report).text
        assert text[evidence.span.start : evidence.span.end] == evidence.span.text
    assert story.claim(told.claim.id[6:12]).claim == told.claim
    with pytest.raises(UnknownIdError):
        desk.claim("claim-none")
    with pytest.raises(UnknownIdError):
        story.claim("none")


def shown(desk: Desk, story: ShownStory) -> dict[str, str]:
    hostile = desk.report(HOSTILE["ref"])
    claim = next(c for c in story.claims if hostile.id in c.reports)
    other = next(r for r in story.story.reports if r != hostile.id)
    things: dict[str, Any] = {
        "story": story,
        "claim": ToldClaim(claim, story),
        "comparison": desk.compare(hostile.id, other),
        "table": desk.table("reports", tellings.Selection(story=story.story.id)),
    }
    return {name: thing._repr_html_() for name, thing in things.items()}


def test_what_a_notebook_shows_is_text_whatever_a_report_says(desk: Desk, story: ShownStory) -> None:
    hurt = replace(story, story=replace(story.story, title=HOSTILE["title"]))
    for name, page in (shown(desk, story) | {"title": hurt._repr_html_()}).items():
        tree = html.fromstring(f"<body>{page}</body>")
        assert not ACTIVE & {e.tag for e in tree.iter()}, name
        assert not [k for e in tree.iter() for k in e.attrib if k not in ("class", "colspan")], name
        assert "http" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL) or name == "table"
        assert len(page) < 60_000
    assert "<script>" not in shown(desk, story)["claim"]


def test_what_a_notebook_shows_has_what_counts(desk: Desk, story: ShownStory) -> None:
    pages = shown(desk, story)
    text = {name: " ".join(html.fromstring(f"<body>{p}</body>").text_content().split()) for name, p in pages.items()}
    for origin in story.story.origins:
        assert " ".join(origin.reason.split()) in text["story"]
    assert f"independent origins: {len(story.story.origins)}" in text["story"]
    pair = desk.compare(*story.story.reports[:2])
    assert all(c.kind in pair._repr_html_() for copy in pair.copies for c in copy.changes)
    assert html.fromstring(pages["table"]).xpath("count(//tr)") <= SHOWN + 1


def test_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(REPO / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", (REPO / "docs" / "python.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 4
    scope: dict[str, object] = {}
    said = io.StringIO()
    with redirect_stdout(said):
        for block in blocks:
            exec(compile(block, "docs/python.md", "exec"), scope)
    assert "origins" in said.getvalue()
    assert "refused" not in said.getvalue()
