"""Reports in lists, without their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from tellings.model.listed import Part, ReportLine
from tellings.store import schema
from tellings.store.asked.base import Snapshot
from tellings.store.workings import CAST, LINK

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select

    from tellings.model.listed import Slice

REPORTS = schema.reports.c
PLACED = schema.story_reports.c


class ReportLists(Snapshot):
    """What every page asks about reports."""

    def report_lines(self, ids: Collection[str]) -> dict[str, ReportLine]:
        """The reports of these ids."""
        return {row.report: _line(row) for row in self.rows_in(_lines(), REPORTS.report, ids)}

    def reports_of(self, story: str) -> tuple[ReportLine, ...]:
        """The reports of a story by day and name, as their letters are dealt."""
        found = [_line(row) for row in self.rows(_lines().where(PLACED.story == story))]
        return tuple(sorted(found, key=lambda r: (r.day is None, r.day or "", r.ref, r.id)))

    def read_by(self, story: str) -> str:
        """By which versions of the program the reports of a story were read: other ones read otherwise."""
        version = schema.codings.c.version
        wanted = select(version).join(schema.story_reports, PLACED.report == schema.codings.c.report).where(PLACED.story == story)
        return " ".join(sorted({row.version for row in self.rows(wanted)}))

    def newest_day(self) -> str | None:
        """The latest day of a report."""
        found = self.one(select(func.max(REPORTS.day)))
        return None if found is None else str(found)

    def last_number(self) -> int:
        """The number of the report that was added last."""
        return int(self.one(select(func.max(REPORTS.n))) or 0)

    def waiting(self) -> int:
        """How many reports the picture lacks."""
        c = schema.touched.c
        return int(self.one(select(func.count(c.key.distinct())).where(c.kind.in_((LINK, CAST)))) or 0)

    def versions_of(self, report: str) -> tuple[ReportLine, ...]:
        """The other texts of the same report."""
        of = select(REPORTS.version_of).where(REPORTS.report == report, REPORTS.version_of.is_not(None))
        wanted = _lines().where(REPORTS.version_of.in_(of), REPORTS.report != report)
        return tuple(_line(row) for row in self.rows(wanted.order_by(REPORTS.day, REPORTS.report)))

    def reports_named(self, named: str) -> list[str]:
        """The ids of the reports of that id, its beginning, ref or address; two at most."""
        begun = f"report-{named.removeprefix('report-')}"
        same = or_(REPORTS.report == named, REPORTS.ref == named, REPORTS.url == named)
        starts = (REPORTS.report >= begun) & (REPORTS.report < begun + "~")
        for way in (same, starts):
            if found := [row.report for row in self.rows(select(REPORTS.report).where(way).limit(2))]:
                return found
        return []

    def reports(self, since: str, until: str, part: Slice) -> Part[str]:
        """The ids of the reports of some days, the latest first; those without a day last."""
        wanted = select(REPORTS.report)
        if since:
            wanted = wanted.where(REPORTS.day >= since)
        if until:
            wanted = wanted.where(REPORTS.day <= until)
        found, following = self.by_day(wanted, REPORTS.day, REPORTS.report, part)
        return Part(tuple(row.report for row in found), following)

    def report_cursor(self, report: str) -> str:
        """The cursor behind a report, in the order of `reports`."""
        day = self.one(select(REPORTS.day).where(REPORTS.report == report))
        return f"{day or ''}~{report}"

    def per_day(self, days: int, since: str) -> list[tuple[str, int]]:
        """How many reports each of the last days, from one on, has that have any, the latest first."""
        wanted = select(REPORTS.day, func.count().label("n")).where(REPORTS.day >= since).group_by(REPORTS.day)
        return [(row.day, row.n) for row in self.rows(wanted.order_by(REPORTS.day.desc()).limit(days))]


def _lines() -> Select[Any]:
    return select(
        REPORTS.report, REPORTS.ref, REPORTS.outlet, REPORTS.url, REPORTS.title, REPORTS.day, REPORTS.how, REPORTS.reason,
        REPORTS.language, REPORTS.n, PLACED.story, PLACED.origin,
    ).join(schema.story_reports, PLACED.report == REPORTS.report, isouter=True)  # fmt: skip


def _line(row: Any) -> ReportLine:
    return ReportLine(
        row.report, row.ref, row.outlet, row.url, row.title, row.day, row.how or "", row.reason or "", row.language, row.n,
        row.story, row.origin,
    )  # fmt: skip
