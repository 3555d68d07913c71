"""All that is read from one report alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.model.period import Period
    from tellings.model.report import Block, Credit, Dateline, Published, Span


class MentionKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    COUNTRY = "country"
    PLACE = "place"
    DATE = "date"
    QUANTITY = "quantity"


class SpeechKind(StrEnum):
    """How a statement's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Status(StrEnum):
    """Whether an event happened, as the report tells it."""

    ACTUAL = "actual"
    PLANNED = "planned"
    CALLED_FOR = "called_for"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    BACKGROUND = "background"


class Precision(StrEnum):
    """How fine a place is."""

    SITE = "site"
    TOWN = "town"
    REGION = "region"
    COUNTRY = "country"
    LARGER = "larger"


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place; `lat`/`lon` are WGS84 degrees, `country` ISO 3166 alpha-3. `reason` says why this one."""

    name: str
    lat: float | None
    lon: float | None
    geonameid: int | None
    country: str | None
    admin1: str | None
    precision: Precision
    reason: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what: `measure` is killed, injured, arrested, displaced, troops, money …; `high` is None for `at least`.

    `unit` names what is counted (`civilians`, `USD`, `square kilometre`). `part` marks a number that is no total of its measure:
    part of one told beside it, what came on top of it, or what was told before it (`up from nine`).
    """

    span: Span
    measure: str
    low: float | None
    high: float | None
    unit: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something. `referent` is the key of the `Referent` that it stands for within this report."""

    span: Span
    kind: MentionKind
    name: str
    referent: str | None = None
    place: Place | None = None
    date: Period | None = None
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office or function seen on a person or group: `title` as written (`Kremlin spokesman`), whose it is, where it stands."""

    title: str
    country: str | None
    sector: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Referent:
    """What one or more mentions of a report stand for, before reports are joined.

    `key` is unique in the report. `name` is the fullest form seen. `country` is ISO 3166 alpha-3 or a PLOVER extra code
    (IGO, IMG …), `sector` one of PLOVER's 25. Governments spoken of by their capital or palace are a COUNTRY referent of
    sector GOV.
    """

    key: str
    kind: MentionKind
    name: str
    forms: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """One who acts, is acted on, or speaks, at one place in the text: the words there (`he`) and what they stand for."""

    span: Span
    referent: str | None = None
    name: str | None = None
    role: str | None = None
    country: str | None = None
    sector: str | None = None

    def told_at(self, span: Span) -> Party:
        """The same one, told with the words of another place."""
        return Party(span, self.referent, self.name, self.role, self.country, self.sector)


@dataclass(frozen=True, slots=True)
class Via:
    """A link in a chain of speakers: who passed the words on."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """A date expression in place: its words, where the text has any, and the period they name."""

    span: Span | None
    period: Period


@dataclass(frozen=True, slots=True)
class Sited:
    """A place in the text and what it was resolved to."""

    span: Span
    place: Place
    referent: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what. `content` spans are in order and leave out the cue; `quoted` are the parts inside quotation marks."""

    id: str
    kind: SpeechKind
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    cue: Span | None
    act: str
    speaker: Party | None
    sentence: Span
    via: tuple[Via, ...] = ()
    addressee: Span | None = None
    venue: Span | None = None
    said: Timed | None = None
    about: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something *reported*: who did what to whom. `reason` names the rule that read it, in words."""

    id: str
    evidence: Span
    trigger: Span
    type: str
    mode: str | None
    cameo: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: Status
    reason: str
    contexts: tuple[str, ...] = ()
    place: Sited | None = None
    date: Timed | None = None
    attributed_to: str | None = None
    quantities: tuple[Quantity, ...] = ()
    further: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two parties that the words themselves state (`Iran-backed militia`, `its ally`, `Kremlin spokesman`)."""

    left: Party
    relation: str
    right: Party
    evidence: Span
    basis: str  # verb, noun, adjective, apposition, event
    period: Period | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a place, as one sentence tells it: `strength` is held, taken, entered, fought for, said; or `lost`.

    `part` says what of the place (`parts`, `most`), None for the whole; `before` is who lost it, where the words say so.
    `again` marks a holder who had it before (`recaptured`), `lasting` are the words for how long it was held (`six days`).
    """

    place: Sited
    holder: Party
    strength: str
    evidence: Span
    period: Period | None = None
    event: str | None = None
    attributed_to: str | None = None
    part: str | None = None
    before: Party | None = None
    again: bool = False
    lasting: str | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """All that is read from one report alone. A pure function of the report and `version` (program and pipeline)."""

    report: str
    version: str
    language: str
    published: Published
    dateline: Dateline | None
    byline: tuple[str, ...]
    credits: tuple[Credit, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    ties: tuple[Tie, ...] = ()
    holdings: tuple[Holding, ...] = ()
