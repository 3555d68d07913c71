"""Reports that an earlier version of the program has read, read anew in place; and what changed in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tellings.desk.reading import BATCH_REPORTS, batched
from tellings.model.report import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tellings.desk.reading import Reader
    from tellings.model.coding import Coding, Event, Mention, Party, Statement
    from tellings.model.report import Report, Span
    from tellings.store.base import Store

KINDS = ("events", "statements", "mentions", "ties", "holdings")
"""What is compared, in the order in which it is told."""

HOW = ("gained", "lost", "changed")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is read otherwise: `how` is gained, lost or changed, `words` those that it stands at."""

    kind: str
    how: str
    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Reread:
    """One report read anew: by which versions, and what changed; `reason` where it could not be read, and stands as it was."""

    report: str
    ref: str
    before: str
    after: str
    changes: tuple[Change, ...] = ()
    reason: str | None = None
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Totals:
    """What rereading changed in all: reports read anew, those that changed, those that failed, and counts by kind."""

    reports: int = 0
    otherwise: int = 0
    failed: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def with_one(self, one: Reread) -> Totals:
        """The totals with one report more."""
        both = {k: dict(self.counts.get(k, dict.fromkeys(HOW, 0))) for k in KINDS if k in self.counts or k in one.counts}
        for kind, row in one.counts.items():
            both[kind] = {how: both[kind][how] + row[how] for how in HOW}
        return Totals(self.reports + 1, self.otherwise + bool(one.changes), self.failed + bool(one.reason), both)


def reread(store: Store, version: str, reader: Reader) -> Iterator[Reread]:
    """Read the reports anew that another version has read, a batch at a time; each is told once it is kept."""
    old = store.outdated(version)
    versions = store.versions()
    for results in reader.read(batched(_reports(store, old))):
        before = {c.report: c for c in store.codings([report.id for report, _ in results])}
        for report, coding in results:
            if report.id not in before:  # forgotten while it was read
                continue
            if isinstance(coding, Reject):
                yield Reread(report.id, report.ref, versions[report.id], version, reason=coding.reason)
                continue
            store.add(report, coding)
            changes = changed(before[report.id], coding)
            yield Reread(report.id, report.ref, versions[report.id], coding.version, changes, counts=counted(changes))


def _reports(store: Store, ids: Sequence[str]) -> Iterator[Report]:
    for k in range(0, len(ids), BATCH_REPORTS):
        yield from list(store.reports(ids[k : k + BATCH_REPORTS]))  # whole: nothing stays open while others are written


def counted(changes: Sequence[Change]) -> dict[str, dict[str, int]]:
    """How many things of each kind were gained, lost and changed; kinds with none are left out."""
    found: dict[str, dict[str, int]] = {}
    for change in changes:
        row = found.setdefault(change.kind, dict.fromkeys(HOW, 0))
        row[change.how] += 1
    return {kind: found[kind] for kind in KINDS if kind in found}


def changed(before: Coding, after: Coding) -> tuple[Change, ...]:
    """What two codings of one report differ in. What stands at the same words is the same thing, read otherwise."""
    changes: list[Change] = []
    for kind in KINDS:
        then, now = _read(before, kind), _read(after, kind)
        for at in sorted(then.keys() | now.keys(), key=lambda at: (at[1], at[2], at[0])):
            how = "gained" if at not in then else "lost" if at not in now else "changed"
            was, here = then.get(at, ("", "")), now.get(at, ("", ""))
            if was != here:
                changes.append(Change(kind, how, (here[0] or was[0]), was[1], here[1]))
    return tuple(changes)


At = tuple[str, int, int]


def _read(coding: Coding, kind: str) -> dict[At, tuple[str, str]]:
    """Where things of a kind stand, with the words there and what was read."""
    found: dict[At, tuple[str, str]] = {}
    for part, span, told in _TOLD[kind](coding):
        at = (part, span.start, span.end)
        found[at] = (" ".join(span.text.split()), "; ".join(filter(None, (found.get(at, ("", ""))[1], told))))
    return found


def _events(coding: Coding) -> Iterator[tuple[str, Span, str]]:
    yield from (("", e.trigger, _event(e)) for e in coding.events)


def _event(event: Event) -> str:
    kind = f"{event.type} {event.mode or ''}".strip()
    parts = [kind, _names(event.actors), "→", _names(event.recipients), event.status.value]
    parts += [event.place.place.name] if event.place else []
    parts += [f"{event.date.period.first}/{event.date.period.last}"] if event.date else []
    return " ".join(p for p in parts if p)


def _names(parties: Sequence[Party]) -> str:
    return " and ".join(p.name or p.span.text for p in parties)


def _statements(coding: Coding) -> Iterator[tuple[str, Span, str]]:
    yield from (("", s.content[0] if s.content else s.sentence, _statement(s)) for s in coding.statements)


def _statement(said: Statement) -> str:
    speaker = _names([said.speaker]) if said.speaker else "unnamed"
    return f"{speaker} {said.act} ({said.kind.value}): {' … '.join(s.text for s in said.content)}"


def _mentions(coding: Coding) -> Iterator[tuple[str, Span, str]]:
    yield from (("", m.span, _mention(m)) for m in coding.mentions)


def _mention(mention: Mention) -> str:
    place = f" in {mention.place.country} {mention.place.geonameid}" if mention.place else ""
    day = f" {mention.date.first}/{mention.date.last}" if mention.date else ""
    return f"{mention.kind.value} {mention.name}{place}{day}"


def _ties(coding: Coding) -> Iterator[tuple[str, Span, str]]:
    for tie in coding.ties:
        yield tie.relation, tie.evidence, f"{_names([tie.left])} {tie.relation} {_names([tie.right])}"


def _holdings(coding: Coding) -> Iterator[tuple[str, Span, str]]:
    for held in coding.holdings:
        yield held.strength, held.place.span, f"{_names([held.holder])} {held.strength} {held.place.place.name}"


_TOLD = {"events": _events, "statements": _statements, "mentions": _mentions, "ties": _ties, "holdings": _holdings}
