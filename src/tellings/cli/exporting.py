"""`tellings export`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from tellings.cli.options import DEFAULT_STORE, Store, day_option

if TYPE_CHECKING:
    from collections.abc import Iterator


def export(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="reports, mentions, statements, events, stories, claims …")],
    store: Store = DEFAULT_STORE,
    story: Annotated[str | None, typer.Option(metavar="ID", help="Only what belongs to this story.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only reports from this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only reports to this day.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="jsonl or csv.")] = "jsonl",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.")] = None,
) -> None:
    """Write what was read, or the picture, in the rows of the contract."""
    from tellings.desk import Desk, Selection
    from tellings.errors import UsageError
    from tellings.export.formats import FORMATS

    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}: {', '.join(FORMATS)}")
    wanted = Selection(story, day_option("--since", since), day_option("--until", until))
    with Desk.open(store, must_exist=True) as desk, _opened(output) as file:
        FORMATS[form](kind, desk.export(kind, wanted), file)


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    try:
        file = output.open("w", encoding="utf-8", newline="")
    except OSError as error:
        from tellings.errors import UsageError

        raise UsageError(f"{output} cannot be written: {error.strerror}") from error
    with file:
        yield file
