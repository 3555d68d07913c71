"""What the routes share: the desk, the drawer, templates, and what makes an answer of a page."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from tellings.desk.family import Families
from tellings.server.guard import reader_of
from tellings.server.login import csrf_token
from tellings.server.query import Query, with_values
from tellings.server.templating import as_json, environment
from tellings.server.views.ask import Ask
from tellings.server.views.parts import Anchor
from tellings.server.views.shell import Shell
from tellings.text.shown import count
from tellings.text.words import weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from starlette.requests import Request

    from tellings.desk import Desk
    from tellings.server.drawing import Drawer
    from tellings.server.login import Door
    from tellings.server.settings import Settings

NAV = (
    ("Stories", "/"), ("Who is who", "/entities"), ("Control", "/control"), ("Network", "/network"), ("Watches", "/watches"),
    ("Judgements", "/judgements"), ("Status", "/status"),
)  # fmt: skip

VERSION = version("tellings")


@dataclass(frozen=True)
class Server:
    """All that answers are made with."""

    desk: Desk
    settings: Settings
    door: Door
    drawer: Drawer
    families: Families = field(default_factory=Families)
    templates: Environment = field(default_factory=environment)

    def warm(self) -> None:
        """Have ready what the first reader of each page would wait for: templates, and the words that reports are compared by."""
        for name in self.templates.list_templates():
            self.templates.get_template(name)
        weight("said")

    @contextmanager
    def asking(self, request: Request) -> Iterator[Ask]:
        """One moment of the store for one request."""
        query = Query(request.url.path, tuple(request.query_params.multi_items()))
        with self.desk.store.asking() as asked:
            yield Ask(asked, self.desk.store, query, datetime.now(UTC).astimezone().date())

    def tag(self, request: Request, ask: Ask) -> str:
        """What tells whether an answer is still the same: the state of the store, the program, the day, who asks for what."""
        reader = reader_of(request.scope)
        told = (
            *ask.asked.state(),
            VERSION,
            ask.today,
            reader.cookie,
            reader.name,
            reader.role,
            str(request.url),
            _style(request),
        )
        return f'W/"{sha256(repr(told).encode()).hexdigest()[:32]}"'

    def shell(self, request: Request, ask: Ask, json_href: str) -> Shell:
        """What stands around a page."""
        reader = reader_of(request.scope)
        path = request.url.path
        back = ask.query.href(said=None)
        waiting = ask.asked.waiting() if reader.known else 0
        stale = ask.asked.drawn() is None and reader.known
        return Shell(
            path=path,
            back=back,
            csrf=csrf_token(reader.cookie),
            user=reader.name,
            role=reader.role,
            may_judge=reader.may_judge,
            logged_in=reader.logged_in,
            waiting=waiting,
            stale_says=_stale(waiting) if stale else "",
            json_href=json_href,
            version=VERSION,
            nav=tuple(Anchor(text, href, path == href) for text, href in NAV) if reader.known else (),
            said=ask.query.text("said") if ask.query.text("said") in SAID else "",
        )

    def render(self, name: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A template filled in."""
        return HTMLResponse(self.templates.get_template(name).render(**context), status)


SAID = ("Noted.", "Undone.", "Noted, and being drawn.", "Undone, and being drawn.", "Watched.", "No longer watched.", "Seen.")
"""What a page may be asked to say once after a form; nothing else that an address holds is ever said."""


def _style(request: Request) -> str:
    return request.headers.get("hx-request", "")


def _stale(waiting: int) -> str:
    """That the picture shown is the one before the last change."""
    what = f"{count(waiting, 'report')} {'waits' if waiting == 1 else 'wait'}" if waiting else "What changed last waits"
    return f"{what} to be drawn: this is the picture as it was before."


def json_answer(value: Any, status: int = 200) -> Response:
    """A model as JSON."""
    return Response(as_json(value), status, media_type="application/json")


def problem(status: int, title: str, says: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """An error in the one shape that programs get (RFC 9457)."""
    made = {"type": "about:blank", "title": title, "status": status, "detail": says}
    return JSONResponse(made, status, headers, media_type="application/problem+json")


def fits(tag: str, asked: str | None) -> bool:
    """Whether what a browser has is what it would be given."""
    return asked is not None and (asked.strip() == "*" or tag in {t.strip() for t in asked.split(",")})


def json_address(query: Query, path: str) -> str:
    """Where the same page is as JSON."""
    return with_values(path, [(k, v) for k, v in query.pairs if k != "said"])
