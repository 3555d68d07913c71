"""From draft to statement: kind, quoted parts, speaker, links of the chain, hearer, venue and day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tellings.extract.quoted import quoted
from tellings.extract.statements.settings import addressee, said, venue
from tellings.extract.statements.speakers import antecedent, full_phrase
from tellings.model.coding import Party, SpeechKind, Statement, Via
from tellings.model.ids import statement_id
from tellings.model.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.reading import Reading
    from tellings.extract.statements.draft import Draft, Stretch
    from tellings.extract.syntax import Token
    from tellings.text.quotes import Quotation


def finish(draft: Draft, reading: Reading) -> Statement:
    """The statement that a draft stands for. Its id hashes the report, the cue's place and the content's."""
    text = reading.text
    quotes = _quotes(draft.content, reading)
    content = tuple(_bare(stretch, quotes, text) for stretch in draft.content)
    quoted = tuple(Span.of(text, q.inner_start, _inner_end(q, text)) for q in quotes if q.depth == 0)
    spans = tuple(Span.of(text, start, end) for start, end in content if start < end)
    cue = reading.syntax.span(draft.cue) if draft.cue else None
    return Statement(
        id=statement_id(reading.report, cue, spans),
        kind=_kind(draft.content, quotes, text),
        content=spans,
        quoted=quoted,
        cue=cue,
        act=draft.act,
        speaker=party(draft.speaker, reading) if draft.speaker is not None else None,
        sentence=draft.head.sent.span(text),
        via=tuple(_link(token, reading) for token in draft.via),
        addressee=addressee(draft, reading),
        venue=venue(draft, reading),
        said=said(draft, reading),
        reason=draft.reason,
    )


def party(speaker: Token, reading: Reading) -> Party:
    """Who speaks: the span as written (`who`, `he`), the rest from what it stands for; several speakers as one party."""
    stands_for = antecedent(speaker)
    several = reading.cast.parties(stands_for)
    made = several[0] if len(several) == 1 else _together(several, reading.text)
    if len(several) > 1 and stands_for is speaker:
        return made
    return made.told_at(reading.syntax.span(full_phrase(speaker)))


def _together(several: Sequence[Party], text: str) -> Party:
    """One party for several who speak with one voice; what they don't share stays unknown."""
    names = [p.name or p.span.text for p in several]
    span = Span.of(text, min(p.span.start for p in several), max(p.span.end for p in several))
    countries, sectors = {p.country for p in several}, {p.sector for p in several}
    return Party(
        span,
        name=f"{', '.join(names[:-1])} and {names[-1]}",
        country=countries.pop() if len(countries) == 1 else None,
        sector=sectors.pop() if len(sectors) == 1 else None,
    )


def _link(token: Token, reading: Reading) -> Via:
    made = party(token, reading)
    return Via(made.name or made.span.text, made.role)


def _quotes(content: Sequence[Stretch], reading: Reading) -> list[Quotation]:
    """The quotations that lie inside the content."""
    found: list[Quotation] = []
    for paragraph in reading.syntax.paragraphs:
        block = paragraph.block
        inside = [(s, e) for s, e in content if s < block.end and e > block.start]
        if inside:
            found.extend(
                q for q in quoted(paragraph, reading.text) if any(s <= q.inner_start and q.inner_end <= e for s, e in inside)
            )
    return found


def _inner_end(quote: Quotation, text: str) -> int:
    """Where the quoted words end: without the comma that belongs to the sentence around."""
    end = quote.inner_end
    while end > quote.inner_start and text[end - 1] in ", \u00a0":
        end -= 1
    return end


_THAT_ITSELF = re.compile(r"that (?:is|was|has|had|will|would|can|could|may|might|must|should|does|did)(?:n['’]t)?\b")
"""`said that was so`: the pronoun, which is part of what was said."""


def _bare(stretch: Stretch, quotes: Sequence[Quotation], text: str) -> Stretch:
    """The stretch without quotation marks that enclose all of it, and without a comma at its end."""
    start, end = stretch
    for quote in quotes:
        if quote.depth == 0 and quote.start <= start and end <= quote.end:
            start, end = max(start, quote.inner_start), min(end, quote.inner_end)
    if text.startswith("that ", start) and not any(q.start <= start < q.end for q in quotes):
        start += 0 if _THAT_ITSELF.match(text, start) else len("that ")
    while end > start and (text[end - 1] in ",;:" or text[end - 1].isspace()):
        end -= 1
    return start, end


def _kind(content: Sequence[Stretch], quotes: Sequence[Quotation], text: str) -> SpeechKind:
    if not quotes:
        return SpeechKind.INDIRECT
    outer = [q for q in quotes if q.depth == 0]
    outside = (gap for stretch in content for gap in _gaps(stretch, outer))
    return SpeechKind.MIXED if any(c.isalnum() for start, end in outside for c in text[start:end]) else SpeechKind.DIRECT


def _gaps(stretch: Stretch, outer: Sequence[Quotation]) -> Iterator[Stretch]:
    """What quotations that follow each other leave of a stretch."""
    at, end = stretch
    for quote in outer:
        yield at, min(quote.start, end)
        at = max(at, quote.end)
    yield at, end
