"""Reports, what was read from each, and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from tellings.export.rows import REPORT_KINDS
from tellings.model.listed import Slice
from tellings.model.period import iso
from tellings.server.api import shapes
from tellings.server.api.answers import (
    DEFAULT_LIMIT,
    UNCHANGED,
    After,
    Day,
    Limit,
    Named,
    Offset,
    Text,
    answer,
    offset_part,
    part,
)
from tellings.server.views.report import find_report
from tellings.server.views.search import plain_words
from tellings.server.views.story import find_story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tellings.server.shared import Server
    from tellings.server.views.ask import Ask

READ = {"mentions": shapes.Mention, "statements": shapes.Statement, "events": shapes.Event}
"""What is read from one report, with its shape."""

A_HANDFUL = 10
"""Reports looked through at a time for their rows."""


def router(server: Server) -> APIRouter:
    """The routes of reports and the search."""
    made = APIRouter(tags=["reports"])

    @made.get("/reports", response_model=shapes.Part[shapes.Report], responses=UNCHANGED)
    def reports(
        request: Request, since: Day = None, until: Day = None, after: After = "", limit: Limit = DEFAULT_LIMIT
    ) -> Response:
        """The reports of some days with their texts and blocks, the latest first."""

        def make(ask: Ask) -> Any:
            found = ask.asked.reports(iso(since) or "", iso(until) or "", Slice(after, limit))
            return part(request, rows(ask, found.lines, "reports"), {"after": found.next} if found.next else None)

        return answer(server, request, make)

    @made.get("/reports/{named}", response_model=shapes.Report, responses=UNCHANGED)
    def one_report(request: Request, named: Named) -> Response:
        """A report by its id, ref or address."""
        return answer(server, request, lambda ask: rows(ask, [find_report(ask, named)[0].id], "reports")[0])

    for kind, shape in READ.items():
        _of_report(made, server, kind, shape)
        _of_story(made, server, kind, shape)
        _of_days(made, server, kind, shape)

    @made.get("/search", response_model=shapes.Part[shapes.Hit], responses=UNCHANGED)
    def search(request: Request, q: Text, after: After = "", limit: Limit = DEFAULT_LIMIT) -> Response:
        """The reports that hold all the words, the last read first; quotation marks ask for a phrase."""

        def make(ask: Ask) -> Any:
            found = ask.asked.found(q, Slice(after, limit))
            lines = ask.asked.report_lines([h.report for h in found.lines])
            hits = [
                {
                    "report": h.report, "ref": lines[h.report].ref, "title": h.title and plain_words(h.title),
                    "excerpt": plain_words(h.excerpt), "story": lines[h.report].story,
                }
                for h in found.lines
                if h.report in lines
            ]  # fmt: skip
            return part(request, hits, {"after": found.next} if found.next else None)

        return answer(server, request, make)

    return made


def _of_report(made: APIRouter, server: Server, kind: str, shape: Any) -> None:
    def read(request: Request, named: Named, offset: Offset = 0, limit: Limit = DEFAULT_LIMIT) -> Response:
        def make(ask: Ask) -> Any:
            every = rows(ask, [find_report(ask, named)[0].id], kind)
            return offset_part(request, every[offset : offset + limit], offset, limit, len(every))

        return answer(server, request, make)

    made.add_api_route(
        f"/reports/{{named}}/{kind}", read, response_model=shapes.Part[shape], responses=UNCHANGED, name=f"{kind}_of_report",
        description=f"The {kind} of one report, in the order of its text.", methods=["GET"],
    )  # fmt: skip


def _of_story(made: APIRouter, server: Server, kind: str, shape: Any) -> None:
    def read(request: Request, named: Named, after: After = "", limit: Limit = DEFAULT_LIMIT) -> Response:
        def make(ask: Ask) -> Any:
            ids = [r.id for r in ask.asked.reports_of(find_story(ask, named).line.id)]
            at, _, _ = after.partition("~")
            found, onward = _gathered(ask, ids[ids.index(at) if at in ids else 0 :], kind, after, limit)
            return part(request, found, {"after": onward} if onward else None)

        return answer(server, request, make)

    made.add_api_route(
        f"/stories/{{named}}/{kind}", read, response_model=shapes.Part[shape], responses=UNCHANGED, name=f"{kind}_of_story",
        description=f"The {kind} of all reports of a story, report by report.", methods=["GET"],
    )  # fmt: skip


def _of_days(made: APIRouter, server: Server, kind: str, shape: Any) -> None:
    def read(request: Request, since: Day = None, until: Day = None, after: After = "", limit: Limit = DEFAULT_LIMIT) -> Response:
        def make(ask: Ask) -> Any:
            found, onward = _of_reports(ask, (iso(since) or "", iso(until) or ""), kind, after, limit)
            return part(request, found, {"after": onward} if onward else None)

        return answer(server, request, make)

    made.add_api_route(
        f"/{kind}", read, response_model=shapes.Part[shape], responses=UNCHANGED, name=kind, methods=["GET"],
        description=f"The {kind} of all reports, or those of some days, the latest first.",
    )  # fmt: skip


def _of_reports(ask: Ask, days: tuple[str, str], kind: str, after: str, limit: int) -> tuple[list[Any], str]:
    """Rows of the reports of some days, and where to go on: behind which report, and at which row of the next one."""
    behind, _, skip = after.partition("|")
    offset = int(skip) if skip.isdecimal() and len(skip) < 8 else 0
    found: list[Any] = []
    while True:
        some = ask.asked.reports(*days, Slice(behind, A_HANDFUL))
        for report in some.lines:
            of = rows(ask, [report], kind)[offset:]
            room = limit - len(found)
            if len(of) > room:
                return [*found, *of[:room]], f"{behind}|{offset + room}"
            found += of
            offset, behind = 0, ask.asked.report_cursor(report)
        if some.next is None:
            return found, ""


def _gathered(ask: Ask, ids: Sequence[str], kind: str, after: str, limit: int) -> tuple[list[Any], str]:
    """Rows of some reports, the first of them left out as `after` says, and where to go on."""
    _, _, skip = after.partition("~")
    found: list[Any] = []
    offset = int(skip) if skip.isdecimal() and len(skip) < 8 else 0
    for report in ids:
        of = rows(ask, [report], kind)[offset:]
        room = limit - len(found)
        if len(of) > room:
            return [*found, *of[:room]], f"{report}~{offset + room}"
        found += of
        offset = 0
    return found, ""


def rows(ask: Ask, ids: Sequence[str], kind: str) -> list[dict[str, Any]]:
    """The rows of the exports of some reports, in their order."""
    make: Callable[..., Any] = REPORT_KINDS[kind]
    nouns = {r.id: r for r in ask.store.reports(ids)}
    codings = {c.report: c for c in ask.store.codings(ids)}
    contexts = ask.store.contexts(ids)
    return [row for i in ids if i in nouns and i in codings for row in make(nouns[i], codings[i], contexts[i])]
