"""The smallest entities: sightings in all reports that bear the very same name. Merging works on these."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tellings.model.coding import MentionKind
from tellings.model.ids import content_id
from tellings.resolve.sightings import label_words, told
from tellings.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tellings.resolve.sightings import Sighting, Tallies


@dataclass(frozen=True)
class Atom:
    """Sightings with one name, `many` of them. `id` names it for good, in every corpus.

    `part` is the country that sets it apart from namesakes.
    """

    id: str
    label: str
    part: str | None
    name: str
    kind: str
    country: str | None
    sectors: Counter[str] = field(default_factory=Counter)
    many: int = 1
    offices: frozenset[str] = frozenset()
    governs: bool = False

    @property
    def alone(self) -> bool:
        """Whether the name is known in one report only."""
        return "@" in self.label

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name, folded."""
        return label_words(self.label)

    @property
    def features(self) -> tuple[object, ...]:
        """What its likeness to others depends on."""
        return self.id, self.name, self.kind, self.country, self.offices


def atoms_of(label: str, tallies: Tallies) -> tuple[Atom, ...]:
    """The atoms of one label; namesakes of two countries are two, and who has no country goes with the only one there is.

    One name in one office is one person whatever the countries: one of them was guessed wrongly.
    """
    countries = sorted({country for (country, _, _), n in tallies.items() if country and n > 0})
    if label.startswith("country:") or len(countries) <= 1 or _one_office(label, countries, tallies):
        return (_atom(label, None, tallies),) if told(tallies, "name") else ()
    parts = ((c or None, _part(tallies, c)) for c in ("", *countries))
    return tuple(_atom(label, code, some) for code, some in parts if some)


def _one_office(label: str, countries: Iterable[str], tallies: Tallies) -> bool:
    """Whether a person of that full name bears one and the same title in reports that tell of different countries."""
    if not label.startswith("person:") or " " not in label:
        return False
    told_of = [{fold(role) for (c, kind, role), n in tallies.items() if c == k and kind == "role" and n > 0} for k in countries]
    return bool(set.intersection(*told_of))


def part_of(country: str | None, parts: Iterable[str | None]) -> str | None:
    """Which of the parts of a label a sighting of that country belongs to."""
    return country if any(parts) else None


def alone(seen: Sighting) -> Atom:
    """The atom of a sighting that is known in its report only."""
    sectors = Counter([seen.sector] if seen.sector else [])
    return Atom(
        content_id("entity", seen.label, None), seen.label, None, seen.name, seen.kind, seen.country, sectors, 1,
        offices(seen.roles),
    )  # fmt: skip


def _part(tallies: Tallies, country: str) -> Tallies:
    return Counter({key: n for key, n in tallies.items() if key[0] == country and n > 0})


def _atom(label: str, part: str | None, tallies: Tallies) -> Atom:
    names, kinds = told(tallies, "name"), told(tallies, "kind")
    return Atom(
        id=content_id("entity", label, part),
        label=label,
        part=part,
        name=max(names, key=lambda n: (names[n], len(n), n)),
        kind=max(kinds, key=lambda k: (kinds[k], k)),
        country=label.removeprefix("country:") if label.startswith("country:") else part or _country(tallies),
        sectors=told(tallies, "sector"),
        many=names.total(),
        offices=offices(told(tallies, "role")),
        governs=bool(told(tallies, "government")),
    )


def _country(tallies: Mapping[tuple[str, str, str], int]) -> str | None:
    """The country that most reports tell."""
    counts: Counter[str] = Counter()
    for (country, kind, _), n in tallies.items():
        if country and kind == "name" and n > 0:
            counts[country] += n
    return most(counts)


def offices(roles: Iterable[str]) -> frozenset[str]:
    """The head words of offices: `the Russian foreign minister` is a minister."""
    return frozenset(words[-1] for role in roles if (words := fold(role).split()))


def most(counts: Counter[str]) -> str | None:
    """The commonest value, the first by letter among equals."""
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def is_person(atom: Atom) -> bool:
    """Whether it is a person's."""
    return atom.kind == MentionKind.PERSON
