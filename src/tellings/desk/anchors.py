"""What an id stands for, with where it stands in the reports; and the ids that the same things have after reading anew."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from tellings.errors import UnknownIdError
from tellings.model.ids import content_id
from tellings.model.picture import Anchor, Mark
from tellings.picture import copy_id, origin_id
from tellings.resolve.atoms import alone
from tellings.resolve.sightings import sightings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tellings.model.coding import Coding, Event, Statement
    from tellings.model.picture import Claim, Entity, Judgement, Picture
    from tellings.model.story import Copy
    from tellings.resolve.sightings import Sighting
    from tellings.store.base import Store

MOST_MARKS = 50
"""Referents that are kept of an entity: enough to know it again, whatever became of a few."""


class Finder:
    """Looks up what is judged, by its id or the beginning of one."""

    def __init__(self, store: Store, picture: Picture) -> None:
        self._store = store
        self._picture = picture

    def anchor(self, named: str) -> Anchor:
        """The thing of that id. Raises UnknownIdError where there is none, or where several begin so."""
        found = list(self._found(named)) or self._judged(named)
        if len(found) > 1:
            found = [a for a in found if a.id == named] or found
        if len(found) != 1:
            many = f"{len(found)} things have an id like {named!r}" if found else f"there is nothing of the id {named!r}"
            raise UnknownIdError(f"{many}: `tellings export claims`, `entities`, `events` … show the ids")
        return found[0]

    def _found(self, named: str) -> Iterator[Anchor]:
        picture = self._picture
        yield from (self._claim(c) for c in picture.claims if _meant(c.id, named))
        yield from (self._entity(e) for e in picture.entities if _meant(e.id, named))
        for story in picture.stories:
            if _meant(story.id, named):
                yield Anchor(story.id, "story", _reports(story.reports))
            yield from (Anchor(k, "origin", _reports(o.reports)) for o in story.origins if _meant(k := origin_id(o), named))
            yield from (self._copy(k, c) for c in story.copies if _meant(k := copy_id(c), named))
        for told, report in sorted(self._store.find_told(named).items()):
            yield self._told(told, report)
        yield from (Anchor(r, "report", _reports([r])) for r in self._store.find_reports(named))
        yield from self._name(named)

    def _name(self, named: str) -> Iterator[Anchor]:
        """One name among those of an entity: by its own id, or by a referent that bears it (`report-… person:lavrov`)."""
        report, _, key = named.partition(" ")
        seen = next((s for s in self._store.sightings([report]) if s.referent == key), None) if key else None
        if seen and seen.alone:
            yield self._borne(alone(seen).id, [seen])
        elif named not in {e.id for e in self._picture.entities}:
            for atom, _ in self._store.atoms_named([named]):
                borne = (s for s in self._store.sighted([atom.label]) if atom.part in (None, s.country))
                yield self._borne(atom.id, list(islice(borne, MOST_MARKS)))

    def _borne(self, identity: str, seen: Iterable[Sighting]) -> Anchor:
        of = {s.report: s.referent for s in seen}
        marks = [m for c in self._store.codings(sorted(of)) for m in referent_marks(c) if m.id == of[c.report]]
        return Anchor(identity, "entity", tuple(marks))

    def _judged(self, named: str) -> list[Anchor]:
        """What an earlier judgement was of, and has taken out of the picture."""
        anchors = (a for j in self._store.judgements() for a in j.anchors if _meant(a.id, named))
        return list({a.id: a for a in anchors}.values())

    def _told(self, told: str, report: str) -> Anchor:
        marks = [m for c in self._store.codings([report]) for m in told_marks(c) if m.id == told]
        return Anchor(told, told.partition("-")[0], tuple(marks))

    def _claim(self, claim: Claim) -> Anchor:
        wanted = set(claim.members)
        marks = [m for c in self._store.codings(claim.reports) for m in told_marks(c) if m.id in wanted]
        return Anchor(claim.id, "claim", tuple(sorted(marks, key=lambda m: m.id)))

    def _entity(self, entity: Entity) -> Anchor:
        of: dict[str, set[str]] = {}
        for report, key in sorted(entity.members)[:MOST_MARKS]:
            of.setdefault(report, set()).add(key)
        marks = [m for c in self._store.codings(sorted(of)) for m in referent_marks(c) if m.id in of[c.report]]
        return Anchor(entity.id, "entity", tuple(marks))

    def _copy(self, identity: str, copy: Copy) -> Anchor:
        texts = {r.id: r.text for r in self._store.reports([copy.left.report, copy.right.report])}
        marks = [
            Mark(p.report, "passage", start=p.start, end=p.end, words=texts[p.report][p.start : p.end], read_as=copy.sharing)
            for p in (copy.left, copy.right)
        ]
        return Anchor(identity, "copy", tuple(marks))


def _meant(identity: str, named: str) -> bool:
    return identity.startswith(named) or identity.partition("-")[2].startswith(named)


def _reports(reports: Iterable[str]) -> tuple[Mark, ...]:
    return tuple(Mark(r, "report", r) for r in sorted(reports))


def told_marks(coding: Coding) -> Iterator[Mark]:
    """Where each event and statement of a report stands."""
    yield from (_event(coding, e) for e in coding.events)
    yield from (_statement(coding, s) for s in coding.statements)


def _event(coding: Coding, event: Event) -> Mark:
    at, sentence = event.trigger, event.evidence.text
    return Mark(coding.report, "event", event.id, at.start, at.end, at.text, sentence, event.type, coding.version)


def _statement(coding: Coding, said: Statement) -> Mark:
    content = said.content or (said.sentence,)
    words, sentence = " … ".join(span.text for span in said.content), said.sentence.text
    return Mark(coding.report, "statement", said.id, content[0].start, content[-1].end, words, sentence, said.act, coding.version)


def referent_marks(coding: Coding) -> Iterator[Mark]:
    """Where each referent of a report is first named; one that is only spoken of stands nowhere."""
    first = {m.referent: m.span for m in reversed(coding.mentions) if m.referent}
    for referent in coding.referents:
        span = first.get(referent.key)
        at = (span.start, span.end) if span else (0, 0)
        kind = str(referent.kind.value)
        yield Mark(coding.report, "referent", referent.key, *at, words=referent.name, read_as=kind, version=coding.version)


def read_otherwise(judgements: Iterable[Judgement], versions: Mapping[str, str]) -> set[str]:
    """The reports that were read anew since something in them was judged; `versions` are those that each was read by last."""
    marks = (m for j in judgements if not j.undone for a in j.anchors for m in a.marks)
    return {m.report for m in marks if m.version and versions.get(m.report, m.version) != m.version}


def found_again(judgements: Iterable[Judgement], codings: Mapping[str, Coding]) -> list[Judgement]:
    """The judgements with the ids that what they are of has now. `codings` are those of the reports of their marks.

    An event or statement is the one that the same words are read as; what is read otherwise now is no longer what was judged.
    """
    marks: dict[str, list[Mark]] = {}
    for report, coding in codings.items():
        marks[report] = [*told_marks(coding), *referent_marks(coding)]
    return [_found_again(j, codings, marks) for j in judgements]


def _found_again(judged: Judgement, codings: Mapping[str, Coding], marks: Mapping[str, list[Mark]]) -> Judgement:
    anchors = []
    moved: dict[str, str] = {}
    for anchor in judged.anchors:
        now = tuple(_now(m, marks.get(m.report, ())) for m in anchor.marks)
        identity = anchor.id
        if anchor.kind in ("event", "statement") and now:
            identity = now[0].id
        elif anchor.kind == "entity" and now != anchor.marks:
            identity = _entity_id(anchor, now, codings)
        moved[anchor.id] = identity
        anchors.append(replace(anchor, id=identity, marks=now))
    if tuple(anchors) == judged.anchors:
        return judged
    return replace(judged, of=tuple(moved.get(k, k) for k in judged.of), anchors=tuple(anchors))


def _now(mark: Mark, read: Iterable[Mark]) -> Mark:
    """The mark with the id that what stands there has now."""
    alike = [m for m in read if m.kind == mark.kind]
    if any(m.id == mark.id for m in alike):
        return mark
    near = [m for m in alike if m.start < mark.end and mark.start < m.end and _read_alike(m, mark)]
    best = max(near, key=lambda m: (min(m.end, mark.end) - max(m.start, mark.start), m.id), default=None)
    return replace(mark, id=best.id) if best else mark


def _read_alike(now: Mark, then: Mark) -> bool:
    """A statement is known by its words, whatever its act is called; an event by its type too."""
    return now.kind in ("statement", "referent") or now.read_as == then.read_as


def _entity_id(anchor: Anchor, now: Iterable[Mark], codings: Mapping[str, Coding]) -> str:
    """The id of the smallest entity that most of the marks are of now."""
    votes: dict[str, int] = {}
    for mark in now:
        coding = codings.get(mark.report)
        seen = next((s for s in sightings(coding) if s.referent == mark.id), None) if coding else None
        if seen:
            identity = content_id("entity", seen.label, None)
            votes[identity] = votes.get(identity, 0) + 1
    if not votes or anchor.id in votes:
        return anchor.id
    return min(votes, key=lambda k: (-votes[k], k))
