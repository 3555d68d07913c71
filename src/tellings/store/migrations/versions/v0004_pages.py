"""What the pages need: lists narrowed and paged by the database, saved searches, people who may log in."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0004"
down_revision = "0003"

INDEXES = {
    "stories": {"stories_by_day": ["to", "story"]},
    "entities": {"entities_by_reports": ["reports", "entity"]},
    "claims": {
        "claims_by_place": ["geonameid", "to"],
        "claims_by_place_name": ["place", "to"],
        "claims_in_order": ["to", "claim"],
    },
    "relations": {"relations_by_left": ["from_entity"], "relations_by_right": ["to_entity"]},
    "control": {"control_by_place": ["geonameid"], "control_by_name": ["place"], "control_by_holder": ["holder"]},
    "namings": {"namings_by_report": ["report"]},
    "reports": {
        "reports_by_outlet": ["outlet"],
        "reports_by_url": ["url"],
        "reports_by_ref": ["ref"],
        "reports_in_order": ["day", "report"],
    },
}

SPANS = {
    "events": ("event", ("evidence", "trigger")),
    "statements": ("statement", ("sentence", "cue")),
}
"""The spans of each that its table now places in the text."""


def upgrade() -> None:
    """Tables, columns and their indexes; where events and statements stand is taken from the codings, the picture drawn again."""
    for table, (_, spans) in SPANS.items():
        for span in spans:
            op.add_column(table, sa.Column(f"{span}_start", sa.Integer()))
            op.add_column(table, sa.Column(f"{span}_end", sa.Integer()))
    _claims()
    op.add_column("entities", sa.Column("reports", sa.Integer(), comment="how many speak of it"))
    op.create_table(
        "entity_names",
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False, comment="how many spell it so"),
        sa.PrimaryKeyConstraint("entity", "text"),
    )
    for table, indexes in INDEXES.items():
        for name, columns in indexes.items():
            op.create_index(name, table, columns)
    _facets()
    _people()
    _place_spans(op.get_bind())
    op.execute("DELETE FROM about WHERE key IN ('drawn', 'drawing')")


def _claims() -> None:
    for name in ("type", "mode", "status"):
        op.add_column("claims", sa.Column(name, sa.String()))
    op.add_column("claims", sa.Column("place", sa.Text()))
    op.add_column("claims", sa.Column("geonameid", sa.Integer()))
    op.add_column("claims", sa.Column("lat", sa.Float()))
    op.add_column("claims", sa.Column("lon", sa.Float()))
    op.add_column("claims", sa.Column("on", sa.String(), comment="the day it happened"))
    op.add_column(
        "claims", sa.Column("disputes", sa.Integer(), comment="contradictions between its reports, in more than a spelling")
    )
    op.create_table(
        "claim_parties",
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False, comment="actor, recipient, speaker; or voice: who an event is told by"),
        sa.Column("party", sa.String(), nullable=False, comment="an entity's id, or a name"),
        sa.Column("to", sa.String(), nullable=False, comment="the latest report's day, or empty"),
        sa.PrimaryKeyConstraint("claim", "part", "party"),
    )
    op.create_index("claim_parties_by_party", "claim_parties", ["party", "part", "to", "claim"])
    op.create_table(
        "claim_stories",
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("claim", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("story", "claim"),
    )
    op.create_index("claim_stories_by_claim", "claim_stories", ["claim"])
    op.create_table(
        "follow_ups",
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("score", sa.Float()),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("story", "before"),
    )
    op.create_index("follow_ups_by_before", "follow_ups", ["before"])


def _facets() -> None:
    op.create_table(
        "story_facets",
        sa.Column("facet", sa.String(), nullable=False, comment="party, place, outlet, type"),
        sa.Column(
            "value", sa.String(), nullable=False, comment="an entity, a geonameid or a place's name, an outlet, a PLOVER type"
        ),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False, comment="the story's last day, or empty"),
        sa.Column("name", sa.Text(), comment="as it is shown"),
        sa.Column("weight", sa.Integer(), nullable=False, comment="claims, or reports of an outlet"),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.PrimaryKeyConstraint("facet", "value", "story"),
    )
    op.create_index("story_facets_by_value", "story_facets", ["facet", "value", "to", "story"])
    op.create_index("story_facets_by_story", "story_facets", ["story"])
    op.create_table(
        "past_stories",
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story"),
    )
    op.create_index("past_stories_by_report", "past_stories", ["report"])


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False, comment="an argon2 hash"),
        sa.Column("role", sa.String(), nullable=False, comment="reader or editor"),
        sa.Column("made", sa.String()),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "sessions",
        sa.Column("session", sa.String(), nullable=False, comment="a hash of what the cookie holds"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["name"], ["users.name"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session"),
    )
    op.create_index("sessions_by_name", "sessions", ["name"])
    op.create_table(
        "watches",
        sa.Column("watch", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False, comment="what it looks for, as an address has it"),
        sa.Column("by", sa.String()),
        sa.Column("made", sa.String()),
        sa.Column("seen", sa.Integer(), nullable=False, comment="the last report when it was looked at, `n` of reports"),
        sa.PrimaryKeyConstraint("watch"),
    )


def _place_spans(connection: sa.Connection) -> None:
    """Fill the new columns from the codings, where every span stands as [start, end, text]."""
    reports = [row.report for row in connection.execute(sa.text("SELECT report FROM codings"))]
    for report in reports:
        packed = connection.execute(sa.text("SELECT coding FROM codings WHERE report = :report"), {"report": report}).scalar_one()
        coding = json.loads(zlib.decompress(packed))
        for table, (key, spans) in SPANS.items():
            sets = ", ".join(f"{span}_start = :{span}_start, {span}_end = :{span}_end" for span in spans)
            rows = list(_spans(coding.get(table, ()), spans))
            if rows:
                connection.execute(sa.text(f"UPDATE {table} SET {sets} WHERE {key} = :id"), rows)  # noqa: S608  # names of our own


def _spans(nouns: list[dict[str, Any]], spans: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for noun in nouns:
        row: dict[str, Any] = {"id": noun["id"]}
        for span in spans:
            found = noun.get(span)
            row |= {f"{span}_start": found and found[0], f"{span}_end": found and found[1]}
        yield row
