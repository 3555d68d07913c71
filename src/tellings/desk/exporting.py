"""The picture in every form: rows of the contract, tables and documents of the field, Arrow; streamed a story at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tellings.desk.selection import Selection
from tellings.errors import UsageError
from tellings.export.arrow import parquet, reader, schema, schema_of
from tellings.export.asked import Asked
from tellings.export.documents import DOCUMENTS
from tellings.export.formats import FORMATS
from tellings.export.kinds import KINDS
from tellings.export.shapes import written
from tellings.export.tables import TABLES
from tellings.model.opened import OpenedStory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.desk.desk import Desk
    from tellings.export.rows import Row
    from tellings.export.shapes import TableShape

FORMS = (*FORMATS, "tsv", "parquet")
"""What `--format` may name for rows; a document has its own shape."""

BINARY = frozenset({"parquet", "sqlite"})
"""Forms and documents that are no text."""


def opened_stories(desk: Desk, wanted: Selection | None = None) -> Iterator[OpenedStory]:
    """The stories that were asked for, opened one after the other, the latest first; every claim in the first that has it.

    `reports` and `codings` hold the reports of claims that were told before or after the story, too.
    """
    chosen = wanted or Selection()
    among = None if chosen.everything else set(desk.store.stories_of(desk.chosen(chosen)))
    seen: set[str] = set()
    keys = [s.id for s in desk.stories() if among is None or s.id in among]
    for key in keys:
        opened = desk.open_story(key)
        fresh = tuple(c for c in opened.claims if c.id not in seen)
        seen.update(c.id for c in fresh)
        yield with_all_tellers(desk, replace(opened, claims=fresh))


def with_all_tellers(desk: Desk, opened: OpenedStory) -> OpenedStory:
    """The story with the reports beyond it that tell its claims."""
    beyond = {r for c in opened.claims for r in c.reports} - opened.reports.keys()
    if not beyond:
        return opened
    reports = {r.id: r for r in desk.store.reports(beyond)}
    codings = {c.report: c for c in desk.store.codings(beyond)}
    return replace(opened, reports={**opened.reports, **reports}, codings={**opened.codings, **codings})


def exported(
    desk: Desk, kind: str, form: str | None = None, wanted: Selection | None = None, *, full_text: bool = False
) -> Iterator[bytes]:
    """A kind in a form, as the bytes of a file, in pieces. Raises UsageError where there is no such kind or form."""
    if kind in DOCUMENTS:
        if form not in (None, kind):
            raise UsageError(f"{kind} is a format of its own: it has no --format")
        asked = Asked(lambda: opened_stories(desk, wanted), lambda k: desk.export(k, wanted), full_text)
        return _encoded(DOCUMENTS[kind].write(asked))
    if kind in TABLES:
        return _encoded(_table(TABLES[kind], form or TABLES[kind].form, table_rows(desk, kind, wanted)))
    if kind not in KINDS:
        raise UsageError(f"there is no kind {kind!r} to export: {', '.join((*KINDS, *TABLES, *DOCUMENTS))}")
    return _encoded(_rows(kind, form or "jsonl", desk.export(kind, wanted)))


def rows(desk: Desk, kind: str, wanted: Selection | None = None) -> Iterator[Row]:
    """The rows of a kind, or of a table of the field. Raises UsageError."""
    return table_rows(desk, kind, wanted) if kind in TABLES else desk.export(kind, wanted)


def table_rows(desk: Desk, kind: str, wanted: Selection | None = None) -> Iterator[Row]:
    """The rows of a table of the field."""
    return (row for opened in opened_stories(desk, wanted) for row in TABLES[kind].rows(opened))


def arrow(desk: Desk, kind: str, wanted: Selection | None = None) -> Any:
    """A kind, or a table of the field, as a `pyarrow.RecordBatchReader`. Raises UsageError."""
    if kind in TABLES:
        import pyarrow as pa

        from tellings.export.arrow import batches

        types = schema_of(TABLES[kind].types)
        return pa.RecordBatchReader.from_batches(types, batches(table_rows(desk, kind, wanted), types))
    return reader(kind, desk.export(kind, wanted))


def _rows(kind: str, form: str, rows: Iterator[Row]) -> Iterator[str] | Iterator[bytes]:
    if form == "parquet":
        return parquet(rows, schema(kind))
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r} for {kind}: {', '.join((*FORMATS, 'parquet'))}")
    return FORMATS[form](kind, rows)


def _table(shape: TableShape, form: str, rows: Iterator[Row]) -> Iterator[str] | Iterator[bytes]:
    if form == "parquet":
        return parquet(rows, schema_of(shape.types))
    if form == "jsonl":
        return FORMATS["jsonl"](shape.name, rows)
    if form not in ("csv", "tsv"):
        raise UsageError(f"there is no format {form!r} for {shape.name}: {', '.join(FORMS)}")
    if form == shape.form:
        return written(shape, rows)
    return written(replace(shape, header=True), rows, "\t" if form == "tsv" else ",")


def _encoded(pieces: Iterator[str] | Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.encode("utf-8") if isinstance(piece, str) else piece
