"""Lists of stories, narrowed by day, place, party, outlet, type and words, the latest first; and what a line of them shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from tellings.model.codec import decode
from tellings.model.listed import ClaimLine, Facet, Part, StoryHead, StoryLine
from tellings.model.story import Copy, FollowUp, Origin, Story
from tellings.store import schema
from tellings.store.asked.base import Snapshot
from tellings.store.asked.searching import matching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Select

    from tellings.model.listed import Slice, StoryFilter

STORIES = schema.stories.c
FACETS = schema.story_facets.c
LEADING = schema.story_facets.alias("leading").c
PLACED = schema.story_reports.c
CLAIMS = schema.claims.c
TOLD = schema.claim_stories.c
LINE = (STORIES.story, STORIES.title, STORIES["from"], STORIES.to, STORIES.weakest, STORIES.origins)


class StoryLists(Snapshot):
    """What the front page asks."""

    def stories(self, wanted: StoryFilter, part: Slice) -> Part[StoryLine]:
        """The stories of a filter, the latest first, those without a day last."""
        story, to, where = self._narrowed(wanted)
        lines = select(*LINE).where(*where, *([] if story is STORIES.story else [STORIES.story == story]))
        found, following = self.by_day(lines, to, story, part, undated=None if to is STORIES.to else "")
        return Part(tuple(map(_line, found)), following)

    def count_stories(self, wanted: StoryFilter) -> int:
        """How many stories a filter leaves."""
        return int(self.one(select(func.count()).select_from(self.story_ids(wanted).subquery())) or 0)

    def story_ids(self, wanted: StoryFilter) -> Select[Any]:
        """The ids of the stories that a filter leaves."""
        story, _, where = self._narrowed(wanted)
        return select(story).where(*where)

    def _narrowed(self, wanted: StoryFilter) -> tuple[Any, Any, list[Any]]:
        """The columns of story and last day, and the conditions.

        One facet is gone through in the order of its own index, so that the latest thirty of ten thousand are found first.
        """
        values = {facet: self._facet_values(facet, value) for facet, value in wanted.facets.items()}
        leading = next((facet for facet, some in values.items() if len(some) == 1), None)
        story, to = (LEADING.story, LEADING.to) if leading else (STORIES.story, STORIES.to)
        where = [LEADING.facet == leading, LEADING.value == values.pop(leading)[0]] if leading else []
        for facet, some in values.items():
            where.append(story.in_(select(FACETS.story).where(FACETS.facet == facet, FACETS.value.in_(some))))
        if wanted.since:
            where.append(to >= wanted.since)
        if wanted.until:
            where += [STORIES["from"] <= wanted.until, STORIES.story == story]
        inside = select(PLACED.story).join(schema.reports, schema.reports.c.report == PLACED.report)
        if wanted.fresh is not None:
            where.append(story.in_(inside.where(schema.reports.c.n > wanted.fresh)))
        if wanted.words:
            where.append(story.in_(inside.where(matching(self.connection, wanted.words))))
        return story, to, where

    def _facet_values(self, facet: str, value: str) -> list[str]:
        """The value itself; a party or a place may also be given by its name, in any case."""
        if facet in ("outlet", "type") or value.startswith("entity-") or value.isdecimal():
            return [value]
        return list(dict.fromkeys([value, *self._named(facet, value)]))

    def _named(self, facet: str, value: str) -> list[str]:
        """The ids that bear a name; few, so that they are looked up before the stories."""
        if facet == "party":
            column, name = schema.entities.c.entity, schema.entities.c.name
            return [row[0] for row in self.rows(select(column).where(func.lower(name) == value.lower()).limit(MOST_NAMED))]
        names = select(FACETS.value).where(FACETS.facet == "place", func.lower(FACETS.name) == value.lower())
        return [row[0] for row in self.rows(names.distinct().limit(MOST_NAMED))]

    # -- what a line shows

    def sizes(self, stories: Collection[str]) -> dict[str, tuple[int, int, int]]:
        """How many reports, known outlets, and reports of an unknown one each story has."""
        outlet = schema.reports.c.outlet
        counted = (
            select(
                PLACED.story,
                func.count().label("n"),
                func.count(outlet.distinct()).label("known"),
                func.count(outlet).label("of"),
            )
            .join(schema.reports, schema.reports.c.report == PLACED.report)
            .group_by(PLACED.story)
        )
        return {row.story: (row.n, row.known, row.n - row.of) for row in self.rows_in(counted, PLACED.story, stories)}

    def facets(self, stories: Collection[str], *which: str) -> list[Facet]:
        """What the stories are about, the weightiest first."""
        wanted = select(FACETS.story, FACETS.facet, FACETS.value, FACETS.name, FACETS.weight, FACETS.lat, FACETS.lon)
        found = self.rows_in(wanted.where(FACETS.facet.in_(which)), FACETS.story, stories)
        facets = [Facet(r.story, r.facet, r.value, r.name or r.value, r.weight, r.lat, r.lon) for r in found]
        return sorted(facets, key=lambda f: (-f.weight, f.name, f.value))

    def notable_claims(self, stories: Collection[str], day: str | None) -> list[ClaimLine]:
        """The claims of the stories that reports contradict each other on, and those first told on a day; the best told first."""
        told = and_(CLAIMS["from"] == day, CLAIMS.kind == "event", CLAIMS.status != "background") if day else None
        telling = CLAIMS.disputes > 0 if told is None else or_(CLAIMS.disputes > 0, told)
        wanted = select(
            CLAIMS.claim, TOLD.story, CLAIMS.kind, CLAIMS.summary, CLAIMS.disputes, CLAIMS.origins, CLAIMS["from"]
        ).join(schema.claim_stories, TOLD.claim == CLAIMS.claim)
        found = self.rows_in(wanted.where(telling), TOLD.story, stories)
        lines = [ClaimLine(r.claim, r.story, r.kind, r.summary, r.disputes or 0, r.origins, r[6]) for r in found]
        return sorted(lines, key=lambda c: (-c.origins, c.id))

    def fresh_reports(self, stories: Collection[str], day: str) -> dict[str, int]:
        """How many reports of that day each story has."""
        counted = (
            select(PLACED.story, func.count().label("n"))
            .join(schema.reports, schema.reports.c.report == PLACED.report)
            .where(schema.reports.c.day == day)
            .group_by(PLACED.story)
        )
        return {row.story: row.n for row in self.rows_in(counted, PLACED.story, stories)}

    def outlet_names(self, limit: int) -> list[str]:
        """The outlets that publish, by name."""
        column = schema.reports.c.outlet
        return [row[0] for row in self.rows(select(column).where(column.is_not(None)).distinct().order_by(column).limit(limit))]

    # -- one story

    def story_head(self, story: str) -> StoryHead | None:
        """One story and its origins; the address of a story that has grown leads to the one that its reports are in now."""
        here = self._story(story)
        if here:
            return here
        past = schema.past_stories.c
        heir = select(PLACED.story).join(schema.past_stories, past.report == PLACED.report).where(past.story == story)
        now = self.one(heir)
        return self._story(now) if now else None

    def _story(self, story: str) -> StoryHead | None:
        wanted: Select[Any] = select(*LINE, STORIES.noun["origins"].label("lines")).where(STORIES.story == story)
        for row in self.rows(wanted):
            return StoryHead(_line(row), tuple(decode(Origin, o) for o in row.lines or ()))
        return None

    def story_lines(self, stories: Collection[str]) -> list[StoryLine]:
        """The stories of these ids, the latest first."""
        found = [_line(row) for row in self.rows_in(select(*LINE), STORIES.story, stories)]
        return sorted(found, key=lambda s: (s.last or "", s.id), reverse=True)

    def stories_beginning(self, named: str) -> list[str]:
        """The ids that begin so, a few at most."""
        begun = f"story-{named.removeprefix('story-')}"
        wanted = select(STORIES.story).where(STORIES.story >= begun, STORIES.story < begun + "~").limit(2)
        return [row.story for row in self.rows(wanted)]

    def follow_ups(self, story: str) -> list[FollowUp]:
        """Which stories it follows, and which follow it, by their ids."""
        c = schema.follow_ups.c
        wanted = select(c.noun).where(or_(c.story == story, c.before == story))
        return [decode(FollowUp, row.noun) for row in self.rows(wanted.order_by(c.story, c.before))]

    def whole_stories(self, ids: Collection[str]) -> list[Story]:
        """The stories of these ids with all that they hold."""
        return [decode(Story, row.noun) for row in self.rows_in(select(STORIES.noun), STORIES.story, ids)]

    def copies(self, story: str) -> Iterator[Copy]:
        """The passages that the reports of a story share."""
        found = self.one(select(STORIES.noun["copies"]).where(STORIES.story == story))
        yield from (decode(Copy, c) for c in found or ())


MOST_NAMED = 50
"""Entities or places of one name that a filter by this name means; more share no name."""


def _line(row: Any) -> StoryLine:
    return StoryLine(row.story, row.title or "", row[2], row.to, row.weakest, row.origins or 0)
