"""`tellings export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Store

if TYPE_CHECKING:
    from datetime import date


def export(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="reports, mentions, statements, events, stories, claims …")],
    store: Store = DEFAULT_STORE,
    story: Annotated[str | None, typer.Option(metavar="ID", help="Only what belongs to this story.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only reports from this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only reports to this day.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="jsonl.")] = "jsonl",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.")] = None,
) -> None:
    """Write what was read, or the picture, in the rows of the contract."""
    from tellings.desk import Desk, Selection
    from tellings.errors import UsageError
    from tellings.export.jsonl import write_jsonl

    if form != "jsonl":
        raise UsageError(f"there is no format {form!r}: jsonl")
    desk = Desk.open(store, must_exist=True)
    rows = desk.export(kind, Selection(story, _day("--since", since), _day("--until", until)))
    if output is None:
        write_jsonl(rows, sys.stdout)
    else:
        with output.open("w", encoding="utf-8") as file:
            write_jsonl(rows, file)
    desk.close()


def _day(option: str, given: str | None) -> date | None:
    from tellings.errors import UsageError
    from tellings.read.dates import day_of

    day = day_of(given)
    if given and day is None:
        raise UsageError(f"{option} {given!r} is no day: write it as 2024-12-31")
    return day
