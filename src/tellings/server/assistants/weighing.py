"""Claims, ties and control as rows of the exports, with names for ids and the words that each was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.export.drawn import claim_row, control_row, entity_row, relation_row
from tellings.model.picture import Entity, EntityName
from tellings.server.assistants.quoting import QUOTED, Quotes
from tellings.server.views.people import ACTING, SPEAKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tellings.model.listed import Attested, EntityLine, Told
    from tellings.model.picture import Claim, Control, Relation
    from tellings.server.assistants.quoting import Row
    from tellings.server.views.ask import Ask

NAMES, MERGES, TIES, HOLDS = 20, 10, 10, 10
"""Of one entity: spellings, reasons why they are one, ties, places held; the exports have all."""

BULKY = ("members", "reports", "evidence", "claims")
"""Fields of the exports that are counted here, or quoted with their reports."""


def claim_rows(ask: Ask, claims: Sequence[Claim]) -> list[Row]:
    """Claims with who they are of by name, their origins with reasons, and the first of their sentences."""
    told = ask.asked.told([c.id for c in claims], QUOTED)
    quotes = Quotes.of(ask, {r for c in claims for r in c.reports} | {t.report for some in told.values() for t in some})
    names = named(ask, {p for c in claims for p in (*c.actors, *c.recipients)})
    lines = Lines(ask, quotes)
    return [_claim(c, names, lines) | {"evidence": [quotes.sentence(t) for t in told.get(c.id, ())]} for c in claims]


def every_sentence(ask: Ask, told: Sequence[Told]) -> list[Row]:
    """Sentences with the reports that they stand in."""
    quotes = Quotes.of(ask, {t.report for t in told})
    return [quotes.sentence(t) for t in told]


class Lines:
    """The independent lines of reporting that a claim stands on: those of its stories that its reports belong to."""

    def __init__(self, ask: Ask, quotes: Quotes) -> None:
        self._quotes = quotes
        stories = {line.story for line in quotes.lines.values() if line.story}
        heads = {story: ask.asked.story_head(story) for story in sorted(stories)}
        self._origins = {story: head.origins for story, head in heads.items() if head}

    def of(self, reports: Collection[str]) -> list[Row]:
        """Each with how many of the reports it has, and the reason why they are one line."""
        found: dict[tuple[str, int], int] = {}
        for report in reports:
            line = self._quotes.lines.get(report)
            if line and line.story in self._origins and line.origin:
                found[line.story, line.origin] = found.get((line.story, line.origin), 0) + 1
        made = [(self._origins[story][n - 1], many) for (story, n), many in sorted(found.items())]
        return [{"agency": origin.agency, "reports": many, "reason": origin.reason} for origin, many in made]


def _claim(claim: Claim, names: Mapping[str, str], lines: Lines) -> Row:
    row = {name: value for name, value in claim_row(claim).items() if name not in BULKY}
    return row | {
        "actors": [_party(p, names) for p in claim.actors],
        "recipients": [_party(p, names) for p in claim.recipients],
        "reports": len(claim.reports),
        "lines": lines.of(claim.reports),
        "sentences": len(claim.members),
        "disagreements": [_counted(d) for d in row["disagreements"]],
    }


def _counted(disagreement: Row) -> Row:
    return disagreement | {"values": [v | {"reports": len(v["reports"])} for v in disagreement["values"]]}


def control_rows(ask: Ask, rows: Sequence[Attested[Control]]) -> list[Row]:
    """Who holds or held what, with the words that say so."""
    quotes = Quotes.of(ask, {e.report for told in rows for e in told.noun.evidence[:QUOTED]})
    names = named(ask, {h for told in rows for h in (told.noun.holder, told.noun.before) if h})
    return [
        _slim(control_row(c))
        | {"holder": _party(c.holder, names), "before": _party(c.before, names) if c.before else None}
        | {"sentences": told.sentences, "evidence": [quotes.evidence(e) for e in c.evidence[:QUOTED]]}
        for told in rows
        for c in (told.noun,)
    ]


def tie_rows(ask: Ask, ties: Sequence[Attested[Relation]]) -> list[Row]:
    """Who stands to whom, with the words that say so."""
    quotes = Quotes.of(ask, {e.report for told in ties for e in told.noun.evidence})
    names = named(ask, {p for told in ties for p in (told.noun.from_entity, told.noun.to_entity)})
    return [
        _slim(relation_row(t))
        | {"from_entity": _party(t.from_entity, names), "to_entity": _party(t.to_entity, names)}
        | {"sentences": told.sentences, "evidence": [quotes.evidence(e) for e in t.evidence]}
        for told in ties
        for t in (told.noun,)
    ]


def entity(ask: Ask, line: EntityLine) -> Row:
    """Somebody with spellings, offices, ties, what they hold, and in how many claims they act or speak."""
    spelt = ask.asked.spellings(line.id)
    noun = Entity(
        line.id, line.kind, line.name, tuple(EntityName(text, ()) for text, _ in spelt[:NAMES]), ask.asked.offices(line.id),
        line.country, line.sector, (), ask.asked.merges(line.id)[:MERGES],
    )  # fmt: skip
    return entity_row(noun) | {
        "names": [{"text": text, "reports": n} for text, n in spelt[:NAMES]],
        "reports": line.reports,
        "acts": ask.asked.count_claims_of_party(line.id, ACTING),
        "statements": ask.asked.count_claims_of_party(line.id, SPEAKING),
        "relations": tie_rows(ask, ask.asked.ties_of(line.id, TIES, QUOTED)),
        "control": control_rows(ask, ask.asked.held_by(line.id, HOLDS, QUOTED)),
    }


def named(ask: Ask, parties: Collection[str]) -> dict[str, str]:
    """What entities are called, by id."""
    return {key: line.name for key, line in ask.asked.entity_lines(parties).items()}


def _party(party: str, names: Mapping[str, str]) -> Row:
    """Who it is: where no entity stands behind the name, `entity` is null."""
    return {"entity": party, "name": names[party]} if party in names else {"entity": None, "name": party}


def _slim(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in BULKY}
