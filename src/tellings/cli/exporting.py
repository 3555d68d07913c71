"""`tellings export`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from tellings.cli.options import DEFAULT_STORE, Store, day_option

if TYPE_CHECKING:
    from collections.abc import Iterator

KIND_HELP = """\
reports, mentions, statements, events, stories, copies, claims, entities, relations, control, judgements, rejects; \
tables of other data sets: gdelt, gdelt-mentions, polecat, acled, ucdp; \
documents: ninjs, followthemoney, geojson, stix, annotations, sqlite, graphml, gexf, icalendar, html"""


def export(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help=KIND_HELP)] = None,
    store: Store = DEFAULT_STORE,
    story: Annotated[str | None, typer.Option(metavar="ID", help="Only what belongs to this story.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only reports from this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only reports to this day.")] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="jsonl, csv, parquet; tsv for tables of others."),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.")] = None,
    full_text: Annotated[bool, typer.Option("--full-text", help="Whole texts in documents: they are their owners'.")] = False,
    kinds: Annotated[bool, typer.Option("--kinds", help="List every KIND with what it is, and stop.")] = False,
) -> None:
    """Write what was read, or the picture, in the shape that another tool loads.

    Rows of the contract, tables of other data sets, documents: --kinds lists them.
    """
    from tellings.desk import Desk, Selection
    from tellings.errors import UsageError

    if kinds:
        _list_kinds()
        return
    if kind is None:
        raise UsageError("say what to export: `tellings export --kinds` lists what there is")
    wanted = Selection(story, day_option("--since", since), day_option("--until", until))
    with Desk.open(store, must_exist=True) as desk:
        pieces = desk.exported(kind, form, wanted, full_text=full_text)
        with _opened(output, binary=_is_binary(kind, form)) as file:
            for piece in pieces:
                file.write(piece)
            file.flush()


def _list_kinds() -> None:
    from tellings.export.documents import DOCUMENTS
    from tellings.export.kinds import ABOUT
    from tellings.export.tables import TABLES

    told = ABOUT | {t.name: t.about for t in TABLES.values()} | {d.name: d.about for d in DOCUMENTS.values()}
    for name, about in told.items():
        sys.stdout.write(f"{name:<15} {about}\n")


def _is_binary(kind: str, form: str | None) -> bool:
    from tellings.export.documents import DOCUMENTS

    return form == "parquet" or (kind in DOCUMENTS and DOCUMENTS[kind].binary)


@contextmanager
def _opened(output: Path | None, *, binary: bool) -> Iterator[BinaryIO]:
    from tellings.errors import UsageError

    if output is None:
        if binary and sys.stdout.isatty():
            raise UsageError("this is no text: name a file with -o, or send it to another program")
        yield sys.stdout.buffer
        return
    try:
        file = output.open("wb")
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from error
    with file:
        yield file
