"""The front page: today's and this week's stories, narrowed by day, place, party, outlet and type."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from tellings.model.listed import Slice, StoryFilter
from tellings.server.query import SHOWN, with_values
from tellings.server.views.cards import cards
from tellings.server.views.pages import Choice, CountRow, DayOfStories, Filters, FrontPage
from tellings.server.views.parts import Anchor, Days, Paging, Point
from tellings.server.views.words import TYPES, day_of, day_words, weekday
from tellings.text.shown import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.model.listed import Facet, StoryLine
    from tellings.server.query import Query
    from tellings.server.views.ask import Ask

PERIODS = {"today": "The newest day", "week": "The newest week", "all": "All"}
NARROWING = ("day", "place", "party", "outlet", "type", "q")
WEEK = timedelta(days=6)
OUTLETS = 300
"""Outlets to choose from; of a world of them the others are named by hand in the address."""

DAYS = 14
"""Days of which the front page says how many reports each has."""

POINTS = 60
"""Places on the front page's map."""


def front(ask: Ask) -> FrontPage:
    """The stories that a filter leaves, by their latest day."""
    newest = ask.asked.newest_day()
    wanted, period = story_filter(ask.query, newest)
    found = ask.asked.stories(wanted, Slice(ask.query.text("after"), ask.query.number("limit", SHOWN, most=200)))
    total = ask.asked.count_stories(wanted)
    made = cards(ask, found.lines, newest)
    days = []
    for last, some in groupby(found.lines, key=lambda s: s.last):
        title = weekday(last) if last else "Without a day"
        days.append(DayOfStories(title, last, tuple(made[s.id] for s in some)))
    narrowed = any(ask.query.text(name) for name in NARROWING) or period != "week"
    return FrontPage(
        title="Stories",
        newest=Days(day_words(newest), newest, newest),
        real_day=ask.today.isoformat(),
        days=tuple(days),
        filters=_filters(ask, period),
        points=_points(ask.asked.facets([s.id for s in found.lines], "place"), found.lines),
        counts=tuple(_counts(ask, newest)),
        per_day=tuple(
            CountRow(d, n, f"{day_words(d)}: {count(n, 'report')}") for d, n in ask.asked.per_day(DAYS, _first_day(newest))
        ),
        paging=_paging(ask.query, total, len(found.lines), found.next),
        save=Anchor("Watch this search", with_values("/watches", (("query", ask.query.changed(after=None, limit=None).string),)))
        if narrowed
        else None,
    )


def story_filter(query: Query, newest: str | None) -> tuple[StoryFilter, str]:
    """What an address narrows the stories to, and its period; periods are reckoned from the newest report's day."""
    day = query.day("day")
    searched = bool(query.text("q"))
    period = query.choice("period", PERIODS, "all" if day or searched else "week")
    since = until = day
    if not day and newest and (last := day_of(newest)):
        since = {"today": newest, "week": (last - WEEK).isoformat()}.get(period, "")
    place, party, outlet, kind = (query.text(name) for name in ("place", "party", "outlet", "type"))
    return StoryFilter(since, until, place, party, outlet, kind, query.text("q")), period


def _first_day(newest: str | None) -> str:
    last = day_of(newest)
    return (last - timedelta(days=DAYS - 1)).isoformat() if last else ""


def _counts(ask: Ask, newest: str | None) -> list[Choice]:
    last = day_of(newest)
    found = []
    for period, text in PERIODS.items():
        since = {"today": newest or "", "week": (last - WEEK).isoformat() if last else ""}.get(period, "")
        found.append(Choice(period, f"{text}: {count(ask.asked.count_stories(StoryFilter(since)), 'story', 'stories')}"))
    return found


def _filters(ask: Ask, period: str) -> Filters:
    query = ask.query
    values = {name: query.text(name) for name in NARROWING}
    lifted = [(n, _name(ask, n, v)) for n, v in values.items() if v]
    return Filters(
        period=period,
        **values,
        periods=tuple(Choice(p, text, p == period) for p, text in PERIODS.items()),
        types=tuple(Choice(t, t.capitalize(), t == values["type"]) for t in TYPES),
        outlets=tuple(Choice(o, o, o == values["outlet"]) for o in ask.asked.outlet_names(OUTLETS)),
        active=tuple(Anchor(f"{n}: {text}", query.href(**{n: None, "after": None})) for n, text in lifted),
        query=query.changed(after=None).string,
    )


def _name(ask: Ask, name: str, value: str) -> str:
    """A filter's value as a person knows it."""
    if name == "party":
        line = ask.asked.entity_lines([value]).get(value)
        return line.name if line else value
    if name == "place" and (place := ask.asked.place(value)):
        return place[0]
    return value


def _points(facets: Sequence[Facet], lines: Sequence[StoryLine]) -> tuple[Point, ...]:
    """The places of the stories shown, those told of most first."""
    titles = {s.id: s.title for s in lines}
    by_place: dict[str, list[Facet]] = {}
    for facet in facets:
        if facet.lat is not None and facet.lon is not None:
            by_place.setdefault(facet.value, []).append(facet)
    made = []
    for value, some in by_place.items():
        first = some[0]
        stories = list(dict.fromkeys(f.story for f in some))
        says = (
            titles[stories[0]] if len(stories) == 1 else f"{count(len(stories), 'story', 'stories')}, first {titles[stories[0]]}"
        )
        href = f"/stories/{stories[0]}" if len(stories) == 1 else with_values("/", (("period", "all"), ("place", value)))
        made.append(Point(first.lat or 0.0, first.lon or 0.0, first.name, says, href, sum(f.weight for f in some)))
    return tuple(sorted(made, key=lambda p: (-p.weight, p.name))[:POINTS])


def _paging(query: Query, total: int, here: int, following: str | None) -> Paging:
    says = count(total, "story", "stories") if here >= total else f"{here:,} of {count(total, 'story', 'stories')}"
    after = query.text("after")
    return Paging(says, query.href(after=following) if following else None, query.href(after=None) if after else None, total)
