"""Entities, places, control, relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from tellings.errors import UnknownIdError
from tellings.export.drawn import control_row, relation_row
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
from tellings.server.api.stories import claim_rows
from tellings.server.views.people import ACTING, SPEAKING, find_entity

if TYPE_CHECKING:
    from tellings.model.listed import EntityLine
    from tellings.server.shared import Server
    from tellings.server.views.ask import Ask

KIND = Literal["event", "statement"]

RELATION = Literal[
    "", "supports", "opposes", "ally of", "at war with", "has forces in", "backs", "leads", "spokesperson of", "part of"
]


def router(server: Server) -> APIRouter:
    """The routes of who and where."""
    made = APIRouter(tags=["entities"])

    @made.get("/entities", response_model=shapes.Part[shapes.Entity], responses=UNCHANGED)
    def entities(
        request: Request, q: Text = "", kind: Text = "", country: Text = "", sector: Text = "", after: After = "",
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:  # fmt: skip
        """Who is in most reports first: of a kind, country, sector, or with a name like `q`."""
        wanted = {"q": q, "kind": kind, "country": country, "sector": sector}

        def make(ask: Ask) -> Any:
            found = ask.asked.entities(wanted, Slice(after, limit))
            return part(request, [entity(e) for e in found.lines], {"after": found.next} if found.next else None)

        return answer(server, request, make)

    @made.get("/entities/{named}", response_model=shapes.WholeEntity, responses=UNCHANGED)
    def one_entity(request: Request, named: Named) -> Response:
        """An entity by its id, or by exactly its name, with spellings, offices, and why its names are one."""
        return answer(server, request, lambda ask: whole_entity(ask, find_entity(ask, named)))

    @made.get("/entities/{named}/claims", response_model=shapes.Part[shapes.Claim], responses=UNCHANGED)
    def claims_of_entity(
        request: Request, named: Named, kind: KIND = "event", offset: Offset = 0, limit: Limit = DEFAULT_LIMIT
    ) -> Response:
        """What somebody is said to do and suffer (event), or says (statement), the latest first."""

        def make(ask: Ask) -> Any:
            who = find_entity(ask, named)
            parts = SPEAKING if kind == "statement" else ACTING
            rows = claim_rows(ask, ask.asked.claims_of_party(who.id, parts, offset, limit))
            return offset_part(request, rows, offset, limit, ask.asked.count_claims_of_party(who.id, parts))

        return answer(server, request, make)

    @made.get("/places/{named}/claims", response_model=shapes.Part[shapes.Claim], responses=UNCHANGED)
    def claims_of_place(request: Request, named: Named, offset: Offset = 0, limit: Limit = DEFAULT_LIMIT) -> Response:
        """What is said to have happened at a place, the latest first."""

        def make(ask: Ask) -> Any:
            found = find_place(ask, named)
            rows = claim_rows(ask, ask.asked.claims_at(*found, offset, limit))
            return offset_part(request, rows, offset, limit, ask.asked.count_at(*found))

        return answer(server, request, make)

    @made.get("/places/{named}", response_model=shapes.Place, responses=UNCHANGED)
    def place(request: Request, named: Named) -> Response:
        """A place by its geonameid or name: where it lies, how much is told of it, who held it when."""

        def make(ask: Ask) -> Any:
            name, number = find_place(ask, named)
            lat, lon = ask.asked.sites([number]).get(number, (None, None)) if number is not None else (None, None)
            held = [control_row(c.noun) for c in ask.asked.control_at(name, number)]
            claims = ask.asked.count_at(name, number)
            return {"place": name, "geonameid": number, "lat": lat, "lon": lon, "claims": claims, "control": held}

        return answer(server, request, make)

    _ties(made, server)
    return made


def _ties(made: APIRouter, server: Server) -> None:
    @made.get("/control", response_model=shapes.Part[shapes.Control], responses=UNCHANGED)
    def control(request: Request, on: Day = None, offset: Offset = 0, limit: Limit = DEFAULT_LIMIT) -> Response:
        """Who holds which place: on a day, or ever."""

        def make(ask: Ask) -> Any:
            rows = [control_row(c.noun) for c in ask.asked.control_on(iso(on) or "", offset, limit)]
            return offset_part(request, rows, offset, limit, ask.asked.count_control(iso(on) or ""))

        return answer(server, request, make)

    @made.get("/relations", response_model=shapes.Part[shapes.Relation], responses=UNCHANGED)
    def relations(
        request: Request, since: Day = None, until: Day = None, entity: Text = "", relation: RELATION = "", offset: Offset = 0,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:  # fmt: skip
        """Who stands with whom: between two days, of an entity, of one kind; the firmest and latest first."""

        def make(ask: Ask) -> Any:
            who = find_entity(ask, entity).id if entity else ""
            wanted = {"since": iso(since) or "", "until": iso(until) or "", "entity": who, "relation": relation}
            rows = [relation_row(t.noun) for t in ask.asked.ties(wanted, offset, limit)]
            return offset_part(request, rows, offset, limit, ask.asked.count_ties(wanted))

        return answer(server, request, make)


def find_place(ask: Ask, named: str) -> tuple[str, int | None]:
    """Name and geonameid of a place that is told of. Raises UnknownIdError."""
    found = ask.asked.place(named)
    if found is None:
        raise UnknownIdError(f"nothing is told of a place {named!r}")
    return found


def entity(line: EntityLine) -> dict[str, Any]:
    """An entity in a list."""
    return {
        "entity": line.id, "kind": line.kind, "name": line.name, "country": line.country, "sector": line.sector,
        "reports": line.reports,
    }  # fmt: skip


def whole_entity(ask: Ask, line: EntityLine) -> dict[str, Any]:
    """An entity with all that is known of it; of its spellings how many reports have each."""
    roles = [{"title": r.title, "from": iso(r.first), "to": iso(r.last)} for r in ask.asked.offices(line.id)]
    merges = [{"left": m.left, "right": m.right, "score": m.score, "reason": m.reason} for m in ask.asked.merges(line.id)]
    names = [{"text": text, "reports": n} for text, n in ask.asked.spellings(line.id)]
    return entity(line) | {"names": names, "roles": roles, "merges": merges}
