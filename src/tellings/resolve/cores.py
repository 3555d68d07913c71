"""Atoms joined by their names, and by what persons judged: an entity without those that are known in one report only."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.data.countries import country as country_row
from tellings.model.coding import MentionKind
from tellings.model.picture import Merge
from tellings.resolve.atoms import most
from tellings.resolve.pairs import Pair, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from tellings.resolve.atoms import Atom

    Meet = Callable[[Collection[str], Collection[str]], bool]
    """Whether any of some nodes stands in one report with any of some others."""

STATE = 0.9
"""How surely a state and its government are one entity: parties keep the sector, so that nothing is lost."""


@dataclass(frozen=True)
class Core:
    """An entity as drawing uses it, with its atoms. Its id is that of the atom which most reports have."""

    id: str
    kind: str
    name: str
    country: str | None
    sector: str | None
    atoms: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()

    @property
    def used(self) -> tuple[str | None, ...]:
        """What a story that speaks of it depends on."""
        return self.id, self.kind, self.name, self.country, self.sector


class Groups:
    """Nodes joined so far, with what speaks against joining more: a judgement, two in one report, two countries.

    `fixed` nodes are never joined with each other.
    """

    def __init__(
        self, countries: Mapping[str, str | None], apart: Iterable[tuple[str, str]], meet: Meet, fixed: Collection[str] = ()
    ) -> None:
        self._root = {k: k for k in countries}
        self._members = {k: {k} for k in countries}
        self._countries = {k: {c} if c else set() for k, c in countries.items()}
        self._fixed = {k: k in fixed for k in countries}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)
        self._meet = meet
        self._merges: dict[str, list[Pair]] = defaultdict(list)

    def join(self, found: Pair, *, judged: bool = False) -> None:
        """Join the groups of two nodes, unless something speaks against it."""
        left, right = self._find(found.left), self._find(found.right)
        if left == right or (self._fixed[left] and self._fixed[right]) or (not judged and self._against(left, right)):
            return
        first, second = sorted((left, right))
        self._root[second] = first
        self._members[first] |= self._members.pop(second)
        self._countries[first] |= self._countries.pop(second)
        self._fixed[first] |= self._fixed.pop(second)
        self._merges[first] += [found, *self._merges.pop(second, [])]

    def _find(self, node: str) -> str:
        while self._root[node] != node:
            self._root[node] = self._root[self._root[node]]
            node = self._root[node]
        return node

    def _against(self, left: str, right: str) -> bool:
        a, b = self._members[left], self._members[right]
        if len(self._countries[left] | self._countries[right]) > 1:
            return True
        if self._apart and any(not self._apart[x].isdisjoint(b) for x in a if x in self._apart):
            return True
        return self._meet(a, b)

    def groups(self) -> Iterator[tuple[list[str], list[Pair]]]:
        """The nodes of each group, and the pairs that joined them."""
        for root, members in self._members.items():
            yield sorted(members), self._merges.get(root, [])


def cores(
    atoms: Mapping[str, Atom],
    pairs: Sequence[Pair],
    same: Iterable[tuple[str, str]],
    apart: Iterable[tuple[str, str]],
    meet: Meet,
) -> list[Core]:
    """The entities that these atoms make; pairs the surest first. What persons judged to be one comes before all else."""
    groups = Groups({k: a.country for k, a in atoms.items()}, apart, meet)
    for left, right in sorted(same):
        if left in atoms and right in atoms:
            groups.join(pair(left, right, 1.0, "a person said that they are one"), judged=True)
    for one in pairs:
        if one.left in atoms and one.right in atoms:
            groups.join(one)
    return [core([atoms[k] for k in members], merged) for members, merged in groups.groups()]


def core(group: Sequence[Atom], merged: Iterable[Pair]) -> Core:
    """The entity of joined atoms."""
    first = min(group, key=lambda a: (a.alone, -a.many, a.id))
    names = {a.id: a.name for a in group}
    countries: Counter[str] = Counter()
    sectors: Counter[str] = Counter()
    for atom in group:
        countries.update({atom.country: atom.many} if atom.country else {})
        sectors.update(atom.sectors)
    merges = sorted({(names[p.left], names[p.right], p.score, p.reason) for p in merged})
    return Core(
        id=first.id,
        kind=first.kind,
        name=_name(first, group),
        country=first.country or most(countries),
        sector=most(sectors) if first.kind != MentionKind.COUNTRY else None,
        atoms=tuple(sorted(names)),
        merges=(*_within(group), *(Merge(*m) for m in merges)),
    )


def _within(group: Sequence[Atom]) -> tuple[Merge, ...]:
    """Why the parts of one atom are one, where they are not one name: a country and its government."""
    reason = "the capital, the palace and the government stand for the state"
    states = (a for a in group if a.kind == MentionKind.COUNTRY and a.governs)
    return tuple(Merge(a.name, f"government of {a.name}", STATE, reason) for a in states)


def _name(first: Atom, group: Sequence[Atom]) -> str:
    if first.kind == MentionKind.COUNTRY and (row := country_row(first.country or "")):
        return row.name
    full = [a for a in group if not a.alone] or list(group)
    names = {a.name for a in full}
    full = [a for a in full if not (a.name.endswith("s") and a.name[:-1] in names)]  # a lost apostrophe
    return max(full, key=lambda a: (a.many, len(a.words), a.name)).name
