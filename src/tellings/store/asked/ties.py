"""Ties between entities, and who holds what: a part at a time, with as many of the sentences behind each as are shown."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import case, func, or_, select, tuple_

from tellings.model.codec import decode
from tellings.model.listed import Attested
from tellings.model.picture import Control, Relation
from tellings.store import schema
from tellings.store.asked.base import Snapshot
from tellings.store.drawn import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select, Table

RELATIONS = schema.relations.c
CONTROL = schema.control.c

FIRMEST = ("shown", "stated", "hinted", "loose")
"""Strengths of relations, those that the network shows first in front."""

DAYS = {"first": "from", "last": "to"}
"""Columns that are called otherwise than the fields of the nouns."""

BEHIND = ("claims", "evidence")
"""What of a noun grows with every report that tells of it."""

Noun = TypeVar("Noun", Relation, Control)


class Ties(Snapshot):
    """What the pages of the network, of control, and of who is tied to whom ask.

    `sentences` is how many of those behind each are wanted; where it is None, all of them and the claims are read.
    """

    def ties_of_story(self, story: str, sentences: int | None = None) -> tuple[Attested[Relation], ...]:
        """The relations that a story tells of."""
        c = schema.bonds.c
        keys = [tuple(row.key.split(SEPARATOR)) for row in self.rows(select(c.key).where(c.story == story).distinct())]
        among = tuple_(RELATIONS.from_entity, RELATIONS.relation, RELATIONS.to_entity).in_(keys)
        return self._attested(Relation, select(RELATIONS.n).where(among).order_by(RELATIONS.n), sentences)

    def ties_of(self, entity: str, limit: int, sentences: int | None = None) -> tuple[Attested[Relation], ...]:
        """The relations of an entity, the firmest and latest first."""
        return self.ties({"entity": entity}, 0, limit, sentences)

    def ties(
        self, wanted: dict[str, str], offset: int, limit: int, sentences: int | None = None
    ) -> tuple[Attested[Relation], ...]:
        """The relations that stood in some days (`since`, `until`), of an `entity`, of one kind (`relation`)."""
        return self._attested(Relation, _tied(wanted).order_by(*_firmest()).offset(offset).limit(limit), sentences)

    def count_ties(self, wanted: dict[str, str]) -> int:
        """How many there are of them."""
        return int(self.one(select(func.count()).select_from(_tied(wanted).subquery())) or 0)

    def tied_days(self) -> tuple[str | None, str | None]:
        """The first and the last day of which a relation is told."""
        row = self.rows(select(func.min(RELATIONS["from"]), func.max(func.coalesce(RELATIONS.to, RELATIONS["from"]))))[0]
        return row[0], row[1]

    # -- control

    def control_of_story(
        self, story: str, claims: Collection[str], sentences: int | None = None
    ) -> tuple[Attested[Control], ...]:
        """The control that claims of a story stand for."""
        there = select(schema.holds.c.key).where(schema.holds.c.story == story)
        told = self.rows(select(CONTROL.n, CONTROL.noun["claims"].label("claims")).where(CONTROL.key.in_(there)))
        ours = [row.n for row in told if not set(claims).isdisjoint(row.claims)]
        return self._control(select(CONTROL.n).where(CONTROL.n.in_(ours)).order_by(CONTROL.n), sentences)

    def control_at(self, place: str, geonameid: int | None, sentences: int | None = None) -> tuple[Attested[Control], ...]:
        """A place's history."""
        where = CONTROL.geonameid == geonameid if geonameid is not None else CONTROL.place == place
        wanted = select(CONTROL.n).where(where).order_by(CONTROL["from"].is_not(None), CONTROL["from"], CONTROL.n)
        return self._control(wanted, sentences)

    def held_by(self, holder: str, limit: int, sentences: int | None = None) -> tuple[Attested[Control], ...]:
        """What somebody holds or held, the latest first."""
        latest = (CONTROL["from"].is_(None), CONTROL["from"].desc(), CONTROL.n)
        return self._control(select(CONTROL.n).where(CONTROL.holder == holder).order_by(*latest).limit(limit), sentences)

    def control_on(self, day: str, offset: int, limit: int, sentences: int | None = None) -> tuple[Attested[Control], ...]:
        """Who holds what on a day, or ever, by place."""
        order = (CONTROL.place, CONTROL["from"].is_(None), CONTROL["from"], CONTROL.n)
        wanted = select(CONTROL.n).where(*_standing(CONTROL, day, day)).order_by(*order)
        return self._control(wanted.offset(offset).limit(limit), sentences)

    def count_control(self, day: str) -> int:
        """How many rows that are."""
        return int(self.one(select(func.count()).select_from(schema.control).where(*_standing(CONTROL, day, day))) or 0)

    def control_days(self) -> list[str]:
        """The days on which somebody is told to begin or end to hold something, in order."""
        began = self.rows(select(CONTROL["from"]).where(CONTROL["from"].is_not(None)).distinct())
        ended = self.rows(select(CONTROL.to).where(CONTROL.to.is_not(None)).distinct())
        return sorted({row[0] for row in (*began, *ended)})

    # -- inside

    def _control(self, wanted: Select[Any], sentences: int | None) -> tuple[Attested[Control], ...]:
        return self._attested(Control, wanted, sentences)

    def _attested(self, kind: type[Noun], wanted: Select[Any], sentences: int | None) -> tuple[Attested[Noun], ...]:
        """The nouns of the rows wanted. One may have ten thousand sentences behind it: those not shown stay in the database."""
        table: Table = schema.relations if kind is Relation else schema.control
        if sentences is None:
            whole = (decode(kind, row.noun) for row in self.rows(wanted.with_only_columns(table.c.noun)))
            return tuple(Attested(noun, len(noun.evidence)) for noun in whole)
        plain: list[Field[Any]] = [f for f in fields(kind) if f.name not in BEHIND]
        first: list[Any] = [table.c.noun[("evidence", n)] for n in range(sentences)]
        many = self._number(table.c.noun, "evidence")
        columns = [c.label(f"c{n}") for n, c in enumerate((many, *(_column(table, f.name) for f in plain), *first))]
        made = []
        for row in self.rows(wanted.with_only_columns(*columns)):
            told = [one for one in row[1 + len(plain) :] if one]
            known = {f.name: v for f, v in zip(plain, row[1:], strict=False) if v is not None or f.default is MISSING}
            made.append(Attested(decode(kind, {**known, "claims": [], "evidence": told}), row[0] or 0))
        return tuple(made)

    def _number(self, noun: Any, name: str) -> Any:
        """How long a list of the noun is. SQLite finds it in the noun; taken out first, it would be read twice."""
        if self.connection.dialect.name == "sqlite":
            return func.json_array_length(noun, f"$.{name}")
        return func.json_array_length(noun[name])


def _column(table: Table, name: str) -> Any:
    called = DAYS.get(name, name)
    return table.c[called] if called in table.c else table.c.noun[name]


def _tied(wanted: dict[str, str]) -> Select[Any]:
    chosen = select(RELATIONS.n).where(*_standing(RELATIONS, wanted.get("since", ""), wanted.get("until", "")))
    if wanted.get("relation"):
        chosen = chosen.where(RELATIONS.relation == wanted["relation"])
    if entity := wanted.get("entity"):
        chosen = chosen.where(or_(RELATIONS.from_entity == entity, RELATIONS.to_entity == entity))
    return chosen


def _standing(columns: Any, since: str, until: str) -> list[Any]:
    """What stood between two days; an open end reaches for ever."""
    conditions = []
    if until:
        conditions.append(or_(columns["from"].is_(None), columns["from"] <= until))
    if since:
        conditions.append(or_(columns.to.is_(None), columns.to >= since))
    return conditions


def _firmest() -> tuple[Any, ...]:
    rank = case({s: n for n, s in enumerate(FIRMEST)}, value=RELATIONS.strength, else_=len(FIRMEST))
    return rank, RELATIONS["from"].is_(None), RELATIONS["from"].desc(), RELATIONS.n
