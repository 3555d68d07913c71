"""From the referents of single reports to entities across all of them, with the reason of every merge.

Names that can be known in several reports are joined first (`cores`), by what they are; then, a story at a time, the names
that are known in one report only (`lone`), by what the reports share. `resolve` does both for all reports at once; a store
does the same for what a new report touches, and gets the same entities.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tellings.model.coding import MentionKind
from tellings.model.picture import Entity, EntityName, EntityRole
from tellings.resolve.atoms import Atom, alone, atoms_of, part_of
from tellings.resolve.cores import Core, cores
from tellings.resolve.lone import COPIED, Cores, Known, Place, by_surname, settle, spelt
from tellings.resolve.pairs import Pair, best, clash, named, pair
from tellings.resolve.sightings import sightings, tallies_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tellings.model.coding import Coding
    from tellings.model.picture import Merge
    from tellings.model.story import Copy
    from tellings.resolve.cores import Meet
    from tellings.resolve.sightings import Sighting

NOBODY_JUDGED: Collection[tuple[str, str]] = frozenset()


def resolve(
    codings: Iterable[Coding],
    copies: Sequence[Copy] = (),
    same: Collection[tuple[str, str]] = NOBODY_JUDGED,
    apart: Collection[tuple[str, str]] = NOBODY_JUDGED,
) -> tuple[Entity, ...]:
    """The entities behind the referents of all reports, by id; the same for any order of codings and copies.

    `same` and `apart` are pairs of ids of entities that a person judged to be one, or two: they outweigh all else. Two
    referents of one report are never merged but by a person.
    """
    seen = [s for coding in codings for s in sightings(coding)]
    atom_of = atoms_by_place(seen, same)
    atoms = {a.id: a for a in atom_of.values()}
    pairs = best((*named([a for a in atoms.values() if not a.alone]), *spelt_pairs(spelt(copies, seen), atom_of)))
    made = cores(atoms, pairs, same, apart, _meeting(atom_of))
    home = {k: c for c in made for k in c.atoms}
    surnames = by_surname(Known(a, home[a.id]) for a in atoms.values())
    known = Cores({place: home[a.id] for place, a in atom_of.items()}, surnames)
    settled = settle(seen, copies, known, apart)
    entity_of = {place: c.id for place, c in known.of.items()} | settled.entity_of
    members: dict[str, list[Sighting]] = defaultdict(list)
    merges: dict[str, set[Merge]] = defaultdict(set)
    for one in seen:
        place = (one.report, one.referent)
        members[entity_of[place]].append(one)
        merges[entity_of[place]].update(settled.merges.get(place, ()))
    every = (*made, *settled.cores)
    return tuple(sorted((entity(c, members[c.id], merges[c.id]) for c in every), key=lambda e: e.id))


def atoms_by_place(seen: Iterable[Sighting], same: Iterable[tuple[str, str]]) -> dict[Place, Atom]:
    """The atom of each sighting, without those known in one report only, unless a person judged them to be one with another."""
    judged = {k for two in same for k in two}
    found: dict[Place, Atom] = {}
    by_label: dict[str, list[Sighting]] = defaultdict(list)
    for one in seen:
        if not one.alone:
            by_label[one.label].append(one)
        elif judged and (atom := alone(one)).id in judged:
            found[one.report, one.referent] = atom
    tallies = tallies_of(s for some in by_label.values() for s in some)
    for label, some in by_label.items():
        parts = {a.part: a for a in atoms_of(label, tallies[label])}
        found |= {(s.report, s.referent): parts[part_of(s.country, parts)] for s in some}
    return found


def spelt_pairs(found: Iterable[tuple[Sighting, Sighting, str]], atom_of: Mapping[Place, Atom]) -> Iterator[Pair]:
    """The pairs of atoms that are spelt otherwise at the same point of one passage."""
    for left, right, reason in found:
        a, b = atom_of.get((left.report, left.referent)), atom_of.get((right.report, right.referent))
        if a and b and may_be_spelt(a, b):
            yield pair(a.id, b.id, COPIED, reason)


def may_be_spelt(left: Atom, right: Atom) -> bool:
    """Whether two atoms can be two spellings of one name."""
    return left.id != right.id and left.kind == right.kind != MentionKind.COUNTRY and not clash(left, right)


def _meeting(atom_of: Mapping[Place, Atom]) -> Meet:
    reports: dict[str, set[str]] = defaultdict(set)
    for (report, _), atom in atom_of.items():
        reports[atom.id].add(report)

    def meet(left: Collection[str], right: Collection[str]) -> bool:
        ours = set().union(*(reports[k] for k in left))
        return any(not ours.isdisjoint(reports[k]) for k in right)

    return meet


def entity(made: Core, members: Iterable[Sighting], merges: Collection[Merge] = ()) -> Entity:
    """The entity with all that its members tell."""
    seen = list(members)
    names = spellings((s.report, form) for s in seen for form in s.forms)
    more = sorted(merges, key=lambda m: (m.left, m.right, m.score, m.reason))
    return Entity(
        id=made.id, kind=made.kind, name=made.name, names=names, roles=_roles(seen), country=made.country,
        sector=made.sector, members=tuple(sorted((s.report, s.referent) for s in seen)), merges=(*made.merges, *more),
    )  # fmt: skip


def spellings(told: Iterable[tuple[str, str]]) -> tuple[EntityName, ...]:
    """Every spelling with the reports that use it, the commonest first; `told` are reports and spellings."""
    reports: dict[str, set[str]] = defaultdict(set)
    for report, form in told:
        reports[form].add(report)
    rows = [EntityName(text, tuple(sorted(found))) for text, found in reports.items()]
    return tuple(sorted(rows, key=lambda n: (-len(n.reports), n.text)))


def _roles(seen: Iterable[Sighting]) -> tuple[EntityRole, ...]:
    """Every office with the first and last day on which a report gave it."""
    days: dict[str, set[date]] = defaultdict(set)
    for one in seen:
        for title in one.roles:
            days[title] |= {one.day} if one.day else set()
    rows = [EntityRole(title, min(found, default=None), max(found, default=None)) for title, found in days.items()]
    return tuple(sorted(rows, key=lambda r: (str(r.first), r.title)))
