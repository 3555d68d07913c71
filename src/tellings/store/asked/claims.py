"""Claims of a story, an entity or a place, a part at a time, and the sentences behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, or_, select

from tellings.model.codec import decode
from tellings.model.listed import Part, Told
from tellings.model.picture import Claim
from tellings.store import schema
from tellings.store.asked.base import Snapshot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Select

    from tellings.model.listed import ClaimOrder, Slice

CLAIMS = schema.claims.c
PARTIES = schema.claim_parties.c
TOLD = schema.claim_stories.c
MEMBERS = schema.claim_members.c
EVENTS = schema.events.c
STATEMENTS = schema.statements.c

CLOCKS = {
    "happened": (CLAIMS.on.is_(None), CLAIMS.on, CLAIMS["from"].is_(None), CLAIMS["from"], CLAIMS.claim),
    "reported": (CLAIMS["from"].is_(None), CLAIMS["from"], CLAIMS.on.is_(None), CLAIMS.on, CLAIMS.claim),
}
"""In which orders of time the claims of a story stand; those without a day come last."""


class ClaimLists(Snapshot):
    """What the pages of stories, entities and places ask."""

    def claims_of_story(self, story: str, kind: str, order: ClaimOrder, offset: int, limit: int) -> tuple[Claim, ...]:
        """A part of the claims of one kind of a story, or of both, in order of time."""
        wanted = select(CLAIMS.noun).where(CLAIMS.claim.in_(_of_story(story)))
        if order.since:
            recalled = or_(CLAIMS.status == "background", CLAIMS.on < order.since)
            wanted = wanted.order_by(case((recalled, 1), else_=0))
        wanted = wanted.order_by(*CLOCKS[order.clock])
        return self._nouns((wanted.where(CLAIMS.kind == kind) if kind else wanted).offset(offset).limit(limit))

    def disputed_claims(self, story: str, limit: int) -> tuple[Claim, ...]:
        """The claims of a story that its reports contradict each other on, the best told first."""
        wanted = select(CLAIMS.noun).where(CLAIMS.claim.in_(_of_story(story)), CLAIMS.disputes > 0)
        return self._nouns(wanted.order_by(CLAIMS.origins.desc(), CLAIMS.claim).limit(limit))

    def count_claims(self, story: str) -> dict[str, int]:
        """How many claims of each kind a story has."""
        wanted = select(CLAIMS.kind, func.count().label("n")).where(CLAIMS.claim.in_(_of_story(story))).group_by(CLAIMS.kind)
        return {row.kind: row.n for row in self.rows(wanted)}

    def claim_ids(self, story: str) -> list[str]:
        """The ids of all claims of a story."""
        return [row.claim for row in self.rows(_of_story(story))]

    def sited_claims(self, story: str, limit: int) -> list[Any]:
        """The places of a story's events, those of most claims first: name, geonameid, lat, lon, how many, one of them."""
        wanted = (
            select(
                CLAIMS.place, CLAIMS.geonameid, func.max(CLAIMS.lat).label("lat"), func.max(CLAIMS.lon).label("lon"),
                func.count().label("number"), func.min(CLAIMS.summary).label("summary"), func.min(CLAIMS.claim).label("claim"),
            )
            .where(CLAIMS.claim.in_(_of_story(story)), CLAIMS.kind == "event", CLAIMS.lat.is_not(None))
            .group_by(CLAIMS.place, CLAIMS.geonameid)
            .order_by(func.count().desc(), CLAIMS.place)
        )  # fmt: skip
        return list(self.rows(wanted.limit(limit)))

    def every_claim(self, kind: str, part: Slice) -> Part[Claim]:
        """All claims of one kind, or of both: those told last first, those without a day last."""
        wanted = select(CLAIMS.noun)
        found, following = self.by_day(wanted.where(CLAIMS.kind == kind) if kind else wanted, CLAIMS.to, CLAIMS.claim, part)
        return Part(tuple(decode(Claim, row.noun) for row in found), following)

    def claims_of_party(self, party: str, parts: Sequence[str], offset: int, limit: int) -> tuple[Claim, ...]:
        """The claims in which somebody has one of these parts, the latest first."""
        ids = (
            select(PARTIES.claim, PARTIES.to)
            .where(PARTIES.party == party, PARTIES.part.in_(parts))
            .distinct()
            .order_by(PARTIES.to.desc(), PARTIES.claim.desc())
        )
        return self.claims([row.claim for row in self.rows(ids.offset(offset).limit(limit))])

    def count_claims_of_party(self, party: str, parts: Sequence[str]) -> int:
        """In how many claims somebody has one of these parts."""
        wanted = select(func.count(PARTIES.claim.distinct())).where(PARTIES.party == party, PARTIES.part.in_(parts))
        return int(self.one(wanted) or 0)

    def claims_at(self, place: str, geonameid: int | None, offset: int, limit: int) -> tuple[Claim, ...]:
        """The claims of what happened at a place, the latest first."""
        wanted = select(CLAIMS.noun).where(_at(place, geonameid)).order_by(CLAIMS.to.desc().nulls_last(), CLAIMS.claim.desc())
        return self._nouns(wanted.offset(offset).limit(limit))

    def count_at(self, place: str, geonameid: int | None) -> int:
        """How many claims there are of a place."""
        return int(self.one(select(func.count()).select_from(schema.claims).where(_at(place, geonameid))) or 0)

    def claims(self, ids: Collection[str]) -> tuple[Claim, ...]:
        """The claims of these ids, in their order."""
        found = {row.claim: row.noun for row in self.rows_in(select(CLAIMS.claim, CLAIMS.noun), CLAIMS.claim, ids)}
        return tuple(decode(Claim, found[i]) for i in ids if i in found)

    def told(self, claims: Collection[str], most: int | None = None) -> dict[str, tuple[Told, ...]]:
        """The sentences behind each claim, in the order of the reports' days; `most` of each at most."""
        found: dict[str, list[tuple[Any, Told]]] = {}
        for line, day in (*self._of_events(claims), *self._of_statements(claims)):
            at = line.trigger[0] if line.trigger else 0
            found.setdefault(line.claim, []).append(((day or "9", line.report, line.start or 0, at, line.member), line))
        return {claim: tuple(t for _, t in sorted(some, key=lambda s: s[0])[:most]) for claim, some in found.items()}

    def members_told(self, members: Collection[str]) -> dict[str, tuple[str, str, int | None]]:
        """Report, sentence and its place of each event or statement."""
        found: dict[str, tuple[str, str, int | None]] = {}
        for c, key, words, start in (
            (EVENTS, EVENTS.event, EVENTS.evidence, EVENTS.evidence_start),
            (STATEMENTS, STATEMENTS.statement, STATEMENTS.sentence, STATEMENTS.sentence_start),
        ):
            for row in self.rows_in(select(key, c.report, words, start), key, members):
                found[row[0]] = (row[1], row[2] or "", row[3])
        return found

    def members_of(self, claim: str) -> list[str]:
        """The events or statements behind a claim."""
        return [row.member for row in self.rows(select(MEMBERS.member).where(MEMBERS.claim == claim).order_by(MEMBERS.member))]

    def _of_events(self, claims: Collection[str]) -> Iterator[tuple[Told, str | None]]:
        wanted: Select[Any] = (
            select(
                MEMBERS.claim, EVENTS.event, EVENTS.report, EVENTS.evidence, EVENTS.evidence_start, EVENTS.evidence_end,
                EVENTS.trigger_start, EVENTS.trigger_end, EVENTS.reason, schema.reports.c.day,
            )
            .join(schema.events, EVENTS.event == MEMBERS.member)
            .join(schema.reports, schema.reports.c.report == EVENTS.report)
        )  # fmt: skip
        for r in self.rows_in(wanted, MEMBERS.claim, claims):
            yield Told(r[0], r[1], r[2], r[3] or "", r[4], r[5], _pair(r[6], r[7]), r[8] or ""), r[9]

    def _of_statements(self, claims: Collection[str]) -> Iterator[tuple[Told, str | None]]:
        wanted: Select[Any] = (
            select(
                MEMBERS.claim, STATEMENTS.statement, STATEMENTS.report, STATEMENTS.sentence, STATEMENTS.sentence_start,
                STATEMENTS.sentence_end, STATEMENTS.cue_start, STATEMENTS.cue_end, STATEMENTS.reason, schema.reports.c.day,
                STATEMENTS.role, STATEMENTS.country, STATEMENTS.sector,
            )
            .join(schema.statements, STATEMENTS.statement == MEMBERS.member)
            .join(schema.reports, schema.reports.c.report == STATEMENTS.report)
        )  # fmt: skip
        for r in self.rows_in(wanted, MEMBERS.claim, claims):
            yield Told(r[0], r[1], r[2], r[3] or "", r[4], r[5], _pair(r[6], r[7]), r[8] or "", r[10], (r[11], r[12])), r[9]

    def _nouns(self, wanted: Select[Any]) -> tuple[Claim, ...]:
        return tuple(decode(Claim, row.noun) for row in self.rows(wanted))


def _of_story(story: str) -> Any:
    return select(TOLD.claim).where(TOLD.story == story)


def _at(place: str, geonameid: int | None) -> Any:
    return CLAIMS.geonameid == geonameid if geonameid is not None else CLAIMS.place == place


def _pair(start: int | None, end: int | None) -> tuple[int, int] | None:
    return (start, end) if start is not None and end is not None else None
