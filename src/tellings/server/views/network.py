"""Who stands with whom, in some days: as a graph and as a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tellings.model.period import iso
from tellings.server.views.making import cast_of, tie_row
from tellings.server.views.pages import Choice, Edge, NetworkPage, Node
from tellings.server.views.people import find_entity
from tellings.server.views.story import paging
from tellings.text.shown import code, days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.model.picture import Relation
    from tellings.server.views.ask import Ask
    from tellings.server.views.making import Cast

TIES = 120
"""Ties on one page: a graph of more is a ball of wool."""

SENTENCES = 2
"""Sentences behind each."""

RELATIONS = (
    "supports", "opposes", "ally of", "at war with", "has forces in", "backs", "leads", "spokesperson of", "part of",
)  # fmt: skip


def network(ask: Ask) -> NetworkPage:
    """The ties that stood in some days, the firmest and latest first."""
    query = ask.query
    since, until = query.day("from"), query.day("to")
    relation = query.choice("relation", ("", *RELATIONS), "")
    entity = find_entity(ask, query.text("entity")) if query.text("entity") else None
    wanted = {"since": since, "until": until, "relation": relation, "entity": entity.id if entity else ""}
    ties = ask.asked.ties(wanted, query.number("ties", 0), TIES, SENTENCES)
    total = ask.asked.count_ties(wanted)
    first, last = ask.asked.tied_days()
    cast = cast_of(ask, (), ties)
    return NetworkPage(
        title="Who stands with whom",
        since=since,
        until=until,
        first=first or "",
        last=max(filter(None, (last, ask.asked.newest_day())), default=""),
        entity=cast.party(entity.id) if entity else None,
        relations=tuple(Choice(r, r, r == relation) for r in RELATIONS),
        nodes=_nodes([t.noun for t in ties], cast),
        edges=tuple(_edge(t.noun, cast) for t in ties),
        ties=tuple(tie_row(t, cast) for t in ties),
        paging=paging(query, "ties", len(ties), total, "tie", TIES),
    )


def _nodes(ties: Sequence[Relation], cast: Cast) -> tuple[Node, ...]:
    weights = Counter(end for t in ties for end in (t.from_entity, t.to_entity))
    made = []
    for end, weight in sorted(weights.items(), key=lambda w: (-w[1], w[0])):
        line, party = cast.entities.get(end), cast.party(end)
        kind = line.kind if line else ""
        made.append(Node(end, party.name, kind, code(line.country, line.sector) if line else "", party.href or "", weight))
    return tuple(made)


def _edge(tie: Relation, cast: Cast) -> Edge:
    when = days(tie.first, tie.last)
    says = f"{cast.party(tie.from_entity).name} {tie.relation} {cast.party(tie.to_entity).name}"
    return Edge(
        tie.from_entity, tie.to_entity, tie.relation, tie.strength, f"{says} ({tie.strength}{', ' + when if when else ''})",
        iso(tie.first), iso(tie.last),
    )  # fmt: skip
