"""One SQLite file of plain tables, with views for people, as Datasette, pandas or any SQL tool read it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tellings.export.arrow import TYPES
from tellings.export.evidence import excerpt
from tellings.export.fields import FIELDS

if TYPE_CHECKING:
    from tellings.export.asked import Asked
    from tellings.export.rows import Row

BATCH_ROWS = 500
"""Rows inserted at once."""

PIECE_BYTES = 1 << 20
"""Bytes of the finished file that are handed on at once."""

SQL_TYPES = {"int": "INTEGER", "real": "REAL", "flag": "INTEGER"}
"""Our types as SQLite's; every other is TEXT: days in ISO form, what is nested as JSON."""

KEYS = {
    "reports": "report", "statements": "statement", "events": "event", "stories": "story", "claims": "claim",
    "entities": "entity", "judgements": "judgement",
}  # fmt: skip
"""The column of each table that names a row."""

REFERS = {"report": "reports", "story": "stories", "from_entity": "entities", "to_entity": "entities"}
"""Columns that name a row of another table, so that Datasette shows a link; it wants the column named, too."""

LINKS: dict[str, tuple[str, str]] = {
    "story_reports": ("story REFERENCES stories(story), report REFERENCES reports(report), origin INTEGER", "stories"),
    "claim_reports": ("claim REFERENCES claims(claim), report REFERENCES reports(report)", "claims"),
    "claim_members": ("claim REFERENCES claims(claim), member", "claims"),
    "claim_parties": ("claim REFERENCES claims(claim), part, party", "claims"),
    "disagreements": (
        "claim REFERENCES claims(claim), about, how, value, reports INTEGER, origins INTEGER, first, low REAL, best REAL, high",
        "claims",
    ),
    "event_parties": ("event REFERENCES events(event), part, words, entity, name, country, sector", "events"),
    "quantities": ("event REFERENCES events(event), measure, low REAL, high REAL, unit, words", "events"),
    "entity_names": ("entity REFERENCES entities(entity), name, reports INTEGER", "entities"),
    "roles": ('entity REFERENCES entities(entity), title, "from", "to"', "entities"),
}
"""Tables of what stands in lists: their columns, and the kind that they are taken from."""

VIEWS = """
CREATE VIEW what_is_claimed AS
SELECT c.claim, c.summary, c.type, c.mode, c.status,
  json_extract(c.date, '$.from') AS "from", json_extract(c.date, '$.to') AS "to",
  json_extract(c.place, '$.name') AS place, json_extract(c.place, '$.country') AS country, c.origins, c.outlets,
  json_array_length(c.reports) AS reports, c.against, c.standing, s.title AS story
FROM claims c LEFT JOIN stories s ON s.story = c.story WHERE c.kind = 'event' ORDER BY c.origins DESC, c.outlets DESC;
CREATE VIEW who_said_what AS
SELECT json_extract(t.speaker, '$.name') AS speaker, json_extract(t.speaker, '$.role') AS role, t.act,
  json_extract(t.evidence, '$.text') AS sentence, json_extract(t.said, '$.from') AS said, r.outlet, r.url, t.kind, t.statement
FROM statements t JOIN reports r ON r.report = t.report WHERE t.speaker IS NOT NULL;
CREATE VIEW where_they_disagree AS
SELECT c.summary, d.about, d.how, d.value, d.reports, d.origins, d.first, d.claim
FROM disagreements d JOIN claims c ON c.claim = d.claim ORDER BY d.claim, d.about, d.origins DESC;
CREATE VIEW who_holds_what AS
SELECT c.place, c.part, h.name AS holder, c."from", c."to", c.strength, c.disputed, b.name AS before
FROM control c LEFT JOIN entities h ON h.entity = c.holder LEFT JOIN entities b ON b.entity = c.before ORDER BY c.place, c."from";
CREATE VIEW who_stands_to_whom AS
SELECT a.name AS "from", x.relation, b.name AS "to", x."from" AS since, x."to" AS until, x.strength,
  json_array_length(x.claims) AS claims
FROM relations x LEFT JOIN entities a ON a.entity = x.from_entity LEFT JOIN entities b ON b.entity = x.to_entity;
CREATE VIEW events_on_a_map AS
SELECT claim, summary, type, json_extract(place, '$.name') AS place, json_extract(place, '$.lat') AS latitude,
  json_extract(place, '$.lon') AS longitude, origins FROM claims
WHERE kind = 'event' AND json_extract(place, '$.lat') IS NOT NULL;
"""


def write(asked: Asked) -> Iterator[bytes]:
    """The file, in pieces. Whole texts of reports are in it only where they are asked for; an excerpt always is."""
    with TemporaryDirectory(prefix="tellings-") as folder:
        path = Path(folder) / "picture.db"
        with closing(sqlite3.connect(path)) as connection:
            for kind in ("stories", "reports", *(k for k in FIELDS if k not in ("stories", "reports"))):
                _fill(connection, kind, asked)
            _index(connection, full_text=asked.full_text)
            connection.commit()
        with path.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                yield piece


def columns(kind: str) -> dict[str, str]:
    """The columns of a table with SQLite's types."""
    made = {field: SQL_TYPES.get(TYPES[kind].get(field, "text"), "TEXT") for field in FIELDS[kind]}
    return made | ({"excerpt": "TEXT"} if kind == "reports" else {})


def _fill(connection: sqlite3.Connection, kind: str, asked: Asked) -> None:
    wanted = columns(kind)
    key = KEYS.get(kind)
    told = ", ".join(_column(name, sort, key) for name, sort in wanted.items())
    connection.execute(f'CREATE TABLE "{kind}" ({told})')
    linked = [name for name, (_, of) in LINKS.items() if of == kind]
    for name in linked:
        connection.execute(f"CREATE TABLE {name} ({LINKS[name][0]})")
    into = f'INSERT OR IGNORE INTO "{kind}" VALUES ({", ".join("?" * len(wanted))})'  # noqa: S608  # names are ours
    rows = asked.rows(kind)
    while some := list(islice(rows, BATCH_ROWS)):
        if kind == "reports":
            some = [_report(row, full_text=asked.full_text) for row in some]
        connection.executemany(into, ([_cell(row.get(name)) for name in wanted] for row in some))
        for name in linked:
            _insert(connection, name, (cells for row in some for cells in _linked(name, row)))


def _column(name: str, sort: str, key: str | None) -> str:
    refers = REFERS.get(name)
    tail = " PRIMARY KEY" if name == key else f' REFERENCES "{refers}"("{KEYS[refers]}")' if refers else ""
    return f'"{name}" {sort}{tail}'


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[list[Any]]) -> None:
    width = len(LINKS[table][0].split(","))
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  # the same


def _report(row: Row, *, full_text: bool) -> Row:
    return row | {"excerpt": excerpt(row["text"]), "text": row["text"] if full_text else None}


def _linked(table: str, row: Row) -> Iterator[list[Any]]:
    """The rows of a table of lists that one row gives."""
    match table:
        case "story_reports":
            yield from ([row["story"], report, n] for n, o in enumerate(row["origins"], start=1) for report in o["reports"])
        case "claim_reports":
            yield from ([row["claim"], report] for report in row["reports"])
        case "claim_members":
            yield from ([row["claim"], member] for member in row["members"])
        case "claim_parties":
            yield from ([row["claim"], part[:-1], party] for part in ("actors", "recipients") for party in row[part])
        case "disagreements":
            yield from (
                [row["claim"], d["about"], d["how"], v["value"], len(v["reports"]), v["origins"], v["first"]]
                + [d.get(k) for k in ("low", "best", "high")]
                for d in row["disagreements"]
                for v in d["values"]
            )
        case "event_parties":
            named = ("text", "entity", "name", "country", "sector")
            yield from ([row["event"], part[:-1], *(p[k] for k in named)] for part in ("actors", "recipients") for p in row[part])
        case "quantities":
            yield from ([row["event"], *(q[k] for k in ("measure", "low", "high", "unit", "text"))] for q in row["quantities"])
        case "entity_names":
            yield from ([row["entity"], n["text"], len(n["reports"])] for n in row["names"])
        case "roles":
            yield from ([row["entity"], r["title"], r["from"], r["to"]] for r in row["roles"])


def _cell(value: object) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _index(connection: sqlite3.Connection, *, full_text: bool) -> None:
    """Indexes on what rows are found by, the views, and full-text search over titles and what of the texts is here."""
    for kind in ("mentions", "statements", "events"):
        connection.execute(f"CREATE INDEX {kind}_by_report ON {kind} (report)")
    for name, (told, _) in LINKS.items():
        connection.execute(f"CREATE INDEX {name}_by_{told.split()[0]} ON {name} ({told.split()[0]})")
    text = "text" if full_text else "excerpt"
    connection.execute(f'CREATE VIRTUAL TABLE reports_fts USING fts5(title, {text}, content="reports")')
    connection.execute("INSERT INTO reports_fts(reports_fts) VALUES ('rebuild')")
    connection.executescript(VIEWS)
