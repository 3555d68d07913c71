"""The pages: a table of addresses, each with what makes its model; HTML and JSON of the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from tellings.server.query import part_of_path
from tellings.server.shared import Server, fits, json_address, json_answer
from tellings.server.templating import plain
from tellings.server.views.compare import compare
from tellings.server.views.decided import judgements, watches
from tellings.server.views.front import front
from tellings.server.views.network import network
from tellings.server.views.people import entities, entity
from tellings.server.views.places import control, place
from tellings.server.views.report import report
from tellings.server.views.search import search
from tellings.server.views.status import status
from tellings.server.views.story import story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from tellings.server.views.ask import Ask


Make = Callable[["Ask", Server, str], Any]
"""Makes a page's model, from what is asked, the server, and the last part of the address where it names something."""


@dataclass(frozen=True)
class Page:
    """A page: `path` of its HTML, `json` of its JSON, what makes it. `tagged` pages stay the same while the store does."""

    name: str
    path: str
    json: str
    make: Make
    tagged: bool = True


PAGES = (
    Page("front", "/", "/front.json", lambda ask, _, __: front(ask)),
    Page("story", "/stories/{named}", "/stories/{named}.json", lambda ask, server, named: story(ask, named, server.families)),
    Page("compare", "/compare", "/compare.json", lambda ask, server, _: compare(ask, server.families)),
    Page("report", "/reports/{named:path}", "/reports/{named:path}.json", lambda ask, _, named: report(ask, named)),
    Page("entities", "/entities", "/entities.json", lambda ask, _, __: entities(ask)),
    Page("entity", "/entities/{named:path}", "/entities/{named:path}.json", lambda ask, _, named: entity(ask, named)),
    Page("place", "/places/{named:path}", "/places/{named:path}.json", lambda ask, _, named: place(ask, named)),
    Page("control", "/control", "/control.json", lambda ask, _, __: control(ask)),
    Page("network", "/network", "/network.json", lambda ask, _, __: network(ask)),
    Page("search", "/search", "/search.json", lambda ask, _, __: search(ask)),
    Page("judgements", "/judgements", "/judgements.json", lambda ask, _, __: judgements(ask)),
    Page("watches", "/watches", "/watches.json", lambda ask, _, __: watches(ask)),
    Page("status", "/status", "/status.json", lambda ask, _, __: status(ask), tagged=False),
)  # fmt: skip

KEEPING = "private, no-cache"
"""A browser may keep a page, and asks each time whether it is still the same."""


def routes(server: Server) -> Iterator[Route]:
    """The routes of all pages, the JSON ones first: their paths are the longer."""
    for page in PAGES:
        yield Route(page.json, _endpoint(server, page, as_json=True), methods=["GET"], name=f"{page.name}_json")
        yield Route(page.path, _endpoint(server, page, as_json=False), methods=["GET"], name=page.name)


def _endpoint(server: Server, page: Page, *, as_json: bool) -> Any:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_answer, server, page, request, as_json=as_json)

    return answer


def _answer(server: Server, page: Page, request: Request, *, as_json: bool) -> Response:
    named = str(request.path_params.get("named", ""))
    with server.asking(request) as ask:
        tag = server.tag(request, ask)
        headers = {"cache-control": KEEPING, "vary": "Cookie, HX-Request"} | ({"etag": tag} if page.tagged else {})
        if page.tagged and fits(tag, request.headers.get("if-none-match")):
            return Response(status_code=304, headers=headers)
        model = page.make(ask, server, named)
        if as_json:
            answer = json_answer({"page": page.name} | plain(model))
        else:
            address = page.json.replace("{named:path}", "{named}").format(named=part_of_path(named))
            shell = server.shell(request, ask, json_address(ask.query, address))
            answer = server.render(model.TEMPLATE, page=model, shell=shell)
    answer.headers.update(headers)
    return answer
