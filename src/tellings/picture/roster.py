"""Whom the parties of one report stand for across all reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from tellings.picture.judged import member

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.model.coding import Party
    from tellings.model.picture import Entity
    from tellings.picture.judged import Verdicts

NAMED = frozenset({"person", "organisation"})
"""Kinds of entity that are one certain somebody, unlike a people, a side or a country."""

OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "PTY", "COP", "SPY"})
"""Sectors in which a person acts for the body behind the office."""


ARMED_GROUPS = frozenset({"REB", "INS", "PRM", "SEP", "CRM"})
"""Sectors of those who can be `gunmen`."""


@dataclass(frozen=True, slots=True)
class Who:
    """A party as the picture sees it: `key` is the entity's id, else a code (`SYR REB`), else the words in lower case."""

    key: str
    name: str
    country: str | None = None
    sector: str | None = None
    kind: str | None = None

    @property
    def code(self) -> str:
        """Country and sector as PLOVER writes them, a blank where one is unknown."""
        return f"{self.country or ''} {self.sector or ''}".strip()


@dataclass(frozen=True)
class Roster:
    """The entities, and which referent of which report stands for which of them."""

    entity_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)

    def who(self, report: str, party: Party) -> Who:
        """Whom a party of a report stands for."""
        name = party.name or party.span.text
        entity_id = self.entity_of.get((report, party.referent)) if party.referent else None
        entity_id = entity_id or (self._by_kind.get((report, party.country, party.sector)) if party.country else None)
        if entity_id is None:
            code = f"{party.country or ''} {party.sector or ''}".strip()
            both = party.country and party.sector
            return Who(code if both else name.casefold(), name, party.country, party.sector)
        entity = self.entities.get(entity_id)
        if entity is None:
            return Who(entity_id, name, party.country, party.sector)
        country, sector = entity.country or party.country, entity.sector or party.sector
        return Who(entity_id, entity.name, country, sector, entity.kind)

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str | None, str | None], str]:
        """For each report the group that is the only one of its country and sector there: `a rebel offensive` is the rebels'."""
        found: dict[tuple[str, str | None, str | None], set[str]] = {}
        for (report, _), entity_id in self.entity_of.items():
            entity = self.entities.get(entity_id)
            if entity and entity.kind == "group" and entity.country and entity.sector:
                found.setdefault((report, entity.country, entity.sector), set()).add(entity_id)
        return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}

    def everybody(self, report: str, parties: Sequence[Party]) -> tuple[Who, ...]:
        """All of a report's `parties`, each once, in order."""
        return tuple({w.key: w for w in (self.who(report, p) for p in parties)}.values())

    def name(self, key: str) -> str:
        """The name to show for a `Who.key`."""
        entity = self.entities.get(key)
        return entity.name if entity else key


def judged_roster(roster: Roster, verdicts: Verdicts) -> Roster:
    """The roster with the names that persons gave, and without whom they judged to be nobody: those are known by their words."""
    if not (verdicts.wrong or verdicts.names or any(b.kind == "entity" for b in verdicts.bodies)):
        return roster
    made: dict[str, list[str]] = {k: [] for k in roster.entities}
    for (report, referent), entity in roster.entity_of.items():
        made[entity].append(member(report, referent))
    wrong, names = verdicts.wrong_among("entity", made), verdicts.names_among("entity", made)
    return Roster(
        {place: k for place, k in roster.entity_of.items() if k not in wrong},
        {k: replace(e, name=names.get(k, e.name)) for k, e in roster.entities.items() if k not in wrong},
    )


def agree(left: Who, right: Who) -> float:
    """How far two parties can be the same one: 1 the same, 0.5 to 0.75 compatible by code, 0 unknown, -1 different ones."""
    if left.key == right.key:
        return 1.0
    if left.country and right.country and left.country != right.country:
        return -1.0
    if left.sector and right.sector and left.sector != right.sector:
        return 0.0 if _unidentified(left, right) else -1.0
    if _two_certain(left, right):
        return -1.0
    if left.code and left.code == right.code:
        return 0.75
    return 0.5 if left.country and left.country == right.country else 0.0


def _unidentified(left: Who, right: Who) -> bool:
    """Whether one is armed men of whom nobody says whose (`gunmen`) and the other an armed group."""
    return {left.sector, right.sector} & ARMED_GROUPS != set() and "UAF" in (left.sector, right.sector)


def _two_certain(left: Who, right: Who) -> bool:
    """Two persons, or two organisations, by name: a person and the body spoken for are not two."""
    if left.kind == right.kind and left.kind in NAMED:
        return not (left.sector in OFFICES and left.kind == "person" and left.code == right.code)
    return False


def overlap(left: Sequence[Who], right: Sequence[Who]) -> float:
    """The best agreement between two sides; 0 where one is not told, -1 where all differ."""
    if not left or not right:
        return 0.0
    return max(agree(a, b) for a in left for b in right)
