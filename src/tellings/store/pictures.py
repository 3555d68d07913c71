"""The picture in SQL tables, read whole or in parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from tellings.errors import UnknownIdError
from tellings.model.codec import decode
from tellings.model.context import Context
from tellings.model.picture import Claim, Control, Entity, Picture, Relation
from tellings.model.story import FollowUp, Story
from tellings.resolve.entities import spellings
from tellings.store import schema
from tellings.store.base import StoryParts
from tellings.store.connections import DRAWN, Connections, beginning, portions, selected
from tellings.store.drawn import SEPARATOR
from tellings.store.namings import NAMINGS, naming_of, namings
from tellings.store.notes import waiting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import Select, Table


class Pictures(Connections):
    """What the reports say together: all of it is derived."""

    def drawn(self) -> str | None:
        """The version of the program that drew the picture, None where it is not up to date."""
        return self.noted(DRAWN)

    def now_drawn(self, version: str) -> bool:
        """Note that the picture is up to date, unless something waits to be drawn; whether it is."""
        with self.writing() as connection:
            if waiting(connection):
                return False
            self.note(connection, DRAWN, version)
            return True

    def picture(self) -> Picture:
        """The picture that was drawn last."""
        c = schema.follow_ups.c
        with self.reading():
            shown = select(schema.entity_members).join(
                schema.entities, schema.entities.c.entity == schema.entity_members.c.entity
            )
            members = self.all(shown)
            return Picture(
                stories=tuple(self.stories()),
                entities=tuple(self.entities()),
                claims=tuple(self._nouns(schema.claims, Claim, "story", "claim")),
                relations=tuple(self._nouns(schema.relations, Relation, "from_entity", "relation", "to_entity")),
                control=self.control(),
                naming=tuple(map(naming_of, self.stream(namings()))),
                entity_of={(row.report, row.referent): row.entity for row in members},
                follow_ups=self._follow_ups(select(schema.follow_ups).order_by(c.story, c.before)),
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

    def shown_stories(self, stories: Collection[str]) -> dict[str, Story]:
        """Those of the stories that are in the picture, by id."""
        c = schema.stories.c
        return {row.story: decode(Story, row.noun) for row in self.found((c.story, c.noun), c.story, stories)}

    def find_stories(self, named: str) -> list[str]:
        """The ids of the stories of that id or beginning of an id."""
        c = schema.stories.c
        return [row.story for row in self.all(select(c.story).where(beginning(c.story, named, "story-")).order_by(c.story))]

    def stories_of(self, reports: Collection[str]) -> list[str]:
        """The ids of the stories that these reports stand in."""
        c = schema.story_reports.c
        return sorted({row.story for row in self.found((c.story,), c.report, reports)})

    def story_parts(self, story: str) -> StoryParts:
        """What the picture says of one story."""
        bonds, holds, follow_ups = (t.c for t in (schema.bonds, schema.holds, schema.follow_ups))
        telling = select(schema.claim_stories.c.claim).where(schema.claim_stories.c.story == story)
        claims = tuple(self._of(schema.claims, Claim, schema.claims.c.claim.in_(telling), "claim"))
        told = {c.id for c in claims}
        inside = select(schema.story_reports.c.report).where(schema.story_reports.c.story == story)
        members = select(schema.entity_members.c.entity).where(schema.entity_members.c.report.in_(inside))
        relations = self._related(row.key for row in self.all(select(bonds.key).distinct().where(bonds.story == story)))
        places = schema.control.c.key.in_(select(holds.key).where(holds.story == story))
        near = select(schema.follow_ups).where(or_(follow_ups.story == story, follow_ups.before == story))
        return StoryParts(
            claims=claims,
            relations=tuple(r for r in relations if told.intersection(r.claims)),
            control=tuple(r for r in self._of(schema.control, Control, places, "n") if told.intersection(r.claims)),
            naming=tuple(map(naming_of, self.stream(namings().where(NAMINGS.report.in_(inside))))),
            entities=tuple(self.entities({row.entity for row in self.all(members)})),
            follow_ups=self._follow_ups(near.order_by(follow_ups.story, follow_ups.before)),
        )

    # -- places

    def control(self) -> tuple[Control, ...]:
        """Who holds which place, by place and time."""
        return tuple(self._nouns(schema.control, Control, "key", "n"))

    def place_parts(self, name: str) -> tuple[tuple[Claim, ...], tuple[Control, ...]]:
        """What happened at the place of that name, whatever its capitals, and who holds it."""
        claims, control = schema.claims.c, schema.control.c
        told = self._in(schema.claims, (claims.noun, claims.story, claims.claim), name)
        held = self._in(schema.control, (control.noun, control.key, control.n), name)
        return tuple(decode(Claim, noun) for noun in told), tuple(decode(Control, noun) for noun in held)

    def _in(self, table: Table, columns: tuple[Any, ...], name: str) -> list[Any]:
        """The first column of the rows of a place, in order of the others."""
        folded = name.casefold()
        names = [
            row.place for row in self.stream(select(table.c.place).distinct()) if row.place and row.place.casefold() == folded
        ]
        rows = sorted(self.found(columns, table.c.place, names), key=lambda row: row[1:])
        return [row[0] for row in rows]

    def _related(self, keys: Iterable[str]) -> Iterator[Relation]:
        c = schema.relations.c
        for key in sorted(keys):
            one, relation, other = key.split(SEPARATOR)
            here = (c.from_entity == one) & (c.relation == relation) & (c.to_entity == other)
            yield from self._of(schema.relations, Relation, here, "n")

    def _follow_ups(self, wanted: Select[Any]) -> tuple[FollowUp, ...]:
        return tuple(decode(FollowUp, row.noun) for row in self.all(wanted))

    # -- entities

    def entities(self, ids: Collection[str] | None = None) -> Iterator[Entity]:
        """These entities, or all, by id: put together from their rows."""
        c, members, seen = schema.entities.c, schema.entity_members.c, schema.sightings.c
        here = (members.report == seen.report) & (members.referent == seen.referent)
        joined = select(members.entity, members.report, members.referent, seen.forms).join(schema.sightings, here)
        told: dict[str, list[Any]] = {}
        for row in (r for some in selected(joined, members.entity, ids) for r in self.stream(some)):
            told.setdefault(row.entity, []).append(row)
        rows = sorted(
            (r for some in selected(select(c.entity, c.noun), c.entity, ids) for r in self.all(some)), key=lambda r: r.entity
        )
        for row in rows:
            found = told.get(row.entity, [])
            names = spellings((r.report, form) for r in found for form in r.forms)
            at = tuple(sorted((r.report, r.referent) for r in found))
            yield replace(decode(Entity, row.noun), names=names, members=at)

    def entity_names(self) -> dict[str, str]:
        """What every entity is called, by its id."""
        return {row.entity: row.name for row in self.stream(select(schema.entities.c.entity, schema.entities.c.name))}

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
        wanted = select(c.entity).where(or_(c.entity == name, like, c.entity.in_(bearing)))
        found = list(self.entities({row.entity for row in self.all(wanted)}))
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

    def _nouns(self, table: Table, kind: type[Any], *order: str) -> Iterator[Any]:
        yield from (decode(kind, row.noun) for row in self.stream(select(table.c.noun).order_by(*(table.c[o] for o in order))))

    def _of(self, table: Table, kind: type[Any], wanted: Any, order: str) -> Iterator[Any]:
        rows = self.stream(select(table.c.noun).where(wanted).order_by(table.c[order]))
        yield from (decode(kind, row.noun) for row in rows)
