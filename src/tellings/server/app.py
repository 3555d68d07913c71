"""The application: pages, forms, feeds, API, static files, behind one guard."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tellings.errors import TellingsError
from tellings.server import feeds, forms, pages
from tellings.server.api import api
from tellings.server.drawing import AtOnce
from tellings.server.guard import Guard
from tellings.server.login import Door
from tellings.server.settings import Settings
from tellings.server.shared import Server, problem
from tellings.server.statuses import TITLES, status_of
from tellings.server.templating import STATIC
from tellings.server.views.desk_pages import ErrorPage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import Scope

    from tellings.desk import Desk
    from tellings.server.drawing import Drawer

AT_ONCE = 3
"""Answers made at a time. Making them is work for one core of Python's; more threads only make each other wait."""

TURN_SECONDS = 0.001
"""How long one of them holds Python before another may have it: each row of a query gives it up, and has to have it back."""

SMALLEST_PACKED = 800
"""Bytes under which packing an answer saves no packet."""

PACKING = 4
"""How hard; 9 takes three times as long for a twentieth less."""

YEAR = 31_536_000


class Kept(StaticFiles):
    """Static files; one that is asked for with its hash in the address may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file."""
        answer = await super().get_response(path, scope)
        hashed = scope["query_string"].startswith(b"v=")
        answer.headers["cache-control"] = f"public, max-age={YEAR}, immutable" if hashed else "no-cache"
        return answer


def create_app(desk: Desk, settings: Settings | None = None, drawer: Drawer | None = None) -> Starlette:
    """The server over a desk. Without a drawer the picture is drawn where it is needed, on the spot."""
    server = Server(desk, settings or Settings(), Door(desk.store), drawer or AtOnce(desk.store))

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        before = sys.getswitchinterval()
        sys.setswitchinterval(TURN_SECONDS)
        yield
        sys.setswitchinterval(before)
        server.drawer.close()

    routes = [
        *feeds.routes(server),
        *pages.routes(server),
        *forms.routes(server),
        Route("/healthz", lambda _: PlainTextResponse("well\n"), methods=["GET"], name="health"),
        Mount("/static", Kept(directory=STATIC), name="static"),
        Mount("/api/v1", api(server), name="api"),
    ]
    between = [
        Middleware(Guard, settings=server.settings, door=server.door),
        Middleware(GZipMiddleware, minimum_size=SMALLEST_PACKED, compresslevel=PACKING),
    ]
    app = Starlette(routes=routes, middleware=between, lifespan=living)
    app.state.server = server
    _errors(app, server)
    return app


# -- what goes wrong, as a page or as a problem


def _errors(app: Starlette, server: Server) -> None:
    def answered(request: Request, status: int, says: str, headers: dict[str, str] | None = None) -> Response:
        title = TITLES.get(status, "A fault of ours")
        if request.url.path.endswith(".json") or "reader" not in request.scope:
            return problem(status, title, says, headers)
        page = ErrorPage(title, status, says)
        answer = server.render(page.TEMPLATE, status, page=page, shell=forms.bare_shell(request))
        answer.headers.update(headers or {})
        return answer

    async def ours(request: Request, error: Any) -> Response:
        status = status_of(error)
        return answered(request, status, str(error), {"retry-after": "5"} if status == 503 else None)

    async def theirs(request: Request, error: Any) -> Response:
        says = "There is no such page." if error.status_code == 404 else str(error.detail)
        return answered(request, error.status_code, says, dict(error.headers or {}))

    async def fault(request: Request, error: Any) -> Response:
        return answered(request, 500, f"{type(error).__name__}: please report it, with the address of this page")

    app.add_exception_handler(TellingsError, ours)
    app.add_exception_handler(HTTPException, theirs)
    app.add_exception_handler(Exception, fault)


__all__ = ["create_app"]
