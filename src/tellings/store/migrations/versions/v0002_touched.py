"""Entities, relations and control drawn again only where a report touches them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The tables that incremental drawing keeps; the picture is drawn anew."""
    _notes()
    _names()
    _entities()
    _shares()
    op.execute("DELETE FROM about WHERE key IN ('drawn', 'drawing')")


def _notes() -> None:
    """What is to be drawn, and what judgements say, as far as it is drawn."""
    op.create_table(
        "judged",
        sa.Column("kind", sa.String(), nullable=False, comment="entity or story"),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("wrong", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True, comment="what a person calls it"),
        sa.PrimaryKeyConstraint("kind", "thing"),
    )
    op.create_table(
        "touched",
        sa.Column("kind", sa.String(), nullable=False, comment="what is to be done"),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key"),
        sqlite_with_rowid=False,
    )


def _names() -> None:
    """Who is spoken of, and which names are one."""
    op.create_table(
        "atom_keys",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("atom", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "atom"),
        sqlite_with_rowid=False,
    )
    op.create_index("atom_keys_by_atom", "atom_keys", ["atom"], unique=False)
    op.create_table(
        "atoms",
        sa.Column("atom", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("core", sa.String(), nullable=True, comment="its entity"),
        sa.Column("sound", sa.String(), nullable=True, comment="of a person's surname"),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("atom"),
    )
    op.create_index("atoms_by_core", "atoms", ["core"], unique=False)
    op.create_index("atoms_by_label", "atoms", ["label"], unique=False)
    op.create_index("atoms_by_sound", "atoms", ["sound"], unique=False)
    op.create_table(
        "cores",
        sa.Column("core", sa.String(), nullable=False),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("core"),
    )
    op.create_table(
        "likes",
        sa.Column("left", sa.String(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("left", "right"),
    )
    op.create_index("likes_by_right", "likes", ["right"], unique=False)
    op.create_table(
        "spellings",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("left", sa.String(), nullable=False),
        sa.Column("left_country", sa.String(), nullable=True),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("right_country", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("spellings_by_left", "spellings", ["left"], unique=False)
    op.create_index("spellings_by_right", "spellings", ["right"], unique=False)
    op.create_index("spellings_by_story", "spellings", ["story"], unique=False)
    op.create_table(
        "tallies",
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("label", "country", "what", "value"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sightings",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("referent", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("forms", sa.JSON(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=True),
        sa.Column("sound", sa.String(), nullable=True, comment="of the surname, where the report gives no more"),
        sa.ForeignKeyConstraint(["report"], ["reports.report"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", "referent"),
    )
    op.create_index("sightings_by_label", "sightings", ["label", "country"], unique=False)
    op.create_index("sightings_by_sound", "sightings", ["sound"], unique=False)


def _entities() -> None:
    """What entities are made of, counted."""
    op.create_table(
        "entity_merges",
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("left", sa.String(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "left", "right", "score", "reason"),
    )
    op.create_table(
        "entity_reports",
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False, comment="reports that speak of it"),
        sa.PrimaryKeyConstraint("entity"),
    )
    op.create_table(
        "entity_roles",
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("many", sa.Integer(), nullable=False, comment="reports that give it"),
        sa.PrimaryKeyConstraint("entity", "title"),
    )
    op.add_column(
        "entity_members",
        sa.Column("merges", sa.JSON(), nullable=True, comment="why a bare name stands for it"),
    )


def _shares() -> None:
    """What each story gives to the whole."""
    op.create_table(
        "bonds",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("bonds_by_key", "bonds", ["key"], unique=False)
    op.create_index("bonds_by_story", "bonds", ["story"], unique=False)
    op.create_table(
        "holds",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("holds_by_key", "holds", ["key"], unique=False)
    op.create_index("holds_by_story", "holds", ["story"], unique=False)
    op.create_table(
        "retellings",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("left", sa.String(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("noun", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("retellings_by_left", "retellings", ["left"], unique=False)
    op.create_index("retellings_by_one", "retellings", ["one"], unique=False)
    op.create_index("retellings_by_other", "retellings", ["other"], unique=False)
    op.create_index("retellings_by_right", "retellings", ["right"], unique=False)
    op.create_table(
        "told_claims",
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column(
            "whole",
            sa.String(),
            nullable=True,
            comment="the claim that it is part of",
        ),
        sa.PrimaryKeyConstraint("claim"),
    )
    op.create_index("told_claims_by_story", "told_claims", ["story"], unique=False)
    op.create_index("told_claims_by_whole", "told_claims", ["whole"], unique=False)
    op.add_column("control", sa.Column("key", sa.String(), nullable=True, comment="what tells one place from another"))
    op.create_index("control_by_key", "control", ["key"], unique=False)
    op.drop_column("drafts", "key")
