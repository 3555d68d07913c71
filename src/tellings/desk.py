"""The one stateful object: a news desk that reads reports into a store, draws the picture, and answers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tellings.errors import UnknownIdError, UsageError
from tellings.export.context import Context
from tellings.export.drawn import (
    claim_row,
    control_row,
    copy_row,
    entity_row,
    judgement_row,
    reject_row,
    relation_row,
    story_row,
)  # fmt: skip
from tellings.export.rows import REPORT_KINDS
from tellings.extract.syntax import MemoParser, SpacyParser
from tellings.model.report import Reject
from tellings.pipeline import Tools, code_many, draw
from tellings.read.options import Hints
from tellings.read.readers import read_all
from tellings.store.memo import SqliteMemo
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from tellings.export.rows import Row
    from tellings.model.coding import Place
    from tellings.model.report import Report

BATCH_REPORTS = 64
"""Reports parsed in one go; more gain nothing, and a killed run loses what is in its batch."""

BATCH_TEXT = 200_000
"""Characters parsed in one go, so that long reports don't fill the memory."""

DRAWN_KINDS = ("stories", "copies", "claims", "entities", "relations", "control", "judgements", "rejects")
KINDS = (*REPORT_KINDS, *DRAWN_KINDS)
"""Every kind of row that can be exported."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: read, known already, or refused."""

    ref: str
    report: str | None = None
    known: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of the picture is asked for."""

    story: str | None = None
    since: date | None = None
    until: date | None = None


class Desk:
    """Reads, draws and answers, over one store. `tools` are made when the first report has to be parsed, not before."""

    def __init__(self, store: SqliteStore, tools: Callable[[], Tools] | None = None) -> None:
        self.store = store
        self._make_tools = tools or (lambda: open_tools(store))
        self._tools: Tools | None = None

    @classmethod
    def open(cls, path: str | Path, *, must_exist: bool = False) -> Desk:
        """The desk over the store at that path."""
        return cls(SqliteStore(Path(path), must_exist=must_exist))

    @property
    def tools(self) -> Tools:
        """The parser and the gazetteer."""
        if self._tools is None:
            self._tools = self._make_tools()
        return self._tools

    def close(self) -> None:
        """Gives the store back."""
        self.store.close()

    # -- reading

    def read(self, paths: Iterable[str], hints: Hints | None = None) -> Iterator[Outcome]:
        """Read what is behind the paths; an outcome for each input as soon as it is in the store. Ends with the picture drawn."""
        batch: list[Report] = []
        for found in read_all(paths, hints or Hints()):
            if isinstance(found, Reject):
                self.store.refuse(found)
                yield Outcome(found.ref, reason=found.reason)
                continue
            batch.append(found)
            if len(batch) >= BATCH_REPORTS or sum(len(r.text) for r in batch) >= BATCH_TEXT:
                yield from self._keep(batch)
                batch = []
        yield from self._keep(batch)
        self.redraw()

    def _keep(self, batch: list[Report]) -> Iterator[Outcome]:
        known = self.store.known([r.id for r in batch], self.tools.version) if batch else set()
        fresh = list({r.id: r for r in batch if r.id not in known}.values())
        if fresh:
            self.store.note("drawn", None)
            for report, coding in zip(fresh, code_many(fresh, self.tools), strict=True):
                self.store.add(report, coding)
        for report in batch:
            yield Outcome(report.ref, report.id, known=report.id in known)

    # -- the picture

    def redraw(self) -> None:
        """Draw the picture again, unless nothing has changed since it was drawn."""
        if self.store.noted("drawn"):
            return
        reports = {r.id: r for r in self.store.reports()}
        codings = {c.report: c for c in self.store.codings()}
        self.store.draw(draw(reports, codings, self.store.judgements()))
        self.store.note("drawn", "yes")

    # -- exports

    def export(self, kind: str, wanted: Selection | None = None) -> Iterator[Row]:
        """The rows of that kind, one after the other."""
        if kind not in KINDS:
            raise UsageError(f"there is no kind {kind!r} to export: {', '.join(KINDS)}")
        self.redraw()
        chosen = wanted or Selection()
        if kind in REPORT_KINDS:
            yield from self._report_rows(kind, chosen)
        else:
            yield from self._drawn_rows(kind, chosen)

    def _report_rows(self, kind: str, wanted: Selection) -> Iterator[Row]:
        ids = self._chosen(wanted)
        for k in range(0, len(ids), BATCH_REPORTS):
            some = ids[k : k + BATCH_REPORTS]
            codings = {c.report: c for c in self.store.codings(some)}
            contexts = self.store.contexts(some)
            for report in self.store.reports(some):
                yield from REPORT_KINDS[kind](report, codings[report.id], contexts.get(report.id, Context()))

    def _chosen(self, wanted: Selection) -> list[str]:
        ids = self.store.report_ids(wanted.since, wanted.until)
        if wanted.story is None:
            return ids
        inside = set(self.store.story(wanted.story).reports)
        return [i for i in ids if i in inside]

    def _drawn_rows(self, kind: str, wanted: Selection) -> Iterator[Row]:
        if kind == "rejects":
            yield from map(reject_row, self.store.rejects())
            return
        if kind == "judgements":
            yield from map(judgement_row, self.store.judgements())
            return
        picture = self.store.picture()
        rows: dict[str, Iterator[Row]] = {
            "stories": map(story_row, picture.stories),
            "copies": (copy_row(s, c) for s in picture.stories for c in s.copies),
            "claims": map(claim_row, picture.claims),
            "entities": map(entity_row, picture.entities),
            "relations": map(relation_row, picture.relations),
            "control": map(control_row, picture.control),
        }
        yield from rows[kind]


def open_tools(store: SqliteStore) -> Tools:
    """The English pipeline, remembering its parses in the store (or in the file that $TELLINGS_MEMO names), and the gazetteer."""
    shared = os.environ.get("TELLINGS_MEMO")
    memo = SqliteMemo(Path(shared)) if shared else store.memo()
    return Tools(MemoParser(SpacyParser(), memo), _gazetteer())


def _gazetteer() -> Any:
    try:
        from tellings.data.gazetteer import open_gazetteer
    except ImportError:
        return _Nowhere()
    return open_gazetteer()


class _Nowhere:
    def look_up(self, name: str) -> Sequence[Place]:
        return ()


__all__ = ["KINDS", "Desk", "Outcome", "Selection", "UnknownIdError", "open_tools"]
