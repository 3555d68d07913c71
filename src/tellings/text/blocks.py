"""A report's text cut into blocks: body, caption, heading, dateline, byline, credit, boilerplate.

What is not surely something else is body: a caption in the body spoils a sentence, a sentence taken for a caption is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from tellings.model.report import Block, BlockKind, Credit, Dateline, Span
from tellings.text.bylines import Signed, is_role_line, read_byline
from tellings.text.captions import LONGEST, caption_end, inner_marks, is_caption, last_sentence, photo_marks
from tellings.text.credits import Credited, is_signature, photo_credit, text_credit
from tellings.text.datelines import Filed, match_dateline
from tellings.text.leads import is_title, read_lead
from tellings.text.paragraphs import Paragraph, is_boilerplate, is_crosshead, paragraphs
from tellings.text.pieces import Piece, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BODY, CAPTION, HEADING, DATELINE, BYLINE, CREDIT, BOILERPLATE = BlockKind

MOST_CREDITS = 3
"""Credits one behind the other at a paragraph's end."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What cutting a report's text gives. `blocks` are in order, never overlap, and leave out only white space."""

    blocks: tuple[Block, ...]
    dateline: Dateline | None = None
    byline: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a paragraph: the last piece, and whether there was body and a dateline with a place."""

    last: Piece | None = None
    body: bool = False
    placed: bool = False

    def then(self, pieces: Sequence[Piece]) -> Before:
        """What stands before the paragraph after these pieces."""
        body = self.body or any(p.kind is BODY for p in pieces)
        placed = self.placed or any(p.filed and p.filed.places for p in pieces)
        return Before(pieces[-1] if pieces else self.last, body, placed)


def cut(text: str, given: Sequence[Block] = (), title: str | None = None) -> Cut:
    """The blocks of `text`; `given` is what the format said of its structure and is believed.

    A given body block is still freed of the dateline, byline and credits that run into it.
    """
    pieces: list[Piece] = []
    before = Before()
    every = paragraphs(text, given)
    for paragraph, following in zip_longest(every, every[1:]):
        made = list(_pieces(text, paragraph, following, before, title))
        before = before.then(made)
        pieces.extend(made)
    pieces = tidy(text, pieces)
    return Cut(
        blocks=tuple(Block(p.kind, p.start, p.end) for p in pieces),
        dateline=_dateline(text, [p.filed for p in pieces if p.filed]),
        byline=tuple(dict.fromkeys(name for p in pieces for name in p.names)),
        credits=tuple(credit for p in pieces for credit in _credits(text, p)),
    )


def _pieces(text: str, paragraph: Paragraph, following: Paragraph | None, before: Before, title: str | None) -> Iterator[Piece]:
    start, end = paragraph.start, paragraph.end
    if paragraph.kind not in (None, BODY):
        yield from _believed(text, paragraph)
        return
    words = text[start:end]
    photo, own = photo_credit(text, start, end), text_credit(text, start, end)
    if title and is_title(words, title):
        yield Piece(HEADING, start, end)
    elif whole := _whole(words, paragraph, before, (photo, own)):
        yield whole
    elif photo and not following and before.body and (signed := _signed_off(text, start, photo)):
        yield Piece(BODY, start, signed.start)
        yield Piece(CREDIT, signed.start, end, credits=(signed,))
    elif photo or any(inner_marks(text, start, end)) or is_caption(words):
        lead = _lead(text, start, end, before, title, dateline=False)
        yield from lead
        yield from _captioned(text, lead[-1].end if lead else start, end)
    else:
        lead = _lead(text, start, end, before, title)
        if not lead and not paragraph.kind and is_crosshead(words, _words(text, following), before.last):
            lead = [Piece(HEADING, start, end)]
        yield from lead
        yield from _body(text, lead[-1].end, end) if lead else _trimmed(text, start, end, own)


def _signed_off(text: str, start: int, photo: Credited) -> Credited | None:
    """The reporter's and agency's names behind the last paragraph: there they sign the text, and no picture."""
    return replace(photo, of="text") if photo.start > start and is_signature(photo, text) else None


def _words(text: str, paragraph: Paragraph | None) -> str | None:
    return text[paragraph.start : paragraph.end] if paragraph else None


def _lead(text: str, start: int, end: int, before: Before, title: str | None, *, dateline: bool = True) -> list[Piece]:
    """What stands before the paragraph's first sentence; further down only a dateline that names its agency or day."""
    if not before.body:
        return list(read_lead(text, start, end, title, dateline=dateline))
    filed = match_dateline(text, start, end) if dateline and not before.placed else None
    sure = filed and (filed.agencies or (filed.written and filed.places))
    return [Piece(DATELINE, filed.start, filed.end, filed=filed)] if filed and sure else []


def _believed(text: str, paragraph: Paragraph) -> Iterator[Piece]:
    start, end, kind = paragraph.start, paragraph.end, paragraph.kind or BODY
    if kind is CAPTION and (credit := photo_credit(text, start, end)):
        if credit.start > start:
            yield Piece(CAPTION, start, credit.start)
        yield Piece(CREDIT, credit.start, end, credits=(credit,))
    elif kind is BYLINE and (signed := read_byline(text[start:end]) or read_byline(f"By {text[start:end]}")):
        yield _signed(start, end, signed)
    elif kind is CREDIT and (named := photo_credit(text, start, end) or text_credit(text, start, end)):
        yield Piece(kind, start, end, credits=(named,))
    elif kind is DATELINE and (filed := match_dateline(f"{text[:end]} — A", start, end + 4)):
        yield Piece(kind, start, end, filed=replace(filed, end=end))
    else:
        yield Piece(kind, start, end)


def _whole(words: str, paragraph: Paragraph, before: Before, credits_: Iterable[Credited | None]) -> Piece | None:
    """A paragraph that is nothing but a byline, a credit or boilerplate; `credits_` are those at its end."""
    start, end = paragraph.start, paragraph.end
    if is_boilerplate(words):
        return Piece(BOILERPLATE, start, end)
    if signed := read_byline(words):
        return _signed(start, end, signed)
    if before.last and before.last.kind is BYLINE and is_role_line(words):
        return Piece(BYLINE, start, end)
    return next((Piece(CREDIT, start, end, credits=(c,)) for c in credits_ if c and c.start == start), None)


def _signed(start: int, end: int, signed: Signed) -> Piece:
    credits_ = tuple(Credited(start, end, "text", ((a, start, end),)) for a in signed.agencies)
    return Piece(BYLINE, start, end, names=signed.names, credits=credits_)


def _captioned(text: str, start: int, end: int) -> Iterator[Piece]:
    """A paragraph that is a caption, or that captions ran into."""
    at = start
    for credit in photo_marks(text, start, end):
        short = len(text[at : credit.start].split()) <= LONGEST
        begin = at if short else last_sentence(text, at, credit.start)
        stop = caption_end(text, begin, credit.start)
        if begin > at:
            yield from _body(text, at, begin)
        kind = CAPTION if short or is_caption(text[begin:stop]) else BODY
        if stop > begin:
            yield Piece(kind, begin, stop)
        if credit.start > stop:
            yield Piece(BODY, stop, credit.start)
        yield Piece(CREDIT, credit.start, credit.end, credits=(credit,))
        at = credit.end
    if at > start:
        yield from _body(text, at, end) if text[at:end].strip() else ()
        return
    bare = text_credit(text, start, end)
    stop = bare.start if bare else end
    yield Piece(CAPTION, start, stop)
    if bare:
        yield Piece(CREDIT, stop, end, credits=(replace(bare, of="photo"),))


def _body(text: str, start: int, end: int) -> Iterator[Piece]:
    """Body with the credits at its end cut off."""
    if text[start:end].strip():
        yield from _trimmed(text, start, end, text_credit(text, start, end))


def _trimmed(text: str, start: int, end: int, credit: Credited | None) -> Iterator[Piece]:
    """Body with the credits at its end cut off, the last first; `credit` is the last."""
    stop, tails = end, list[Piece]()
    while credit and len(tails) < MOST_CREDITS:
        tails.append(Piece(CREDIT, credit.start, stop, credits=(credit,)))
        stop = start + len(text[start : credit.start].rstrip())
        credit = text_credit(text, start, stop) if stop > start else None
    if stop > start:
        yield Piece(BODY, start, stop)
    yield from reversed(tails)


def _dateline(text: str, filed: list[Filed]) -> Dateline | None:
    """The first place and the first full day that stand before the text."""
    placed = next((f for f in filed if f.places), None)
    dated = next((f for f in filed if f.written and f.written.full), None)
    partly = next((f for f in filed if f.written), None)
    if not (best := placed or dated or partly):
        return None
    day = dated.written.full if dated and dated.written else None
    start, end = best.start, best.end
    for other in filed:
        if not text[min(end, other.end) : max(start, other.start)].strip():
            start, end = min(start, other.start), max(end, other.end)
    return Dateline(placed.places if placed else (), day, Span.of(text, start, len(text[:end].rstrip())))


def _credits(text: str, piece: Piece) -> Iterator[Credit]:
    for credit in piece.credits:
        for agency, start, end in credit.agencies:
            if agency.kind != "pool" and not (credit.of == "text" and agency.kind == "photo"):
                yield Credit(agency.name, credit.of, Span.of(text, start, end))
    if piece.filed:
        for agency, start, end in piece.filed.agencies:
            if agency.kind == "wire":
                yield Credit(agency.name, "text", Span.of(text, start, end))
