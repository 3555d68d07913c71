"""Who is spoken of, as resolving keeps it between two drawings: sightings, what they tell by label, atoms, which are alike."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, delete, func, or_, select, update

from tellings.model.codec import decode, encode
from tellings.model.period import iso
from tellings.resolve.atoms import Atom
from tellings.resolve.cores import Core
from tellings.resolve.pairs import Pair
from tellings.resolve.sightings import Sighting, surname, tallied
from tellings.store import schema
from tellings.store.connections import Connections, among, insert_rows, remove

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from tellings.resolve.sightings import Tallies

SEEN, ATOMS, KEYS = schema.sightings.c, schema.atoms.c, schema.atom_keys.c

SET_CORE = update(schema.atoms).where(ATOMS.atom == bindparam("of")).values(core=bindparam("home"))
ALIKE = (SEEN.referent, SEEN.kind, SEEN.name, SEEN.country, cast(SEEN.roles, Text))
BARE = select(*ALIKE[:-1], ALIKE[-1].label("roles"), func.aggregate_strings(SEEN.report, " ").label("reports")).group_by(*ALIKE)
IN_BLOCKS = select(KEYS.key, KEYS.atom).order_by(KEYS.key, KEYS.atom)


class Casts(Connections):
    """All of it is derived."""

    # -- sightings and tallies

    def keep_sightings(self, seen: Sequence[Sighting]) -> None:
        """Keep the sightings of reports that have none yet, and count what they tell."""
        with self.writing() as connection:
            insert_rows(connection, schema.sightings, [_sighting_row(s) for s in seen])
            count(connection, seen, 1)

    def sightings(self, reports: Collection[str]) -> list[Sighting]:
        """The sightings of these reports."""
        return [_sighting(row) for row in self.found(schema.sightings, SEEN.report, reports)]

    def sighted(self, labels: Collection[str]) -> list[Sighting]:
        """The sightings of these labels."""
        return [_sighting(row) for row in self.found(schema.sightings, SEEN.label, labels)]

    def sounding(self, sounds: Collection[str]) -> list[tuple[Sighting, list[str]]]:
        """Who is called by a surname alone that sounds so: one sighting for all that tell the same, and their reports.

        A common surname stands alone in thousands of reports, in which it has a handful of countries and roles.
        """
        return [_bare(row) for row in self.found(BARE, SEEN.sound, sounds)]

    def tallies(self, labels: Collection[str]) -> dict[str, Tallies]:
        """What the sightings of each label tell."""
        c = schema.tallies.c
        found: dict[str, Tallies] = {label: Counter() for label in labels}
        for row in self.found(schema.tallies, c.label, labels):
            found[row.label][row.country, row.what, row.value] = row.many
        return found

    def together_in(self, left: Collection[tuple[str, str | None]], right: Collection[tuple[str, str | None]]) -> bool:
        """Whether any of some names (label and part) stands in one report with any of some others."""
        a, b = schema.sightings.alias(), schema.sightings.alias()
        ours, theirs = ([_named(t.c, *n) for n in sorted(names, key=str)] for t, names in ((a, left), (b, right)))
        wanted = select(a.c.report).join(b, a.c.report == b.c.report).where(or_(*ours), or_(*theirs)).limit(1)
        return bool(self.all(wanted))

    # -- atoms

    def atoms(self, labels: Collection[str]) -> list[tuple[Atom, str | None]]:
        """The atoms of these labels, each with its entity."""
        return [(_atom(r), r.core) for r in self.found(schema.atoms, ATOMS.label, labels)]

    def atoms_named(self, ids: Collection[str]) -> list[tuple[Atom, str | None]]:
        """The atoms of these ids, each with its entity."""
        return [(_atom(r), r.core) for r in self.found(schema.atoms, ATOMS.atom, ids)]

    def atoms_sounding(self, sounds: Collection[str]) -> list[tuple[Atom, str | None]]:
        """The persons whose surnames sound so, each with the entity."""
        return [(_atom(r), r.core) for r in self.found(schema.atoms, ATOMS.sound, sounds)]

    def atoms_of_cores(self, cores: Collection[str]) -> list[tuple[Atom, str | None]]:
        """The atoms of these entities."""
        return [(_atom(r), r.core) for r in self.found(schema.atoms, ATOMS.core, cores)]

    def put_atoms(self, atoms: Collection[Atom], gone: Collection[str] = ()) -> None:
        """Keep atoms in place of what they were, with the entity that they were of."""
        with self.writing() as connection:
            ids = [a.id for a in atoms]
            homes = {row.atom: row.core for row in self.found((ATOMS.atom, ATOMS.core), ATOMS.atom, ids)}
            remove(connection, schema.atoms, ATOMS.atom, [*ids, *gone])
            insert_rows(connection, schema.atoms, [_atom_row(a, homes.get(a.id)) for a in atoms])

    def set_cores(self, home: Mapping[str, str]) -> None:
        """Note the entity of each atom."""
        with self.writing() as connection:
            if home:
                connection.execute(SET_CORE, [{"of": atom, "home": core} for atom, core in home.items()])

    # -- which atoms are alike

    def blocks(self, keys: Collection[str]) -> dict[str, list[str]]:
        """The atoms of each block, in order."""
        c = schema.atom_keys.c
        found: dict[str, list[str]] = {key: [] for key in keys}
        for row in self.found(IN_BLOCKS, c.key, keys):
            found[row.key].append(row.atom)
        return found

    def keys(self, atoms: Collection[str]) -> dict[str, list[str]]:
        """The blocks of each of these atoms."""
        c = schema.atom_keys.c
        found: dict[str, list[str]] = {a: [] for a in atoms}
        for row in self.found((c.key, c.atom), c.atom, atoms):
            found[row.atom].append(row.key)
        return found

    def put_keys(self, keys: Mapping[str, Iterable[str]]) -> None:
        """Keep the blocks of each atom in place of those it was in."""
        with self.writing() as connection:
            remove(connection, schema.atom_keys, schema.atom_keys.c.atom, keys)
            insert_rows(connection, schema.atom_keys, [{"key": k, "atom": a} for a, some in keys.items() for k in some])

    def likes(self, atoms: Collection[str]) -> list[Pair]:
        """The pairs that are alike of which one is among these."""
        c = schema.likes.c
        rows = {(r.left, r.right): r for side in (c.left, c.right) for r in self.found(schema.likes, side, atoms)}
        return [Pair(r.left, r.right, r.score, r.reason) for r in rows.values()]

    def put_likes(self, pairs: Collection[Pair], of: Collection[str]) -> None:
        """Keep the pairs in place of all that have one of the atoms `of`."""
        with self.writing() as connection:
            for side in (schema.likes.c.left, schema.likes.c.right):
                remove(connection, schema.likes, side, of)
            rows = [{"left": p.left, "right": p.right, "score": p.score, "reason": p.reason} for p in pairs]
            insert_rows(connection, schema.likes, rows)

    # -- labels spelt otherwise at the same point of a passage

    def spellings(self, labels: Collection[str]) -> list[tuple[tuple[str, str | None], tuple[str, str | None], str]]:
        """Those with one of these labels: label and country of both, and the reason."""
        c = schema.spellings.c
        rows = {r.n: r for side in (c.left, c.right) for r in self.found(schema.spellings, side, labels)}
        return [((r.left, r.left_country), (r.right, r.right_country), r.reason) for r in rows.values()]

    def put_spellings(self, story: str, found: Iterable[tuple[Sighting, Sighting, str]]) -> set[str]:
        """Keep what a story shows in place of what it showed; the labels that this touches."""
        c = schema.spellings.c
        rows = [
            {"story": story, "left": a.label, "left_country": a.country}
            | {"right": b.label, "right_country": b.country, "reason": why}
            for a, b, why in found
        ]  # fmt: skip
        with self.writing() as connection:
            before = [r._asdict() for r in among(connection, schema.spellings, c.story, [story])]
            kept = [{k: v for k, v in r.items() if k != "n"} for r in before]
            if sorted(kept, key=str) == sorted(rows, key=str):
                return set()
            remove(connection, schema.spellings, c.story, [story])
            insert_rows(connection, schema.spellings, rows)
        return {r[side] for r in (*kept, *rows) for side in ("left", "right")}

    # -- entities before judgements

    def cores(self, ids: Collection[str]) -> dict[str, Core]:
        """Those of the entities that are here."""
        c = schema.cores.c
        return {row.core: _core(row.noun) for row in self.found(schema.cores, c.core, ids)}

    def put_cores(self, cores: Collection[Core], gone: Collection[str] = ()) -> None:
        """Keep entities in place of what they were."""
        with self.writing() as connection:
            remove(connection, schema.cores, schema.cores.c.core, [*(one.id for one in cores), *gone])
            insert_rows(connection, schema.cores, [{"core": one.id, "noun": _core_noun(one)} for one in cores])


def count(connection: Connection, seen: Iterable[Sighting], step: int) -> None:
    """Count what sightings tell, or, with a negative step, no more."""
    c = schema.tallies.c
    told: Counter[tuple[str, str, str, str]] = Counter()
    for one in seen:
        if not one.alone:
            told.update({(one.label, *key): step for key in tallied(one)})
    if not told:
        return
    labels = sorted({key[0] for key in told})
    rows = among(connection, schema.tallies, c.label, labels)
    known = {(row.label, row.country, row.what, row.value): row.many for row in rows}
    names = ("label", "country", "what", "value")
    connection.execute(
        delete(schema.tallies).where(*(c[n] == bindparam(f"old_{n}") for n in names)),
        [{f"old_{n}": v for n, v in zip(names, key, strict=True)} for key in told],
    )
    rows = [dict(zip(names, key, strict=True)) | {"many": known.get(key, 0) + step} for key, step in sorted(told.items())]
    insert_rows(connection, schema.tallies, [r for r in rows if int(r["many"]) > 0])


def sightings_here(connection: Connection, report: str) -> list[Sighting]:
    """The sightings of one report, in the transaction that is open."""
    return [_sighting(row) for row in among(connection, schema.sightings, SEEN.report, [report])]


def _named(c: Any, label: str, part: str | None) -> Any:
    """The sightings of an atom: `part` is None for the only one of a label, empty for the one without a country."""
    if part is None:
        return c.label == label
    return (c.label == label) & (c.country == part if part else c.country.is_(None))


def _sighting_row(seen: Sighting) -> dict[str, Any]:
    return {
        "report": seen.report, "referent": seen.referent, "label": seen.label, "kind": seen.kind, "name": seen.name,
        "country": seen.country, "sector": seen.sector, "day": iso(seen.day), "forms": list(seen.forms),
        "roles": list(seen.roles), "sound": seen.surname if seen.alone else None,
    }  # fmt: skip


def _sighting(row: Any) -> Sighting:
    day = date.fromisoformat(row.day) if row.day else None
    return Sighting(
        row.report, row.referent, row.label, row.kind, row.name, row.country, row.sector, day, tuple(row.forms), tuple(row.roles)
    )


def _bare(row: Any) -> tuple[Sighting, list[str]]:
    reports = row.reports.split()
    label, roles = f"{row.referent}@{reports[0]}", tuple(json.loads(row.roles))
    return Sighting(reports[0], row.referent, label, row.kind, row.name, row.country, roles=roles), reports


def _atom_row(atom: Atom, core: str | None) -> dict[str, Any]:
    noun = {
        "name": atom.name, "kind": atom.kind, "country": atom.country, "sectors": dict(atom.sectors), "many": atom.many,
        "offices": sorted(atom.offices), "governs": atom.governs,
    }  # fmt: skip
    sound = surname(atom.label) if atom.kind == "person" and not atom.alone else None
    return {"atom": atom.id, "label": atom.label, "part": atom.part, "core": core, "sound": sound, "noun": noun}


def _atom(row: Any) -> Atom:
    noun = dict(row.noun)
    sectors: Counter[str] = Counter(noun.pop("sectors"))
    held = frozenset(noun.pop("offices"))
    return Atom(row.atom, row.label, row.part, sectors=sectors, offices=held, **noun)


def _core_noun(core: Core) -> dict[str, Any]:
    plain = {"id": core.id, "kind": core.kind, "name": core.name, "country": core.country, "sector": core.sector}
    return plain | {"atoms": list(core.atoms), "merges": [encode(m) for m in core.merges]}


def _core(noun: Mapping[str, Any]) -> Core:
    from tellings.model.picture import Merge

    merges = tuple(decode(Merge, m) for m in noun["merges"])
    return Core(**{**noun, "atoms": tuple(noun["atoms"]), "merges": merges})
