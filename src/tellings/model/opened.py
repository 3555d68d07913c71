"""A story opened: all that a person who looks at it wants beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tellings.model.coding import Coding, Event, Statement
    from tellings.model.feed import Feed
    from tellings.model.picture import Claim, Control, Entity, Evidence, Naming, Relation
    from tellings.model.report import Report
    from tellings.model.story import Copy, FollowUp, Story


@dataclass(frozen=True)
class OpenedStory:
    """One story with its reports, their codings, and what the picture says of it.

    `follow_ups` are those in which it is the later or the earlier one; `beside` has the other stories of these, by id.
    """

    story: Story
    reports: Mapping[str, Report]
    codings: Mapping[str, Coding]
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    control: tuple[Control, ...] = ()
    naming: tuple[Naming, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    follow_ups: tuple[FollowUp, ...] = ()
    beside: Mapping[str, Story] = field(default_factory=dict)

    @property
    def follows(self) -> tuple[FollowUp, ...]:
        """The earlier stories that it goes on with, the nearest first."""
        found = (f for f in self.follow_ups if f.story == self.story.id)
        return tuple(sorted(found, key=lambda f: (-f.score, f.before)))

    @property
    def followed_by(self) -> tuple[FollowUp, ...]:
        """The later stories that go on with it, the nearest first."""
        found = (f for f in self.follow_ups if f.before == self.story.id)
        return tuple(sorted(found, key=lambda f: (-f.score, f.story)))

    def name(self, entity: str) -> str:
        """What an entity is called; what is no entity's id is a name already."""
        return self.entities[entity].name if entity in self.entities else entity

    def members(self, claim: Claim) -> Iterator[tuple[str, Event | Statement]]:
        """The events or statements behind a claim, each with its report, in the order of the reports."""
        wanted = set(claim.members)
        for report in self.story.reports:
            coding = self.codings[report]
            told: tuple[Event | Statement, ...] = (*coding.events, *coding.statements)
            yield from ((report, member) for member in told if member.id in wanted)

    def evidence(self, claim: Claim) -> tuple[Evidence, ...]:
        """The sentences that a claim was read from."""
        from tellings.model.coding import Event
        from tellings.model.picture import Evidence

        found = (Evidence(r, m.evidence if isinstance(m, Event) else m.sentence) for r, m in self.members(claim))
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Compared:
    """Two reports with their codings, and the passages that they share."""

    left: tuple[Report, Coding]
    right: tuple[Report, Coding]
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class SeenPlace:
    """What is told of a place; `names` are those of the entities."""

    name: str
    claims: tuple[Claim, ...]
    control: tuple[Control, ...]
    names: Mapping[str, str]


def outlet_of(report: Report) -> str:
    """How a report's outlet is shown: its name, else the name of the file it came from."""
    return named_outlet(report.outlet, report.ref)


def named_outlet(outlet: str | None, ref: str) -> str:
    """The same of the two values that it is told by."""
    if outlet:
        return outlet
    name = ref.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name.strip(".") else name


@dataclass(frozen=True)
class StoreStatus:
    """How much a store holds: rows by table, unread reports by language, those another version read, watched feeds."""

    counts: Mapping[str, int]
    unread: Mapping[str, int] = field(default_factory=dict)
    outdated: int = 0
    feeds: tuple[Feed, ...] = ()
