"""Names that are known in one report only, a bare surname or `gunmen`: whom they stand for, by shared copy, country and office.

Reports that share no copy have nothing to do with each other here, so a story is settled by itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.model.coding import MentionKind
from tellings.model.picture import Merge
from tellings.resolve.atoms import Atom, alone
from tellings.resolve.cores import Core, Groups, core
from tellings.resolve.pairs import ENOUGH, SAME_COUNTRY, Pair, best, clash, pair
from tellings.resolve.sightings import surname
from tellings.text.fold import core as core_words
from tellings.text.fold import fold
from tellings.text.spelling import likeness

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tellings.model.story import Change, Copy
    from tellings.resolve.sightings import Sighting

COPIED = 0.97
"""Two spellings at the same point of the same passage: nothing is surer but a person's word."""
SURNAME = 0.84
"""Likeness of surnames that are held to be one when country and office agree."""
SAME_OFFICE, COPY_LINK = 0.15, 0.3
"""What evidence beside a bare surname adds to its half."""
BARE = 0.5
CALLED_THE_SAME = 0.9
"""Two reports that share copy and call somebody by the same word."""

BODIES = (MentionKind.ORGANISATION, MentionKind.GROUP)
SHARING = ("narration", "quotation")
"""Copies after which two reports speak of the same people."""

Place = tuple[str, str]
"""A report and the key of a referent in it."""


@dataclass(frozen=True)
class Known:
    """A full name with the entity that it belongs to."""

    atom: Atom
    core: Core


@dataclass(frozen=True)
class Cores:
    """What is known beside the names that are to be settled.

    `of` says which sightings of the same reports belong to which entity already; `surnames` has the full names of persons by the
    sound of the surname.
    """

    of: Mapping[Place, Core]
    surnames: Mapping[str, Sequence[Known]]


@dataclass(frozen=True)
class Settled:
    """For each name its entity with the reasons, and the entities that these names make by themselves."""

    entity_of: dict[Place, str]
    merges: dict[Place, tuple[Merge, ...]]
    cores: tuple[Core, ...]


def spelt(copies: Iterable[Copy], seen: Iterable[Sighting]) -> Iterator[tuple[Sighting, Sighting, str]]:
    """Two sightings with different spellings at the same point of the same passage, and the reason in words."""
    by_report: dict[str, list[Sighting]] = defaultdict(list)
    for one in seen:
        if one.kind != MentionKind.COUNTRY:
            by_report[one.report].append(one)
    for copy in copies:
        for change in copy.changes:
            if change.kind == "spelling":
                yield from _respelt(change, by_report.get(copy.left.report, ()), by_report.get(copy.right.report, ()))


def _respelt(change: Change, left: Iterable[Sighting], right: Sequence[Sighting]) -> Iterator[tuple[Sighting, Sighting, str]]:
    first, second = core_words(change.left), core_words(change.right)
    if not first or not second:
        return
    reason = f"spelt {change.left!r} and {change.right!r} at the same point of one passage"
    for a in left:
        if _has(a, first):
            yield from ((a, b, reason) for b in right if a.kind == b.kind and a.label != b.label and _has(b, second))


def _has(seen: Sighting, words: Sequence[str]) -> bool:
    return {w for form in seen.forms for w in core_words(form)}.issuperset(words)


def settle(seen: Sequence[Sighting], copies: Sequence[Copy], known: Cores, apart: Collection[tuple[str, str]] = ()) -> Settled:
    """Whom the names stand for that are known in one report only; the same for any order.

    `seen` are all sightings of some reports, `copies` all that these reports share.
    """
    here = _Here(seen, copies, known)
    nodes = {c.id: c.country for c in here.cores.values()} | {a.id: a.country for a in here.atoms.values()}
    groups = Groups(nodes, here.apart(apart), here.meet, here.cores.keys())
    for one in best((*here.spelt(), *here.nameless(), *here.bare(), *here.cut())):
        groups.join(one)
    return here.settled(groups)


class _Here:
    """The names to settle in some reports, and the entities that they may stand for."""

    def __init__(self, seen: Sequence[Sighting], copies: Sequence[Copy], known: Cores) -> None:
        self.seen, self.copies, self.known = seen, copies, known
        self.atoms = {(s.report, s.referent): alone(s) for s in seen if s.alone and (s.report, s.referent) not in known.of}
        self.lone = [s for s in seen if (s.report, s.referent) in self.atoms]
        wanted = {s.surname for s in self.lone} - {None}
        near = (k.core for name in sorted(filter(None, wanted)) for k in known.surnames.get(name, ()))
        self.cores = {c.id: c for c in (*near, *known.of.values())}
        self.reports: dict[str, set[str]] = defaultdict(set)
        for (report, _), found in known.of.items():
            self.reports[found.id].add(report)
        self.places: dict[str, Place] = {}
        for place, atom in self.atoms.items():
            self.reports[atom.id].add(place[0])
            self.places[atom.id] = place
        self.linked: dict[str, set[str]] = defaultdict(set)
        for copy in copies:
            if copy.sharing in SHARING and copy.left.report != copy.right.report:
                self.linked[copy.left.report].add(copy.right.report)
                self.linked[copy.right.report].add(copy.left.report)

    def meet(self, left: Collection[str], right: Collection[str]) -> bool:
        ours = set().union(*(self.reports[k] for k in left))
        return any(not ours.isdisjoint(self.reports[k]) for k in right)

    def apart(self, judged: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        """The pairs judged to be two, entities in place of their atoms."""
        if not judged:
            return []
        home = {k: c.id for c in self.cores.values() for k in c.atoms}
        pairs = ((home.get(a, a), home.get(b, b)) for a, b in judged)
        return [(a, b) for a, b in pairs if a in self.reports or b in self.reports]

    def spelt(self) -> Iterator[Pair]:
        for a, b, reason in spelt(self.copies, self.seen):
            left, right = self._node(a), self._node(b)
            if left and right and left != right and not (left in self.cores and right in self.cores) and not _clash(a, b):
                yield pair(left, right, COPIED, reason)

    def _node(self, seen: Sighting) -> str | None:
        place = (seen.report, seen.referent)
        return self.atoms[place].id if place in self.atoms else self.known.of[place].id if place in self.known.of else None

    def nameless(self) -> Iterator[Pair]:
        groups: dict[str, dict[str, Atom]] = defaultdict(dict)
        for one in self.lone:
            groups[one.label.partition("@")[0]][one.report] = self.atoms[one.report, one.referent]
        for by_report in groups.values():
            for report, atom in by_report.items():
                for other in self.linked.get(report, ()):
                    if report < other and other in by_report and not clash(atom, by_report[other]):
                        reason = "called the same in two reports that share copy"
                        yield pair(atom.id, by_report[other].id, CALLED_THE_SAME, reason)

    def bare(self) -> Iterator[Pair]:
        """Bare surnames to full names of like sound, where country, office or shared copy speak for it and one only fits."""
        for one in self.lone:
            atom, sound = self.atoms[one.report, one.referent], one.surname
            scored = [(s, k) for k in self.known.surnames.get(sound or "", ()) if (s := self._evidence(atom, k)) >= ENOUGH]
            most = max((s for s, _ in scored), default=0.0)
            near = [k for s, k in scored if s == most]
            if len({k.core.id for k in near}) == 1 and len({k.atom.words[0][:1] for k in near}) == 1:
                yield pair(atom.id, near[0].core.id, most, "the same surname, with country, office or shared copy")

    def cut(self) -> Iterator[Pair]:
        """`the Front` to the one body of a report with shared copy whose name ends so."""
        for one in self.lone:
            if one.label.startswith("body:"):
                (word,) = self.atoms[one.report, one.referent].words
                near = (c for c in self.cores.values() if not self.linked[one.report].isdisjoint(self.reports[c.id]))
                fit = [c.id for c in near if c.kind in BODIES and fold(c.name).split()[-1:] == [word]]
                if len(fit) == 1:
                    yield pair(self.atoms[one.report, one.referent].id, fit[0], BARE + COPY_LINK, "short for it in shared copy")

    def _evidence(self, bare: Atom, full: Known) -> float:
        (report,) = self.reports[bare.id]
        return evidence(bare, full.atom, copied=not self.linked[report].isdisjoint(self.reports[full.core.id]))

    def settled(self, groups: Groups) -> Settled:
        """Each group's names with their entity."""
        by_id = {a.id: a for a in self.atoms.values()}
        entity_of: dict[Place, str] = {}
        merges: dict[Place, tuple[Merge, ...]] = {}
        own: list[Core] = []
        for members, merged in groups.groups():
            lone = [k for k in members if k in by_id]
            home = next((k for k in members if k in self.cores), None)
            if not lone:
                continue
            if home is None:
                own.append(made := core([by_id[k] for k in lone], merged))
                home = made.id
            else:
                merges |= self._merges(lone, merged)
            entity_of |= {self.places[k]: home for k in lone}
        return Settled(entity_of, merges, tuple(sorted(own, key=lambda c: c.id)))

    def _merges(self, lone: Iterable[str], merged: Sequence[Pair]) -> dict[Place, tuple[Merge, ...]]:
        """Why each name stands for an entity that has a fuller one: every pair told once, at its first name."""
        names = {a.id: a.name for a in self.atoms.values()} | {c.id: c.name for c in self.cores.values()}
        found: dict[Place, list[Merge]] = defaultdict(list)
        inside = set(lone)
        for one in sorted(merged, key=lambda p: (p.left, p.right)):
            first, second = (one.left, one.right) if one.left in inside else (one.right, one.left)
            found[self.places[first]].append(Merge(names[first], names[second], one.score, one.reason))
        return {place: tuple(rows) for place, rows in found.items()}


def evidence(bare: Atom, full: Atom, *, copied: bool) -> float:
    """What speaks for a bare surname to stand for a full name; less than `ENOUGH` says nothing.

    `copied`: a report that shares copy with the one of the surname speaks of whom the full name is of.
    """
    if clash(bare, full) or likeness(bare.words[-1], full.words[-1]) < SURNAME:
        return 0.0
    score = BARE
    score += SAME_COUNTRY * bool(bare.country and bare.country == full.country)
    score += SAME_OFFICE * bool(bare.offices & full.offices)
    return score + COPY_LINK * copied


def _clash(left: Sighting, right: Sighting) -> bool:
    return bool(left.country and right.country and left.country != right.country)


def by_surname(known: Iterable[Known]) -> dict[str, list[Known]]:
    """Full names of persons by the sound of the surname, in order of their ids."""
    found: dict[str, list[Known]] = defaultdict(list)
    for one in sorted(known, key=lambda k: k.atom.id):
        if one.atom.kind == MentionKind.PERSON and not one.atom.alone and (sound := surname(one.atom.label)):
            found[sound].append(one)
    return found
