"""The groups that links make of reports, as grouping keeps them between two times, and the stories in them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tellings.model.codec import encode
from tellings.model.story import Link
from tellings.store import schema
from tellings.store.connections import Connections, among, crossing, insert_rows, listed, one_of, remove
from tellings.store.notes import touch
from tellings.store.workings import LONE, SPELT, STORY
from tellings.stories import Group, Pull

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Select

    from tellings.model.story import Story

LINKS = schema.links.c
PULLS = (LINKS.left, LINKS.right, LINKS.score, LINKS.must)
COPIES = select(LINKS.left, LINKS.right, LINKS.score, LINKS.reason, LINKS.must, LINKS.version).where(LINKS.must)


class Groups(Connections):
    """What grouping reads and writes."""

    def groups(self, reports: Collection[str]) -> list[Group]:
        """The groups that any of these reports is in, before happenings that look alike were told apart in them."""
        c = schema.draft_reports.c
        keys = {row.grouped for row in self.found((c.grouped,), c.report, reports)}
        members: dict[tuple[str, float | None], list[str]] = defaultdict(list)
        for row in self.found((c.grouped, c.weakest, c.report), c.grouped, keys):
            members[row.grouped, row.weakest].append(row.report)
        return [Group(tuple(sorted(inside)), weakest) for (_, weakest), inside in members.items()]

    def pulls_of(self, reports: Collection[str]) -> set[Pull]:
        """What the links say to grouping that any of these reports has."""
        with self.reading() as connection:
            ours = among(connection, PULLS, LINKS.left, reports)
            theirs = crossing(connection, PULLS, LINKS.right, reports, beyond=LINKS.left)
        return {Pull(*row) for row in (*ours, *theirs)}

    def pulls_between(self, reports: Collection[str]) -> list[Pull]:
        """What the links between any two of these reports say to grouping."""
        if not reports:
            return []
        with self.reading() as connection:
            rows = connection.execute(_between(connection.dialect.name), {"values": listed(connection, reports)})
            return [Pull(*row) for row in rows]

    def copied(self, reports: Collection[str]) -> list[Link]:
        """The links between any two of these reports of which one is a copy of the other, by their reports."""
        c, inside = schema.links.c, set(reports)
        return [Link(*row) for row in sorted(self.found(COPIES, c.left, inside), key=_pair) if row.right in inside]

    def regroup(
        self, groups: Sequence[Group], placed: Mapping[str, str], stories: Sequence[Story], gone: Collection[str]
    ) -> None:
        """Put these groups in the place of others, with the story of each of their reports, and note what depends on that.

        `stories` are those that are new or changed; `gone` are no more.
        """
        rows = [
            {"report": report, "story": placed[report], "grouped": one.reports[0], "weakest": one.weakest}
            for one in groups
            for report in one.reports
        ]
        ids = [s.id for s in stories]
        with self.writing() as connection:
            remove(connection, schema.drafts, schema.drafts.c.story, [*gone, *ids])
            remove(connection, schema.draft_reports, schema.draft_reports.c.report, [row["report"] for row in rows])
            insert_rows(connection, schema.drafts, [{"story": s.id, "noun": encode(s)} for s in stories])
            insert_rows(connection, schema.draft_reports, rows)
            for kind in (SPELT, LONE, STORY):
                touch(connection, kind, [*gone, *ids])


@cache
def _between(dialect: str) -> Select[Any]:
    return select(*PULLS).where(one_of(LINKS.left, dialect), one_of(LINKS.right, dialect))


def _pair(row: Any) -> tuple[str, str]:
    return row.left, row.right
