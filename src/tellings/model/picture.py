"""What the reports say together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from tellings.model.story import Story


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, kept apart from what was read. `verdict` is same, not-same, wrong, right or rename."""

    id: str
    verdict: str
    of: tuple[str, ...]
    by: str
    at: datetime
    reason: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class EntityName:
    """One spelling of an entity and the reports that use it."""

    text: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityRole:
    """An office that an entity was seen in, and the first and last day it was seen."""

    title: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two names are held to be one: a score in [0, 1] and the reason in words."""

    left: str
    right: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One behind all spellings and roles. `members` are (report, referent key); `merges` say why they are one."""

    id: str
    kind: str
    name: str
    names: tuple[EntityName, ...]
    roles: tuple[EntityRole, ...]
    country: str | None
    sector: str | None
    members: tuple[tuple[str, str], ...] = ()
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One value in a disagreement and the reports that give it."""

    value: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where reports of one claim differ: in a number, date, place, actor, spelling, or the word for a party or act."""

    about: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """The same event or statement told by several reports, weighed. `kind` is event or statement.

    `origins` and `outlets` count; `against` counts origins that deny it. `members` are event or statement ids.
    """

    id: str
    story: str
    kind: str
    summary: str
    members: tuple[str, ...]
    reports: tuple[str, ...]
    outlets: int
    origins: int
    speakers: tuple[str, ...]
    disagreements: tuple[Disagreement, ...] = ()
    against: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two entities, from claims: `relation` is one of the words of the contract."""

    from_entity: str
    relation: str
    to_entity: str
    first: date | None
    last: date | None
    strength: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place, from when to when, how firmly. `holder` is an entity id; `before` who held it, if told."""

    place: str
    geonameid: int | None
    holder: str
    first: date | None
    last: date | None
    strength: str
    claims: tuple[str, ...]
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """The words that one outlet's report uses for a party."""

    entity: str
    report: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What the codings and judgements say together."""

    stories: tuple[Story, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    control: tuple[Control, ...] = ()
    naming: tuple[Naming, ...] = ()
    entity_of: dict[tuple[str, str], str] = field(default_factory=dict)
