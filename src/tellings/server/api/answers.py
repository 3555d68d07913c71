"""How the API answers: a moment of the store, a tag, the same in one shape."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Path, Query, Request
from pydantic import AfterValidator
from starlette.responses import Response

from tellings.server.api.shapes import Problem
from tellings.server.guard import reader_of
from tellings.server.login import is_csrf_token
from tellings.server.query import LONGEST, MOST, SHOWN
from tellings.server.shared import fits, json_answer, problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tellings.server.shared import Server
    from tellings.server.views.ask import Ask

KEEPING = "private, no-cache"


def _plain(value: str) -> str:
    """The value without characters that cannot be seen."""
    return "".join(c for c in value if c.isprintable()).strip()


Text = Annotated[str, Query(max_length=LONGEST), AfterValidator(_plain)]
Day = Annotated[date | None, Query(description="A day, 2024-12-31.")]
After = Annotated[
    str, Query(max_length=LONGEST, description="Where to go on: what `next` of the last answer has."), AfterValidator(_plain)
]
Limit = Annotated[int, Query(ge=1, le=MOST, description=f"Rows at once, {MOST} at most; `next` leads on to all of them.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to leave out.")]
Named = Annotated[str, Path(max_length=LONGEST, description="An id, or the beginning of one that only one has.")]

DEFAULT_LIMIT = SHOWN

_PROBLEM = {"application/problem+json": {"schema": Problem.model_json_schema()}}

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "It cannot be asked so.", "content": _PROBLEM},
    401: {"description": "Not logged in.", "content": _PROBLEM},
    403: {"description": "Not allowed.", "content": _PROBLEM},
    404: {"description": "Nothing is called so.", "content": _PROBLEM},
    413: {"description": "Too large.", "content": _PROBLEM},
    409: {"description": "It makes no sense with what is there.", "content": _PROBLEM},
    415: {"description": "Send JSON.", "content": _PROBLEM},
    422: {"description": "A value is not as described.", "content": _PROBLEM},
    503: {"description": "The store is in use, or fails.", "content": _PROBLEM},
}
"""What any answer may be instead."""

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "What you have, by its ETag, is still the same."}}


class Refused(Exception):  # noqa: N818  # it is an answer
    """A request that is refused with a status."""

    def __init__(self, status: int, title: str, says: str) -> None:
        super().__init__(says)
        self.answer = problem(status, title, says)


def answer(server: Server, request: Request, make: Callable[[Ask], Any], *, tagged: bool = True) -> Response:
    """What `make` gives for one moment of the store, or that it is still the same."""
    with server.asking(request) as ask:
        headers = {"cache-control": KEEPING, "vary": "Cookie, Authorization"}
        if tagged:
            tag = server.tag(request, ask)
            headers["etag"] = tag
            if fits(tag, request.headers.get("if-none-match")):
                return Response(status_code=304, headers=headers)
        made = json_answer(make(ask))
    made.headers.update(headers)
    return made


def part(request: Request, items: list[Any], following: dict[str, Any] | None) -> dict[str, Any]:
    """A part of a list, with the address of what follows."""
    onward = None
    if following is not None:
        url = request.url.include_query_params(**following)
        onward = f"{url.path}?{url.query}"
    return {"items": items, "next": onward}


def offset_part(request: Request, items: list[Any], offset: int, limit: int, total: int) -> dict[str, Any]:
    """The same of a list that goes on by numbers."""
    more = offset + len(items) < total and items
    return part(request, items, {"offset": offset + len(items), "limit": limit} if more else None)


def changing(request: Request) -> None:
    """Refuses a change that no editor asks for, or that a page of another site could have sent."""
    reader = reader_of(request.scope)
    if not reader.may_judge:
        raise Refused(403, "Not allowed", f"{reader.name} may read, and change nothing: an editor may")
    if reader.logged_in and not is_csrf_token(request.headers.get("x-csrf-token", ""), reader.cookie):
        raise Refused(
            403, "Not allowed", "a program asks with a token (`tellings users token NAME`), not with a browser's cookie"
        )


def sent_json(request: Request) -> None:
    """Refuses a body that is not said to be JSON: a form of another site can send anything else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "Send JSON", f"the body is {kind or 'of no kind'}: send application/json")


CHANGING = [Depends(changing)]
SENDING = [Depends(changing), Depends(sent_json)]
