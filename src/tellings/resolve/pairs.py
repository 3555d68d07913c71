"""Which two atoms may be one by their names: inside blocks of names that sound alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from tellings.data.given import family
from tellings.model.coding import MentionKind
from tellings.resolve.atoms import is_person
from tellings.resolve.bodies import SMALL_WORDS, read_body, same_body
from tellings.resolve.people import NEARLY, orders, read_person, same_person, without_articles
from tellings.text.spelling import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tellings.resolve.atoms import Atom
    from tellings.resolve.people import PersonName

ENOUGH = 0.7
"""Score from which two atoms are merged: a bare surname needs country, or shared copy; a full name needs no more."""
SAME_COUNTRY = 0.2
"""What it adds that two of like names are of one country."""
LOST = 3
"""Letters from which a name may have taken an `s` on."""
CROWD = 400
"""Atoms of a block that are compared, by id: more of one surname and given name would be no evidence anyway."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two atoms (by id, in order) that may be one."""

    left: str
    right: str
    score: float
    reason: str

    @property
    def order(self) -> tuple[float, str, str]:
        """The surest first."""
        return -self.score, self.left, self.right


def pair(left: str, right: str, score: float, reason: str) -> Pair:
    """The pair with its two atoms in order."""
    first, second = sorted((left, right))
    return Pair(first, second, round(min(score, 1.0), 3), reason)


def best(found: Iterable[Pair]) -> list[Pair]:
    """The best reason for each two that have enough, the surest first."""
    kept: dict[tuple[str, str], Pair] = {}
    for one in found:
        key = (one.left, one.right)
        if one.score >= ENOUGH and (key not in kept or (kept[key].score, one.reason) < (one.score, kept[key].reason)):
            kept[key] = one
    return sorted(kept.values(), key=lambda p: p.order)


def named(atoms: Sequence[Atom]) -> Iterator[Pair]:
    """Every pair of atoms alike by name."""
    blocks: dict[str, list[Atom]] = {}
    for atom in sorted(atoms, key=lambda a: a.id):
        for key in keys(atom):
            blocks.setdefault(key, []).append(atom)
    done: set[tuple[str, str]] = set()
    for key, block in blocks.items():
        for left, right in combinations(block[:CROWD], 2):
            if (left.id, right.id) not in done and compared(key, left, right):
                done.add((left.id, right.id))
                if found := alike(left, right):
                    yield found


def compared(key: str, left: Atom, right: Atom) -> bool:
    """Whether two atoms of the block of that key are worth comparing: a block of an initial compares only what has one."""
    by_initial = not key.endswith(".") or any(len(w) == 1 for w in (*left.words, *right.words))
    return by_initial and not clash(left, right)


def alike(left: Atom, right: Atom) -> Pair | None:
    """The pair, if the names say that two atoms are one, or nearly say so and the same office in the same country does."""
    match = (same_person if is_person(left) else same_body)(left.name, right.name)
    if match.same and match.score >= ENOUGH:
        return pair(left.id, right.id, match.score, match.reason)
    if match.score == NEARLY and left.country and left.country == right.country and left.offices & right.offices:
        return pair(left.id, right.id, match.score + SAME_COUNTRY, f"{match.reason}, but the office is the same")
    return None


def clash(left: Atom, right: Atom) -> bool:
    """Whether what is known beside the names speaks against one somebody."""
    if is_person(left) != is_person(right):
        return True
    return bool(left.country and right.country and left.country != right.country)


def keys(atom: Atom) -> list[str]:
    """The blocks of an atom: the sound of the surname with each given name; first and last word and initials of bodies."""
    if atom.alone or not atom.words or atom.kind == MentionKind.COUNTRY:
        return []
    if is_person(atom):
        return sorted(set(_person_keys(read_person(atom.name))))
    return sorted(set(_body_keys(atom))) if atom.label.startswith("body:") else []


def _body_keys(atom: Atom) -> Iterator[str]:
    """First and last word in either order, and all letters, without legal forms; initials with and without small words."""
    name = read_body(atom.name)
    if not name.words:
        return
    yield "body|" + " ".join(sorted(skeleton(w) for w in (name.words[0], name.words[-1])))
    yield "body|" + skeleton("".join(name.words))
    for words in (name.plain, [w for w in name.plain if w not in SMALL_WORDS]):
        yield "initials|" + ("".join(w[0] for w in words) if len(words) > 1 else name.plain[0])


def _person_keys(name: PersonName) -> Iterator[str]:
    """Surname and one given name, in either order: any two spellings of a name of two words share one of these.

    All letters in each order of family and given name too: what is written together meets what is not.
    """
    words = name.words
    ends = [(words[-1], words[:-1]), (words[0], words[1:])]
    if len(words[-1]) > LOST and words[-1].endswith("s"):  # an `s` that has lost its apostrophe
        ends.append((words[-1][:-1], words[:-1]))
    for surname, rest in ends:
        for word in rest:
            yield skeleton(surname) + (family(word) or skeleton(word))
            if len(word) == 1:
                yield f"{skeleton(surname)}|{word}."
    if len(words) > 1 and len(words[0]) > 1:  # an initial meets the names that it may stand for
        yield f"{skeleton(words[-1])}|{words[0][0]}."
    for every in {words, name.joined, without_articles(words)}:
        for some in orders(every):
            whole = "".join(some)
            yield from {skeleton(whole), skeleton(whole.translate(_WEAK))}


_WEAK = str.maketrans("jw", "iu")
"""Letters that some languages write for a vowel (`Netanjahu`, `Zenawi`)."""


def by_atom(pairs: Iterable[Pair]) -> Mapping[str, list[Pair]]:
    """The pairs of each atom."""
    found: dict[str, list[Pair]] = {}
    for one in pairs:
        found.setdefault(one.left, []).append(one)
        found.setdefault(one.right, []).append(one)
    return found
