"""Entities and places: a part at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, tuple_, union_all

from tellings.model.codec import decode
from tellings.model.listed import EntityLine, Part
from tellings.model.picture import Entity, EntityRole, Merge
from tellings.store import schema
from tellings.store.asked.base import Snapshot
from tellings.store.connections import portions
from tellings.store.namings import NAMINGS, naming_of, namings
from tellings.text.fold import words
from tellings.text.spelling import skeleton

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select

    from tellings.model.listed import Slice
    from tellings.model.picture import Naming

ENTITIES = schema.entities.c
NAMES = schema.entity_names.c
ROLES = schema.entity_roles.c
RELATIONS = schema.relations.c
CONTROL = schema.control.c
MEMBERS = schema.entity_members.c
PLACED = schema.story_reports.c
LINE = (ENTITIES.entity, ENTITIES.kind, ENTITIES.name, ENTITIES.country, ENTITIES.sector, ENTITIES.reports)

MOST_BARE = 20
"""Reports with a bare name that one judgement is of; of a name that more have, each report is judged by itself."""


class People(Snapshot):
    """What the pages of entities and places ask."""

    # -- entities

    def entities(self, wanted: dict[str, str], part: Slice) -> Part[EntityLine]:
        """Those of a kind, country, sector, or with a name like `q`: who is in most reports first."""
        number, _, last = part.after.partition("~")
        chosen = self._chosen(wanted).order_by(ENTITIES.reports.desc(), ENTITIES.entity.desc())
        if number.isdecimal():
            chosen = chosen.where(tuple_(ENTITIES.reports, ENTITIES.entity) < tuple_(int(number[:18]), last))
        found = self.rows(chosen.limit(part.limit + 1))
        lines = tuple(_line(row) for row in found[: part.limit])
        return Part(lines, f"{lines[-1].reports}~{lines[-1].id}" if len(found) > len(lines) else None)

    def count_entities(self, wanted: dict[str, str]) -> int:
        """How many there are of them."""
        return int(self.one(select(func.count()).select_from(self._chosen(wanted).subquery())) or 0)

    def _chosen(self, wanted: dict[str, str]) -> Select[Any]:
        chosen = select(*LINE)
        for field in ("kind", "country", "sector"):
            if wanted.get(field):
                chosen = chosen.where(ENTITIES[field] == wanted[field])
        if words := wanted.get("q", "").strip().casefold():
            like = func.lower(NAMES.text).contains(words, autoescape=True)
            chosen = chosen.where(ENTITIES.entity.in_(select(NAMES.entity).where(like)))
        return chosen

    def entity_lines(self, ids: Collection[str]) -> dict[str, EntityLine]:
        """Those of these ids."""
        return {row.entity: _line(row) for row in self.rows_in(select(*LINE), ENTITIES.entity, ids)}

    def whole_entities(self, ids: Collection[str], most: int) -> list[Entity]:
        """Those of these ids, each with its first members, so many at most."""
        found = [decode(Entity, row.noun) for row in self.rows_in(select(ENTITIES.noun), ENTITIES.entity, ids)]
        return [replace(one, members=self._first_members(one.id, most)) for one in found]

    def _first_members(self, entity: str, most: int) -> tuple[tuple[str, str], ...]:
        wanted = select(MEMBERS.report, MEMBERS.referent).where(MEMBERS.entity == entity)
        rows = self.rows(wanted.order_by(MEMBERS.report, MEMBERS.referent).limit(most))
        return tuple((row.report, row.referent) for row in rows)

    def entities_named(self, named: str) -> list[str]:
        """The ids of the entities of that id, the beginning of an id, or exactly that name; two at most."""
        begun = f"entity-{named.removeprefix('entity-')}"
        for way in (
            ENTITIES.entity == named,
            ENTITIES.name == named,
            (ENTITIES.entity >= begun) & (ENTITIES.entity < begun + "~"),
        ):
            if found := [row.entity for row in self.rows(select(ENTITIES.entity).where(way).limit(2))]:
                return found
        return []

    def spellings(self, entity: str) -> list[tuple[str, int]]:
        """The names of an entity and in how many reports each stands, the commonest first."""
        wanted = select(NAMES.text, NAMES.reports).where(NAMES.entity == entity).order_by(NAMES.reports.desc(), NAMES.text)
        return [(row.text, row.reports) for row in self.rows(wanted)]

    def offices(self, entity: str) -> tuple[EntityRole, ...]:
        """The offices that an entity was seen in."""
        found = self.one(select(ENTITIES.noun["roles"]).where(ENTITIES.entity == entity))
        return tuple(decode(EntityRole, role) for role in found or ())

    def last_offices(self, entities: Collection[str]) -> dict[str, EntityRole]:
        """The office in which each entity was seen last; the one that most reports give where that was several."""
        rank = func.row_number().over(
            partition_by=ROLES.entity, order_by=(func.coalesce(ROLES.to, "").desc(), ROLES.many.desc(), ROLES.title)
        )
        found: dict[str, EntityRole] = {}
        for some in portions(list(dict.fromkeys(entities))):
            ranked = select(schema.entity_roles, rank.label("rank")).where(ROLES.entity.in_(some)).subquery().c
            for row in self.rows(select(ranked.entity, ranked.title, ranked["from"], ranked.to).where(ranked.rank == 1)):
                found[row[0]] = decode(EntityRole, {"title": row[1], "first": row[2], "last": row[3]})
        return found

    def merges(self, entity: str) -> tuple[Merge, ...]:
        """Why its names are held to be one."""
        found = self.one(select(ENTITIES.noun["merges"]).where(ENTITIES.entity == entity))
        return tuple(decode(Merge, merge) for merge in found or ())

    def bearers(self, entity: str, names: Collection[str]) -> dict[str, tuple[str, ...]]:
        """By what each of the names of an entity is judged: the id of a full one; of a bare one some referents that bear it."""
        atoms, seen = schema.atoms.c, schema.sightings.c
        full = self.rows(select(atoms.atom, atoms.noun).where(atoms.core == entity))
        found: dict[str, tuple[str, ...]] = {str(row.noun["name"]): (str(row.atom),) for row in full}
        wanted = (
            select(seen.report, seen.referent)
            .join(schema.entity_members, (MEMBERS.report == seen.report) & (MEMBERS.referent == seen.referent))
            .where(MEMBERS.entity == entity)
            .limit(MOST_BARE)
        )
        for name in set(names) - found.keys():
            rows = self.rows(wanted.where(seen.sound == skeleton(words(name)[-1]), seen.name == name)) if words(name) else ()
            found |= {name: tuple(f"{row.report} {row.referent}" for row in rows)} if rows else {}
        return found

    def speakers(self, names: Collection[str]) -> dict[str, str]:
        """The entities that are called so, by name."""
        wanted = select(ENTITIES.name, func.min(ENTITIES.entity).label("entity")).group_by(ENTITIES.name)
        return {row.name: row.entity for row in self.rows_in(wanted, ENTITIES.name, names)}

    def parties_of(self, report: str) -> dict[str, EntityLine]:
        """The entity behind each referent of a report."""
        wanted: Select[Any] = select(MEMBERS.referent, *LINE).join(schema.entities, ENTITIES.entity == MEMBERS.entity)
        return {row.referent: _line(row) for row in self.rows(wanted.where(MEMBERS.report == report))}

    # -- words and places

    def naming(self, story: str) -> tuple[Naming, ...]:
        """The words that the reports of a story use for its parties."""
        inside = select(PLACED.report).where(PLACED.story == story)
        return tuple(map(naming_of, self.rows(namings().where(NAMINGS.report.in_(inside)))))

    def sites(self, geonameids: Collection[int]) -> dict[int, tuple[float, float]]:
        """Where places lie, as any claim or mention of them says."""
        found: dict[int, tuple[float, float]] = {}
        for table in (schema.claims, schema.mentions):
            for some in portions(sorted(set(geonameids) - found.keys())):
                wanted = union_all(*(_one_site(table.c, g) for g in some))
                found |= {row.geonameid: (row.lat, row.lon) for row in self.rows(wanted)}
        return found

    def place(self, named: str) -> tuple[str, int | None] | None:
        """Name and geonameid of a place that is told of, by geonameid or name."""
        number = int(named) if named.isdecimal() and len(named) < 12 else None
        claims, mentions = schema.claims.c, schema.mentions.c
        for c, name in ((claims, claims.place), (mentions, mentions.name), (CONTROL, CONTROL.place)):
            kind = (mentions.kind == "place",) if c is mentions else ()
            where = c.geonameid == number if number is not None else name == named
            for row in self.rows(select(name.label("name"), c.geonameid).where(where, *kind).limit(1)):
                return row.name, row.geonameid
        return None


def _one_site(columns: Any, geonameid: int) -> Any:
    """One row of a place; of a hundred thousand that say the same, one is looked at."""
    one = select(columns.geonameid, columns.lat, columns.lon).where(columns.geonameid == geonameid, columns.lat.is_not(None))
    return select(one.limit(1).subquery())


def _line(row: Any) -> EntityLine:
    return EntityLine(row.entity, row.kind, row.name or "", row.country, row.sector, row.reports or 0)
