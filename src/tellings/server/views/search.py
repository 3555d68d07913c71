"""Reports by their words, and who and what is called so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tellings.model.listed import Slice
from tellings.server.query import SHOWN, part_of_path, with_values
from tellings.server.views.desk_pages import Excerpt, HitRow, SearchPage
from tellings.server.views.making import cut, report_ref
from tellings.server.views.parts import Anchor, Paging, PlaceRef
from tellings.server.views.people import entity_cards
from tellings.store.base import MARK, UNMARK
from tellings.text.shown import count

if TYPE_CHECKING:
    from tellings.model.listed import Found, ReportLine
    from tellings.server.views.ask import Ask

NAMED = 8
"""Entities of that name that are shown above the reports."""

_MARKED = re.compile(f"{MARK}([^{UNMARK}]*){UNMARK}")


def search(ask: Ask) -> SearchPage:
    """What holds the words, the last read first."""
    words = ask.query.text("q")
    part = Slice(ask.query.text("after"), ask.query.number("limit", SHOWN, most=200))
    found = ask.asked.found(words, part) if words else None
    hits = found.lines if found else ()
    lines = ask.asked.report_lines([h.report for h in hits])
    titles = {s.id: s.title for s in ask.asked.story_lines({r.story for r in lines.values() if r.story})}
    named = ask.asked.entities({"q": words}, Slice(limit=NAMED)).lines if words else ()
    place = ask.asked.place(words) if words else None
    following = found.next if found else None
    first = ask.query.href(after=None) if part.after else None
    return SearchPage(
        title=f"Search: {words}" if words else "Search",
        q=words,
        hits=tuple(hit_row(h, lines[h.report], titles) for h in hits if h.report in lines),
        entities=entity_cards(ask, named),
        places=(_place(*place),) if place else (),
        paging=Paging(
            _says(words, len(hits), following, first), ask.query.href(after=following) if following else None, first, None
        ),
        save=Anchor("Watch this search", with_values("/watches", (("query", with_values("", (("q", words),))[1:]),)))
        if words
        else None,
    )


def _says(words: str, number: int, following: str | None, first: str | None) -> str:
    if not words:
        return "Every word has to be there; quotation marks ask for a phrase."
    if not number:
        return "No further report has these words." if first else "No report has these words."
    more = "; there are more" if following else ""
    return f"{count(number, 'report')}{', the last read first' if number > 1 else ''}{more}"


def _place(name: str, number: int | None) -> PlaceRef:
    key = str(number) if number is not None else name
    return PlaceRef(key, cut(name), f"/places/{part_of_path(key)}")


def hit_row(hit: Found, report: ReportLine, titles: dict[str, str]) -> HitRow:
    """A hit with its words marked."""
    title = titles.get(report.story or "")
    words = "its story" if title == report.title else cut(title or "")
    story = Anchor(words, f"/stories/{part_of_path(report.story)}") if title and report.story else None
    return HitRow(report_ref(report), excerpts(hit.title or ""), excerpts(_without_title(hit)), story)


def _without_title(hit: Found) -> str:
    """The excerpt without the title that it begins with: that stands above it."""
    title = hit.title or ""
    return hit.excerpt.removeprefix(title).lstrip() if plain_words(title) else hit.excerpt


def excerpts(marked: str) -> tuple[Excerpt, ...]:
    """A marked text as stretches."""
    parts = _MARKED.split(marked)
    return tuple(Excerpt(part.replace(MARK, "").replace(UNMARK, ""), n % 2 == 1) for n, part in enumerate(parts) if part)


def plain_words(marked: str) -> str:
    """A marked text without its marks."""
    return marked.replace(MARK, "").replace(UNMARK, "")
