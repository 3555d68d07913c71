"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INDEX = """
CREATE VIRTUAL TABLE search
USING fts5(title, text, content='reports', content_rowid='n', tokenize='unicode61 remove_diacritics 2')
"""

ADD = """
CREATE TRIGGER reports_search_add AFTER INSERT ON reports BEGIN
    INSERT INTO search(rowid, title, text) VALUES (new.n, new.title, new.text);
END
"""

DROP = """
CREATE TRIGGER reports_search_drop AFTER DELETE ON reports BEGIN
    INSERT INTO search(search, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);
END
"""

SEARCH = (INDEX, ADD, DROP)
"""SQLite's full-text index over the reports, kept by triggers. A report's title and text never change: its id hashes them."""


def upgrade() -> None:
    """All tables, and the full-text index where the database is SQLite."""
    _about()
    _claim_members()
    _claims()
    _control()
    _drafts()
    _entities()
    _feeds()
    _judgements()
    _namings()
    _rejects()
    _relations()
    _reports()
    _stories()
    _blocks()
    _codings()
    _draft_reports()
    _entity_members()
    _events()
    _feed_items()
    _links()
    _mentions()
    _parties()
    _postings()
    _referents()
    _sketches()
    _statements()
    _story_reports()
    if op.get_bind().dialect.name == "sqlite":
        for statement in SEARCH:
            op.execute(statement)


def _about() -> None:
    op.create_table(
        "about",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )


def _claim_members() -> None:
    op.create_table(
        "claim_members",
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False, comment="an event or a statement"),
        sa.PrimaryKeyConstraint("claim", "member"),
    )
    op.create_index("claim_members_by_member", "claim_members", ["member"], unique=False)


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("outlets", sa.Integer(), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("claim"),
    )
    op.create_index("claims_by_story", "claims", ["story"], unique=False)


def _control() -> None:
    op.create_table(
        "control",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("geonameid", sa.Integer(), nullable=True),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("strength", sa.String(), nullable=True),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(), nullable=True, comment="a hash of all that the draft was drawn from"),
        sa.Column("draft", sa.LargeBinary(), nullable=True, comment="JSON, deflated"),
        sa.PrimaryKeyConstraint("story"),
    )


def _entities() -> None:
    op.create_table(
        "entities",
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("entity"),
    )
    op.create_index("entities_by_name", "entities", ["name"], unique=False)


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("feed", sa.String(), nullable=False, comment="its address"),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("modified", sa.String(), nullable=True),
        sa.Column("tried", sa.String(), nullable=True, comment="when it was last asked"),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, comment="in a row"),
        sa.Column("says", sa.Text(), nullable=True, comment="what went wrong last"),
        sa.Column("items", sa.Integer(), nullable=False, comment="new or changed ones so far"),
        sa.PrimaryKeyConstraint("feed"),
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("of", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("judgement"),
    )


def _namings() -> None:
    op.create_table(
        "namings",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(), nullable=True),
        sa.Column("report", sa.String(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=True),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )


def _rejects() -> None:
    op.create_table(
        "rejects",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref"),
    )


def _relations() -> None:
    op.create_table(
        "relations",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("from_entity", sa.String(), nullable=True),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("to_entity", sa.String(), nullable=True),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("strength", sa.String(), nullable=True),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("ref_given", sa.Boolean(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("byline", sa.JSON(), nullable=True),
        sa.Column("version_of", sa.String(), nullable=True, comment="the caller's ref or the address that later versions share"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noun", sa.JSON(), nullable=False, comment="the report as read, without its text"),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("report"),
    )
    op.create_index("reports_by_day", "reports", ["day"], unique=False)
    op.create_index("reports_by_version", "reports", ["version_of"], unique=False)


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("weakest", sa.Float(), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=True),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("story"),
    )


def _blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
    )
    op.create_index("blocks_by_report", "blocks", ["report"], unique=False)


def _codings() -> None:
    op.create_table(
        "codings",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("coding", sa.LargeBinary(), nullable=False, comment="JSON, deflated"),
        sa.Column("cast", sa.LargeBinary(), nullable=False, comment="its referents alone, for resolving: JSON, deflated"),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report"),
    )


def _draft_reports() -> None:
    op.create_table(
        "draft_reports",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_index("draft_reports_by_story", "draft_reports", ["story"], unique=False)


def _entity_members() -> None:
    op.create_table(
        "entity_members",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("referent", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", "referent"),
    )
    op.create_index("entity_members_by_entity", "entity_members", ["entity"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("cameo", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("actors", sa.Text(), nullable=True),
        sa.Column("recipients", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("attributed_to", sa.String(), nullable=True),
        sa.Column("contexts", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event"),
    )
    op.create_index("events_by_report", "events", ["report"], unique=False)
    op.create_index("events_by_type", "events", ["type"], unique=False)


def _feed_items() -> None:
    op.create_table(
        "feed_items",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False, comment="a hash of what it said"),
        sa.ForeignKeyConstraint(["feed"], ["feeds.feed"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed", "item"),
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("left", sa.String(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("must", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Boolean(), nullable=True),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["left"], ["reports.report"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("left", "right"),
    )
    op.create_index("links_by_right", "links", ["right"], unique=False)


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("referent", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("geonameid", sa.Integer(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("admin1", sa.String(), nullable=True),
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
    )
    op.create_index("mentions_by_name", "mentions", ["name"], unique=False)
    op.create_index("mentions_by_place", "mentions", ["geonameid"], unique=False)
    op.create_index("mentions_by_report", "mentions", ["report"], unique=False)


def _parties() -> None:
    op.create_table(
        "parties",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=True, comment="an event or a statement"),
        sa.Column("part", sa.String(), nullable=True, comment="actor, recipient, speaker"),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("referent", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
    )
    op.create_index("parties_by_of", "parties", ["of"], unique=False)
    op.create_index("parties_by_report", "parties", ["report"], unique=False)


def _postings() -> None:
    op.create_table(
        "postings",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "report"),
        sqlite_with_rowid=False,
    )
    op.create_index("postings_by_report", "postings", ["report"], unique=False)


def _referents() -> None:
    op.create_table(
        "referents",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
    )
    op.create_index("referents_by_report", "referents", ["report"], unique=False)


def _sketches() -> None:
    op.create_table(
        "sketches",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("sketch", sa.Text(), nullable=False, comment="what linking needs of a report"),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report"),
    )


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("statement"),
    )
    op.create_index("statements_by_report", "statements", ["report"], unique=False)


def _story_reports() -> None:
    op.create_table(
        "story_reports",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("origin", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_index("story_reports_by_story", "story_reports", ["story"], unique=False)
