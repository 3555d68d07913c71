"""The tables that drawing keeps between two times; all of it is derived."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, String, Table, Text

from tellings.store.schema_base import NUMBER, TABLES
from tellings.store.schema_base import report_column as _report

touched = Table(
    "touched", TABLES,
    Column("kind", String, primary_key=True, comment="what is to be done"), Column("key", String, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
"""What changed and is not drawn yet: a row is taken away by the transaction that draws it, so that a killed run goes on."""

sightings = Table(
    "sightings", TABLES,
    _report(primary_key=True), Column("referent", String, primary_key=True), Column("label", String, nullable=False),
    Column("kind", String, nullable=False), Column("name", Text, nullable=False), Column("country", String),
    Column("sector", String), Column("day", String), Column("forms", JSON), Column("roles", JSON),
    Column("sound", String, comment="of the surname, where the report gives no more"),
    Index("sightings_by_label", "label", "country"), Index("sightings_by_sound", "sound"),
)  # fmt: skip
"""The referents of each report as resolving looks at them."""

tallies = Table(
    "tallies", TABLES,
    Column("label", String, primary_key=True), Column("country", String, primary_key=True),
    Column("what", String, primary_key=True), Column("value", String, primary_key=True),
    Column("many", Integer, nullable=False), sqlite_with_rowid=False,
)  # fmt: skip
"""How many sightings of each label tell what."""

atoms = Table(
    "atoms", TABLES,
    Column("atom", String, primary_key=True), Column("label", String, nullable=False), Column("part", String),
    Column("core", String, comment="its entity"), Column("sound", String, comment="of a person's surname"),
    Column("noun", JSON, nullable=False), Index("atoms_by_label", "label"), Index("atoms_by_core", "core"),
    Index("atoms_by_sound", "sound"),
)  # fmt: skip
"""The names that entities are made of."""

atom_keys = Table(
    "atom_keys", TABLES,
    Column("key", String, primary_key=True), Column("atom", String, primary_key=True), Index("atom_keys_by_atom", "atom"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""By what an atom is found to be compared with another one."""

likes = Table(
    "likes", TABLES,
    Column("left", String, primary_key=True), Column("right", String, primary_key=True),
    Column("score", Float, nullable=False), Column("reason", Text), Index("likes_by_right", "right"),
)  # fmt: skip
"""Atoms whose names are alike."""

spellings = Table(
    "spellings", TABLES,
    Column("n", NUMBER, primary_key=True), Column("story", String, nullable=False),
    Column("left", String, nullable=False), Column("left_country", String),
    Column("right", String, nullable=False), Column("right_country", String), Column("reason", Text),
    Index("spellings_by_story", "story"), Index("spellings_by_left", "left"), Index("spellings_by_right", "right"),
)  # fmt: skip
"""Labels that are spelt otherwise at the same point of one passage."""

cores = Table(
    "cores", TABLES,
    Column("core", String, primary_key=True), Column("noun", JSON, nullable=False),
)  # fmt: skip
"""The entities before persons' judgements on them."""

bonds = Table(
    "bonds", TABLES,
    Column("n", NUMBER, primary_key=True), Column("story", String, nullable=False), Column("key", String, nullable=False),
    Column("noun", JSON, nullable=False), Index("bonds_by_story", "story"), Index("bonds_by_key", "key"),
)  # fmt: skip
"""The share of each story in the relations; `key` is that of the relation."""

holds = Table(
    "holds", TABLES,
    Column("n", NUMBER, primary_key=True), Column("story", String, nullable=False), Column("key", String, nullable=False),
    Column("noun", JSON, nullable=False), Index("holds_by_story", "story"), Index("holds_by_key", "key"),
)  # fmt: skip
"""The share of each story in the control of places; `key` is that of the place."""

told_claims = Table(
    "told_claims", TABLES,
    Column("claim", String, primary_key=True), Column("story", String, nullable=False),
    Column("whole", String, comment="the claim that it is part of"),
    Index("told_claims_by_story", "story"), Index("told_claims_by_whole", "whole"),
)  # fmt: skip
"""The claims of each story by itself."""

retellings = Table(
    "retellings", TABLES,
    Column("n", NUMBER, primary_key=True), Column("one", String, nullable=False), Column("other", String, nullable=False),
    Column("left", String, nullable=False), Column("right", String, nullable=False), Column("noun", JSON, nullable=False),
    Index("retellings_by_one", "one"), Index("retellings_by_other", "other"), Index("retellings_by_left", "left"),
    Index("retellings_by_right", "right"),
)  # fmt: skip
"""Claims of two stories (`one`, `other`) of which one is the other told again, or denies it."""

judged = Table(
    "judged", TABLES,
    Column("kind", String, primary_key=True, comment="entity or story"), Column("thing", String, primary_key=True),
    Column("wrong", Boolean, nullable=False), Column("name", Text, comment="what a person calls it"),
)  # fmt: skip
"""What judgements say of entities and stories, as far as it is drawn."""
