"""From the referents of single reports to entities across all of them, with the reason of every merge."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tellings.data.countries import country as country_row
from tellings.model.coding import MentionKind
from tellings.model.picture import Entity, EntityName, EntityRole, Merge
from tellings.resolve.atoms import Atom, atoms, most
from tellings.resolve.pairs import Pair, candidates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from tellings.model.coding import Coding
    from tellings.model.story import Copy

NOBODY_JUDGED: Collection[tuple[str, str]] = frozenset()
STATE = 0.9
"""How surely a state and its government are one entity: parties keep the sector, so that nothing is lost."""


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
    found = atoms(codings)
    groups = _grouped({a.id: a for a in found}, candidates(found, copies), same, apart)
    return tuple(sorted((_entity(g, merges) for g, merges in groups), key=lambda e: e.id))


class _Groups:
    """Atoms joined so far, with what speaks against joining more."""

    def __init__(self, known: Mapping[str, Atom], apart: Collection[tuple[str, str]]) -> None:
        self._known = known
        self._root = {k: k for k in known}
        self._members = {k: {k} for k in known}
        self._apart = {frozenset(pair) for pair in apart}
        self.merges: dict[str, list[Pair]] = defaultdict(list)

    def root(self, atom: str) -> str:
        while self._root[atom] != atom:
            atom = self._root[atom]
        return atom

    def join(self, pair: Pair, *, judged: bool = False) -> None:
        left, right = self.root(pair.left), self.root(pair.right)
        if left == right or (not judged and self._against(left, right)):
            return
        first, second = sorted((left, right))
        self._root[second] = first
        self._members[first] |= self._members.pop(second)
        self.merges[first] += [pair, *self.merges.pop(second, [])]

    def _against(self, left: str, right: str) -> bool:
        """A judgement, two referents in one report, or two countries."""
        a, b = self._members[left], self._members[right]
        if any(frozenset((x, y)) in self._apart for x in a for y in b) if self._apart else False:
            return True
        countries = {self._known[x].country for x in a | b} - {None}
        reports_a = {report for x in a for report, _ in self._known[x].places}
        return len(countries) > 1 or any(report in reports_a for y in b for report, _ in self._known[y].places)

    def groups(self) -> Iterable[tuple[list[Atom], list[Pair]]]:
        for root, ids in self._members.items():
            yield [self._known[k] for k in sorted(ids)], self.merges.get(root, [])


def _grouped(
    known: Mapping[str, Atom], pairs: Iterable[Pair], same: Collection[tuple[str, str]], apart: Collection[tuple[str, str]]
) -> Iterable[tuple[list[Atom], list[Pair]]]:
    groups = _Groups(known, apart)
    for left, right in sorted(same):
        if left in known and right in known:
            groups.join(Pair(min(left, right), max(left, right), 1.0, "a person said that they are one"), judged=True)
    for pair in pairs:
        groups.join(pair)
    return groups.groups()


def _entity(group: Sequence[Atom], merged: Sequence[Pair]) -> Entity:
    """The entity of joined atoms; its id is that of the atom which most reports have."""
    first = min(group, key=lambda a: (a.alone, -len(a.members), a.id))
    names = {a.id: a.name for a in group}
    countries = [m.referent.country for a in group for m in a.members]
    return Entity(
        id=first.id,
        kind=str(first.kind),
        name=_name(first, group),
        names=_names(group),
        roles=_roles(group),
        country=first.country or most(countries),
        sector=most(m.referent.sector for a in group for m in a.members) if first.kind is not MentionKind.COUNTRY else None,
        members=tuple(sorted(place for a in group for place in a.places)),
        merges=(*_within(group), *(Merge(names[p.left], names[p.right], p.score, p.reason) for p in sorted(merged, key=_order))),
    )


def _order(pair: Pair) -> tuple[str, str]:
    return pair.left, pair.right


def _within(group: Sequence[Atom]) -> tuple[Merge, ...]:
    """Why the parts of one atom are one, where they are not one name: a country and its government."""
    reason = "the capital, the palace and the government stand for the state"
    return tuple(
        Merge(atom.name, f"government of {atom.name}", STATE, reason)
        for atom in group
        if atom.kind is MentionKind.COUNTRY and any(m.referent.key.startswith("government:") for m in atom.members)
    )


def _name(first: Atom, group: Sequence[Atom]) -> str:
    if first.kind is MentionKind.COUNTRY and (row := country_row(first.country or "")):
        return row.name
    full = [a for a in group if not a.alone] or list(group)
    return max(full, key=lambda a: (len(a.members), len(a.words), a.name)).name


def _names(group: Sequence[Atom]) -> tuple[EntityName, ...]:
    """Every spelling with the reports that use it, the commonest first."""
    reports: dict[str, set[str]] = defaultdict(set)
    for atom in group:
        for member in atom.members:
            for form in member.referent.forms:
                reports[form].add(member.report)
    rows = [EntityName(text, tuple(sorted(found))) for text, found in reports.items()]
    return tuple(sorted(rows, key=lambda n: (-len(n.reports), n.text)))


def _roles(group: Sequence[Atom]) -> tuple[EntityRole, ...]:
    """Every office with the first and last day on which a report gave it."""
    days: dict[str, set[date]] = defaultdict(set)
    for atom in group:
        for member in atom.members:
            for role in member.referent.roles:
                days[role.title] |= {member.day} if member.day else set()
    rows = [EntityRole(title, min(found, default=None), max(found, default=None)) for title, found in days.items()]
    return tuple(sorted(rows, key=lambda r: (str(r.first), r.title)))
