"""What the reports say together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from tellings.model.coding import Place
    from tellings.model.period import Period
    from tellings.model.report import Span
    from tellings.model.story import FollowUp, Story


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words that something was read from: a span of one report's text."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something that was judged stands in a report, so that it is found again when it is read anew.

    `kind` is event, statement, referent, passage or report; `id` is the event's or statement's id, or the referent's key. `start`
    and `end` hold the trigger, the content, the name or the passage, `words` are the words there, `sentence` those around them;
    `read_as` is what they were read as (type, act or kind), `version` the program that read them.
    """

    report: str
    kind: str
    id: str = ""
    start: int = 0
    end: int = 0
    words: str = ""
    sentence: str = ""
    read_as: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One thing that was judged, by the id that it had, with all that it was made of.

    `kind` is event, statement, claim, entity, story, origin, copy or report.
    """

    id: str
    kind: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, kept apart from what was read. `verdict` is same, not-same, wrong, right or rename.

    `anchors` are the things it is of, in order; ids change when a report is read anew or a story grows, what they stood for
    does not. A decision that was taken back says by whom and when.
    """

    id: str
    verdict: str
    of: tuple[str, ...]
    by: str
    at: datetime
    reason: str
    undone: bool = False
    anchors: tuple[Anchor, ...] = ()
    undone_by: str | None = None
    undone_at: datetime | None = None


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
    """One value in a disagreement and the reports that give it.

    `origins` counts the independent ones, `first` is its first day.
    """

    value: str
    reports: tuple[str, ...]
    origins: int = 1
    first: date | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where reports of one claim differ: in a number, date, place, actor, spelling, or the word for a party or act.

    `how` is contradiction, update (later reports of the same line replace the number) or wording. Numbers also have the
    lowest, the best supported and the highest value.
    """

    about: str
    values: tuple[Value, ...]
    how: str = "contradiction"
    low: float | None = None
    best: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The same event or statement told by several reports, weighed. `kind` is event or statement.

    `origins` and `outlets` count; `against` counts origins that deny it. `members` are event or statement ids. `first` and `last`
    are the days of the first and the latest report that tell it; `date` and `place` are when and where it happened. `speakers`
    are names, the first-hand voice first. `actors` and `recipients` are entity ids, or names where no entity stands behind them.
    A claim told again in follow-ups has the earliest `story`, and all that tell it in `stories`.
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
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: Place | None = None
    date: Period | None = None
    standing: str = ""
    reason: str = ""
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two entities, from claims: `relation` is one of the words of the contract.

    `strength` is shown (by acts), stated (by words that say so outright) or hinted (by an adjective alone). `means` are those by
    which one backs the other (arms, money, advisers), where the words say so.
    """

    from_entity: str
    relation: str
    to_entity: str
    first: date | None
    last: date | None
    strength: str
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    means: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place, from when to when, how firmly. `holder` is an entity id; `before` who held it, if told.

    `part` is what of the place (`parts`, `most`), None for the whole. `disputed` marks rows that other rows of the same days
    contradict. Where a day is told only as lying within a longer time (`in 2029`), that time is `began` or `ended`, and `first`
    and `last` are the earliest and the latest day that it can be; `lasting` is for how long it was held, in the words told.
    """

    place: str
    geonameid: int | None
    holder: str
    first: date | None
    last: date | None
    strength: str
    claims: tuple[str, ...]
    before: str | None = None
    part: str | None = None
    disputed: bool = False
    evidence: tuple[Evidence, ...] = ()
    began: Period | None = None
    ended: Period | None = None
    lasting: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """The words that one outlet's report uses for a party (`entity` is its id) or, `of` an act, for an event (a claim's id)."""

    entity: str
    report: str
    words: tuple[str, ...]
    of: str = "party"


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
    follow_ups: tuple[FollowUp, ...] = ()
