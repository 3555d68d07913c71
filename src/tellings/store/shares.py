"""What each story gives to the picture, in rows by which the whole is put together again where a story has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, select, update

from tellings.model.codec import encode
from tellings.store import schema
from tellings.store.connections import Connections, insert_rows, remove
from tellings.store.drawn import SEPARATOR, claim_rows, control_row, entity_row, relation_row, story_rows
from tellings.store.facets import write_facets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tellings.model.picture import Claim, Control, Entity, Naming, Relation
    from tellings.model.story import FollowUp, Story

BONDS = select(schema.bonds.c.noun).order_by(schema.bonds.c.story, schema.bonds.c.n)
HOLDS = select(schema.holds.c.key, schema.holds.c.noun).order_by(schema.holds.c.story, schema.holds.c.n)
MEMBERS_OF = select(schema.entity_members.c.entity, func.count().label("many")).group_by(schema.entity_members.c.entity)
SET_WHOLE = update(schema.told_claims).where(schema.told_claims.c.claim == bindparam("of")).values(whole=bindparam("into"))

TIED = schema.relations.c
END_RELATION = delete(schema.relations).where(
    TIED.from_entity == bindparam("one"), TIED.relation == bindparam("tie"), TIED.to_entity == bindparam("other")
)

Share = tuple[str, Any]
"""The key of a relation or place, and what a story tells of it."""


class Shares(Connections):
    """All of it is derived."""

    # -- stories

    def put_story(self, story: str, shown: Story | None, name: str | None = None, naming: Iterable[Naming] = ()) -> None:
        """Keep the story as it is shown, by the name that a person gave, with the words that its reports choose; or none."""
        c, placed = schema.stories.c, schema.story_reports.c
        with self.writing() as connection:
            before = [row.report for row in self.found((placed.report,), placed.story, [story])]
            reports = {*before, *(shown.reports if shown else ())}
            remove(connection, schema.stories, c.story, [story])
            remove(connection, schema.story_reports, placed.report, reports)
            remove(connection, schema.namings, schema.namings.c.report, reports)
            if shown is None:
                return
            titled = replace(shown, title=name) if name else shown
            for table, made in story_rows(titled).items():
                insert_rows(connection, schema.TABLES.tables[table], made)
            rows = [{"noun": encode(n), "entity": n.entity, "report": n.report, "words": list(n.words)} for n in naming]
            insert_rows(connection, schema.namings, rows)

    def put_share(self, story: str, bonds: Sequence[Share], holds: Sequence[Share]) -> tuple[set[str], set[str]]:
        """Keep what a story gives to relations and control in place of what it gave; the keys of both that this touches."""
        with self.writing() as connection:
            touched = []
            for table, shares in ((schema.bonds, bonds), (schema.holds, holds)):
                c = table.c
                keys = {row.key for row in self.found((c.key,), c.story, [story])}
                remove(connection, table, c.story, [story])
                insert_rows(connection, table, [{"story": story, "key": key, "noun": noun} for key, noun in shares])
                touched.append(keys | {key for key, _ in shares})
        return touched[0], touched[1]

    def share_keys(self, stories: Collection[str]) -> tuple[set[str], set[str]]:
        """The relations and places to which these stories give something."""
        bonds, holds = schema.bonds.c, schema.holds.c
        return (
            {row.key for row in self.found((bonds.key,), bonds.story, stories)},
            {row.key for row in self.found((holds.key,), holds.story, stories)},
        )

    def bonds(self, keys: Collection[str]) -> list[Any]:
        """What all stories give to these relations."""
        c = schema.bonds.c
        return [row.noun for row in self.found(BONDS, c.key, keys)]

    def holds(self, keys: Collection[str]) -> list[Share]:
        """What all stories tell of these places."""
        c = schema.holds.c
        return [(row.key, row.noun) for row in self.found(HOLDS, c.key, keys)]

    # -- claims of single stories, and told again in several

    def told_claims(self, stories: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """The claims of these stories: the story of each, and the claim that it is part of."""
        c = schema.told_claims.c
        return {r.claim: (r.story, r.whole) for r in self.found(schema.told_claims, c.story, stories)}

    def claim_homes(self, claims: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """The story of each of these claims, and the claim that it is part of."""
        c = schema.told_claims.c
        return {r.claim: (r.story, r.whole) for r in self.found(schema.told_claims, c.claim, claims)}

    def put_told_claims(self, story: str, claims: Collection[str]) -> None:
        """Keep which claims a story tells by itself."""
        c = schema.told_claims.c
        with self.writing() as connection:
            remove(connection, schema.told_claims, c.story, [story])
            remove(connection, schema.told_claims, c.claim, claims)
            insert_rows(connection, schema.told_claims, [{"claim": k, "story": story, "whole": k} for k in sorted(claims)])

    def put_wholes(self, into: Mapping[str, str]) -> set[str]:
        """Note of which claim each claim is part of; those for which this is new."""
        before = self.claim_homes(into)
        changed = {k for k, whole in into.items() if k in before and before[k][1] != whole}
        with self.writing() as connection:
            if changed:
                connection.execute(SET_WHOLE, [{"of": claim, "into": into[claim]} for claim in sorted(changed)])
        return changed

    def retellings(self, claims: Collection[str]) -> list[Any]:
        """What is known of these claims being told again."""
        c = schema.retellings.c
        rows = {r.n: r for side in (c.left, c.right) for r in self.found(schema.retellings, side, claims)}
        return [rows[n].noun for n in sorted(rows)]

    def put_retellings(self, stories: Collection[str], found: Mapping[tuple[str, str], Sequence[Any]]) -> set[str]:
        """Keep which claims of two stories are one, in place of all that was known of these stories; the claims this touches.

        What is found is by two stories: nouns with `left` and `right`.
        """
        c = schema.retellings.c
        with self.writing() as connection:
            before = {r.n: r for side in (c.one, c.other) for r in self.found(schema.retellings, side, stories)}
            remove(connection, schema.retellings, c.n, list(before))
            rows = [
                {"one": one, "other": other, "left": noun["left"], "right": noun["right"], "noun": noun}
                for (one, other), nouns in sorted(found.items())
                for noun in nouns
            ]
            insert_rows(connection, schema.retellings, rows)
        return {k for r in before.values() for k in (r.left, r.right)} | {r[side] for r in rows for side in ("left", "right")}

    def follow_ups_of(self, stories: Collection[str]) -> set[tuple[str, str]]:
        """The pairs of stories of which one is among these and one goes on with the other."""
        c = schema.follow_ups.c
        return {(r.story, r.before) for side in (c.story, c.before) for r in self.found(schema.follow_ups, side, stories)}

    def put_follow_ups(self, stories: Collection[str], found: Iterable[FollowUp]) -> None:
        """Keep which stories follow which, in place of all that was known of these."""
        with self.writing() as connection:
            for side in (schema.follow_ups.c.story, schema.follow_ups.c.before):
                remove(connection, schema.follow_ups, side, stories)
            rows = [{"story": f.story, "before": f.before, "score": f.score, "noun": encode(f)} for f in found]
            insert_rows(connection, schema.follow_ups, rows)

    # -- the whole

    def put_claims(self, gone: Collection[str], claims: Sequence[Claim]) -> set[str]:
        """Keep claims in place of others; the stories whose lists of claims this changes."""
        c = schema.claims.c
        ids = sorted({*gone, *(one.id for one in claims)})
        with self.writing() as connection:
            before = {row.claim: row for row in self.found((c.claim, c.story, c.noun), c.claim, ids)}
            kept = {one.id for one in claims if one.id in before and before[one.id].noun == encode(one)}
            for table in (schema.claims, schema.claim_members, schema.claim_parties, schema.claim_stories):
                remove(connection, table, table.c.claim, [k for k in before if k not in kept])
            fresh = [one for one in claims if one.id not in kept]
            for name, rows in claim_rows(fresh).items():
                insert_rows(connection, schema.TABLES.tables[name], rows)
        return {before[k].story for k in before if k not in kept} | {one.story for one in fresh}

    def claim_origins(self, claims: Collection[str]) -> dict[str, int]:
        """How many independent origins each of these claims has."""
        c = schema.claims.c
        return {row.claim: row.origins for row in self.found((c.claim, c.origins), c.claim, claims)}

    def put_relations(self, relations: Iterable[Relation], keys: Collection[str]) -> None:
        """Keep relations in place of all with these keys."""
        with self.writing() as connection:
            parts = [dict(zip(("one", "tie", "other"), key.split(SEPARATOR), strict=True)) for key in keys]
            if parts:
                connection.execute(END_RELATION, parts)
            insert_rows(connection, schema.relations, [relation_row(r) for r in relations])

    def put_control(self, rows: Iterable[tuple[str, Control]], keys: Collection[str]) -> None:
        """Keep who holds places in place of all with these keys."""
        with self.writing() as connection:
            remove(connection, schema.control, schema.control.c.key, keys)
            insert_rows(connection, schema.control, [control_row(control) | {"key": key} for key, control in rows])

    def put_entities(self, entities: Iterable[Entity], ids: Collection[str]) -> None:
        """Keep entities, as they are shown, in place of these; their roles are added from what is counted."""
        roles, spoken, merged = schema.entity_roles.c, schema.entity_reports.c, schema.entity_merges.c
        with self.writing() as connection:
            titles: dict[str, list[Any]] = {}
            for row in self.found(schema.entity_roles, roles.entity, ids):
                first, last = row._mapping["from"], row.to  # noqa: SLF001  # `from` is no attribute
                titles.setdefault(row.entity, []).append({"title": row.title, "first": first, "last": last})
            merges: dict[str, list[Any]] = {}
            for row in self.found(schema.entity_merges, merged.entity, ids):
                one = {"left": row.left, "right": row.right, "score": row.score, "reason": row.reason}
                merges.setdefault(row.entity, []).append(one)
            reports = {r.entity: r.many for r in self.found(schema.entity_reports, spoken.entity, ids)}
            remove(connection, schema.entities, schema.entities.c.entity, ids)
            rows = [entity_row(e, reports.get(e.id, 0), titles.get(e.id, []), merges.get(e.id, [])) for e in entities]
            insert_rows(connection, schema.entities, rows)

    def put_facets(self, stories: Collection[str]) -> None:
        """Work out anew by what lists of these stories are narrowed."""
        with self.writing() as connection:
            write_facets(connection, stories)

    # -- judgements

    def judged(self, kind: str) -> dict[str, tuple[bool, str | None]]:
        """What judgements said of entities or stories when these were drawn last."""
        found = self.found(schema.judged, schema.judged.c.kind, [kind])
        return {row.thing: (row.wrong, row.name) for row in found}

    def put_judged(self, kind: str, found: Mapping[str, tuple[bool, str | None]]) -> None:
        """Keep what judgements say of entities or stories."""
        with self.writing() as connection:
            remove(connection, schema.judged, schema.judged.c.kind, [kind])
            rows = [{"kind": kind, "thing": k, "wrong": wrong, "name": name} for k, (wrong, name) in sorted(found.items())]
            insert_rows(connection, schema.judged, rows)

    def count_members(self, entities: Collection[str]) -> dict[str, int]:
        """How many sightings each of these entities has."""
        c = schema.entity_members.c
        return {row.entity: row.many for row in self.found(MEMBERS_OF, c.entity, entities)}

    def told_at(self, ids: Collection[str]) -> dict[str, str]:
        """The report of each of these events and statements."""
        events, statements = schema.events.c, schema.statements.c
        found = self.found((events.event, events.report), events.event, ids)
        said = self.found((statements.statement, statements.report), statements.statement, ids)
        return {row[0]: row.report for row in (*found, *said)}

    def told_in(self, ids: Collection[str]) -> set[str]:
        """The reports of these events and statements."""
        return set(self.told_at(ids).values())

    def in_words(self, kind: str, read_as: str, words: str, sentence: str) -> set[str]:
        """The reports with an event or statement that is read from these very words."""
        c, s = schema.events.c, schema.statements.c
        wanted: Any = select(c.report, c.evidence.label("of")).where(c.type == read_as, c.trigger == words)
        if kind == "statement":
            wanted = select(s.report, s.sentence.label("of")).where(s.act == read_as)
        plain = " ".join(sentence.split())
        return {row.report for row in self.stream(wanted) if " ".join(row.of.split()) == plain}
