"""A text cut into runs at every border of what was read from it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from tellings.model.report import Block, BlockKind
from tellings.server.query import part_of_path
from tellings.server.views.making import cut
from tellings.server.views.told import BlockView, Note, Run
from tellings.server.views.words import MARKS, SPEECH, label, type_words
from tellings.text.shown import days, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tellings.model.coding import Coding, Event, Mention, Party, Statement
    from tellings.model.listed import EntityLine


def notes_of(coding: Coding, entities: Mapping[str, EntityLine]) -> tuple[Note, ...]:
    """What is marked in a text, in its order: mentions, statements (their content), events (their triggers)."""
    made = [
        *(_mention(n, m, entities) for n, m in enumerate(coding.mentions)),
        *(note for s in coding.statements for note in _statement(s, entities)),
        *(_event(e, entities) for e in coding.events),
    ]
    return tuple(sorted(made, key=lambda n: (n.start, -n.end, n.layer, n.id)))


def _mention(number: int, mention: Mention, entities: Mapping[str, EntityLine]) -> Note:
    entity = entities.get(mention.referent or "")
    place, period, quantity = mention.place, mention.date, mention.quantity
    href = f"/entities/{part_of_path(entity.id)}" if entity else None
    says, reason = (entity.name if entity else mention.name), ""
    if place:
        key = str(place.geonameid) if place.geonameid is not None else place.name
        href, says, reason = href or f"/places/{part_of_path(key)}", f"{place.name}, {place.precision.value}", place.reason
    elif period:
        says = days(period.first, period.last) or "no day"
    elif quantity:
        high = "" if quantity.high is None else f" to {quantity.high:g}" if quantity.high != quantity.low else ""
        says = f"{quantity.measure}: {quantity.low if quantity.low is None else format(quantity.low, 'g')}{high}"
    elif entity:
        says = " · ".join(filter(None, (entity.name, label(entity.name, entity.country, entity.sector))))
    span = mention.span
    return Note(
        f"m{number}",
        "mention",
        mention.kind.value,
        cut(span.text),
        cut(says),
        reason,
        span.start,
        span.end,
        href,
        entity.id if entity else None,
    )


def _statement(statement: Statement, entities: Mapping[str, EntityLine]) -> Iterator[Note]:
    who = _name(statement.speaker, entities) or "Somebody"
    for span in statement.content:
        yield Note(
            statement.id, "statement", SPEECH[statement.kind.value], cut(span.text), cut(f"{who} {statement.act}"),
            statement.reason, span.start, span.end, None, statement.id,
        )  # fmt: skip


def _event(event: Event, entities: Mapping[str, EntityLine]) -> Note:
    actors, others = (listed([_name(p, entities) for p in side]) for side in (event.actors, event.recipients))
    facts = [f"by {actors}" if actors else "", f"to {others}" if others else "", type_words(event.type, event.mode)]
    span, says, status = event.trigger, " · ".join(filter(None, facts)), MARKS[event.status.value][1]
    return Note(event.id, "event", status, cut(span.text), cut(says), event.reason, span.start, span.end, None, event.id)


def _name(party: Party | None, entities: Mapping[str, EntityLine]) -> str:
    if party is None:
        return ""
    entity = entities.get(party.referent or "")
    return entity.name if entity else party.name or party.span.text


def block_views(text: str, coding: Coding, notes: Sequence[Note]) -> tuple[BlockView, ...]:
    """The whole text in blocks; what lies between them is a block of its own where it holds words."""
    starts = {s.start for s in coding.sentences} | {n.start for n in notes}
    borders = sorted(starts | {n.end for n in notes} | {s.end for s in coding.sentences})
    anchors = {s.start for s in coding.sentences} | {n.start for n in notes if n.layer != "statement"}
    return tuple(BlockView(b.kind.value, tuple(_runs(text, b, borders, notes, anchors))) for b in _blocks(text, coding.blocks))


def _blocks(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    for block in sorted(blocks, key=lambda b: b.start):
        if text[at : block.start].strip():
            yield Block(BlockKind.BODY, at, block.start)
        yield block
        at = max(at, block.end)
    if text[at:].strip():
        yield Block(BlockKind.BODY, at, len(text))


def _runs(text: str, block: Block, borders: Sequence[int], notes: Sequence[Note], anchors: set[int]) -> Iterator[Run]:
    inside = [b for b in borders[bisect_left(borders, block.start) :] if b < block.end]
    cuts = sorted({block.start, *inside, block.end})
    here = [n for n in notes if n.start < block.end and block.start < n.end]
    for start, end in pairwise(cuts):
        over = [n for n in here if n.start < end and start < n.end]
        layers = tuple(dict.fromkeys(n.layer for n in over))
        main = next((n for n in over if n.layer == "mention"), over[0] if over else None)
        yield Run(
            text[start:end], start, tuple(dict.fromkeys(n.id for n in over)), layers, main.kind if main else "",
            main.href if main else None, "; ".join(dict.fromkeys(n.says for n in over)),
            f"c{start}" if start in anchors else None,
        )  # fmt: skip
