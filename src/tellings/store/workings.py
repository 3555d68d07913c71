"""What drawing keeps between two times: sketches, postings, links, and each story drawn alone."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, delete, func, insert, literal, or_, select, update

from tellings.model.codec import decode, encode
from tellings.model.story import Link, Story
from tellings.resolve.atoms import alone
from tellings.store import schema
from tellings.store.casts import count, sightings_here
from tellings.store.connections import Connections, among, crossing, insert_rows, portions, remove, selected
from tellings.store.members import drop_members
from tellings.store.notes import drawn_now, touch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table

DRAWING = "drawing"
"""The key in `about` for the version of the program whose workings these are."""

LINK, GROUP, CAST, JUDGED = "link", "group", "cast", "judged"
SPELT, LABEL, CORE, PLACE, LONE = "spelt", "label", "core", "place", "lone"
STORY, CHAIN, CLAIM, BOND, HOLD, ENTITY, FACET = "story", "chain", "claim", "bond", "hold", "entity", "facet"
"""What is to be done with a report, a judgement, a label, a story, a claim, a relation, a place or an entity (`touched`)."""

NEW = (LINK, GROUP, CAST)
"""What is to be done with a new report."""

KEPT = 1000
"""Stories that stay read: those of a few days; some ten megabytes."""

DRAFTS = schema.drafts.c
STORIES = select(DRAFTS.story, cast(DRAFTS.noun, Text).label("noun"))
DRAWN_STORIES = select(DRAFTS.story, DRAFTS.draft).where(DRAFTS.draft.is_not(None))
LINKED = schema.links.c
LINKS = select(LINKED.left, LINKED.right, cast(LINKED.noun, Text).label("noun"))
SIZES = select(schema.draft_reports.c.story, func.count().label("many")).group_by(schema.draft_reports.c.story)
KEEP_DRAFT = update(schema.drafts).where(DRAFTS.story == bindparam("of")).values(draft=bindparam("drawn"))


class Workings(Connections):
    """All of it is derived, and can be thrown away."""

    def start_drawing(self, version: str) -> bool:
        """Throw away what another version of the program drew, and note that all is to be drawn; whether there was one."""
        before = self.noted(DRAWING)
        if before == version:
            return False
        with self.writing() as connection:
            draw_all(connection)
            self.note(connection, DRAWING, version)
        return before is not None

    # -- sketches and postings

    def unsketched(self) -> list[str]:
        """The reports that are not linked yet."""
        return self.touched(LINK)

    def add_sketches(self, made: Mapping[str, tuple[str, Sequence[int]]], links: Iterable[Link]) -> None:
        """Keep sketches with their postings, and the links that they gave; what another process has kept meanwhile stands."""
        with self.writing() as connection:
            self.drawn_now(LINK, made)
            new = _present(connection, schema.reports, made) - _present(connection, schema.sketches, made)
            postings = [{"report": r, "key": k} for r in sorted(new) for k in dict.fromkeys(made[r][1])]
            insert_rows(connection, schema.sketches, [{"report": r, "sketch": made[r][0]} for r in sorted(new)])
            insert_rows(connection, schema.postings, postings)
            insert_rows(connection, schema.links, _new_links(connection, links, new))

    def sketches(self, reports: Collection[str]) -> dict[str, str]:
        """The sketches of these reports."""
        return {row.report: row.sketch for row in self.found(schema.sketches, schema.sketches.c.report, reports)}

    def all_sketches(self) -> Iterator[str]:
        """Every sketch."""
        yield from (row.sketch for row in self.stream(select(schema.sketches.c.sketch)))

    def count_sketches(self) -> int:
        """How many reports are linked."""
        with self.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(schema.sketches)).scalar_one())

    # -- links

    def links_out(self, reports: Collection[str]) -> dict[tuple[str, str], str]:
        """The links between one of these reports and another one, by the two, as they are written: most are never looked at."""
        with self.reading() as connection:
            sides = ((LINKED.left, LINKED.right), (LINKED.right, LINKED.left))
            found = [r for one, other in sides for r in crossing(connection, LINKS, one, reports, beyond=other)]
        return {(left, right): noun for left, right, noun in found}

    def links(self, reports: Collection[str] | None = None) -> Iterator[Link]:
        """The links between any of these reports, or all, by their reports; without what only stories apart look at."""
        c = schema.links.c
        wanted = select(c.left, c.right, c.score, c.reason, c.must, c.version).order_by(c.left, c.right)
        inside = None if reports is None else set(reports)
        for some in selected(wanted, c.left, None if inside is None else sorted(inside)):
            for row in self.all(some):
                if inside is None or row.right in inside:
                    yield Link(row.left, row.right, row.score, row.reason, bool(row.must), bool(row.version))

    # -- drafts

    def placed(self, reports: Collection[str]) -> dict[str, str]:
        """The story of each of these reports that is in one."""
        c = schema.draft_reports.c
        return {row.report: row.story for row in self.found((c.report, c.story), c.report, reports)}

    def story_sizes(self, stories: Collection[str]) -> dict[str, int]:
        """How many reports each of these stories has."""
        return {row.story: row.many for row in self.found(SIZES, schema.draft_reports.c.story, stories)}

    def here(self, reports: Collection[str]) -> set[str]:
        """Those of the reports that are in the store."""
        with self.reading() as connection:
            return _present(connection, schema.reports, reports)

    def draft_stories(self, stories: Collection[str]) -> dict[str, Story]:
        """Those of the stories that are here, before judgements on them, by id."""
        return {row.story: _story(row.noun) for row in self.found(STORIES, schema.drafts.c.story, stories)}

    def drafts(self, stories: Collection[str]) -> dict[str, bytes]:
        """What each of the stories was drawn to."""
        return {row.story: row.draft for row in self.found(DRAWN_STORIES, schema.drafts.c.story, stories)}

    def keep_draft(self, story: str, draft: bytes) -> None:
        """Keep what a story was drawn to."""
        with self.writing() as connection:
            connection.execute(KEEP_DRAFT, {"of": story, "drawn": draft})


@lru_cache(maxsize=KEPT)
def _story(noun: str) -> Story:
    """The story in a line of the store: one drawing asks for the same ones again and again."""
    return decode(Story, json.loads(noun))


def draw_all(connection: Connection) -> None:
    """Throw away all that was drawn, and note that it is to be drawn, in the transaction that is open."""
    for table in (*schema.PICTURE, *schema.WORKINGS):
        connection.execute(delete(table))
    for kind in NEW:
        every = select(literal(kind), schema.reports.c.report)
        connection.execute(insert(schema.touched).from_select(("kind", "key"), every))


def loosen(connection: Connection, reports: Collection[str]) -> None:
    """Take the groups of these reports apart, so that they are made anew; what else that moves is found then."""
    c = schema.draft_reports.c
    groups = {k for some in portions(reports) for k in connection.scalars(select(c.grouped).where(c.report.in_(some)))}
    rows = [row for some in portions(groups) for row in connection.execute(select(c.report, c.story).where(c.grouped.in_(some)))]
    stories = {row.story for row in rows}
    touch(connection, GROUP, [row.report for row in rows])
    for kind in (SPELT, LONE, STORY):
        touch(connection, kind, stories)
    remove(connection, schema.drafts, schema.drafts.c.story, stories)
    remove(connection, schema.draft_reports, c.grouped, groups)


def unlink(connection: Connection, report: str) -> None:
    """Throw away what drawing made of a report."""
    loosen(connection, [report])
    c = schema.links.c
    connection.execute(delete(schema.links).where(or_(c.left == report, c.right == report)))
    seen = sightings_here(connection, report)
    drop_members(connection, seen)
    count(connection, seen, -1)
    lone = [alone(s).id for s in seen if s.alone]
    touch(connection, CORE, _joined_with(connection, lone))
    remove(connection, schema.cores, schema.cores.c.core, lone)
    remove(connection, schema.atoms, schema.atoms.c.atom, lone)
    touch(connection, LABEL, {s.label for s in seen if not s.alone})
    touch(connection, ENTITY, lone)
    for table in (schema.sketches, schema.postings, schema.sightings, schema.namings):
        connection.execute(delete(table).where(table.c.report == report))
    for kind in NEW:
        drawn_now(connection, kind, [report])


def _joined_with(connection: Connection, atoms: Collection[str]) -> set[str]:
    """The labels of the other atoms in the entities of these."""
    c = schema.atoms.c
    cores = {row.core for row in among(connection, (c.core,), c.atom, atoms) if row.core}
    return {row.label for row in among(connection, (c.atom, c.label), c.core, cores) if row.atom not in atoms}


def _present(connection: Connection, table: Table, reports: Collection[str]) -> set[str]:
    """Those of the reports that the table has."""
    return {row.report for row in among(connection, (table.c.report,), table.c.report, reports)}


def _new_links(connection: Connection, links: Iterable[Link], new: Collection[str]) -> list[dict[str, Any]]:
    """The rows of those links that one of the new reports has and whose other report is still here."""
    made = [k for k in links if k.left in new or k.right in new]
    there = _present(connection, schema.reports, {report for k in made for report in (k.left, k.right)})
    return [_link_row(k) for k in made if k.left in there and k.right in there]


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
