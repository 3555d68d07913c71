"""A place's history, and who holds what on any day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tellings.errors import UnknownIdError
from tellings.model.listed import Slice, StoryFilter
from tellings.server.query import part_of_path
from tellings.server.views.cards import cards
from tellings.server.views.making import SENTENCES as BEHIND
from tellings.server.views.making import cast_of, claim_view, cut, holding_row, place_ref
from tellings.server.views.pages import ControlPage, PlacePage
from tellings.server.views.parts import Anchor, PlaceRef, Point
from tellings.server.views.people import SENTENCES
from tellings.server.views.story import paging
from tellings.server.views.words import day_words, label
from tellings.text.shown import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.server.views.ask import Ask
    from tellings.server.views.parts import HoldingRow

CLAIMS, STORIES = 40, 10

CONTROL = 100
"""Stretches of control on one page."""

MARKS = 400
"""Days that the slider marks; of more it marks the latest."""


def place(ask: Ask, named: str) -> PlacePage:
    """The page of a place. Raises UnknownIdError."""
    found = ask.asked.place(named)
    if found is None:
        raise UnknownIdError(
            f"nothing is told of a place {named!r}: the map of a story and the search name those that are told of"
        )
    name, number = found
    offset = ask.query.number("claims", 0)
    claims = ask.asked.claims_at(name, number, offset, CLAIMS)
    control = ask.asked.control_at(name, number, BEHIND)
    cast = cast_of(ask, claims, (), control)
    told = ask.asked.told([c.id for c in claims], SENTENCES)
    sites = ask.asked.sites([number] if number is not None else ())
    key = str(number) if number is not None else name
    stories = ask.asked.stories(StoryFilter(place=key), Slice(limit=STORIES)).lines
    sited = next((c.place for c in claims if c.place), None)
    lat, lon = sites.get(number or -1, (None, None))
    ref = place_ref(sited) if sited else PlaceRef(key, cut(name), f"/places/{part_of_path(key)}", lat, lon)
    total = ask.asked.count_at(name, number)
    held = count(len(control), "stretch", "stretches") + " of control" if control else ""
    facts = [ref.precision, label("", ref.country, None), count(total, "claim"), held]
    return PlacePage(
        place=ref,
        title=ref.name,
        line=" · ".join(filter(None, facts)),
        control=tuple(holding_row(c, cast, sites) for c in control),
        claims=tuple(claim_view(c, told.get(c.id, ()), cast) for c in claims),
        paging=paging(ask.query, "claims", len(claims), total, "claim", CLAIMS),
        stories=tuple(cards(ask, stories).values()),
        points=(Point(ref.lat, ref.lon, ref.name, count(total, "claim"), ref.href, total),)
        if ref.lat is not None and ref.lon is not None
        else (),
    )


def control(ask: Ask) -> ControlPage:
    """Who holds what on a day: the newest report's unless one is asked for."""
    days = ask.asked.control_days()
    newest = ask.asked.newest_day() or ""
    on = ask.query.day("on") or newest
    offset = ask.query.number("rows", 0)
    found = ask.asked.control_on(on, offset, CONTROL, BEHIND)
    total = ask.asked.count_control(on)
    cast = cast_of(ask, (), (), found)
    sites = ask.asked.sites({c.noun.geonameid for c in found if c.noun.geonameid is not None})
    rows = tuple(holding_row(c, cast, sites) for c in found)
    return ControlPage(
        title="Who holds what",
        on=on,
        on_says=day_words(on),
        first=min([*days[:1], on] if on else days[:1], default=""),
        last=max([*days[-1:], newest, on], default=""),
        marks=tuple(days[-MARKS:]),
        earlier=_step(ask, days, bisect_left(days, on) - 1),
        later=_step(ask, days, bisect_right(days, on)),
        rows=rows,
        paging=paging(ask.query, "rows", len(rows), total, "holding", CONTROL),
        points=_points(rows),
    )


def _step(ask: Ask, days: Sequence[str], at: int) -> Anchor | None:
    """The way to the next day on which something changes."""
    if not 0 <= at < len(days):
        return None
    return Anchor(day_words(days[at]), ask.query.href(on=days[at], rows=None))


def _points(rows: Sequence[HoldingRow]) -> tuple[Point, ...]:
    return tuple(
        Point(r.place.lat, r.place.lon, r.place.name, r.says, r.place.href, 1, "disputed" if r.disputed else r.strength)
        for r in rows
        if r.place.lat is not None and r.place.lon is not None
    )
