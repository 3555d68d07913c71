"""Atom feeds of what is new in a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from tellings.errors import UnknownIdError
from tellings.model.listed import Slice
from tellings.server.pages import KEEPING
from tellings.server.shared import fits
from tellings.server.views.cards import cards
from tellings.server.views.decided import in_words, kept_query, watched
from tellings.server.views.front import story_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request

    from tellings.model.listed import StoryFilter
    from tellings.server.shared import Server
    from tellings.server.views.ask import Ask
    from tellings.server.views.pages import StoryCard

    Chosen = Callable[[Ask, Request], tuple[str, StoryFilter]]

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50
"""Stories in a feed; a reader that asks once a day misses none of a usual desk's."""

UNDATED = "1970-01-01"
"""Atom wants a day; what has none sorts last."""


def routes(server: Server) -> Iterator[Route]:
    """The feeds of all stories, narrowed as the front page is, and of each watch."""
    yield Route("/stories.atom", _endpoint(server, _of_query), methods=["GET"], name="stories_atom")
    yield Route("/watches/{named}.atom", _endpoint(server, _of_watch), methods=["GET"], name="watch_atom")


def _endpoint(server: Server, chosen: Chosen) -> Any:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_answer, server, chosen, request)

    return answer


def _answer(server: Server, chosen: Chosen, request: Request) -> Response:
    with server.asking(request) as ask:
        tag = server.tag(request, ask)
        headers = {"cache-control": KEEPING, "vary": "Cookie", "etag": tag}
        if fits(tag, request.headers.get("if-none-match")):
            return Response(status_code=304, headers=headers)
        title, wanted = chosen(ask, request)
        base = server.settings.proxy or f"{request.url.scheme}://{request.url.netloc}"
        body = feed(ask, title, wanted, base.rstrip("/"), request.url.path)
    return Response(body, media_type="application/atom+xml", headers=headers)


def _of_query(ask: Ask, request: Request) -> tuple[str, StoryFilter]:  # noqa: ARG001  # as the other one
    newest = ask.asked.newest_day()
    query = ask.query if ask.query.text("period") else ask.query.changed(period="all")
    return in_words(kept_query(query.string)), story_filter(query, newest)[0]


def _of_watch(ask: Ask, request: Request) -> tuple[str, StoryFilter]:
    kept = ask.store.watch(str(request.path_params["named"]))
    if kept is None:
        raise UnknownIdError("there is no such watch: it may have been removed")
    return kept.name, watched(kept, ask.asked.newest_day())


def feed(ask: Ask, title: str, wanted: StoryFilter, base: str, path: str) -> bytes:
    """The stories as an Atom feed; a story that grows is a new entry, since its id changes with its reports."""
    lines = ask.asked.stories(wanted, Slice(limit=ENTRIES)).lines
    made = cards(ask, lines, ask.asked.newest_day())
    root = ET.Element("feed", xmlns=ATOM)
    _add(root, "title", f"tellings: {title}")
    _add(root, "id", f"{base}{path}")
    ET.SubElement(root, "link", rel="self", href=f"{base}{path}")
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=f"{base}/")
    _add(root, "updated", _time(next((s.last for s in lines if s.last), None)))
    _add(ET.SubElement(root, "author"), "name", "tellings")
    for line in lines:
        _entry(root, made[line.id], line.last, base)
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def _entry(root: ET.Element, card: StoryCard, last: str | None, base: str) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "title", card.title or "A story without a title")
    _add(entry, "id", f"urn:tellings:{card.id}")
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=f"{base}{card.href}")
    _add(entry, "updated", _time(last))
    facts = [card.line, *card.new, *(f"disputed: {d.says}" for d in card.disputed)]
    if card.where:
        facts.append("where: " + ", ".join(p.name for p in card.where))
    _add(entry, "summary", "\n".join(facts))


def _add(parent: ET.Element, name: str, text: str) -> None:
    """An element with a text that XML can carry."""
    ET.SubElement(parent, name).text = "".join(
        c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def _time(day: str | None) -> str:
    return f"{day or UNDATED}T00:00:00Z"
