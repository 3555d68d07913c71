"""What forms change: judgements, watches, who is logged in. Plain forms are sent back to their page, htmx gets what to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tellings.desk.judging import Decision
from tellings.errors import UnknownIdError, UsageError
from tellings.model.ids import content_id
from tellings.model.listed import SavedSearch
from tellings.server.deciding import decide, take_back
from tellings.server.guard import cookie_header, reader_of
from tellings.server.login import csrf_token, is_csrf_token
from tellings.server.query import LONGEST, Query, part_of_path, with_values
from tellings.server.shared import VERSION
from tellings.server.views.decided import in_words, kept_query
from tellings.server.views.desk_pages import ErrorPage, LoginPage
from tellings.server.views.shell import Judged, Shell
from tellings.server.views.words import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from tellings.model.picture import Judgement
    from tellings.server.shared import Server


@dataclass(frozen=True)
class Form:
    """A form as it was sent."""

    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, data: FormData) -> Form:
        """Its fields that are text."""
        return cls(tuple((k, v) for k, v in data.multi_items() if isinstance(v, str)))

    def text(self, name: str, most: int = LONGEST) -> str:
        """A field's value on one line, without characters that cannot be seen. Raises UsageError where it is too long."""
        value = next((v for k, v in self.fields if k == name), "")
        if len(value) > most:
            raise UsageError(f"{name} is longer than {most} characters")
        return " ".join("".join(c if c.isprintable() else " " for c in value).split())

    def secret(self, name: str) -> str:
        """A field's value as it was typed."""
        return next((v for k, v in self.fields if k == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that is not empty."""
        return tuple(v.strip() for k, v in self.fields if k == name and v.strip())

    @property
    def back(self) -> str:
        """The page that a reader came from; never one of another site."""
        return own_address(self.secret("back"))


def own_address(address: str) -> str:
    """The address where it is a path of ours, else the front page's."""
    parts = urlsplit(address) if address.isprintable() and len(address) <= LONGEST else urlsplit("")
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return address if ours and "\\" not in address else "/"


def routes(server: Server) -> Iterator[Route]:
    """Every form's address."""
    table: dict[str, Callable[[Server, Request, Form], Response]] = {
        "/judgements": judge,
        "/judgements/{named}/undo": undo,
        "/watches": watch,
        "/watches/{named}/remove": unwatch,
        "/watches/{named}/seen": seen,
        "/logout": log_out,
    }
    for path, act in table.items():
        yield Route(path, _endpoint(server, act), methods=["POST"], name=f"post {path}")
    yield Route("/login", _login_form(server), methods=["GET"], name="login")
    yield Route("/login", _login(server), methods=["POST"], name="post login")


def _endpoint(server: Server, act: Callable[[Server, Request, Form], Response]) -> Any:
    async def answer(request: Request) -> Response:
        form = Form.of(await request.form(max_files=0, max_fields=200))
        reader = reader_of(request.scope)
        if not may_change(request, form):
            return refuse(server, request, 403, "This form is too old: go back, load the page again, and send it once more.")
        if act is not log_out and not reader.may_judge:
            return refuse(server, request, 403, f"{reader.name} may read, and change nothing: an editor may.")
        return await run_in_threadpool(act, server, request, form)

    return answer


def may_change(request: Request, form: Form) -> bool:
    """Whether a form is one of ours: it carries the token that goes with the cookie."""
    reader = reader_of(request.scope)
    token = request.headers.get("x-csrf-token") or form.secret("csrf")
    return reader.token or is_csrf_token(token, reader.cookie)


def refuse(server: Server, request: Request, status: int, says: str) -> Response:
    """The page that says why not."""
    title = {403: "Not allowed", 404: "Not found"}.get(status, "It cannot be done")
    page = ErrorPage(title, status, says)
    return server.render(page.TEMPLATE, status, page=page, shell=bare_shell(request))


def bare_shell(request: Request, back: str = "/") -> Shell:
    """What stands around a page that is not of the store."""
    from tellings.server.shared import NAV
    from tellings.server.views.parts import Anchor

    reader = reader_of(request.scope)
    nav = tuple(Anchor(text, href) for text, href in NAV) if reader.known else ()
    return Shell(
        path=request.url.path, back=back, csrf=csrf_token(reader.cookie), user=reader.name, role=reader.role,
        may_judge=reader.may_judge, logged_in=reader.logged_in, waiting=0, stale_says="", json_href="", version=VERSION, nav=nav,
    )  # fmt: skip


# -- judgements


def judge(server: Server, request: Request, form: Form) -> Response:
    """Take a decision."""
    reader = reader_of(request.scope)
    verdict, name = form.text("verdict"), form.text("name")
    of = (*form.all("of"), name) if verdict == "rename" else form.all("of")
    made, drawn = decide(server, Decision(verdict, of, reader.name, form.text("reason")))
    return _judged(server, request, form, made, drawn=drawn)


def undo(server: Server, request: Request, form: Form) -> Response:
    """Take a decision back."""
    made, drawn = take_back(server, str(request.path_params["named"]), reader_of(request.scope).name)
    return _judged(server, request, form, made, drawn=drawn)


def _judged(server: Server, request: Request, form: Form, made: Judgement, *, drawn: bool) -> Response:
    if request.headers.get("hx-request") != "true":
        said = "Undone" if made.undone else "Noted"
        return back(form.back, f"{said}." if drawn else f"{said}, and being drawn.")
    says = "Undone: it is as if it had never been said." if made.undone else _noted(made)
    judged = Judged(made.id, says, made.undone, f"/judgements/{part_of_path(made.id)}/undo", drawn)
    return server.render("judged.html", judged=judged, shell=bare_shell(request, form.back))


def _noted(made: Judgement) -> str:
    """What a reader is told of a judgement, as in `Noted: these are the same` or `Noted: this is wrong`."""
    which = "these" if len(made.of) > 1 and made.verdict != "rename" else "this"
    name = f" {made.of[-1]}" if made.verdict == "rename" else ""
    return f"Noted: {which} {VERDICTS[made.verdict]}{name}."


def back(address: str, said: str = "") -> RedirectResponse:
    """To the page that a form was on."""
    path, _, rest = address.partition("?")
    query = Query(path, tuple(kv for kv in _pairs(rest) if kv[0] != "said"))
    return RedirectResponse(query.href(said=said or None), 303)


def _pairs(string: str) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(string.partition("#")[0], keep_blank_values=True)


# -- watches


def watch(server: Server, request: Request, form: Form) -> Response:
    """Keep a search."""
    query = kept_query(form.secret("query").removeprefix("/").removeprefix("?"))
    name = form.text("name", 200) or in_words(query)
    store = server.desk.store
    with store.asking() as asked:
        last = asked.last_number()
    now = datetime.now(UTC).isoformat()
    store.keep_watch(SavedSearch(content_id("watch", name, query), name, query, reader_of(request.scope).name, now, last))
    return back("/watches", "Watched.")


def unwatch(server: Server, request: Request, form: Form) -> Response:
    """Drop a search."""
    if not server.desk.store.drop_watch(str(request.path_params["named"])):
        raise UnknownIdError("there is no such watch: it may have been removed meanwhile")
    return back(form.back, "No longer watched.")


def seen(server: Server, request: Request, form: Form) -> Response:
    """Count what is new from now on."""
    from dataclasses import replace

    store = server.desk.store
    kept = store.watch(str(request.path_params["named"]))
    if kept is None:
        raise UnknownIdError("there is no such watch: it may have been removed meanwhile")
    with store.asking() as asked:
        store_last = asked.last_number()
    store.keep_watch(replace(kept, seen=store_last))
    return back(form.back, "Seen.")


# -- who is logged in


def _login_form(server: Server) -> Any:
    async def answer(request: Request) -> Response:
        page = LoginPage("Log in", "", "", own_address(request.query_params.get("back", "/")))
        return server.render(page.TEMPLATE, page=page, shell=bare_shell(request))

    return answer


def _login(server: Server) -> Any:
    async def answer(request: Request) -> Response:
        form = Form.of(await request.form(max_files=0, max_fields=20))
        return await run_in_threadpool(log_in, server, request, form)

    return answer


def log_in(server: Server, request: Request, form: Form) -> Response:
    """Let somebody in who knows a name and its password, not too often tried."""
    name, address = form.text("name", 200), request.client.host if request.client else "?"
    if not may_change(request, form):
        return _not_in(server, request, form, 403, "This form is too old: send it once more.")
    if wait := server.door.wait(name, address):
        answer = _not_in(server, request, form, 429, f"Too many wrong passwords: try again in {wait} seconds.")
        answer.headers["retry-after"] = str(wait)
        return answer
    cookie = server.door.enter(name, form.secret("password"), address)
    if cookie is None:
        return _not_in(server, request, form, 401, "Name and password do not go together.")
    answer = back(form.back)
    answer.headers["set-cookie"] = cookie_header(cookie, server.settings)
    return answer


def _not_in(server: Server, request: Request, form: Form, status: int, says: str) -> Response:
    page = LoginPage("Log in", form.text("name", 200), says, form.back)
    return server.render(page.TEMPLATE, status, page=page, shell=bare_shell(request))


def log_out(server: Server, request: Request, form: Form) -> Response:  # noqa: ARG001  # every form's act takes all three
    """End the session."""
    server.door.leave(reader_of(request.scope).cookie)
    answer = RedirectResponse(with_values("/login", ()), 303)
    answer.headers["set-cookie"] = cookie_header("", server.settings) + "; Max-Age=0"
    return answer
