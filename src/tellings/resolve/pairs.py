"""Which two atoms may be one: by name, inside blocks of names that sound alike; and by shared copy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from tellings.data.given import family
from tellings.model.coding import MentionKind
from tellings.resolve.bodies import same_body
from tellings.resolve.people import read_person, same_person
from tellings.text.fold import core, fold
from tellings.text.spelling import likeness, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tellings.model.story import Change, Copy
    from tellings.resolve.atoms import Atom

COPIED = 0.97
"""Two spellings at the same point of the same passage: nothing is surer but a person's word."""
SURNAME = 0.84
"""Likeness of surnames that are held to be one when country and office agree."""
SAME_COUNTRY, SAME_OFFICE, COPY_LINK = 0.2, 0.15, 0.3
"""What evidence beside a bare surname adds to its half."""
BARE = 0.5
ENOUGH = 0.7
"""Score from which two atoms are merged: a bare surname needs country, or shared copy; a full name needs no more."""
LOST = 3
"""Letters from which a name may have taken an `s` on."""
CROWD = 400
"""Atoms of a block that are compared: more of one surname and given name would be no evidence anyway."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two atoms (by id, in order) that may be one."""

    left: str
    right: str
    score: float
    reason: str


def candidates(atoms: Sequence[Atom], copies: Sequence[Copy]) -> list[Pair]:
    """Every pair with enough evidence, the surest first."""
    linked = {frozenset((c.left.report, c.right.report)) for c in copies if c.sharing in ("narration", "quotation")}
    found: dict[tuple[str, str], Pair] = {}
    for pair in (*_spelt(atoms, copies), *_named(atoms), *_bare(atoms, linked), *_nameless(atoms, linked)):
        key = (pair.left, pair.right)
        if key not in found or found[key].score < pair.score:
            found[key] = pair
    return sorted((p for p in found.values() if p.score >= ENOUGH), key=lambda p: (-p.score, p.left, p.right))


def _pair(left: Atom, right: Atom, score: float, reason: str) -> Pair:
    first, second = sorted((left.id, right.id))
    return Pair(first, second, round(min(score, 1.0), 3), reason)


# ---------------------------------------------------------------- by name


def _named(atoms: Sequence[Atom]) -> Iterator[Pair]:
    blocks: dict[tuple[str, str], list[Atom]] = defaultdict(list)
    names = {atom.id: atom.name for atom in atoms}
    for atom in atoms:
        for key in set(_keys(atom)):
            blocks[key].append(atom)
    done: set[tuple[str, str]] = set()
    for key, block in blocks.items():
        for left, right in combinations(block[:CROWD], 2):
            if _by_initial(key, left, right) and (left.id, right.id) not in done and not _clash(left, right):
                done.add((left.id, right.id))
                compare = same_person if left.kind is MentionKind.PERSON else same_body
                if (match := compare(names[left.id], names[right.id])).same:
                    yield _pair(left, right, match.score, match.reason)


def _by_initial(key: tuple[str, str], left: Atom, right: Atom) -> bool:
    """A block of an initial compares only what has one."""
    return not key[1].endswith(".") or any(len(w) == 1 for w in (*left.words, *right.words))


def _keys(atom: Atom) -> Iterator[tuple[str, str]]:
    """The blocks of an atom: the sound of the surname with each given name; first and last word and initials of bodies."""
    if atom.alone or not atom.words or atom.kind is MentionKind.COUNTRY:
        return
    if atom.kind is MentionKind.PERSON:
        yield from _person_keys(read_person(atom.name).words)
    elif atom.label.startswith("body:"):
        first, last = skeleton(atom.words[0]), skeleton(atom.words[-1])
        yield "body", first + " " + last
        yield "body", skeleton("".join(atom.words))
        yield "initials", "".join(w[0] for w in atom.words) if len(atom.words) > 1 else atom.words[0]


def _person_keys(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Surname and one given name, in either order: any two spellings of a name of two words share one of these."""
    ends = [(words[-1], words[:-1]), (words[0], words[1:])]
    if len(words[-1]) > LOST and words[-1].endswith("s"):  # an `s` that has lost its apostrophe
        ends.append((words[-1][:-1], words[:-1]))
    for surname, rest in ends:
        for word in rest:
            yield skeleton(surname), family(word) or skeleton(word)
            if len(word) == 1:
                yield skeleton(surname), f"{word}."
    if len(words) > 1 and len(words[0]) > 1:  # an initial meets the names that it may stand for
        yield skeleton(words[-1]), f"{words[0][0]}."


def _clash(left: Atom, right: Atom) -> bool:
    """Whether what is known beside the names speaks against one somebody."""
    if (left.kind is MentionKind.PERSON) != (right.kind is MentionKind.PERSON):
        return True
    return bool(left.country and right.country and left.country != right.country)


# ---------------------------------------------------------------- by bare surname and evidence


def _bare(atoms: Sequence[Atom], linked: set[frozenset[str]]) -> Iterator[Pair]:
    """Bare surnames to full names of like sound, where country, office or shared copy speak for it and one name only fits."""
    full: dict[str, list[Atom]] = defaultdict(list)
    for atom in atoms:
        if atom.kind is MentionKind.PERSON and not atom.alone:
            full[skeleton(atom.words[-1])].append(atom)
    for atom in atoms:
        if atom.kind is MentionKind.PERSON and atom.alone:
            scored = [(s, a) for a in full[skeleton(atom.words[-1])] if (s := _evidence(atom, a, linked)) >= ENOUGH]
            best = max((s for s, _ in scored), default=0.0)
            near = [a for s, a in scored if s == best]
            if len({a.words[0][:1] for a in near}) == 1:
                yield from (_pair(atom, a, best, "the same surname, with country, office or shared copy") for a in near)


def _evidence(bare: Atom, full: Atom, linked: set[frozenset[str]]) -> float:
    if _clash(bare, full) or likeness(bare.words[-1], full.words[-1]) < SURNAME:
        return 0.0
    score = BARE
    score += SAME_COUNTRY * bool(bare.country and bare.country == full.country)
    score += SAME_OFFICE * bool(_offices(bare) & _offices(full))
    reports = {m.report for m in bare.members}
    score += COPY_LINK * any(frozenset((r, m.report)) in linked for r in reports for m in full.members)
    return score


def _offices(atom: Atom) -> set[str]:
    return {fold(role.title).split()[-1] for m in atom.members for role in m.referent.roles if role.title}


# ---------------------------------------------------------------- by shared copy


def _spelt(atoms: Sequence[Atom], copies: Iterable[Copy]) -> Iterator[Pair]:
    """Two spellings at the same point of the same passage."""
    by_report: dict[str, list[Atom]] = defaultdict(list)
    for atom in atoms:
        for member in atom.members:
            by_report[member.report].append(atom)
    forms = {atom.id: _form_words(atom) for atom in atoms}
    for copy in copies:
        for change in copy.changes:
            if change.kind == "spelling":
                yield from _respelt(change, by_report.get(copy.left.report, []), by_report.get(copy.right.report, []), forms)


def _respelt(change: Change, left: Sequence[Atom], right: Sequence[Atom], forms: Mapping[str, frozenset[str]]) -> Iterator[Pair]:
    first, second = core(change.left), core(change.right)
    if not first or not second:
        return
    for a in left:
        if forms[a.id] >= set(first) and a.kind is not MentionKind.COUNTRY:
            for b in right:
                if a.id != b.id and forms[b.id] >= set(second) and a.kind is b.kind and not _clash(a, b):
                    yield _pair(a, b, COPIED, f"spelt {change.left!r} and {change.right!r} at the same point of one passage")


def _form_words(atom: Atom) -> frozenset[str]:
    return frozenset(w for m in atom.members for form in m.referent.forms for w in core(form))


def _nameless(atoms: Sequence[Atom], linked: set[frozenset[str]]) -> Iterator[Pair]:
    """Actors of no known country, and bare names, that two reports which share copy call the same."""
    groups: dict[str, list[Atom]] = defaultdict(list)
    for atom in atoms:
        if atom.alone:
            groups[atom.label.partition("@")[0]].append(atom)
    sharing = _sharing(linked)
    for group in groups.values():
        by_report = {a.members[0].report: a for a in group}
        for report, atom in by_report.items():
            for other in sharing.get(report, ()):
                if other in by_report and not _clash(atom, by_report[other]):
                    yield _pair(atom, by_report[other], 0.9, "called the same in two reports that share copy")


def _sharing(linked: set[frozenset[str]]) -> dict[str, list[str]]:
    """For each report those after it, in the order of their ids, that share copy with it."""
    found: dict[str, list[str]] = defaultdict(list)
    for pair in linked:
        if len(pair) == 2:
            found[min(pair)].append(max(pair))
    return found
