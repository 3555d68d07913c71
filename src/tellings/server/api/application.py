"""The API as an application of its own: its routes, its errors, its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route

from tellings.errors import TellingsError
from tellings.server.api import deciding, people, reports, stories
from tellings.server.api.answers import ERRORS, Refused
from tellings.server.shared import VERSION, problem
from tellings.server.statuses import TITLES, status_of

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig
    from starlette.requests import Request
    from starlette.responses import Response

    from tellings.server.shared import Server

ABOUT = """The picture that the reports give together, a part at a time: the rows of `tellings export`.

Lists answer `{items, next}`; `next` is the address of the following part, null at the end. Every answer has an ETag; with
`If-None-Match` an answer that is still the same is a 304. Errors are `application/problem+json`. Where people log in, send
`Authorization: Bearer …` (`tellings users token NAME`)."""

NOTHING_TOLD: TelemetryConfig = {"auto_configure": False, "tracing": False, "metrics": False, "logs": False}
"""FastAPI can send measurements to whom environment variables name; ours go to nobody."""


def api(server: Server) -> FastAPI:
    """The API over a server's desk."""
    made = FastAPI(
        title="tellings", version=VERSION, description=ABOUT, docs_url=None, redoc_url=None, openapi_url="/openapi.json",
        responses=ERRORS, servers=[{"url": "/api/v1"}], root_path_in_servers=False, telemetry=NOTHING_TOLD,
    )  # fmt: skip
    for routes in (stories, reports, people, deciding):
        made.include_router(routes.router(server))
    made.router.routes.append(Route("/{rest:path}", _nowhere))
    _errors(made)
    return made


async def _nowhere(_: Request) -> Response:
    return problem(404, "Not found", "there is no such address: /api/v1/openapi.json describes those that there are")


def _errors(made: FastAPI) -> None:
    async def ours(_: Request, error: Any) -> Response:
        status = status_of(error)
        headers = {"retry-after": "5"} if status == 503 else None
        return problem(status, TITLES.get(status, "A fault of ours"), str(error), headers)

    async def theirs(_: Request, error: Any) -> Response:
        return problem(error.status_code, TITLES.get(error.status_code, "Refused"), str(error.detail), dict(error.headers or {}))

    async def invalid(_: Request, error: Any) -> Response:
        says = "; ".join(f"{'.'.join(map(str, e['loc'][1:])) or e['loc'][0]}: {e['msg']}" for e in error.errors())
        return problem(422, TITLES[422], says)

    async def refused(_: Request, error: Any) -> Response:
        answer: Response = error.answer
        return answer

    made.add_exception_handler(TellingsError, ours)
    made.add_exception_handler(HTTPException, theirs)
    made.add_exception_handler(RequestValidationError, invalid)
    made.add_exception_handler(Refused, refused)
