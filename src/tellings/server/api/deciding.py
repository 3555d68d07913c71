"""Judgements, watches, and how the store is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from tellings.desk.judging import Decision
from tellings.errors import UnknownIdError, UsageError
from tellings.export.drawn import judgement_row
from tellings.model.ids import content_id
from tellings.model.listed import SavedSearch
from tellings.server.api import shapes
from tellings.server.api.answers import (
    CHANGING,
    DEFAULT_LIMIT,
    SENDING,
    UNCHANGED,
    Limit,
    Named,
    Offset,
    Refused,
    answer,
    offset_part,
)
from tellings.server.deciding import decide, take_back
from tellings.server.guard import reader_of
from tellings.server.shared import VERSION, json_answer
from tellings.server.views.decided import fresh, kept_query, watched
from tellings.server.views.status import COUNTED
from tellings.text.language import READ_LANGUAGES

if TYPE_CHECKING:
    from tellings.server.shared import Server
    from tellings.server.views.ask import Ask


def router(server: Server) -> APIRouter:
    """The routes of what persons decide and keep."""
    made = APIRouter(tags=["judgements"])
    _judgements(made, server)
    _watches(made, server)

    @made.get("/status", response_model=shapes.Status)
    def status(request: Request) -> Response:
        """How much the store holds, and whether the picture is up to date."""
        return answer(server, request, _status, tagged=False)

    return made


def _judgements(made: APIRouter, server: Server) -> None:
    @made.get("/judgements", response_model=shapes.Part[shapes.Judgement], responses=UNCHANGED)
    def judgements(request: Request, offset: Offset = 0, limit: Limit = DEFAULT_LIMIT) -> Response:
        """What persons decided, undone decisions too, the latest first."""

        def make(ask: Ask) -> Any:
            every = ask.store.judgements()[::-1]
            rows = [judgement_row(j) for j in every[offset : offset + limit]]
            return offset_part(request, rows, offset, limit, len(every))

        return answer(server, request, make)

    @made.post("/judgements", response_model=shapes.Judged, status_code=201, dependencies=SENDING)
    def judge(request: Request, decision: shapes.Decision) -> Response:
        """Take a decision: two or more ids for same and not-same, one or more for wrong and right, one and `name` for rename."""
        of = (*decision.of, decision.name) if decision.verdict == "rename" else tuple(decision.of)
        by = reader_of(request.scope).name
        try:
            taken, drawn = decide(server, Decision(decision.verdict, of, by, decision.reason))
        except UnknownIdError:
            raise
        except UsageError as error:
            raise Refused(409, "It makes no sense", str(error)) from error
        return json_answer(judgement_row(taken) | {"drawn": drawn}, 201)

    @made.post("/judgements/{named}/undo", response_model=shapes.Judged, dependencies=CHANGING)
    def undo(request: Request, named: Named) -> Response:
        """Take a decision back."""
        undone, drawn = take_back(server, named, reader_of(request.scope).name)
        return json_answer(judgement_row(undone) | {"drawn": drawn})


def _watches(made: APIRouter, server: Server) -> None:
    @made.get("/watches", response_model=shapes.Part[shapes.Watch], responses=UNCHANGED)
    def watches(request: Request, offset: Offset = 0, limit: Limit = DEFAULT_LIMIT) -> Response:
        """The saved searches, and how many stories of each have reports added since it was last looked at."""

        def make(ask: Ask) -> Any:
            every = ask.store.watches()
            return offset_part(request, [_watch(ask, w) for w in every[offset : offset + limit]], offset, limit, len(every))

        return answer(server, request, make)

    @made.post("/watches", response_model=shapes.Watch, status_code=201, dependencies=SENDING)
    def watch(request: Request, new: shapes.NewWatch) -> Response:
        """Save a search."""
        query, by, now = kept_query(new.query), reader_of(request.scope).name, datetime.now(UTC).isoformat()
        with server.asking(request) as ask:
            kept = SavedSearch(content_id("watch", new.name, query), new.name, query, by, now, ask.asked.last_number())
            server.desk.store.keep_watch(kept)
            return json_answer(_watch(ask, kept), 201)

    @made.post("/watches/{named}/seen", response_model=shapes.Watch, dependencies=CHANGING)
    def seen(request: Request, named: Named) -> Response:
        """Count what is new from now on."""
        with server.asking(request) as ask:
            kept = _found(server, named)
            looked = replace(kept, seen=ask.asked.last_number())
            server.desk.store.keep_watch(looked)
            return json_answer(_watch(ask, looked))

    @made.delete("/watches/{named}", status_code=204, dependencies=CHANGING)
    def unwatch(named: Named) -> Response:
        """Drop a saved search."""
        server.desk.store.drop_watch(_found(server, named).id)
        return Response(status_code=204)


def _found(server: Server, named: str) -> SavedSearch:
    kept = server.desk.store.watch(named)
    if kept is None:
        raise UnknownIdError(f"there is no watch {named!r}")
    return kept


def _watch(ask: Ask, kept: SavedSearch) -> dict[str, Any]:
    new = ask.asked.count_stories(fresh(watched(kept, ask.asked.newest_day()), kept.seen))
    return {"watch": kept.id, "name": kept.name, "query": kept.query, "by": kept.by, "made": kept.made, "new": new}


def _status(ask: Ask) -> dict[str, Any]:
    unread = {k: n for k, n in ask.store.languages().items() if k and k not in READ_LANGUAGES}
    return {
        "version": VERSION, "counts": ask.store.count(*COUNTED), "unread": unread, "drawn": ask.asked.drawn() is not None,
        "waiting": ask.asked.waiting(), "newest": ask.asked.newest_day(),
    }  # fmt: skip
