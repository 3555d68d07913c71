"""The server at work: listening, saying where, stopping when told."""

from __future__ import annotations

import gc
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from tellings.errors import UsageError
from tellings.server.app import create_app
from tellings.server.drawing import Behind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from socket import socket

    from tellings.desk import Desk
    from tellings.server.drawing import Drawer
    from tellings.server.settings import Settings
    from tellings.server.shared import Server

GRACE_SECONDS = 5
"""How long answers that are under way may take once the server is told to stop."""

WAITING = 200
"""Connections that wait to be taken up: twenty readers open six each."""

IDLE_SECONDS = 30
"""How long a connection is kept for the next request."""


def run(desk: Desk, address: str, settings: Settings, say: Callable[[str], None], drawer: Drawer | None = None) -> None:
    """Serve the desk over the store of that address until a signal comes.

    Without a drawer one is started in a process of its own. Raises UsageError where nobody can be let in safely, or nothing can
    listen there.
    """
    settings.check(users=bool(desk.store.users()))
    drawing = drawer or Behind(desk.store, address)
    try:
        app = create_app(desk, settings, drawing)
        config = uvicorn.Config(
            app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False,
            ssl_certfile=settings.certificate, ssl_keyfile=settings.key, proxy_headers=bool(settings.proxy),
            forwarded_allow_ips="127.0.0.1,::1" if settings.proxy else None, timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=IDLE_SECONDS, backlog=WAITING, ws="none", lifespan="on",
        )  # fmt: skip
        server = Listening(config, app.state.server, say)
        try:
            server.run()
        except SystemExit as error:  # uvicorn leaves so where it cannot listen
            raise UsageError(f"cannot listen on {settings.host} port {settings.port}: is another program there?") from error
    finally:
        drawing.close()


class Listening(uvicorn.Server):
    """Says where it listens; a signal stops it, and is no failure."""

    def __init__(self, config: uvicorn.Config, server: Server, say: Callable[[str], None]) -> None:
        super().__init__(config)
        self._server, self._settings, self._say = server, server.settings, say

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, and say where."""
        self._server.warm()
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # what the program itself is made of is never garbage: to look through it took a tenth of a second each time
        if self.started and self.servers:
            port = self.servers[0].sockets[0].getsockname()[1]
            self._say(f"serving at {address_of(self._settings, port)} (Ctrl-C stops it)")

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Have signals stop the server and no more than that."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def address_of(settings: Settings, port: int) -> str:
    """Where readers open it."""
    if settings.proxy:
        return settings.proxy
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{'https' if settings.certificate else 'http'}://{host}:{port}"
