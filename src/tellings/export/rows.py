"""What was read from one report as the rows of the contract (design, section 3). Pure: nouns in, plain dicts out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tellings.model.period import iso
from tellings.text.language import not_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tellings.model.coding import Coding, Event, Mention, Party, Place, Quantity, Sited, Statement, Timed
    from tellings.model.context import Context
    from tellings.model.report import Report, Span

Row = dict[str, Any]


def report_rows(report: Report, coding: Coding, context: Context) -> Iterator[Row]:
    """The one row of a report."""
    dateline = coding.dateline
    yield {
        "report": report.id,
        "ref": report.ref,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "byline": list(coding.byline),
        "language": coding.language,
        "published": {"date": iso(coding.published.day), "how": coding.published.how, "reason": coding.published.reason},
        "dateline": dateline and {"places": list(dateline.places), "date": iso(dateline.day)},
        "credits": [{"agency": c.agency, "for": c.of} for c in coding.credits],
        "text": report.text,
        "blocks": [{"kind": b.kind.value, "start": b.start, "end": b.end} for b in coding.blocks],
        "story": context.story,
        "outlet_country": report.country,
        "outlet_family": report.family,
        "places": list(report.places),
        "not_read": None if coding.sentences else not_read(coding.language),
        "status": report.status,
        "version": report.version,
        "capture": report.capture
        and {
            "record": report.capture.record,
            "digest": report.capture.digest,
            "at": report.capture.at and report.capture.at.isoformat(),
        },
    }


def mention_rows(report: Report, coding: Coding, context: Context) -> Iterator[Row]:
    """A row for every mention."""
    yield from ({"report": report.id} | _mention(m, context) for m in coding.mentions)


def statement_rows(report: Report, coding: Coding, context: Context) -> Iterator[Row]:
    """A row for every statement."""
    yield from (_statement(s, report.id, context) for s in coding.statements)


def event_rows(report: Report, coding: Coding, context: Context) -> Iterator[Row]:
    """A row for every event."""
    yield from (_event(e, report.id, context) for e in coding.events)


REPORT_KINDS: dict[str, Callable[[Report, Coding, Context], Iterator[Row]]] = {
    "reports": report_rows,
    "mentions": mention_rows,
    "statements": statement_rows,
    "events": event_rows,
}
"""The kinds whose rows come from one report at a time."""


def span(given: Span | None) -> Row | None:
    """A span as the contract has it."""
    return {"start": given.start, "end": given.end, "text": given.text} if given else None


def timed(given: Timed | None) -> Row | None:
    """A date expression: first and last day, and its words where the text has any."""
    if given is None:
        return None
    return {"from": iso(given.period.first), "to": iso(given.period.last), "text": given.span.text if given.span else None}


def place_fields(place: Place) -> Row:
    """What a place adds to its mention."""
    return {
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "country": place.country,
        "admin1": place.admin1,
        "precision": place.precision.value,
        "reason": place.reason,
    }


def _mention(mention: Mention, context: Context) -> Row:
    row = {
        "kind": mention.kind.value,
        **_words(mention.span),
        "entity": context.entity(mention.referent),
        "name": context.name(mention.referent, mention.name),
    }
    if mention.place:
        row |= place_fields(mention.place)
    if mention.date:
        row |= {"from": iso(mention.date.first), "to": iso(mention.date.last)}
    if mention.quantity:
        row |= _measure(mention.quantity)
    return row


def _statement(statement: Statement, report: str, context: Context) -> Row:
    speaker = statement.speaker
    return {
        "statement": statement.id,
        "report": report,
        "kind": statement.kind.value,
        "content": [span(s) for s in statement.content],
        "quoted": [span(s) for s in statement.quoted],
        "cue": span(statement.cue),
        "act": statement.act,
        "speaker": speaker and _party(speaker, context) | {"role": speaker.role},
        "via": [{"name": v.name, "role": v.role} for v in statement.via],
        "addressee": span(statement.addressee),
        "venue": span(statement.venue),
        "said": timed(statement.said),
        "about": list(statement.about),
        "evidence": span(statement.sentence),
        "reason": statement.reason,
    }


def _event(event: Event, report: str, context: Context) -> Row:
    return {
        "event": event.id,
        "report": report,
        "evidence": span(event.evidence),
        "trigger": span(event.trigger),
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "actors": [_party(p, context) for p in event.actors],
        "recipients": [_party(p, context) for p in event.recipients],
        "place": _sited(event.place, context),
        "date": timed(event.date),
        "status": event.status.value,
        "attributed_to": event.attributed_to,
        "quantities": [_words(q.span) | _measure(q) for q in event.quantities],
        "reason": event.reason,
    }


def _party(party: Party, context: Context) -> Row:
    return {
        **_words(party.span),
        "entity": context.entity(party.referent),
        "name": context.name(party.referent, party.name),
        "country": party.country,
        "sector": party.sector,
    }


def _sited(sited: Sited | None, context: Context) -> Row | None:
    if sited is None:
        return None
    named = {"entity": context.entity(sited.referent), "name": sited.place.name}
    return _words(sited.span) | named | place_fields(sited.place)


def _measure(quantity: Quantity) -> Row:
    return {"measure": quantity.measure, "low": quantity.low, "high": quantity.high, "unit": quantity.unit}


def _words(given: Span) -> Row:
    return {"start": given.start, "end": given.end, "text": given.text}
