"""Which entity each sighting is of, and what that adds to the entity: spellings, offices, reports.

Counted, never collected, so that an entity of fifty thousand reports costs no more than one of five when a report is added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select

from tellings.model.codec import decode, encode
from tellings.model.period import iso
from tellings.model.picture import Merge
from tellings.store import schema
from tellings.store.connections import Connections, among, insert_rows, remove
from tellings.store.notes import touch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection, Table

    from tellings.resolve.sightings import Sighting

MEMBERS = schema.entity_members.c

Home = tuple[str, tuple[Merge, ...]]
"""An entity, and why a name that is known in one report only stands for it."""

Homes = dict[tuple[str, str], Home]
"""By report and referent."""


class Members(Connections):
    """What entities are made of."""

    def homes(self, reports: Collection[str]) -> Homes:
        """The entity of each sighting in these reports."""
        return {(r.report, r.referent): _home(r) for r in self.found(schema.entity_members, MEMBERS.report, reports)}

    def reports_of(self, entities: Collection[str]) -> set[str]:
        """The reports that speak of any of these entities."""
        return {row.report for row in self.found((MEMBERS.report,), MEMBERS.entity, entities)}

    def place(self, homes: Homes, seen: Iterable[Sighting]) -> set[str]:
        """Put sightings into entities. `seen` are all sightings of these reports; the reports for which that is a change."""
        reports = {report for report, _ in homes}
        before = self.homes(reports)
        after = before | homes
        changed = {place[0] for place in after if after[place] != before.get(place)}
        if changed:
            with self.writing() as connection:
                known = {(s.report, s.referent): s for s in seen if s.report in changed}
                move(connection, _of(before, changed), _of(after, changed), known)
        return changed


def drop_members(connection: Connection, seen: Iterable[Sighting]) -> None:
    """Take the sightings of a report out of their entities, in the transaction that is open."""
    known = {(s.report, s.referent): s for s in seen}
    reports = {report for report, _ in known}
    rows = among(connection, schema.entity_members, MEMBERS.report, reports)
    move(connection, {(r.report, r.referent): _home(r) for r in rows}, {}, known)


def _home(row: Any) -> Home:
    return row.entity, tuple(decode(Merge, m) for m in row.merges or ())


def _of(homes: Homes, reports: set[str]) -> Homes:
    return {place: home for place, home in homes.items() if place[0] in reports}


@dataclass
class _Told:
    """What sightings add to entities, each report once."""

    reports: Counter[tuple[str, ...]] = field(default_factory=Counter)
    names: Counter[tuple[str, ...]] = field(default_factory=Counter)
    roles: Counter[tuple[str, ...]] = field(default_factory=Counter)
    merges: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    days: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def by(cls, homes: Homes, known: Mapping[tuple[str, str], Sighting]) -> _Told:
        told, once = cls(), set()
        for place, (entity, merges) in homes.items():
            seen = known[place]
            for kind, key in (
                ("reports", (entity,)),
                *(("names", (entity, form)) for form in seen.forms),
                *(("roles", (entity, title)) for title in seen.roles),
            ):
                if (seen.report, kind, key) not in once:
                    once.add((seen.report, kind, key))
                    getattr(told, kind)[key] += 1
            told.merges.update((entity, m.left, m.right, m.score, m.reason) for m in merges)
            for title in seen.roles if seen.day else ():
                told.days[entity, title].add(iso(seen.day) or "")
        return told


def move(connection: Connection, before: Homes, after: Homes, known: Mapping[tuple[str, str], Sighting]) -> None:
    """Put the sightings of some reports into other entities, in the transaction that is open."""
    remove(connection, schema.entity_members, MEMBERS.report, sorted({report for report, _ in before}))
    rows = [
        {"report": p[0], "referent": p[1], "entity": e, "merges": [encode(m) for m in why] or None}
        for p, (e, why) in after.items()
    ]
    insert_rows(connection, schema.entity_members, rows)
    old, new = _Told.by(before, known), _Told.by(after, known)
    _count(connection, schema.entity_names, ("entity", "text"), "reports", _change(old.names, new.names))
    _count(
        connection, schema.entity_merges, ("entity", "left", "right", "score", "reason"), "many", _change(old.merges, new.merges)
    )
    _roles(connection, old, new)
    _count(connection, schema.entity_reports, ("entity",), "many", _change(old.reports, new.reports))
    touch(connection, "entity", {e for e, _ in (*before.values(), *after.values())})


def _change(old: Counter[Any], new: Counter[Any]) -> dict[Any, int]:
    return {key: n for key in old.keys() | new.keys() if (n := new[key] - old[key])}


def _count(connection: Connection, table: Table, names: tuple[str, ...], many: str, steps: Mapping[Any, int]) -> None:
    """Add to the counts of rows with these keys; a row that counts nothing goes."""
    if not steps:
        return
    found = among(connection, table, table.c.entity, sorted({key[0] for key in steps}))
    before = (row._mapping for row in found)  # noqa: SLF001  # the row's own way by name
    known = {tuple(row[n] for n in names): row[many] for row in before}
    gone = [{f"old_{n}": v for n, v in zip(names, key, strict=True)} for key in steps if key in known]
    if gone:
        connection.execute(delete(table).where(*(table.c[n] == bindparam(f"old_{n}") for n in names)), gone)
    rows = [dict(zip(names, key, strict=True)) | {many: known.get(key, 0) + n} for key, n in steps.items()]
    insert_rows(connection, table, [row for row in rows if row[many] > 0])


def _roles(connection: Connection, old: _Told, new: _Told) -> None:
    steps = _change(old.roles, new.roles)
    touched = steps.keys() | {k for k in old.days.keys() | new.days.keys() if old.days.get(k) != new.days.get(k)}
    table = schema.entity_roles
    found = among(connection, table, table.c.entity, sorted({key[0] for key in touched}))
    known: dict[Any, Any] = {(r.entity, r.title): r for r in found}
    rows: list[dict[str, Any]] = []
    for key in sorted(touched):
        row: Any = known.get(key)
        many = (row.many if row else 0) + steps.get(key, 0)
        days = {d for d in ((row._mapping["from"], row.to) if row else ()) if d}  # noqa: SLF001  # `from` is no attribute
        lost = old.days.get(key, set()) - new.days.get(key, set())
        days = _days(connection, *key) if days & lost else days | new.days.get(key, set())
        rows.append(
            {"entity": key[0], "title": key[1], "from": min(days, default=None), "to": max(days, default=None), "many": many}
        )
    gone = [{"old_entity": k[0], "old_title": k[1]} for k in touched if k in known]
    if gone:
        wanted = delete(table).where(table.c.entity == bindparam("old_entity"), table.c.title == bindparam("old_title"))
        connection.execute(wanted, gone)
    insert_rows(connection, table, [row for row in rows if row["many"] > 0])


def _days(connection: Connection, entity: str, title: str) -> set[str]:
    """The days on which a report gives an entity an office, read anew: the first or the last of them is gone."""
    seen = schema.sightings.c
    wanted = (
        select(seen.day, seen.roles)
        .join(schema.entity_members, (MEMBERS.report == seen.report) & (MEMBERS.referent == seen.referent))
        .where(MEMBERS.entity == entity, seen.day.is_not(None))
    )
    return {row.day for row in connection.execute(wanted) if title in row.roles}
