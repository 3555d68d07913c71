"""The smallest entities: referents of all reports that bear the very same name. Merging works on these."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tellings.model.coding import MentionKind
from tellings.model.ids import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tellings.model.coding import Coding, Referent

GLOBAL = ("country:", "government:")
"""Prefixes of keys that mean the same in every report."""


@dataclass(frozen=True)
class Sighting:
    """A referent in its report."""

    report: str
    referent: Referent
    day: date | None


@dataclass(frozen=True)
class Atom:
    """Referents with one name. `id` names it for good, in every corpus; `alone` marks a name known in one report only."""

    id: str
    label: str
    name: str
    kind: MentionKind
    words: tuple[str, ...]
    members: tuple[Sighting, ...]
    country: str | None
    sector: str | None
    alone: bool = False
    places: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def atoms(codings: Iterable[Coding]) -> tuple[Atom, ...]:
    """All atoms, by id: the same for any order of codings."""
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for coding in codings:
        for referent in coding.referents:
            groups[_label(coding.report, referent)].append(Sighting(coding.report, referent, coding.published.day))
    made = [atom for label in groups for atom in _split(label, groups[label])]
    return tuple(sorted(made, key=lambda a: a.id))


def _label(report: str, referent: Referent) -> str:
    """What referents of one atom have in common; a bare surname or an actor of no country is known in its report alone."""
    key = referent.key
    if key.startswith("government:"):
        return "country:" + key.removeprefix("government:")
    bare = key.startswith("person:") and " " not in key.removeprefix("person:")
    return f"{key}@{report}" if bare or key.startswith("unnamed:- ") else key


def _split(label: str, found: Sequence[Sighting]) -> Iterable[Atom]:
    """One atom a label; namesakes of two countries are two, and who has no country goes with the only one there is."""
    if label.startswith("country:"):
        yield _atom(label, None, found)
        return
    countries = sorted({s.referent.country for s in found if s.referent.country})
    if len(countries) <= 1:
        yield _atom(label, None, found)
        return
    for code in (None, *countries):
        some = [s for s in found if s.referent.country == code]
        if some:
            yield _atom(label, code, some)


def _atom(label: str, part: str | None, found: Sequence[Sighting]) -> Atom:
    members = tuple(sorted(found, key=lambda s: (s.report, s.referent.key)))
    kinds = Counter(s.referent.kind for s in members)
    words = label.partition(":")[2].partition("@")[0].split() if not label.startswith("unnamed:") else []
    return Atom(
        id=content_id("entity", label, part),
        label=label,
        name=_name(members),
        kind=max(kinds, key=lambda k: (kinds[k], k)),
        words=tuple(words),
        members=members,
        country=label.removeprefix("country:") if label.startswith("country:") else most(s.referent.country for s in members),
        sector=most(s.referent.sector for s in members),
        alone="@" in label,
        places=frozenset((s.report, s.referent.key) for s in members),
    )


def _name(members: Sequence[Sighting]) -> str:
    """The commonest name, the longest of equals."""
    if len(members) == 1:
        return members[0].referent.name
    names = Counter(m.referent.name for m in members)
    return max(names, key=lambda n: (names[n], len(n), n))


def most(values: Iterable[str | None]) -> str | None:
    """The commonest value that is one, the first by letter among equals."""
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None
