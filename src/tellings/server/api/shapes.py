"""The shapes of the API's answers, for its OpenAPI description: the rows of the exports, field by field."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")
Day = str | None
"""A day in ISO form."""


class Shape(BaseModel):
    """An object of an answer."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Part(BaseModel, Generic[Item]):
    """A part of a list; `next` is the address of what follows, null at the end."""

    items: list[Item]
    next: str | None


class Words(Shape):
    """A span of a report's text, in code points."""

    start: int
    end: int
    text: str


class FromTo(Shape):
    """Days, the last one included; null where open."""

    from_: Day = Field(alias="from")
    to: Day


class Report(Shape):
    """A row of `reports`."""

    report: str
    ref: str
    outlet: str | None
    url: str | None
    title: str | None
    byline: list[str]
    language: str | None
    published: dict[str, str | None]
    dateline: dict[str, Any] | None
    credits: list[dict[str, Any]]
    text: str
    blocks: list[dict[str, Any]]
    story: str | None


class Mention(Shape):
    """A row of `mentions`."""

    report: str
    kind: str
    start: int
    end: int
    text: str
    entity: str | None
    name: str | None


class Statement(Shape):
    """A row of `statements`."""

    statement: str
    report: str
    kind: str
    content: list[Words]
    quoted: list[Words]
    cue: Words | None
    act: str
    speaker: dict[str, Any] | None
    via: list[dict[str, Any]]
    addressee: Words | None
    venue: Words | None
    said: dict[str, Any] | None
    about: list[str]
    evidence: Words
    reason: str


class Event(Shape):
    """A row of `events`."""

    event: str
    report: str
    evidence: Words
    trigger: Words
    type: str
    mode: str | None
    contexts: list[str]
    cameo: str | None
    actors: list[dict[str, Any]]
    recipients: list[dict[str, Any]]
    place: dict[str, Any] | None
    date: dict[str, Any] | None
    status: str
    attributed_to: str | None
    quantities: list[dict[str, Any]]
    reason: str


class Origin(Shape):
    """One independent line of reporting."""

    reports: list[str]
    reason: str
    agency: str | None


class Story(FromTo):
    """A row of `stories`."""

    story: str
    title: str
    reports: list[str]
    origins: list[Origin]
    weakest: float | None
    follows: list[dict[str, Any]]


class Copy(Shape):
    """A row of `copies`."""

    story: str
    copy_: str = Field(alias="copy")
    left: dict[str, Any]
    right: dict[str, Any]
    kind: str
    sharing: str
    score: float
    changes: list[list[str]]


class Evidence(Shape):
    """The words behind a line."""

    report: str
    start: int | None
    end: int | None
    text: str


class Claim(Shape):
    """A row of `claims`, with the sentences that it was read from."""

    claim: str
    story: str
    kind: str
    summary: str
    members: list[str]
    reports: list[str]
    outlets: int
    origins: int
    against: int
    speakers: list[str]
    disagreements: list[dict[str, Any]]
    type: str | None
    mode: str | None
    status: str | None
    actors: list[str]
    recipients: list[str]
    place: dict[str, Any] | None
    date: FromTo | None
    standing: str
    reason: str
    evidence: list[Evidence]


class Entity(Shape):
    """An entity in a list; by its own address also its spellings, offices, and why its names are one."""

    entity: str
    kind: str
    name: str
    country: str | None
    sector: str | None
    reports: int


class WholeEntity(Entity):
    """An entity with all that is known of it."""

    names: list[dict[str, Any]]
    roles: list[dict[str, Any]]
    merges: list[dict[str, Any]]


class Relation(FromTo):
    """A row of `relations`."""

    from_entity: str
    relation: str
    to_entity: str
    strength: str
    claims: list[str]
    evidence: list[Evidence]


class Control(FromTo):
    """A row of `control`."""

    place: str
    geonameid: int | None
    part: str | None
    holder: str
    before: str | None
    when: str
    strength: str
    disputed: bool
    claims: list[str]
    evidence: list[Evidence]


class Place(Shape):
    """A place that is told of."""

    place: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    claims: int
    control: list[Control]


class Hit(Shape):
    """A report that was searched for; `<mark>` and `</mark>` stand around the words in `marked`."""

    report: str
    ref: str
    title: str | None
    excerpt: str
    story: str | None


class Judgement(Shape):
    """A row of `judgements`."""

    judgement: str
    verdict: str
    of: list[str]
    by: str
    at: str
    reason: str
    undone: bool


class Judged(Judgement):
    """A judgement that was just taken or undone; `drawn` where the picture shows it already."""

    drawn: bool


class Decision(BaseModel):
    """What a person decides: of which ids; `name` is the new name for rename."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["same", "not-same", "wrong", "right", "rename"]
    of: list[str] = Field(min_length=1, max_length=100)
    name: str = Field("", max_length=500)
    reason: str = Field("", max_length=2000)


class Watch(Shape):
    """A saved search; `query` is what the address of the stories has behind its question mark."""

    watch: str
    name: str
    query: str
    by: str | None
    made: str
    new: int


class NewWatch(BaseModel):
    """A search to be saved."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    query: str = Field("", max_length=2000)


class Status(Shape):
    """What the store holds."""

    version: str
    counts: dict[str, int]
    unread: dict[str, int]
    drawn: bool
    waiting: int
    newest: Day


class Problem(BaseModel):
    """Every error (RFC 9457): `detail` says what is wrong and the way out."""

    type: str
    title: str
    status: int
    detail: str
