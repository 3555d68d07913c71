"""What every SQL store does, in SQLAlchemy Core: the same statements for SQLite now and for PostgreSQL later."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from tellings.errors import UnknownIdError
from tellings.export.context import Context
from tellings.model.codec import decode, encode
from tellings.model.picture import Claim, Control, Entity, Judgement, Naming, Picture, Relation
from tellings.model.report import Reject, Report
from tellings.model.story import Link, Story
from tellings.store import schema
from tellings.store.drawn import write_picture
from tellings.store.rows import coding_rows, iso, report_of, report_row, unpack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from sqlalchemy import Connection, Engine, Select, Table

    from tellings.model.coding import Coding

BATCH = 200
"""Rows fetched at a time where a whole table is streamed."""

MOST_IN = 400
"""Values in one `IN (…)`; SQLite takes 999 variables in its oldest builds."""


class SqlStore:
    """Reports, codings, links, judgements and the picture, in any database that SQLAlchemy speaks to."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # -- connections

    def guarded(self) -> AbstractContextManager[None]:
        """Turns the database's errors into ours."""
        raise NotImplementedError

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from."""
        with self.guarded(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; all of it is kept, or nothing."""
        with self.guarded(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Gives the database back."""
        self.engine.dispose()

    # -- reports and codings

    def known(self, ids: Collection[str], version: str) -> set[str]:
        """Those of the reports that are here, coded by that version."""
        codings = schema.codings.c
        return {
            row.report
            for some in _portions(ids)
            for row in self._all(select(codings.report).where(codings.report.in_(some), codings.version == version))
        }

    def add(self, report: Report, coding: Coding) -> None:
        """Keep a report and what was read from it, in place of what was read of it before."""
        with self.writing() as connection:
            there = connection.execute(select(schema.reports.c.n).where(schema.reports.c.report == report.id)).first()
            row = report_row(report, coding)
            if there:
                for table in schema.READ:
                    connection.execute(delete(table).where(table.c.report == report.id))
                connection.execute(update(schema.reports).where(schema.reports.c.report == report.id).values(**row))
            else:
                connection.execute(insert(schema.reports), [row])
            for name, rows in coding_rows(report, coding).items():
                if rows:
                    connection.execute(insert(schema.TABLES.tables[name]), rows)
            connection.execute(delete(schema.rejects).where(schema.rejects.c.ref == report.ref))

    def forget(self, report: str) -> bool:
        """Remove a report and all that was read from it; False where it is not here."""
        with self.writing() as connection:
            gone = connection.execute(delete(schema.reports).where(schema.reports.c.report == report))
            return gone.rowcount > 0

    def report(self, report: str) -> Report | None:
        """The report of that id."""
        return next(self._reports(select(schema.reports).where(schema.reports.c.report == report)), None)

    def reports(self, ids: Collection[str] | None = None) -> Iterator[Report]:
        """The reports of these ids, or all, in order of their days and ids."""
        for wanted in _selected(select(schema.reports), schema.reports.c.report, ids):
            yield from self._reports(wanted.order_by(schema.reports.c.day, schema.reports.c.report))

    def report_ids(self, since: date | None = None, until: date | None = None) -> list[str]:
        """The ids of all reports, or those of some days, by day and id."""
        c = schema.reports.c
        wanted = select(c.report).order_by(c.day, c.report)
        if since:
            wanted = wanted.where(c.day >= iso(since))
        if until:
            wanted = wanted.where(c.day <= iso(until))
        return [row.report for row in self._all(wanted)]

    def codings(self, ids: Collection[str] | None = None) -> Iterator[Coding]:
        """The codings of these reports, or all."""
        for wanted in _selected(select(schema.codings.c.coding), schema.codings.c.report, ids):
            yield from (unpack(row.coding) for row in self._stream(wanted.order_by(schema.codings.c.report)))

    def coding(self, report: str) -> Coding | None:
        """What was read from that report."""
        return next(self.codings([report]), None)

    def outdated(self, version: str) -> list[str]:
        """The reports that were coded by another version."""
        return [r.report for r in self._all(select(schema.codings.c.report).where(schema.codings.c.version != version))]

    def count(self, *tables: str) -> dict[str, int]:
        """The number of rows of each table."""
        with self.reading() as connection:
            return {t: connection.execute(select(func.count()).select_from(schema.TABLES.tables[t])).scalar_one() for t in tables}

    # -- refusals

    def refuse(self, reject: Reject) -> None:
        """Keep the refusal, in place of an earlier one of the same input."""
        with self.writing() as connection:
            connection.execute(delete(schema.rejects).where(schema.rejects.c.ref == reject.ref))
            connection.execute(insert(schema.rejects).values(ref=reject.ref, reason=reject.reason))

    def rejects(self) -> Iterator[Reject]:
        """What was refused, by name."""
        yield from (Reject(row.ref, row.reason) for row in self._stream(select(schema.rejects).order_by(schema.rejects.c.ref)))

    # -- links

    def add_links(self, links: Iterable[Link]) -> None:
        """Keep the links, each in place of an earlier one between the same two reports."""
        with self.writing() as connection:
            for link in links:
                c = schema.links.c
                connection.execute(delete(schema.links).where(c.left == link.left, c.right == link.right))
                connection.execute(
                    insert(schema.links).values(
                        left=link.left, right=link.right, score=link.score, reason=link.reason, must=link.must,
                        version=link.version, noun=encode(link),
                    )
                )  # fmt: skip

    def links(self) -> Iterator[Link]:
        """All links, by their reports."""
        c = schema.links.c
        yield from (decode(Link, row.noun) for row in self._stream(select(c.noun).order_by(c.left, c.right)))

    # -- judgements

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a decision; the same one again is kept once, and stands again if it was undone."""
        row = encode(judgement) | {"undone": judgement.undone}
        with self.writing() as connection:
            connection.execute(delete(schema.judgements).where(schema.judgements.c.judgement == judgement.id))
            connection.execute(insert(schema.judgements).values(**{("judgement" if k == "id" else k): v for k, v in row.items()}))

    def judgements(self) -> list[Judgement]:
        """All decisions, undone ones too, oldest first."""
        c = schema.judgements.c
        columns = (c.verdict, c.of, c.by, c.at, c.reason, c.undone)
        rows = self._all(select(c.judgement.label("id"), *columns).order_by(c.at, c.judgement))
        return [decode(Judgement, row._asdict()) for row in rows]

    # -- the picture

    def draw(self, picture: Picture) -> None:
        """Keep the picture in place of the last one."""
        with self.writing() as connection:
            write_picture(connection, picture)

    def picture(self) -> Picture:
        """The picture that was drawn last."""
        members = self._all(select(schema.entity_members))
        return Picture(
            stories=tuple(self._nouns(schema.stories, Story, "from", "story")),
            entities=tuple(self._nouns(schema.entities, Entity, "entity")),
            claims=tuple(self._nouns(schema.claims, Claim, "claim")),
            relations=tuple(self._nouns(schema.relations, Relation, "n")),
            control=tuple(self._nouns(schema.control, Control, "n")),
            naming=tuple(self._nouns(schema.namings, Naming, "n")),
            entity_of={(row.report, row.referent): row.entity for row in members},
        )

    def story(self, story: str) -> Story:
        """The story of that id. Raises UnknownIdError."""
        found = self._all(select(schema.stories.c.noun).where(schema.stories.c.story == story))
        if not found:
            raise UnknownIdError(f"there is no story {story!r}: `tellings stories` lists them")
        return decode(Story, found[0].noun)

    def contexts(self, ids: Collection[str]) -> dict[str, Context]:
        """What the rows of these reports need to know of the picture."""
        stories, entities = schema.story_reports.c, schema.entities.c
        members = schema.entity_members.c
        told: dict[str, str] = {}
        named: dict[str, dict[str, tuple[str, str]]] = {}
        for some in _portions(ids):
            told |= {r.report: r.story for r in self._all(select(stories.report, stories.story).where(stories.report.in_(some)))}
            joined = select(members.report, members.referent, entities.entity, entities.name).where(
                members.entity == entities.entity, members.report.in_(some)
            )
            for row in self._all(joined):
                named.setdefault(row.report, {})[row.referent] = (row.entity, row.name)
        return {report: Context(told.get(report), named.get(report, {})) for report in ids}

    # -- what the store knows of itself

    def note(self, key: str, value: str | None) -> None:
        """Write down a fact about the store, or forget it."""
        with self.writing() as connection:
            connection.execute(delete(schema.about).where(schema.about.c.key == key))
            if value is not None:
                connection.execute(insert(schema.about).values(key=key, value=value))

    def noted(self, key: str) -> str | None:
        """What was written down."""
        found = self._all(select(schema.about.c.value).where(schema.about.c.key == key))
        return str(found[0].value) if found else None

    # -- inside

    def _all(self, wanted: Select[Any]) -> Sequence[Any]:
        with self.reading() as connection:
            return connection.execute(wanted).all()

    def _stream(self, wanted: Select[Any]) -> Iterator[Any]:
        with self.reading() as connection:
            yield from connection.execution_options(yield_per=BATCH).execute(wanted)

    def _reports(self, wanted: Select[Any]) -> Iterator[Report]:
        yield from (report_of(row.noun, row.text) for row in self._stream(wanted))

    def _nouns(self, table: Table, kind: type[Any], *order: str) -> Iterator[Any]:
        yield from (decode(kind, row.noun) for row in self._stream(select(table.c.noun).order_by(*(table.c[o] for o in order))))


def _portions(values: Collection[str]) -> Iterator[list[str]]:
    listed = list(values)
    yield from (listed[k : k + MOST_IN] for k in range(0, len(listed), MOST_IN))


def _selected(wanted: Select[Any], column: Any, ids: Collection[str] | None) -> Iterator[Select[Any]]:
    """The statement for all rows, or one for each portion of the ids."""
    if ids is None:
        yield wanted
    else:
        yield from (wanted.where(column.in_(some)) for some in _portions(ids))
