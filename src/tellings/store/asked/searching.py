"""Full-text search a part at a time, the newest first: each database has its own index, both give the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from tellings.model.listed import Found, Part
from tellings.store import lexemes
from tellings.store.asked.base import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from tellings.model.listed import Slice

SQLITE = text(
    "SELECT r.n, r.report, highlight(search, 0, '\x02', '\x03') AS title, "
    "snippet(search, 1, '\x02', '\x03', ' … ', 24) AS excerpt "
    "FROM search JOIN reports r ON r.n = search.rowid WHERE search MATCH :query AND search.rowid < :before "
    "ORDER BY search.rowid DESC LIMIT :limit"
)

POSTGRES = text(
    "SELECT r.n, r.report, r.title, r.text FROM search s JOIN reports r ON r.report = s.report "
    "WHERE s.words @@ CAST(:query AS tsquery) AND r.n < :before ORDER BY r.n DESC LIMIT :limit"
)

LAST = 2**62
"""A number beyond those of all reports."""


def matching(connection: Connection, words: str) -> Any:
    """The condition that a report holds all the words."""
    if connection.dialect.name == "sqlite":
        return text("reports.n IN (SELECT rowid FROM search WHERE search MATCH :words)").bindparams(words=match_query(words))
    wanted = lexemes.query(lexemes.asked(words))
    return text("reports.report IN (SELECT report FROM search WHERE words @@ CAST(:words AS tsquery))").bindparams(words=wanted)


class Searching(Snapshot):
    """What the search page asks."""

    def found(self, words: str, part: Slice) -> Part[Found]:
        """The reports that hold all the words, the last read first."""
        before = int(part.after) if part.after.isdecimal() else LAST
        hits = list(self._found(words, before, part.limit + 1))
        shown = hits[: part.limit]
        return Part(tuple(hit for _, hit in shown), str(shown[-1][0]) if len(hits) > len(shown) else None)

    def _found(self, words: str, before: int, limit: int) -> Iterator[tuple[int, Found]]:
        if self.connection.dialect.name == "sqlite":
            asked = {"query": match_query(words), "before": before, "limit": limit}
            for row in self.connection.execute(SQLITE, asked):
                yield row.n, Found(row.report, row.title, row.excerpt)
            return
        wanted = lexemes.asked(words)
        asked = {"query": lexemes.query(wanted), "before": before, "limit": limit}
        for row in self.connection.execute(POSTGRES, asked) if wanted else ():
            title = row.title and lexemes.marked(row.title, wanted)
            yield row.n, Found(row.report, title, lexemes.excerpt(row.text, wanted))


def match_query(words: str) -> str:
    """The words as SQLite's full-text index is asked for them."""
    from tellings.store.sqlite import match_query as asked

    return asked(words)
