"""What drawing keeps between two times: sketches, postings, links, and each story drawn alone."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, update

from tellings.model.codec import decode, encode
from tellings.model.story import Link, Story
from tellings.store import schema
from tellings.store.connections import Connections, insert_rows, portions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table

DRAWING = "drawing"
"""The key in `about` for the version of the program whose workings these are."""


class Workings(Connections):
    """All of it is derived, and can be thrown away."""

    def start_drawing(self, version: str) -> None:
        """Throw the workings away if another version of the program left them."""
        if self.noted(DRAWING) == version:
            return
        with self.writing() as connection:
            for table in schema.WORKINGS:
                connection.execute(delete(table))
            self.note(connection, DRAWING, version)

    # -- sketches and postings

    def unsketched(self) -> list[str]:
        """The reports that are not linked yet."""
        reports, sketches = schema.reports.c, schema.sketches.c
        wanted = select(reports.report).where(reports.report.not_in(select(sketches.report))).order_by(reports.report)
        return [row.report for row in self.all(wanted)]

    def add_sketches(self, made: Mapping[str, tuple[str, Sequence[int]]], links: Iterable[Link]) -> None:
        """Keep sketches with their postings, and the links that they gave; what another process has kept meanwhile stands."""
        with self.writing() as connection:
            new = _present(connection, schema.reports, made) - _present(connection, schema.sketches, made)
            postings = [{"report": r, "key": k} for r in sorted(new) for k in dict.fromkeys(made[r][1])]
            insert_rows(connection, schema.sketches, [{"report": r, "sketch": made[r][0]} for r in sorted(new)])
            insert_rows(connection, schema.postings, postings)
            insert_rows(connection, schema.links, _new_links(connection, links))

    def sketches(self, reports: Collection[str]) -> dict[str, str]:
        """The sketches of these reports."""
        c = schema.sketches.c
        return {
            row.report: row.sketch
            for some in portions(reports)
            for row in self.all(select(c.report, c.sketch).where(c.report.in_(some)))
        }

    def count_postings(self, keys: Sequence[int]) -> Counter[str]:
        """How many of the keys each report has, for all reports with at least one."""
        c, found = schema.postings.c, Counter[str]()
        for some in portions(list(dict.fromkeys(keys))):
            counted = select(c.report, func.count().label("met")).where(c.key.in_(some)).group_by(c.report)
            found.update({row.report: row.met for row in self.all(counted)})
        return found

    # -- links

    def ties(self) -> list[tuple[str, str, float, bool]]:
        """Both reports, score and must of every link."""
        c = schema.links.c
        return [(r.left, r.right, r.score, bool(r.must)) for r in self.all(select(c.left, c.right, c.score, c.must))]

    def links(self, reports: Collection[str] | None = None) -> Iterator[Link]:
        """The links between any of these reports, or all, by their reports."""
        c = schema.links.c
        if reports is None:
            yield from (decode(Link, row.noun) for row in self.stream(select(c.noun).order_by(c.left, c.right)))
            return
        inside = set(reports)
        for some in portions(sorted(inside)):
            rows = self.all(select(c.right, c.noun).where(c.left.in_(some)).order_by(c.left, c.right))
            yield from (decode(Link, row.noun) for row in rows if row.right in inside)

    # -- drafts

    def drafted(self) -> dict[str, str]:
        """The story of each report that is in one."""
        return {row.report: row.story for row in self.all(select(schema.draft_reports))}

    def draft_stories(self, stories: Collection[str]) -> dict[str, Story]:
        """Those of the stories that are here, before judgements on them, by id."""
        c = schema.drafts.c
        rows = (row for some in portions(stories) for row in self.all(select(c.noun).where(c.story.in_(some))))
        return {story.id: story for story in (decode(Story, row.noun) for row in rows)}

    def regroup(self, gone: Collection[str], stories: Sequence[Story], as_of: int) -> bool:
        """Put stories in the place of others, unless something has changed since `as_of`; whether it was done."""
        with self.writing() as connection:
            if self.changes(connection) != as_of:
                return False
            for some in portions(gone):
                connection.execute(delete(schema.drafts).where(schema.drafts.c.story.in_(some)))
                connection.execute(delete(schema.draft_reports).where(schema.draft_reports.c.story.in_(some)))
            placed = [{"report": r, "story": s.id} for s in stories for r in s.reports]
            for some in portions([p["report"] for p in placed]):
                connection.execute(delete(schema.draft_reports).where(schema.draft_reports.c.report.in_(some)))
            for some in portions([s.id for s in stories]):
                connection.execute(delete(schema.drafts).where(schema.drafts.c.story.in_(some)))
            insert_rows(connection, schema.drafts, [{"story": s.id, "noun": encode(s)} for s in stories])
            insert_rows(connection, schema.draft_reports, placed)
            return True

    def drafts(self) -> Iterator[tuple[Story, str | None]]:
        """Every story before judgements on it, with the key of its draft, by id."""
        c = schema.drafts.c
        for row in self.stream(select(c.noun, c.key).order_by(c.story)):
            yield decode(Story, row.noun), row.key

    def keep_drafts(self, drafts: Iterable[tuple[str, str, Any]]) -> None:
        """Keep (story, key, what it was drawn to)."""
        c = schema.drafts.c
        with self.writing() as connection:
            for story, key, draft in drafts:
                packed = zlib.compress(json.dumps(draft, ensure_ascii=False).encode(), 1)
                connection.execute(update(schema.drafts).where(c.story == story).values(key=key, draft=packed))

    def draft_values(self) -> Iterator[Any]:
        """What each story was drawn to, by id."""
        c = schema.drafts.c
        yield from (
            json.loads(zlib.decompress(row.draft))
            for row in self.stream(select(c.draft).where(c.draft.is_not(None)).order_by(c.story))
        )


def loosen(connection: Connection, reports: Collection[str]) -> None:
    """Take the reports, and all that they are linked with, out of their stories, so that these are grouped anew.

    What a report's going can move are the components it held together, and each of them holds a neighbour of it.
    """
    c, placed = schema.links.c, schema.draft_reports.c
    near = set(reports)
    for some in portions(reports):
        rows = connection.execute(select(c.left, c.right).where(or_(c.left.in_(some), c.right.in_(some))))
        near.update(r for row in rows for r in (row.left, row.right))
    stories: set[str] = set()
    for some in portions(near):
        stories.update(row.story for row in connection.execute(select(placed.story).where(placed.report.in_(some))))
    for some in portions(stories):
        connection.execute(delete(schema.drafts).where(schema.drafts.c.story.in_(some)))
        connection.execute(delete(schema.draft_reports).where(placed.story.in_(some)))


def unlink(connection: Connection, report: str) -> None:
    """Throw away what linking made of a report."""
    loosen(connection, [report])
    c = schema.links.c
    connection.execute(delete(schema.links).where(or_(c.left == report, c.right == report)))
    for table in (schema.sketches, schema.postings):
        connection.execute(delete(table).where(table.c.report == report))


def _present(connection: Connection, table: Table, reports: Collection[str]) -> set[str]:
    """Those of the reports that the table has."""
    c = table.c
    wanted = (select(c.report).where(c.report.in_(some)) for some in portions(reports))
    return {row.report for one in wanted for row in connection.execute(one)}


def _new_links(connection: Connection, links: Iterable[Link]) -> list[dict[str, Any]]:
    """The rows of those links that are not here yet and whose reports are."""
    made = {(k.left, k.right): k for k in links}
    there = _present(connection, schema.reports, {report for pair in made for report in pair})
    c = schema.links.c
    wanted = (select(c.left, c.right).where(c.left.in_(some)) for some in portions({left for left, _ in made}))
    known = {(row.left, row.right) for one in wanted for row in connection.execute(one)}
    return [_link_row(k) for pair, k in made.items() if pair not in known and there.issuperset(pair)]


def _link_row(link: Link) -> dict[str, Any]:
    return {
        "left": link.left,
        "right": link.right,
        "score": link.score,
        "reason": link.reason,
        "must": link.must,
        "version": link.version,
        "noun": encode(link),
    }
