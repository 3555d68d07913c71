"""By what stories can be narrowed, worked out by the database itself from what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, String, case, cast, delete, func, insert, literal, null, select

from tellings.store import schema
from tellings.store.connections import portions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection, Select

COLUMNS = ("facet", "value", "story", "to", "name", "weight", "lat", "lon")


def write_facets(connection: Connection, stories: Collection[str] | None = None) -> None:
    """The facets of these stories, or of all, in place of what they were, once their claims and reports are written.

    Also notes a report of each, so that the story's address leads somewhere when it has grown into another one.
    """
    facets, past, placed = schema.story_facets, schema.past_stories, schema.story_reports.c
    for some in [None] if stories is None else portions(stories):
        gone = delete(facets) if some is None else delete(facets).where(facets.c.story.in_(some))
        connection.execute(gone)
        for wanted in _wanted():
            chosen = wanted if some is None else wanted.where(schema.stories.c.story.in_(some))
            connection.execute(insert(facets).from_select(COLUMNS, chosen))
        known = select(past.c.story).where(past.c.story == placed.story)
        fresh = select(placed.story, func.min(placed.report)).where(~known.exists()).group_by(placed.story)
        chosen = fresh if some is None else fresh.where(placed.story.in_(some))
        connection.execute(insert(past).from_select(("story", "report"), chosen))


def _wanted() -> Iterator[Select[Any]]:
    """The rows of each facet; every one is grouped by story and value."""
    stories, claims, parties = schema.stories.c, schema.claims.c, schema.claim_parties.c
    told, entities, reports, placed = schema.claim_stories.c, schema.entities.c, schema.reports.c, schema.story_reports.c
    day, weight, nowhere = func.coalesce(stories.to, ""), func.count(), cast(null(), Float)
    yield (
        select(literal("party"), parties.party, stories.story, day, func.max(entities.name), weight, nowhere, nowhere)
        .select_from(schema.stories)
        .join(schema.claim_stories, told.story == stories.story)
        .join(schema.claims, claims.claim == told.claim)
        .join(schema.claim_parties, parties.claim == claims.claim)
        .join(schema.entities, entities.entity == parties.party)
        .where(parties.part.in_(("actor", "recipient")))
        .group_by(parties.party, stories.story, stories.to)
    )
    lat, lon = func.max(claims.lat), func.max(claims.lon)
    place = case((claims.geonameid.is_(None), claims.place), else_=cast(claims.geonameid, String))
    yield (
        select(literal("place"), place, stories.story, day, func.max(claims.place), weight, lat, lon)
        .select_from(schema.stories)
        .join(schema.claim_stories, told.story == stories.story)
        .join(schema.claims, claims.claim == told.claim)
        .where(claims.place.is_not(None))
        .group_by(place, stories.story, stories.to)
    )
    yield (
        select(literal("outlet"), reports.outlet, stories.story, day, reports.outlet, weight, nowhere, nowhere)
        .select_from(schema.stories)
        .join(schema.story_reports, placed.story == stories.story)
        .join(schema.reports, reports.report == placed.report)
        .where(reports.outlet.is_not(None))
        .group_by(reports.outlet, stories.story, stories.to)
    )
    yield (
        select(literal("type"), claims.type, stories.story, day, claims.type, weight, nowhere, nowhere)
        .select_from(schema.stories)
        .join(schema.claim_stories, told.story == stories.story)
        .join(schema.claims, claims.claim == told.claim)
        .where(claims.kind == "event", claims.type.is_not(None))
        .group_by(claims.type, stories.story, stories.to)
    )
