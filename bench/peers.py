#!/usr/bin/env python3
"""Stages of reading beside what others offer for the same, in one run, on the same reports.

    bench/peers.py             the invented reports in examples/
    bench/peers.py FILE.jsonl  other reports

Statements beside textacy's direct quotations, dates beside dateparser's search, keeping a report beside SQLite's own insert of
its text. A ratio above 1 says that ours is faster. The peers find less (textacy: direct speech alone) or guess more (dateparser);
what is found is counted beside the time.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from speed import REPO, Replay, as_it_comes, load, timed
from tellings import pipeline
from tellings.data.gazetteer import open_gazetteer
from tellings.extract.names import find_cast
from tellings.extract.reading import Reading
from tellings.extract.spacy_parser import SpacyParser
from tellings.extract.statements import find_statements
from tellings.extract.syntax import Syntax, assemble, parsed_blocks, smooth
from tellings.extract.times import bind_times, date_words
from tellings.model.coding import Coding
from tellings.model.report import Report
from tellings.store.sqlite import SqliteStore
from tellings.text.blocks import cut


def main() -> int:
    """Measure and print."""
    warnings.simplefilter("ignore")
    reports = load([Path(p) for p in sys.argv[1:]] or sorted((REPO / "examples").rglob("*.jsonl")))
    words = sum(len(r.text.split()) for r in reports)
    tools = pipeline.Tools(Replay(SpacyParser()), open_gazetteer())
    codings = pipeline.code_many(reports, tools)
    print(f"{len(reports)} reports, {words} words")
    for name, ours, theirs in (
        ("statements, beside textacy's direct quotations", *statements(reports, tools)),
        ("dates, beside dateparser's search", *dates(reports, tools)),
        ("keeping, beside SQLite's own insert", *keeping(reports, codings)),
    ):
        (mine, found), (other, others) = ours, theirs
        print(f"{name:50} {words / mine:9.0f} words/s, {found} found; {words / other:9.0f}, {others} found; {other / mine:6.2f}")
    return 0


Measured = tuple[float, int]
"""Seconds, and how much was found."""


def measured(work: Callable[[], Sequence[Any]]) -> Measured:
    """The seconds of some work, done once before so that its tables are loaded, and how much it found."""
    found = len(work())
    return timed(work), found


def statements(reports: Sequence[Report], tools: pipeline.Tools) -> tuple[Measured, Measured]:
    """Parses are there on both sides."""
    from textacy.extract import triples

    readings = [reading(r, tools) for r in reports]
    nlp = as_it_comes()
    docs = list(nlp.pipe(r.text.replace("“", '"').replace("”", '"') for r in reports))
    return (
        measured(lambda: [s for r in readings for s in find_statements(r)]),
        measured(lambda: [q for d in docs for q in quoted(triples, d)]),
    )


def quoted(triples: Any, doc: Any) -> list[Any]:
    """What textacy finds; a text with an odd number of marks it refuses."""
    try:
        return list(triples.direct_quotations(doc))
    except ValueError:
        return []


def dates(reports: Sequence[Report], tools: pipeline.Tools) -> tuple[Measured, Measured]:
    """From text to days, against the same day."""
    from datetime import datetime

    from dateparser.search import search_dates

    trees = [syntax(r, tools) for r in reports]
    day = datetime(2031, 3, 12)  # noqa: DTZ001  # dateparser wants a bare one
    lines = [line for r in reports for line in r.text.split("\n") if line.strip()]
    settings: Any = {"RELATIVE_BASE": day}
    return (
        measured(lambda: [t for tree in trees for t in bind_times(date_words(tree), day.date(), None)]),
        measured(lambda: [d for line in lines for d in search_dates(line, languages=["en"], settings=settings) or ()]),
    )


def keeping(reports: Sequence[Report], codings: Sequence[Coding]) -> tuple[Measured, Measured]:
    """A report with all that was read from it, beside its bare text; each in a transaction of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "ours.db")
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        bare.executescript("PRAGMA journal_mode=WAL; CREATE TABLE reports (report TEXT PRIMARY KEY, text TEXT)")
        ours = timed(lambda: keep(store, reports, codings))
        theirs = timed(lambda: [bare.execute("INSERT INTO reports VALUES (?, ?)", (r.id, r.text)) for r in reports])
        store.close()
        bare.close()
    return (ours, len(reports)), (theirs, len(reports))


def keep(store: SqliteStore, reports: Sequence[Report], codings: Sequence[Coding]) -> None:
    """Each report with its coding."""
    for report, coding in zip(reports, codings, strict=True):
        store.add(report, coding)


def syntax(report: Report, tools: pipeline.Tools) -> Syntax:
    """The parsed report."""
    blocks = parsed_blocks(cut(report.text, report.blocks, report.title).blocks)
    return assemble(report.text, blocks, tools.parser.parse([smooth(report.text[b.start : b.end]) for b in blocks]))


def reading(report: Report, tools: pipeline.Tools) -> Reading:
    """What the stages behind the cast work on."""
    tree = syntax(report, tools)
    return Reading(report=report.id, syntax=tree, day=None, cast=find_cast(tree))


if __name__ == "__main__":
    sys.exit(main())
