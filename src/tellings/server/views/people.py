"""Who is who: the list of entities, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.actors import sector_names
from tellings.data.countries import by_name
from tellings.errors import UnknownIdError
from tellings.model.listed import Slice, StoryFilter
from tellings.server.query import SHOWN, part_of_path, with_values
from tellings.server.views.cards import cards
from tellings.server.views.making import SENTENCES as BEHIND
from tellings.server.views.making import cast_of, claim_view, cut, holding_row, tie_row
from tellings.server.views.pages import Choice, EntitiesPage, EntityCard, EntityPage, MergeRow, NameRow, RoleRow
from tellings.server.views.parts import Paging, Point
from tellings.server.views.story import paging
from tellings.server.views.words import KINDS, days, label
from tellings.text.shown import code, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.model.listed import EntityLine
    from tellings.model.picture import Claim, EntityRole
    from tellings.server.query import Query
    from tellings.server.views.ask import Ask

CLAIMS, TIES, HOLDS, STORIES, NAMES, MERGES = 20, 60, 60, 10, 60, 40
"""How many of each an entity's page shows; claims, statements and ties go on."""

ACTING, SPEAKING = ("actor", "recipient"), ("speaker",)
"""The parts that somebody has in an event, and in a statement."""

SENTENCES = 3
"""Sentences behind one claim of an entity; the story has all."""


def entities(ask: Ask) -> EntitiesPage:
    """Who is in most reports first."""
    wanted = {name: ask.query.text(name) for name in ("q", "kind", "country", "sector")}
    wanted["country"] = by_name(wanted["country"]) or wanted["country"]
    found = ask.asked.entities(wanted, Slice(ask.query.text("after"), ask.query.number("limit", SHOWN * 2, most=200)))
    total = ask.asked.count_entities(wanted)
    shown = entity_cards(ask, found.lines)
    return EntitiesPage(
        title="Who is who",
        q=wanted["q"],
        kinds=tuple(Choice(k, k.capitalize(), k == wanted["kind"]) for k in KINDS),
        country=ask.query.text("country"),
        sector=wanted["sector"],
        sectors=_sectors(wanted["sector"]),
        entities=shown,
        paging=following(ask.query, len(shown), total, "entity", found.next),
    )


def _sectors(chosen: str) -> tuple[Choice, ...]:
    """PLOVER's sectors by name."""
    named = sorted(sector_names().items(), key=lambda s: s[1])
    return tuple(Choice(sector, f"{name} ({sector})", sector == chosen) for sector, name in named)


def following(query: Query, here: int, total: int, what: str, after: str | None) -> Paging:
    """Where in a list that goes on by a cursor a page stands."""
    many = "entities" if what == "entity" else None
    says = count(total, what, many) if here >= total else f"{here:,} of {count(total, what, many)}"
    first = query.href(after=None) if query.text("after") else None
    return Paging(says, query.href(after=after) if after else None, first, total)


def entity_cards(ask: Ask, lines: Sequence[EntityLine]) -> tuple[EntityCard, ...]:
    """Entities in a list, each with its last office."""
    offices = ask.asked.last_offices([e.id for e in lines])
    return tuple(_card(e, offices.get(e.id)) for e in lines)


def _card(line: EntityLine, office: EntityRole | None) -> EntityCard:
    href = f"/entities/{part_of_path(line.id)}"
    role, seen = (cut(office.title), days(office.first, office.last)) if office else ("", None)
    says = label("", line.country, line.sector)
    return EntityCard(line.id, href, cut(line.name), line.kind, code(line.country, line.sector), line.reports, role, seen, says)


def find_entity(ask: Ask, named: str) -> EntityLine:
    """The entity of that id, the beginning of one, or exactly that name. Raises UnknownIdError."""
    found = ask.asked.entities_named(named)
    lines = ask.asked.entity_lines(found)
    if len(found) != 1 or found[0] not in lines:
        raise UnknownIdError(f"nobody is called {named!r}: who is who lists everybody")
    return lines[found[0]]


def entity(ask: Ask, named: str) -> EntityPage:
    """The page of an entity."""
    line = find_entity(ask, named)
    asked, query = ask.asked, ask.query
    offsets = query.number("claims", 0), query.number("statements", 0)
    acts = asked.claims_of_party(line.id, ACTING, offsets[0], CLAIMS)
    said = asked.claims_of_party(line.id, SPEAKING, offsets[1], CLAIMS)
    ties, holds = asked.ties_of(line.id, TIES, BEHIND), asked.held_by(line.id, HOLDS, BEHIND)
    cast = cast_of(ask, (*acts, *said), ties, holds)
    told = asked.told([c.id for c in (*acts, *said)], SENTENCES)
    numbers = asked.count_claims_of_party(line.id, ACTING), asked.count_claims_of_party(line.id, SPEAKING)
    sites = asked.sites({c.noun.geonameid for c in holds if c.noun.geonameid is not None})
    stories = asked.stories(StoryFilter(party=line.id), Slice(limit=STORIES)).lines
    views = {c.id: claim_view(c, told.get(c.id, ()), cast) for c in (*acts, *said)}
    return EntityPage(
        id=line.id,
        title=cut(line.name),
        name=cut(line.name),
        kind=line.kind,
        code=code(line.country, line.sector),
        line=" · ".join(filter(None, (line.kind, label("", line.country, line.sector), count(line.reports, "report")))),
        names=tuple(NameRow(cut(text), n) for text, n in asked.spellings(line.id)[:NAMES]),
        roles=tuple(RoleRow(cut(r.title), days(r.first, r.last)) for r in asked.offices(line.id)),
        merges=_merges(ask, line),
        ties=tuple(tie_row(t, cast) for t in ties),
        claims=tuple(views[c.id] for c in acts),
        claims_paging=paging(query, "claims", len(acts), numbers[0], "act", CLAIMS),
        statements=tuple(views[c.id] for c in said),
        statements_paging=paging(query, "statements", len(said), numbers[1], "statement", CLAIMS),
        holds=tuple(holding_row(c, cast, sites) for c in holds),
        stories=tuple(cards(ask, stories).values()),
        points=points(acts),
        network=with_values("/network", (("entity", line.id),)),
    )


def _merges(ask: Ask, line: EntityLine) -> tuple[MergeRow, ...]:
    """Why its names are one, with what a person who knows better judges."""
    found = ask.asked.merges(line.id)[:MERGES]
    bearers = ask.asked.bearers(line.id, {name for m in found for name in (m.left, m.right)})
    rows = []
    for one in found:
        left, right = bearers.get(one.left, ()), bearers.get(one.right, ())
        of = tuple(dict.fromkeys((*left, *right))) if left and right else ()
        rows.append(MergeRow(cut(one.left), cut(one.right), f"{one.score:.2f}", one.reason, of if len(of) > 1 else ()))
    return tuple(rows)


def points(claims: Sequence[Claim]) -> tuple[Point, ...]:
    """Where the events of some claims happened, each place once."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.place and claim.place.lat is not None and claim.place.lon is not None:
            found.setdefault(claim.place.name, []).append(claim)
    made = []
    for name, some in found.items():
        place = some[0].place
        assert place is not None
        says = cut(some[0].summary, 160) if len(some) == 1 else count(len(some), "claim")
        made.append(Point(place.lat or 0.0, place.lon or 0.0, cut(name), says, f"#{some[0].id}", len(some)))
    return tuple(made)
