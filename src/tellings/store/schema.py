"""The tables of a store, plain enough to be understood in Datasette or at an SQL prompt.

What was read of one report stands in `reports` and the tables that name it (`blocks` … `parties`); `codings` holds the same
once more, whole, for the program. What the reports say together stands in `stories` … `namings` and is derived: it can be
thrown away and drawn again. Days are ISO dates. Lists stand as JSON.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)  # fmt: skip

from tellings.store.schema_base import NUMBER, TABLES
from tellings.store.schema_base import report_column as _report
from tellings.store.schema_drawing import (
    atom_keys,
    atoms,
    bonds,
    cores,
    holds,
    judged,
    likes,
    retellings,
    sightings,
    spellings,
    tallies,
    told_claims,
    touched,
)

__all__ = [
    "NUMBER", "TABLES", "atom_keys", "atoms", "bonds", "cores", "holds", "judged", "likes", "retellings", "sightings",
    "spellings", "tallies", "told_claims", "touched",
]  # fmt: skip
"""Beside the tables that stand here."""


def _span(prefix: str = "") -> list[Column[int] | Column[str]]:
    return [Column(f"{prefix}start", Integer), Column(f"{prefix}end", Integer), Column(f"{prefix}text", Text)]


reports = Table(
    "reports", TABLES,
    Column("n", NUMBER, primary_key=True),
    Column("report", String, nullable=False, unique=True),
    Column("ref", String, nullable=False),
    Column("ref_given", Boolean, nullable=False),
    Column("outlet", String),
    Column("url", String),
    Column("title", Text),
    Column("published", String),
    Column("day", String),
    Column("how", String),
    Column("reason", Text),
    Column("language", String),
    Column("byline", JSON),
    Column("version_of", String, comment="the caller's ref or the address that later versions share"),
    Column("text", Text, nullable=False),
    Column("noun", JSON, nullable=False, comment="the report as read, without its text"),
    Index("reports_by_version", "version_of"),
    Index("reports_by_day", "day"),
    Index("reports_by_outlet", "outlet"),
    Index("reports_by_url", "url"),
    Index("reports_by_ref", "ref"),
    Index("reports_in_order", "day", "report"),
    Index("reports_by_language", "language"),
)  # fmt: skip

codings = Table(
    "codings", TABLES,
    _report(primary_key=True),
    Column("version", String, nullable=False),
    Column("coding", LargeBinary, nullable=False, comment="JSON, deflated"),
    Column("cast", LargeBinary, nullable=False, comment="its referents alone, for resolving: JSON, deflated"),
)  # fmt: skip

blocks = Table("blocks", TABLES, _report(), Column("kind", String), *_span(), Index("blocks_by_report", "report"))

referents = Table(
    "referents", TABLES,
    _report(), Column("key", String), Column("kind", String), Column("name", Text), Column("country", String),
    Column("sector", String), Column("roles", JSON), Index("referents_by_report", "report"),
)  # fmt: skip

mentions = Table(
    "mentions", TABLES,
    _report(), Column("kind", String), *_span(), Column("name", Text), Column("referent", String), Column("lat", Float),
    Column("lon", Float), Column("geonameid", Integer), Column("country", String), Column("admin1", String),
    Column("precision", String), Column("from", String), Column("to", String), Column("measure", String),
    Column("low", Float), Column("high", Float), Index("mentions_by_report", "report"), Index("mentions_by_name", "name"),
    Index("mentions_by_place", "geonameid"),
)  # fmt: skip

statements = Table(
    "statements", TABLES,
    Column("statement", String, primary_key=True), _report(), Column("kind", String), Column("act", String),
    Column("content", Text), Column("cue", Text), Column("speaker", Text), Column("role", Text), Column("country", String),
    Column("sector", String), Column("from", String), Column("to", String), Column("sentence", Text), Column("reason", Text),
    Column("sentence_start", Integer), Column("sentence_end", Integer), Column("cue_start", Integer), Column("cue_end", Integer),
    Index("statements_by_report", "report"),
)  # fmt: skip

events = Table(
    "events", TABLES,
    Column("event", String, primary_key=True), _report(), Column("type", String), Column("mode", String),
    Column("cameo", String), Column("status", String), Column("actors", Text), Column("recipients", Text),
    Column("place", Text), Column("from", String), Column("to", String), Column("trigger", Text), Column("evidence", Text),
    Column("attributed_to", String), Column("contexts", JSON), Column("reason", Text), Column("evidence_start", Integer),
    Column("evidence_end", Integer), Column("trigger_start", Integer), Column("trigger_end", Integer),
    Index("events_by_report", "report"),
    Index("events_by_type", "type"),
)  # fmt: skip

parties = Table(
    "parties", TABLES,
    _report(), Column("of", String, comment="an event or a statement"),
    Column("part", String, comment="actor, recipient, speaker"),
    *_span(), Column("referent", String), Column("name", Text), Column("role", Text), Column("country", String),
    Column("sector", String), Index("parties_by_report", "report"), Index("parties_by_of", "of"),
)  # fmt: skip

rejects = Table("rejects", TABLES, Column("ref", String, primary_key=True), Column("reason", Text, nullable=False))

sketches = Table(
    "sketches", TABLES,
    _report(primary_key=True), Column("sketch", Text, nullable=False, comment="what linking needs of a report"),
)  # fmt: skip

postings = Table(
    "postings", TABLES,
    Column("key", BigInteger, primary_key=True, autoincrement=False), _report(primary_key=True),
    Index("postings_by_report", "report"), sqlite_with_rowid=False,
)  # fmt: skip
"""By what a report is found to be linked with another one."""

links = Table(
    "links", TABLES,
    Column("left", String, ForeignKey("reports.report", ondelete="CASCADE"), primary_key=True),
    Column("right", String, ForeignKey("reports.report", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False), Column("reason", Text), Column("must", Boolean), Column("version", Boolean),
    Column("noun", JSON, nullable=False), Index("links_by_right", "right"),
)  # fmt: skip

stories = Table(
    "stories", TABLES,
    Column("story", String, primary_key=True), Column("title", Text), Column("from", String), Column("to", String),
    Column("weakest", Float), Column("origins", Integer), Column("noun", JSON, nullable=False),
    Index("stories_by_day", "to", "story"),
)  # fmt: skip

story_reports = Table(
    "story_reports", TABLES,
    Column("report", String, ForeignKey("reports.report", ondelete="CASCADE"), primary_key=True),
    Column("story", String, nullable=False), Column("origin", Integer), Index("story_reports_by_story", "story"),
)  # fmt: skip

entities = Table(
    "entities", TABLES,
    Column("entity", String, primary_key=True), Column("kind", String), Column("name", Text), Column("country", String),
    Column("sector", String), Column("reports", Integer, comment="how many speak of it"), Column("noun", JSON, nullable=False),
    Index("entities_by_name", "name"), Index("entities_by_reports", "reports", "entity"),
)  # fmt: skip

entity_members = Table(
    "entity_members", TABLES,
    Column("report", String, ForeignKey("reports.report", ondelete="CASCADE"), primary_key=True),
    Column("referent", String, primary_key=True), Column("entity", String, nullable=False),
    Column("merges", JSON, comment="why a bare name stands for it"),
    Index("entity_members_by_entity", "entity"),
)  # fmt: skip

entity_names = Table(
    "entity_names", TABLES,
    Column("entity", String, primary_key=True), Column("text", String, primary_key=True),
    Column("reports", Integer, nullable=False, comment="how many spell it so"),
)  # fmt: skip

entity_reports = Table(
    "entity_reports", TABLES,
    Column("entity", String, primary_key=True), Column("many", Integer, nullable=False, comment="reports that speak of it"),
)  # fmt: skip

entity_roles = Table(
    "entity_roles", TABLES,
    Column("entity", String, primary_key=True), Column("title", String, primary_key=True),
    Column("from", String), Column("to", String),
    Column("many", Integer, nullable=False, comment="reports that give it"),
)  # fmt: skip

entity_merges = Table(
    "entity_merges", TABLES,
    Column("entity", String, primary_key=True), Column("left", String, primary_key=True),
    Column("right", String, primary_key=True), Column("score", Float, primary_key=True),
    Column("reason", String, primary_key=True), Column("many", Integer, nullable=False),
)  # fmt: skip
"""Why names that are known in one report only stand for an entity; `many` reports have such a name."""

claims = Table(
    "claims", TABLES,
    Column("claim", String, primary_key=True), Column("story", String), Column("kind", String), Column("summary", Text),
    Column("outlets", Integer), Column("origins", Integer), Column("against", Integer), Column("from", String),
    Column("to", String), Column("type", String), Column("mode", String), Column("status", String), Column("place", Text),
    Column("geonameid", Integer), Column("lat", Float), Column("lon", Float), Column("on", String, comment="the day it happened"),
    Column("disputes", Integer, comment="contradictions between its reports, in more than a spelling"),
    Column("noun", JSON, nullable=False),
    Index("claims_by_story", "story"), Index("claims_by_place", "geonameid", "to"), Index("claims_by_place_name", "place", "to"),
    Index("claims_in_order", "to", "claim"),
)  # fmt: skip

claim_parties = Table(
    "claim_parties", TABLES,
    Column("claim", String, primary_key=True),
    Column("part", String, primary_key=True, comment="actor, recipient, speaker; or voice: who an event is told by"),
    Column("party", String, primary_key=True, comment="an entity's id, or a name"),
    Column("to", String, nullable=False, comment="the latest report's day, or empty"),
    Index("claim_parties_by_party", "party", "part", "to", "claim"),
)  # fmt: skip

claim_members = Table(
    "claim_members", TABLES,
    Column("claim", String, primary_key=True), Column("member", String, primary_key=True, comment="an event or a statement"),
    Index("claim_members_by_member", "member"),
)  # fmt: skip

claim_stories = Table(
    "claim_stories", TABLES,
    Column("story", String, primary_key=True), Column("claim", String, primary_key=True),
    Index("claim_stories_by_claim", "claim"),
)  # fmt: skip
"""All stories that tell a claim: those that follow each other tell some of the same."""

relations = Table(
    "relations", TABLES,
    Column("n", NUMBER, primary_key=True), Column("from_entity", String), Column("relation", String),
    Column("to_entity", String), Column("from", String), Column("to", String), Column("strength", String),
    Column("noun", JSON, nullable=False), Index("relations_by_left", "from_entity"), Index("relations_by_right", "to_entity"),
)  # fmt: skip

control = Table(
    "control", TABLES,
    Column("n", NUMBER, primary_key=True), Column("place", Text), Column("geonameid", Integer), Column("holder", String),
    Column("from", String), Column("to", String), Column("strength", String), Column("noun", JSON, nullable=False),
    Column("key", String, comment="what tells one place from another"), Index("control_by_key", "key"),
    Index("control_by_place", "geonameid"), Index("control_by_name", "place"), Index("control_by_holder", "holder"),
)  # fmt: skip

namings = Table(
    "namings", TABLES,
    Column("n", NUMBER, primary_key=True), Column("entity", String), Column("report", String), Column("words", JSON),
    Column("noun", JSON, nullable=False), Index("namings_by_report", "report"),
)  # fmt: skip

story_facets = Table(
    "story_facets", TABLES,
    Column("facet", String, primary_key=True, comment="party, place, outlet, type"),
    Column("value", String, primary_key=True, comment="an entity, a geonameid or a place's name, an outlet, a PLOVER type"),
    Column("story", String, primary_key=True),
    Column("to", String, nullable=False, comment="the story's last day, or empty"),
    Column("name", Text, comment="as it is shown"),
    Column("weight", Integer, nullable=False, comment="claims, or reports of an outlet"),
    Column("lat", Float), Column("lon", Float),
    Index("story_facets_by_value", "facet", "value", "to", "story"), Index("story_facets_by_story", "story"),
)  # fmt: skip
"""By what a list of stories can be narrowed, and what its lines show."""

follow_ups = Table(
    "follow_ups", TABLES,
    Column("story", String, primary_key=True), Column("before", String, primary_key=True), Column("score", Float),
    Column("noun", JSON, nullable=False), Index("follow_ups_by_before", "before"),
)  # fmt: skip
"""Which story goes on with which earlier one."""

past_stories = Table(
    "past_stories", TABLES,
    Column("story", String, primary_key=True),
    _report(), Index("past_stories_by_report", "report"),
)  # fmt: skip
"""A report of every story that was ever drawn: a story that grows gets another id, and its old address still leads to it."""

drafts = Table(
    "drafts", TABLES,
    Column("story", String, primary_key=True), Column("noun", JSON, nullable=False),
    Column("draft", LargeBinary, comment="JSON, deflated"),
)  # fmt: skip
"""Each story before persons' judgements on it, and what it gives to the picture when it is drawn alone."""

draft_reports = Table(
    "draft_reports", TABLES,
    _report(primary_key=True), Column("story", String, nullable=False),
    Column("grouped", String, nullable=False, comment="the first report of the group that links make"),
    Column("weakest", Float, comment="the weakest link that joined that group"),
    Index("draft_reports_by_story", "story"), Index("draft_reports_by_group", "grouped"),
)  # fmt: skip
"""The story of each report, and its group before happenings that look alike were told apart in it."""

judgements = Table(
    "judgements", TABLES,
    Column("judgement", String, primary_key=True), Column("verdict", String, nullable=False), Column("of", JSON, nullable=False),
    Column("by", String), Column("at", String), Column("reason", Text), Column("undone", Boolean, nullable=False),
    Column("anchors", JSON, comment="what it is of, with where that stands in the reports"),
    Column("undone_by", String), Column("undone_at", String),
)  # fmt: skip

feeds = Table(
    "feeds", TABLES,
    Column("feed", String, primary_key=True, comment="its address"), Column("title", Text), Column("etag", String),
    Column("modified", String), Column("tried", String, comment="when it was last asked"), Column("due", String),
    Column("failures", Integer, nullable=False, comment="in a row"), Column("says", Text, comment="what went wrong last"),
    Column("items", Integer, nullable=False, comment="new or changed ones so far"),
)  # fmt: skip
"""The health of every feed that is watched; times are ISO, in UTC."""

feed_items = Table(
    "feed_items", TABLES,
    Column("feed", String, ForeignKey("feeds.feed", ondelete="CASCADE"), primary_key=True),
    Column("item", String, primary_key=True), Column("content", String, nullable=False, comment="a hash of what it said"),
)  # fmt: skip

users = Table(
    "users", TABLES,
    Column("name", String, primary_key=True), Column("password", String, nullable=False, comment="an argon2 hash"),
    Column("role", String, nullable=False, comment="reader or editor"), Column("made", String),
)  # fmt: skip
"""Who may log in to the server."""

sessions = Table(
    "sessions", TABLES,
    Column("session", String, primary_key=True, comment="a hash of what the cookie holds"),
    Column("name", String, ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("until", String, nullable=False), Index("sessions_by_name", "name"),
)  # fmt: skip

watches = Table(
    "watches", TABLES,
    Column("watch", String, primary_key=True), Column("name", Text, nullable=False),
    Column("query", Text, nullable=False, comment="what it looks for, as an address has it"), Column("by", String),
    Column("made", String),
    Column("seen", Integer, nullable=False, comment="the last report when it was looked at, `n` of reports"),
)  # fmt: skip
"""Saved searches."""

about = Table("about", TABLES, Column("key", String, primary_key=True), Column("value", Text))
"""What the store knows of itself: whether the picture is drawn (`drawn`) and by which program (`program`)."""

PICTURE = (
    stories, story_reports, story_facets, follow_ups, entities, entity_members, entity_names, entity_reports, entity_roles,
    entity_merges, claims, claim_members, claim_parties, claim_stories, relations, control, namings,
)  # fmt: skip
"""The derived tables, thrown away and drawn again."""

WORKINGS = (
    touched, sketches, postings, links, drafts, draft_reports, sightings, tallies, atoms, atom_keys, likes, spellings, cores,
    bonds, holds, told_claims, retellings, judged,
)  # fmt: skip
"""What drawing keeps so that the next time it has less to do; thrown away when the program draws otherwise."""

READ = (codings, blocks, referents, mentions, statements, events, parties)
"""The tables of what was read from one report."""
