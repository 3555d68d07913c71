"""The picture in SQL tables: written whole, read whole or in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from tellings.errors import UnknownIdError
from tellings.model.codec import decode
from tellings.model.context import Context
from tellings.model.picture import Claim, Control, Entity, Naming, Picture, Relation
from tellings.model.story import FollowUp, Story
from tellings.store import schema
from tellings.store.base import StoryParts
from tellings.store.connections import DRAWN, Connections, beginning, portions
from tellings.store.drawn import write_picture

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Table


class Pictures(Connections):
    """What the reports say together: all of it is derived."""

    def drawn(self) -> str | None:
        """The version of the program that drew the picture, None where it is not up to date."""
        return self.noted(DRAWN)

    def changed(self) -> int:
        """How often what the picture is drawn from has changed."""
        with self.reading() as connection:
            return self.changes(connection)

    def draw(self, picture: Picture, version: str, as_of: int) -> None:
        """Keep the picture in place of the last one, unless something has changed since `as_of`: then it is out of date."""
        with self.writing() as connection:
            if self.changes(connection) == as_of:
                write_picture(connection, picture)
                self.note(connection, DRAWN, version)

    def picture(self) -> Picture:
        """The picture that was drawn last."""
        members = self.all(select(schema.entity_members))
        return Picture(
            stories=tuple(self.stories()),
            entities=tuple(self._nouns(schema.entities, Entity, "entity")),
            claims=tuple(self._nouns(schema.claims, Claim, "claim")),
            relations=tuple(self._nouns(schema.relations, Relation, "n")),
            control=tuple(self._nouns(schema.control, Control, "n")),
            naming=tuple(self._nouns(schema.namings, Naming, "n")),
            entity_of={(row.report, row.referent): row.entity for row in members},
            follow_ups=tuple(self._nouns(schema.follow_ups, FollowUp, "story", "before")),
        )

    # -- stories

    def stories(self) -> Iterator[Story]:
        """All stories, the latest first, those without a day last."""
        c = schema.stories.c
        wanted = select(c.noun).order_by(c["to"].is_(None), c["to"].desc(), c.story)
        yield from (decode(Story, row.noun) for row in self.stream(wanted))

    def story(self, story: str) -> Story:
        """The story of that id. Raises UnknownIdError."""
        found = self.all(select(schema.stories.c.noun).where(schema.stories.c.story == story))
        if not found:
            raise UnknownIdError(f"there is no story {story!r}: `tellings stories` lists them")
        return decode(Story, found[0].noun)

    def find_stories(self, named: str) -> list[str]:
        """The ids of the stories of that id or beginning of an id."""
        c = schema.stories.c
        return [row.story for row in self.all(select(c.story).where(beginning(c.story, named, "story-")).order_by(c.story))]

    def stories_of(self, reports: Collection[str]) -> list[str]:
        """The ids of the stories that these reports stand in."""
        c = schema.story_reports.c
        found = (row.story for some in portions(reports) for row in self.all(select(c.story).where(c.report.in_(some))))
        return sorted(set(found))

    def tied(self) -> dict[str, list[tuple[str, int]]]:
        """For each claim the rows of relations and control that stand on it, for `story_parts` of many stories."""
        found: dict[str, list[tuple[str, int]]] = {}
        for table in (schema.relations, schema.control):
            for row in self.stream(select(table.c.n, table.c.noun)):
                for claim in row.noun.get("claims", ()):
                    found.setdefault(claim, []).append((table.name, row.n))
        return found

    def story_parts(self, story: str, tied: Mapping[str, Sequence[tuple[str, int]]] | None = None) -> StoryParts:
        """What the picture says of one story; with what `tied` gave, without looking at every relation there is."""
        telling = select(schema.claim_stories.c.claim).where(schema.claim_stories.c.story == story)
        claims = tuple(self._of(schema.claims, Claim, schema.claims.c.claim.in_(telling), "claim"))
        told = {c.id for c in claims}
        inside = select(schema.story_reports.c.report).where(schema.story_reports.c.story == story)
        members = schema.entity_members.c
        entities = select(members.entity).where(members.report.in_(inside))
        return StoryParts(
            claims=claims,
            relations=tuple(r for r in self._tied(schema.relations, Relation, told, tied) if told.intersection(r.claims)),
            control=tuple(r for r in self._tied(schema.control, Control, told, tied) if told.intersection(r.claims)),
            naming=tuple(self._of(schema.namings, Naming, schema.namings.c.report.in_(inside), "n")),
            entities=tuple(self._of(schema.entities, Entity, schema.entities.c.entity.in_(entities), "entity")),
        )

    # -- entities

    def find_entities(self, name: str) -> list[Entity]:
        """The entities with that id or a name like that, whole names first, then those that more reports speak of."""
        c, members = schema.entities.c, schema.entity_members.c
        folded = name.casefold()
        bearing = select(members.entity).where(
            members.report == schema.referents.c.report,
            members.referent == schema.referents.c.key,
            func.lower(schema.referents.c.name).contains(folded, autoescape=True),
        )
        like = func.lower(c.name).contains(folded, autoescape=True)
        found = list(self._of(schema.entities, Entity, or_(c.entity == name, like, c.entity.in_(bearing)), "entity"))
        return sorted(found, key=lambda e: (e.name.casefold() != folded, -len({r for r, _ in e.members}), e.id))

    def contexts(self, ids: Collection[str]) -> dict[str, Context]:
        """What the rows of these reports need to know of the picture."""
        stories, entities, members = schema.story_reports.c, schema.entities.c, schema.entity_members.c
        told: dict[str, str] = {}
        named: dict[str, dict[str, tuple[str, str]]] = {}
        for some in portions(ids):
            told |= {r.report: r.story for r in self.all(select(stories.report, stories.story).where(stories.report.in_(some)))}
            joined = select(members.report, members.referent, entities.entity, entities.name).where(
                members.entity == entities.entity, members.report.in_(some)
            )
            for row in self.all(joined):
                named.setdefault(row.report, {})[row.referent] = (row.entity, row.name)
        return {report: Context(told.get(report), named.get(report, {})) for report in ids}

    # -- inside

    def _tied(
        self, table: Table, kind: type[Any], claims: set[str], tied: Mapping[str, Sequence[tuple[str, int]]] | None
    ) -> Iterator[Any]:
        if tied is None:
            yield from self._nouns(table, kind, "n")
            return
        rows = sorted({n for claim in claims for name, n in tied.get(claim, ()) if name == table.name})
        for some in portions(rows):
            yield from self._of(table, kind, table.c.n.in_(some), "n")

    def _nouns(self, table: Table, kind: type[Any], *order: str) -> Iterator[Any]:
        yield from (decode(kind, row.noun) for row in self.stream(select(table.c.noun).order_by(*(table.c[o] for o in order))))

    def _of(self, table: Table, kind: type[Any], wanted: Any, order: str) -> Iterator[Any]:
        rows = self.stream(select(table.c.noun).where(wanted).order_by(table.c[order]))
        yield from (decode(kind, row.noun) for row in rows)
