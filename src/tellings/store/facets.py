"""By what stories can be narrowed, worked out by the database itself from what was drawn."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, String, case, cast, func, insert, literal, null, select, union_all

from tellings.store import schema
from tellings.store.connections import listed, one_of, remove

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection, Insert, Select

COLUMNS = ("facet", "value", "story", "to", "name", "weight", "lat", "lon")


def write_facets(connection: Connection, stories: Collection[str]) -> None:
    """The facets of these stories in place of what they were, once their claims and reports are written.

    Also notes a report of each, so that the story's address leads somewhere when it has grown into another one.
    """
    remove(connection, schema.story_facets, schema.story_facets.c.story, stories)
    for statement in _statements(connection.dialect.name):
        connection.execute(statement, {"values": listed(connection, stories)})


@cache
def _statements(dialect: str) -> tuple[Insert, Insert]:
    past, placed = schema.past_stories.c, schema.story_reports.c
    chosen = [wanted.where(one_of(schema.stories.c.story, dialect)) for wanted in _wanted()]
    known = select(past.story).where(past.story == placed.story)
    fresh = select(placed.story, func.min(placed.report)).where(~known.exists(), one_of(placed.story, dialect))
    return (
        insert(schema.story_facets).from_select(COLUMNS, union_all(*chosen)),
        insert(schema.past_stories).from_select(("story", "report"), fresh.group_by(placed.story)),
    )


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
        .where(parties.part.in_(("actor", "recipient", "speaker")))
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
