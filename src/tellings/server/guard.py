"""What every request passes: the name it calls us by, who sends it, and the headers that bind a browser."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse

from tellings.server.login import Reader

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from tellings.server.login import Door
    from tellings.server.settings import Settings

COOKIE = "tellings"

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Nothing from another host, nothing inline, in nobody's frame."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

LARGEST_BODY = 256_000
"""Bytes of a form or of a judgement; no person writes as much."""

OPEN_PATHS = ("/login", "/static/", "/healthz")
"""What somebody who is not logged in may see."""


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered."""

    status: int
    title: str
    says: str


class Guard:
    """Stands before the pages and the API; puts the `Reader` into the scope."""

    def __init__(self, app: ASGIApp, settings: Settings, door: Door) -> None:
        self.app, self.settings, self.door = app, settings, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or send to the login."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        fresh = ""
        if refused := self._refused(scope, headers):
            await self._refuse(refused, scope, receive, self._bound(send, ""))
            return
        asks = self.settings.must_log_in or "authorization" in headers
        reader = await run_in_threadpool(self.reader, headers) if asks else self.reader(headers)
        if not reader.cookie and not reader.token:
            fresh = secrets.token_urlsafe(32)
            reader = Reader(reader.name, reader.role, fresh)
        scope["reader"] = reader
        answer = self._bound(send, fresh)
        if not reader.known and not scope["path"].startswith(OPEN_PATHS):
            await self._to_login(scope, receive, answer)
            return
        await self.app(scope, receive, answer)

    # -- who

    def reader(self, headers: Headers) -> Reader:
        """Who sends a request: by a token, by a cookie, or, where nobody has to log in, the owner."""
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            login = self.door.inside(token.strip())
            return Reader(login.name, login.role, token=True) if login else Reader("", "", token=True)
        cookie = cookie_of(headers)
        login = self.door.inside(cookie) if self.settings.must_log_in else None
        if login:
            return Reader(login.name, login.role, cookie, logged_in=True)
        if self.settings.must_log_in:
            return Reader("", "", cookie)
        return Reader(self.settings.owner, "editor", cookie)

    # -- refusals

    def _refused(self, scope: Scope, headers: Headers) -> Refusal | None:
        hosts, called = self.settings.hosts, host_name(headers.get("host", ""))
        if hosts is not None and called not in hosts:
            return Refusal(421, "Another name", f"this server is not called {called or 'nothing'!r}: open it by its own address")
        if "\n" in scope["path"]:  # the patterns of routes take one for the end of the address
            return Refusal(404, "Not found", "no address has a line break in it")
        if scope["method"] not in CHANGING:
            return None
        if not self._from_here(headers):
            return Refusal(403, "From another site", "what changes something has to come from one of this server's own pages")
        size = headers.get("content-length", "0")
        if not size.isdecimal() or int(size) > LARGEST_BODY or "transfer-encoding" in headers:
            return Refusal(413, "Too large", f"send at most {LARGEST_BODY:,} bytes, with their number")
        return None

    def _from_here(self, headers: Headers) -> bool:
        """Whether a change comes from our own pages, or from no page at all."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        if origin is None:
            return True
        if self.settings.proxy:
            return _origin(origin) == _origin(self.settings.proxy)
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()

    async def _refuse(self, refused: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/api/"):
            problem = {"type": "about:blank", "title": refused.title, "status": refused.status, "detail": refused.says}
            await JSONResponse(problem, refused.status, media_type="application/problem+json")(scope, receive, send)
            return
        await PlainTextResponse(f"{refused.title}: {refused.says}\n", refused.status)(scope, receive, send)

    async def _to_login(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/api/") or scope["path"].endswith((".json", ".atom")):
            refused = Refusal(
                401, "Not logged in", "send a token: Authorization: Bearer … (`tellings users token NAME` gives one)"
            )
            problem = {"type": "about:blank", "title": refused.title, "status": 401, "detail": refused.says}
            answer = JSONResponse(problem, 401, {"www-authenticate": "Bearer"}, media_type="application/problem+json")
            await answer(scope, receive, send)
            return
        back = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        target = f"/login?back={quote(back, safe='')}" if scope["method"] == "GET" else "/login"
        await RedirectResponse(target, 303)(scope, receive, send)

    # -- headers

    def _bound(self, send: Send, fresh: str) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self.settings.secure:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
                if fresh and "set-cookie" not in headers and message["status"] != 304:
                    headers.append("set-cookie", cookie_header(fresh, self.settings))
            await send(message)

        return answer


def cookie_of(headers: Headers) -> str:
    """Our cookie, or nothing."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found and 20 <= len(found.value) <= 100 else ""


def cookie_header(value: str, settings: Settings) -> str:
    """Our cookie as a browser keeps it: no script reads it, no other site has it sent, it is gone when the browser is."""
    secure = "; Secure" if settings.secure else ""
    return f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict{secure}"


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        return "", None, None
    return parts.scheme, parts.hostname, port or {"http": 80, "https": 443}.get(parts.scheme)


def reader_of(scope: Any) -> Reader:
    """Who sends this request."""
    found: Reader = scope["reader"]
    return found
