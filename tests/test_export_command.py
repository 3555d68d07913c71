"""`tellings export` as typed, and the page that says what each export holds."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from coded import coded_desk
from tellings.cli.app import app
from tellings.export.documents import DOCUMENTS
from tellings.export.kinds import ABOUT, KINDS
from tellings.export.tables import TABLES

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("export") / "s.db"
    coded_desk(path).close()
    return str(path)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["export", *arguments])


def section(name: str) -> str:
    (found,) = re.findall(
        rf"^## [^\n]*\b{re.escape(name)}(?![\w-])[^\n]*\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL
    )
    return str(found)


def test_every_kind_is_listed_with_what_it_is() -> None:
    listed = {line.split(maxsplit=1)[0]: line.split(maxsplit=1)[1] for line in run("--kinds").stdout.splitlines()}
    assert list(listed) == [*KINDS, *TABLES, *DOCUMENTS]
    assert all(len(about) > 10 for about in listed.values())
    assert list(ABOUT) == list(KINDS)


def test_the_help_names_every_kind() -> None:
    told = run("--help").stdout
    words = set(re.findall(r"[a-z]+(?:-[a-z]+)?", told))
    assert {*KINDS, *TABLES, *DOCUMENTS} <= words


@pytest.mark.parametrize("kind", list(TABLES))
def test_the_page_has_the_columns_of_every_table(kind: str) -> None:
    columns = re.search(r"Columns: (.*?)\n\n", section(kind), flags=re.DOTALL)
    assert columns
    assert re.findall(r"`([^`]+)`", columns.group(1).replace("\n", " ")) == list(TABLES[kind].types)


@pytest.mark.parametrize("kind", [*TABLES, *DOCUMENTS])
def test_the_page_says_of_every_format_what_it_loses(kind: str) -> None:
    assert "**Lost**" in section(kind)


def test_rows_go_to_standard_output(store: str) -> None:
    done = run("claims", "--store", store)
    assert done.exit_code == 0
    assert all(json.loads(line)["claim"] for line in done.stdout.splitlines())


def test_bytes_go_to_standard_output_where_no_terminal_is(store: str) -> None:
    done = run("claims", "--format", "parquet", "--store", store)
    assert pl.read_parquet(io.BytesIO(done.stdout_bytes)).height == len(run("claims", "--store", store).stdout.splitlines())


def test_bytes_are_kept_from_a_terminal(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tellings.cli import exporting
    from tellings.errors import UsageError

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdout", Terminal())
    with pytest.raises(UsageError):
        exporting.export("sqlite", store)


def test_a_file_is_written(store: str, tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    assert run("html", "--store", store, "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["claims", "--format", "xml"], ["geojson", "--format", "csv"], ["claims", "-o", "/nowhere/at/all"]],
)
def test_what_cannot_be_done_is_a_usage_error(store: str, arguments: list[str]) -> None:
    from tellings.errors import UsageError

    done = run(*arguments, "--store", store)
    assert isinstance(done.exception, UsageError), done.output
