"""Reports, codings, refusals and judgements in SQL tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from tellings.model.codec import decode, encode
from tellings.model.period import iso
from tellings.model.picture import Judgement
from tellings.model.report import Reject, Report
from tellings.store import schema
from tellings.store.connections import Connections, any_case, beginning, insert_rows, lower, selected
from tellings.store.notes import touch
from tellings.store.rows import coding_rows, report_of, report_row, unpack
from tellings.store.workings import JUDGED, NEW, loosen, unlink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection, Select

    from tellings.model.coding import Coding
    from tellings.store.faults import Fault


class Kept(Connections):
    """What was read, and what persons decided: nothing of it is derived."""

    # -- reports and codings

    def known(self, ids: Collection[str], version: str) -> set[str]:
        """Those of the reports that are here, coded by that version."""
        return {report for report, coded in self.versions(ids).items() if coded == version}

    def add(self, report: Report, coding: Coding) -> None:
        """Keep a report and what was read from it, in place of what was read of it before."""
        with self.changing() as connection:
            there = connection.execute(select(schema.reports.c.n).where(schema.reports.c.report == report.id)).first()
            row = report_row(report, coding)
            if there:
                unlink(connection, report.id)
                for table in schema.READ:
                    connection.execute(delete(table).where(table.c.report == report.id))
                connection.execute(update(schema.reports).where(schema.reports.c.report == report.id).values(**row))
            else:
                insert_rows(connection, schema.reports, [row])
                self.index(connection, [(report.id, report.title, report.text)])
            for name, rows in coding_rows(report, coding).items():
                insert_rows(connection, schema.TABLES.tables[name], rows)
            for kind in NEW:
                touch(connection, kind, [report.id])
            connection.execute(delete(schema.rejects).where(schema.rejects.c.ref == report.ref))

    def forget(self, report: str) -> bool:
        """Remove a report and all that was read from it; False where it is not here."""
        with self.changing() as connection:
            unlink(connection, report)
            gone = connection.execute(delete(schema.reports).where(schema.reports.c.report == report))
            return gone.rowcount > 0

    def find_reports(self, named: str) -> list[str]:
        """The ids of the reports of that ref, address, file name, id or beginning of an id."""
        c = schema.reports.c
        part = f"/{lower(named)}"
        ways = (
            (c.ref == named) | (c.url == named) | (c.report == named),
            any_case(c.ref).endswith(part, autoescape=True) | any_case(c.ref).contains(f"{part}.", autoescape=True),
            beginning(c.report, named, "report-"),
        )
        found = (self.all(select(c.report).where(way).order_by(c.report)) for way in ways)
        return next(([row.report for row in rows] for rows in found if rows), [])

    def reports(self, ids: Collection[str] | None = None) -> Iterator[Report]:
        """The reports of these ids, or all, in order of their days and ids."""
        for wanted in selected(select(schema.reports), schema.reports.c.report, ids):
            yield from self._reports(wanted.order_by(schema.reports.c.day.nulls_first(), schema.reports.c.report))

    def report_ids(self, since: date | None = None, until: date | None = None) -> list[str]:
        """The ids of all reports, or those of some days, by day and id."""
        c = schema.reports.c
        wanted = select(c.report).order_by(c.day.nulls_first(), c.report)
        if since:
            wanted = wanted.where(c.day >= iso(since))
        if until:
            wanted = wanted.where(c.day <= iso(until))
        return [row.report for row in self.all(wanted)]

    def codings(self, ids: Collection[str] | None = None) -> Iterator[Coding]:
        """The codings of these reports, or all."""
        for wanted in selected(select(schema.codings.c.coding), schema.codings.c.report, ids):
            yield from (unpack(row.coding) for row in self.stream(wanted.order_by(schema.codings.c.report)))

    def coding(self, report: str) -> Coding | None:
        """What was read from that report."""
        return next(self.codings([report]), None)

    def casts(self, reports: Collection[str]) -> Iterator[Coding]:
        """The codings of these reports with nothing but their days and referents."""
        c = schema.codings.c
        yield from (unpack(row.cast) for row in self.found((c.cast,), c.report, reports))

    def count_versions(self) -> dict[str, int]:
        """How many reports each version coded."""
        c = schema.codings.c
        return {r.version: r.many for r in self.all(select(c.version, func.count().label("many")).group_by(c.version))}

    def versions(self, reports: Collection[str] | None = None) -> dict[str, str]:
        """By which version each of these reports was coded, or each of all."""
        c = schema.codings.c
        wanted = select(c.report, c.version)
        return {r.report: r.version for some in selected(wanted, c.report, reports) for r in self.all(some)}

    def captured(self, version: str) -> set[str]:
        """The ids of the archive records whose reports are here, coded by that version."""
        record = schema.reports.c.noun["capture"]["record"].as_string()
        coded = select(record.label("record")).join(schema.codings).where(schema.codings.c.version == version)
        return {row.record for row in self.stream(coded.where(record.is_not(None)))}

    def outlets(self, reports: Collection[str]) -> dict[str, str | None]:
        """The outlet of each of these reports."""
        c = schema.reports.c
        return {r.report: r.outlet for r in self.found((c.report, c.outlet), c.report, reports)}

    def outdated(self, version: str) -> list[str]:
        """The reports that were coded by another version."""
        return [r.report for r in self.all(select(schema.codings.c.report).where(schema.codings.c.version != version))]

    def languages(self) -> dict[str, int]:
        """How many reports there are in each language."""
        c = schema.reports.c
        rows = self.all(select(c.language, func.count().label("number")).group_by(c.language).order_by(c.language.nulls_first()))
        return {row.language or "": row.number for row in rows}

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
        yield from (Reject(row.ref, row.reason) for row in self.stream(select(schema.rejects).order_by(schema.rejects.c.ref)))

    # -- judgements

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a decision, or what is known of it by now, in place of the one of that id.

        What it is of is not forgotten where it comes back without: taken back by a program that kept no anchors.
        """
        known = next((j for j in self.judgements() if j.id == judgement.id), judgement)
        judgement = replace(judgement, anchors=judgement.anchors or known.anchors)
        row: dict[str, Any] = dict.fromkeys(("anchors", "undone_by", "undone_at"))
        row |= encode(judgement) | {"undone": judgement.undone}
        row["judgement"] = row.pop("id")
        grouped = {m.report for a in judgement.anchors if a.kind in ("story", "report") for m in a.marks}
        with self.changing() as connection:
            loosen(connection, sorted(grouped.union(judgement.of)))
            touch(connection, JUDGED, [judgement.id])
            connection.execute(delete(schema.judgements).where(schema.judgements.c.judgement == judgement.id))
            connection.execute(insert(schema.judgements).values(**row))

    def judgements(self) -> list[Judgement]:
        """All decisions, undone ones too, oldest first."""
        c = schema.judgements.c
        columns = (c.verdict, c.of, c.by, c.at, c.reason, c.undone, c.anchors, c.undone_by, c.undone_at)
        rows = self.all(select(c.judgement.label("id"), *columns).order_by(c.at, c.judgement))
        return [decode(Judgement, {k: v for k, v in row._asdict().items() if v is not None}) for row in rows]

    def find_told(self, named: str) -> dict[str, str]:
        """The reports of the events and statements of that id or beginning of an id, by their ids."""
        found: dict[str, str] = {}
        for table, kind in ((schema.events, "event"), (schema.statements, "statement")):
            if "-" in named and not named.startswith(f"{kind}-"):
                continue
            c = table.c
            wanted = select(c[kind], c.report).where(beginning(c[kind], named, f"{kind}-"))
            found |= {row[0]: row[1] for row in self.all(wanted)}
        return found

    # -- inside

    def index(self, connection: Connection, reports: Sequence[tuple[str, str | None, str]]) -> None:
        """Make reports (id, title, text) searchable in the transaction that is open, where the database does not do so."""

    def index_again(self) -> None:
        """Throw the full-text index away and make it anew."""
        raise NotImplementedError

    def damage(self) -> Iterator[Fault]:
        """What is wrong with the database itself, and with its full-text index."""
        raise NotImplementedError

    def settle(self, connection: Connection) -> None:
        """Make ready for new rows after rows came with the numbers of another store."""

    def _reports(self, wanted: Select[Any]) -> Iterator[Report]:
        yield from (report_of(row.noun, row.text) for row in self.stream(wanted))
