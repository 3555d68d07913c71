"""A story's page: its claims on two clocks, who said what, origins as a family tree, disagreements, words, places, ties."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tellings.errors import UnknownIdError
from tellings.model.listed import ClaimOrder
from tellings.server.query import with_values
from tellings.server.views.cards import cards, size_line
from tellings.server.views.descent import NARROW, origins_of, outlet_changes
from tellings.server.views.making import (
    SENTENCES,
    cast_of,
    claim_view,
    cut,
    holding_row,
    lettered,
    party_ref,
    tie_row,
    without_day,
)
from tellings.server.views.pages import StoryPage
from tellings.server.views.parts import Anchor, Paging, PartyRef, Point
from tellings.server.views.told import NamingRow, Words
from tellings.server.views.words import day_of, iso_days
from tellings.text.shown import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.desk.family import Families
    from tellings.model.listed import StoryHead
    from tellings.model.picture import Claim
    from tellings.server.query import Query
    from tellings.server.views.ask import Ask
    from tellings.server.views.making import Cast
    from tellings.server.views.pages import StoryCard
    from tellings.server.views.parts import ClaimView, ReportRef

CLAIMS = 40
"""Claims, and statements, of a story on one page."""

RECALLED = timedelta(days=14)
"""What happened so long before the first report of a story is no news of it."""

DISPUTED = 20
PARTIES = 30
POINTS = 80
SIDE_BY_SIDE = 4
"""Reports that the link to compare sets side by side: as many as a wide screen holds."""

CLOCKS = {"happened": "when it happened", "reported": "when it was reported"}


def story(ask: Ask, named: str, families: Families) -> StoryPage:
    """The page of a story. Raises UnknownIdError."""
    head = find_story(ask, named)
    asked, line = ask.asked, head.line
    lines = asked.reports_of(line.id)
    reports = lettered(lines)
    clock = ask.query.choice("clock", CLOCKS, "happened")
    offsets = {kind: ask.query.number(name, 0) for kind, name in LISTS.items()}
    order = ClaimOrder(clock, _since(line.first))
    claims = {kind: asked.claims_of_story(line.id, kind, order, at, CLAIMS) for kind, at in offsets.items()}
    disputed = asked.disputed_claims(line.id, DISPUTED)
    ids = asked.claim_ids(line.id)
    ties, control = asked.ties_of_story(line.id, SENTENCES), asked.control_of_story(line.id, ids, SENTENCES)
    every = tuple({c.id: c for some in (*claims.values(), disputed) for c in some}.values())
    cast = cast_of(ask, every, ties, control, lettered_reports=reports)
    views = _views(ask, every, cast, order.since)
    totals = asked.count_claims(line.id)
    known, unknown = {r.outlet for r in lines if r.outlet}, any(not r.outlet for r in lines)
    whole = len(lines) <= NARROW or ask.query.text("changes") == "all"
    family = families.of(ask.store, asked, line.id, head.origins) if whole else None
    refs, chain = {r.id: r for r in reports}, asked.follow_ups(line.id)
    sites = asked.sites({c.noun.geonameid for c in control if c.noun.geonameid is not None})
    return StoryPage(
        id=line.id,
        title=cut(line.title),
        days=iso_days(line.first, line.last),
        line=size_line(len(lines), len(known) or int(unknown), line.origins),
        clock=clock,
        clocks=tuple(
            Anchor(text, ask.query.href(clock=c, claims=None, statements=None), c == clock) for c, text in CLOCKS.items()
        ),
        reports=reports,
        origins=origins_of(head.origins, family, refs),
        claims=tuple(views[c.id] for c in claims["event"]),
        claims_paging=paging(ask.query, "claims", len(claims["event"]), totals.get("event", 0), "claim", CLAIMS),
        statements=tuple(views[c.id] for c in claims["statement"]),
        statements_paging=paging(
            ask.query, "statements", len(claims["statement"]), totals.get("statement", 0), "statement", CLAIMS
        ),
        disputed=tuple(views[c.id] for c in disputed),
        naming=_naming(ask, line.id, refs),
        points=_points(ask, line.id),
        parties=_parties(ask, line.id),
        ties=tuple(tie_row(t, cast) for t in ties),
        control=tuple(holding_row(c, cast, sites) for c in control),
        changes=outlet_changes(family, refs) if family else (),
        changes_more=None
        if whole
        else Anchor("Work out who has whose text, and what each changed", ask.query.href(changes="all")),
        follows=tuple(_beside(ask, [f.before for f in chain if f.story == line.id])),
        followed_by=tuple(_beside(ask, [f.story for f in chain if f.before == line.id])),
        compare=with_values("/compare", [("report", r.id) for r in reports[:SIDE_BY_SIDE]]) if len(reports) > 1 else "",
        weakest=_weakest(head),
    )


LISTS = {"event": "claims", "statement": "statements"}
"""The kinds of claims, and the value of the address that says where in their list a page begins."""


def find_story(ask: Ask, named: str) -> StoryHead:
    """The story of that id, of a story that has grown into another one, of the beginning of an id, or that a report stands in."""
    if head := ask.asked.story_head(named):
        return head
    found = ask.asked.stories_beginning(named)
    if len(found) != 1:
        reports = ask.asked.report_lines(ask.asked.reports_named(named))
        found = list({r.story for r in reports.values() if r.story})
    head = ask.asked.story_head(found[0]) if len(found) == 1 else None
    if head is None:
        raise UnknownIdError(f"there is no story {named!r}: the list of stories has all that there are")
    return head


def paging(query: Query, name: str, here: int, total: int, what: str, most: int) -> Paging:
    """Where in a list that is counted a page stands."""
    at = query.number(name, 0)
    says = count(total, what) if here >= total else f"{at + 1:,} to {at + here:,} of {count(total, what)}"
    following = query.href(**{name: at + most}) if at + here < total and here else None
    return Paging(says if here else count(total, what), following, query.href(**{name: None}) if at else None, total)


def _since(first: str | None) -> str:
    """The day before which what happened is only recalled in a story."""
    day = day_of(first)
    return (day - RECALLED).isoformat() if day else ""


def _views(ask: Ask, claims: Sequence[Claim], cast: Cast, since: str) -> dict[str, ClaimView]:
    told = ask.asked.told([c.id for c in claims])
    return {c.id: replace(claim_view(c, told.get(c.id, ()), cast), recalled=_recalled(c, since)) for c in claims}


def _recalled(claim: Claim, since: str) -> bool:
    on = claim.date and (claim.date.first or claim.date.last)
    return bool(since) and (claim.status == "background" or bool(on and on.isoformat() < since))


def _naming(ask: Ask, story_id: str, refs: dict[str, ReportRef]) -> tuple[NamingRow, ...]:
    """For each party or act that is named in more than one way: the words, each with the reports that use them."""
    words: dict[tuple[str, str], dict[str, list[ReportRef]]] = {}
    for one in ask.asked.naming(story_id):
        if one.report in refs:
            said = words.setdefault((one.of, one.entity), {})
            for word in one.words:
                said.setdefault(word, []).append(refs[one.report])
    told = {k: v for k, v in words.items() if len(v) > 1}
    entities = ask.asked.entity_lines([k for _, k in told])
    acts = {c.id: cut(without_day(c)) for c in ask.asked.claims([k for of, k in told if of != "party"])}
    rows = []
    for (of, key), by in told.items():
        party = party_ref(entities[key]) if key in entities else PartyRef(None, cut(acts.get(key, key)), None)
        uses = (Words(cut(w), tuple(sorted(some, key=lambda r: (len(r.label), r.label)))) for w, some in by.items())
        rows.append(NamingRow(of, party, tuple(sorted(uses, key=lambda w: (-len(w.reports), w.words)))))
    return tuple(sorted(rows, key=lambda r: (r.of != "party", r.party.name)))


def _points(ask: Ask, story_id: str) -> tuple[Point, ...]:
    made = []
    for row in ask.asked.sited_claims(story_id, POINTS):
        says = cut(row.summary, 160) if row.number == 1 else count(row.number, "claim")
        made.append(Point(row.lat, row.lon, cut(row.place), says, f"#{row.claim}" if row.number == 1 else "#told", row.number))
    return tuple(made)


def _parties(ask: Ask, story_id: str) -> tuple[PartyRef, ...]:
    found = ask.asked.facets([story_id], "party")[:PARTIES]
    entities = ask.asked.entity_lines([f.value for f in found])
    return tuple(party_ref(entities[f.value]) for f in found if f.value in entities)


def _beside(ask: Ask, stories: Sequence[str]) -> list[StoryCard]:
    lines = ask.asked.story_lines(stories)
    made = cards(ask, lines)
    return [made[s.id] for s in lines]


def _weakest(head: StoryHead) -> str:
    if head.line.weakest is None:
        return ""
    return f"How surely these are one story: its weakest link is {head.line.weakest:.2f}, where 1 is the same text."
