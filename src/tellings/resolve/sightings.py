"""What a referent in its report tells of somebody: the smallest thing that entities are made of, and what many of them tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.data.actors import cast_words
from tellings.model.coding import MentionKind
from tellings.text.spelling import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from tellings.model.coding import Coding, Referent


BODY_ENDS = cast_words("body_end")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A referent in its report. `label` is what those of one name have in common."""

    report: str
    referent: str
    label: str
    kind: str
    name: str
    country: str | None = None
    sector: str | None = None
    day: date | None = None
    forms: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the name says too little to be known in other reports."""
        return "@" in self.label

    @property
    def surname(self) -> str | None:
        """How a person's last name sounds, None where nobody is compared by it."""
        return surname(self.label) if self.kind == MentionKind.PERSON else None


def sightings(coding: Coding) -> tuple[Sighting, ...]:
    """The referents of one report."""
    day = coding.published.day
    return tuple(_sighting(coding.report, referent, day) for referent in coding.referents)


def _sighting(report: str, referent: Referent, day: date | None) -> Sighting:
    return Sighting(
        report, referent.key, _label(report, referent), str(referent.kind.value), referent.name, referent.country,
        referent.sector, day, referent.forms, tuple(r.title for r in referent.roles if r.title),
    )  # fmt: skip


def _label(report: str, referent: Referent) -> str:
    """What referents of one name have in common.

    A bare surname, `the Front` without its name, and an actor of no country are known in their report alone.
    """
    key = referent.key
    if key.startswith("government:"):
        return "country:" + key.removeprefix("government:")
    bare = key.startswith("person:") and " " not in key.removeprefix("person:")
    cut = key.startswith("body:") and key.removeprefix("body:") in BODY_ENDS
    return f"{key}@{report}" if bare or cut or key.startswith("unnamed:- ") else key


def label_words(label: str) -> tuple[str, ...]:
    """The words of the name in a label."""
    return tuple(label.partition(":")[2].partition("@")[0].split()) if not label.startswith("unnamed:") else ()


def surname(label: str) -> str | None:
    """How the last word of a label sounds."""
    words = label_words(label)
    return skeleton(words[-1]) if words else None


TallyKey = tuple[str, str, str]
"""A country (or the empty string), what is counted (`name`, `kind`, `sector`, `office`, `government`), and the value."""

Tallies = Counter[TallyKey]
"""How many sightings of one label tell what: all that its atoms are made of."""


def tallied(seen: Sighting) -> Iterable[TallyKey]:
    """What one sighting adds to the tallies of its label."""
    country = seen.country or ""
    yield country, "name", seen.name
    yield country, "kind", seen.kind
    if seen.sector:
        yield country, "sector", seen.sector
    for role in set(seen.roles):
        yield country, "role", role
    if seen.referent.startswith("government:"):
        yield country, "government", ""


def tallies_of(found: Iterable[Sighting]) -> dict[str, Tallies]:
    """The tallies of every label."""
    made: dict[str, Tallies] = {}
    for seen in found:
        made.setdefault(seen.label, Counter()).update(tallied(seen))
    return made


def told(tallies: Mapping[TallyKey, int], what: str) -> Counter[str]:
    """How often each value of one kind is told, whatever the country."""
    found: Counter[str] = Counter()
    for (_, kind, value), n in tallies.items():
        if kind == what and n > 0:
            found[value] += n
    return found
