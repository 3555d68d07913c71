"""Nouns to the rows of the store's tables, and whole nouns back. Pure."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tellings.model.codec import decode, encode
from tellings.model.coding import Coding
from tellings.model.period import iso
from tellings.model.report import Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tellings.model.coding import Event, Mention, Party, Statement, Timed
    from tellings.model.period import Period

Row = dict[str, Any]

KEPT = 300
"""Codings that stay read: those of a story are asked for again with each report that joins it. Some 30 MB."""


def pack(coding: Coding) -> bytes:
    """The whole coding as deflated JSON."""
    return zlib.compress(json.dumps(encode(coding), ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)


def cast_of(coding: Coding) -> Coding:
    """The coding with its day and its referents alone: all that resolving looks at, in a tenth of the size."""
    return Coding(
        coding.report, coding.version, coding.language, coding.published, None, (), (), (), (), referents=coding.referents
    )


@lru_cache(maxsize=KEPT)
def unpack(data: bytes) -> Coding:
    """The coding that `pack` wrote."""
    return decode(Coding, json.loads(zlib.decompress(data)))


def report_row(report: Report, coding: Coding) -> Row:
    """The row of `reports`."""
    return {
        "report": report.id,
        "ref": report.ref,
        "ref_given": report.ref_given,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "published": iso(report.published),
        "day": iso(coding.published.day),
        "how": coding.published.how,
        "reason": coding.published.reason,
        "language": coding.language,
        "byline": list(coding.byline),
        "version_of": (report.ref if report.ref_given else report.url) or None,
        "text": report.text,
        "noun": encode(replace(report, text="")),
    }


def report_of(noun: Row, text: str) -> Report:
    """The report as it was read, from its row."""
    return replace(decode(Report, noun), text=text)


def coding_rows(report: Report, coding: Coding) -> dict[str, list[Row]]:
    """The rows of every table of what was read from one report, by table."""
    of = {"report": report.id}
    return {
        "codings": [of | {"version": coding.version, "coding": pack(coding), "cast": pack(cast_of(coding))}],
        "blocks": [of | {"kind": b.kind.value} | _span(report.span(b.start, b.end)) for b in coding.blocks],
        "referents": [
            of
            | {"key": r.key, "kind": r.kind.value, "name": r.name, "country": r.country, "sector": r.sector}
            | {"roles": [role.title for role in r.roles]}
            for r in coding.referents
        ],
        "mentions": [of | _mention(m) for m in coding.mentions],
        "statements": [of | _statement(s) for s in coding.statements],
        "events": [of | _event(e) for e in coding.events],
        "parties": [of | row for row in _parties(coding)],
    }


def _mention(mention: Mention) -> Row:
    place, quantity = mention.place, mention.quantity
    return {
        "kind": mention.kind.value,
        **_span(mention.span),
        "name": mention.name,
        "referent": mention.referent,
        "lat": place and place.lat,
        "lon": place and place.lon,
        "geonameid": place and place.geonameid,
        "country": place and place.country,
        "admin1": place and place.admin1,
        "precision": place and place.precision.value,
        **_period(mention.date),
        "measure": quantity and quantity.measure,
        "low": quantity and quantity.low,
        "high": quantity and quantity.high,
    }


def _statement(statement: Statement) -> Row:
    speaker = statement.speaker
    return {
        "statement": statement.id,
        "kind": statement.kind.value,
        "act": statement.act,
        "content": " … ".join(s.text for s in statement.content),
        "cue": statement.cue and statement.cue.text,
        "speaker": speaker and (speaker.name or speaker.span.text),
        "role": speaker and speaker.role,
        "country": speaker and speaker.country,
        "sector": speaker and speaker.sector,
        **_period(_bound(statement.said)),
        "sentence": statement.sentence.text,
        "reason": statement.reason,
        **_placed("sentence", statement.sentence),
        **_placed("cue", statement.cue),
    }


def _event(event: Event) -> Row:
    return {
        "event": event.id,
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "status": event.status.value,
        "actors": "; ".join(p.name or p.span.text for p in event.actors),
        "recipients": "; ".join(p.name or p.span.text for p in event.recipients),
        "place": event.place and event.place.place.name,
        **_period(_bound(event.date)),
        "trigger": event.trigger.text,
        "evidence": event.evidence.text,
        "attributed_to": event.attributed_to,
        "contexts": list(event.contexts),
        "reason": event.reason,
        **_placed("evidence", event.evidence),
        **_placed("trigger", event.trigger),
    }


def _parties(coding: Coding) -> Iterator[Row]:
    for event in coding.events:
        yield from _party_rows(event.id, "actor", event.actors)
        yield from _party_rows(event.id, "recipient", event.recipients)
    for statement in coding.statements:
        yield from _party_rows(statement.id, "speaker", [statement.speaker] if statement.speaker else [])


def _party_rows(of: str, part: str, parties: Iterable[Party]) -> Iterator[Row]:
    for party in parties:
        yield {
            "of": of,
            "part": part,
            **_span(party.span),
            "referent": party.referent,
            "name": party.name,
            "role": party.role,
            "country": party.country,
            "sector": party.sector,
        }


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def _placed(name: str, span: Span | None) -> Row:
    return {f"{name}_start": span and span.start, f"{name}_end": span and span.end}


def _bound(timed: Timed | None) -> Period | None:
    return timed.period if timed else None


def _period(period: Period | None) -> Row:
    return {"from": iso(period.first) if period else None, "to": iso(period.last) if period else None}
