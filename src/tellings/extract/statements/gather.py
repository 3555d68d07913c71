"""All drafts of a report put together: speech with the clauses beside it, outermost statements only, in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.extract.asked_once import found_once
from tellings.extract.statements.bounds import grown, without_answer, without_remark
from tellings.extract.statements.chains import apart, sibling_cut
from tellings.extract.statements.cues import verb_drafts
from tellings.extract.statements.draft import Draft, Stretch, covers, shifted, stretches
from tellings.extract.statements.labels import label_drafts
from tellings.extract.statements.links import cited_by, citing, through
from tellings.extract.statements.nouns import adjective_drafts, noun_drafts
from tellings.extract.statements.phrases import phrase_drafts
from tellings.extract.statements.speech import Passage, last_spoken, reach, run_on, speech_drafts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.syntax import Paragraph, Sentence, Syntax

_TAIL = 120
"""Letters of narration that may follow the last speech of a paragraph before speech goes on in the next."""


def gather(syntax: Syntax) -> list[Draft]:
    """The drafts of a report in order of the text: none inside another's content, none twice."""
    drafts: list[Draft] = []
    waiting: tuple[Stretch, ...] = ()
    passages = [Passage.of(syntax.text, paragraph) for paragraph in syntax.paragraphs]
    for number, (paragraph, passage) in enumerate(zip(syntax.paragraphs, passages, strict=True)):
        quote = passage.whole()
        place = last_spoken(drafts, paragraph.block.start) if quote is not None else None
        following = passages[number + 1] if number + 1 < len(passages) else None
        left_open = quote is not None and not quote.closed and following is not None and following.begins_quoted()
        goes_on = quote is not None and place is not None and _goes_on(drafts[place], paragraph, syntax)
        if quote is not None and place is not None and goes_on and not (left_open and following and not following.whole()):
            drafts[place] = replace(drafts[place], content=(*drafts[place].content, (quote.start, quote.end)))
        elif quote is not None and left_open:
            waiting = (*waiting, (quote.start, quote.end))
        else:
            found = label_drafts(passage, paragraph, first=number == 0) or _of_paragraph(paragraph, passage)
            drafts.extend(_with_waiting(found, waiting, passage))
            waiting = ()
    return drafts


def _with_waiting(found: Sequence[Draft], waiting: tuple[Stretch, ...], passage: Passage) -> Sequence[Draft]:
    """Speech left open in the paragraphs before put in front of the speech that this paragraph begins with and attributes."""
    if not waiting or not passage.quotes:
        return found
    begins = passage.quotes[0].start
    return [replace(d, content=(*waiting, *d.content)) if d.content[0][0] == begins else d for d in found]


def _goes_on(draft: Draft, paragraph: Paragraph, syntax: Syntax) -> bool:
    """Whether the draft stands at the end of the paragraph before, so that a whole quotation goes on with it."""
    between = syntax.text[reach(draft) : paragraph.block.start].strip()
    return draft.speaker is not None and "\n" not in between and len(between) < _TAIL


@found_once(shifted)
def _of_sentence(sentence: Sentence) -> Iterator[Draft]:
    for drafts in (verb_drafts(sentence), noun_drafts(sentence), adjective_drafts(sentence)):
        yield from (grown(draft) for draft in drafts)
    yield from phrase_drafts(sentence)


@found_once(shifted)
def _of_paragraph(paragraph: Paragraph, passage: Passage) -> list[Draft]:
    spoken = speech_drafts(passage)
    parsed: list[Draft] = []
    for sentence in paragraph.sentences:
        parsed.extend(_of_sentence(sentence))
    parsed = [without_remark(_to_quotation_ends(without_answer(d), passage)) for d in parsed]
    aside = {id(d.head) for d in parsed if d.frame == "apart"}
    parsed = [d for d in parsed if d.frame == "apart" or id(d.head) not in aside]
    parsed = [d for d in parsed if d.frame != "hearsay" or not any(covers(d.content, o.head.start) for o in parsed)]
    told = [d for d in parsed if not _quoted(d.head.start, passage)]
    joined = run_on(passage, _joined(spoken, told, passage))
    inside = [stretch for d in joined for stretch in d.content]
    joined.extend(d for d in parsed if _quoted(d.head.start, passage) and not covers(inside, d.head.start))
    return outermost(joined)


def _joined(spoken: Sequence[Draft], parsed: Sequence[Draft], passage: Passage) -> list[Draft]:
    """Speech and clauses of one cue as one draft; a quotation that is only part of a clause is left to the clause."""
    clauses = {id(d.head): d for d in parsed}
    joined = dict(clauses)
    for draft in spoken:
        if (own := clauses.get(id(draft.head))) is not None:
            joined[id(draft.head)] = _mixed(draft, own, passage)
        elif passage.starts_sentence(draft.content[0][0]) or not any(_holds(d, draft.content[0]) for d in parsed):
            joined[id(draft.head)] = draft
    return sorted(joined.values(), key=lambda d: d.head.start)


def _holds(draft: Draft, stretch: Stretch) -> bool:
    return any(s <= stretch[0] and stretch[1] <= e for s, e in draft.content)


CLAUSES = frozenset({"that", "tell", "sc", "np", "np-as", "apart"})


def _mixed(spoken: Draft, parsed: Draft, passage: Passage) -> Draft:
    """The speech itself, or the clause that it is only a part of."""
    outside = [
        t for s, e in parsed.content for t in passage.between(s, e) if t.text[0].isalnum() and not _quoted(t.start, passage)
    ]
    first = spoken.content[0]
    if parsed.frame in ("that", "tell") and outside and _after(parsed, spoken):
        return replace(spoken, content=(*spoken.content, *parsed.content), speaker=spoken.speaker or parsed.speaker)
    if parsed.frame == "apart" and first[0] > parsed.head.start and _begins_large(first, passage):
        return spoken
    if _only_begins(first, parsed, passage):
        return spoken
    if parsed.frame == "apart" and passage.starts_sentence(first[0]):
        return spoken
    if parsed.frame not in CLAUSES or not outside or not (_holds(parsed, first) or not passage.starts_sentence(first[0])):
        return spoken
    added = [c for c in spoken.content if not any(s <= c[0] and c[1] <= e for s, e in parsed.content)]
    return replace(parsed, content=tuple(sorted((*parsed.content, *added))))


def _after(parsed: Draft, spoken: Draft) -> bool:
    """Whether a clause goes on behind the cue of a quotation: `"…," X wrote, that CLAUSE`."""
    start = parsed.content[0][0]
    behind = spoken.content[-1][1] <= parsed.head.start and parsed.head.end <= start
    return behind and any(t.start == start and t.lower == "that" for t in parsed.head.sent.tokens)


def _begins_large(quote: Stretch, passage: Passage) -> bool:
    """Whether a quotation begins with a capital: a sentence of its own."""
    return next((c for c in passage.text[quote[0] : quote[1]] if c.isalnum()), "").isupper()


def _only_begins(quote: Stretch, parsed: Draft, passage: Passage) -> bool:
    """Whether the clause is the quotation and, behind `and`, what the parser wrongly added (`said "Go on" and waved`)."""
    if parsed.content[0][0] != quote[0] or not _begins_large(quote, passage):
        return False
    behind = passage.between(quote[1], parsed.content[-1][1])
    return bool(behind) and behind[0].tag == "CC"


def _quoted(position: int, passage: Passage) -> bool:
    return any(q.start <= position < q.end for q in passage.quotes)


def _to_quotation_ends(draft: Draft, passage: Passage) -> Draft:
    """The content with quotations that it only begins or ends in taken in whole."""
    content: list[Stretch] = []
    for first, last in draft.content:
        start, end = first, last
        for quote in passage.quotes:
            if quote.start <= draft.head.start < quote.end:
                continue
            if quote.start < end <= quote.end and start < quote.end:
                end = quote.end
            if quote.start < start < quote.end:
                start = quote.start
        content.append((start, end))
    return replace(draft, content=tuple(content))


def _inside_out(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those cut short that took in a cue set apart which comments on themselves (`X said A, Y reported`)."""
    asides = [d for d in drafts if d.frame == "apart" and d.speaker is not None]
    cut: list[Draft] = []
    for draft in drafts:
        outer = next((a for a in asides if covers(a.content, draft.head.start) and covers(draft.content, a.head.start)), None)
        if outer is None or outer.speaker is None:
            cut.append(draft)
            continue
        end = min(outer.head.start, *(t.start for t in outer.speaker.subtree()))
        kept = stretches(t for s, e in draft.content for t in draft.head.sent.tokens if s <= t.start < min(e, end))
        cut.append(replace(draft, content=kept or draft.content))
    return cut


def outermost(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that do not stand inside the content of another, but for those that only seem to (`siblings`)."""
    kept: list[Draft] = []
    for draft in sorted(_inside_out(drafts), key=lambda d: -sum(e - s for s, e in d.content)):
        holder = next((i for i, other in enumerate(kept) if covers(other.content, draft.head.start)), None)
        if holder is None:
            kept.append(draft)
        elif (linked := through(kept[holder], draft)) is not None:
            kept[holder] = linked
        elif (cut := sibling_cut(kept[holder], draft)) is not None:
            kept[holder], inner = apart(kept[holder], draft, cut)
            kept.append(inner)
    cited = {id(who.head) for d in kept if (who := cited_by(d.head)) is not None}
    return sorted((citing(d) for d in kept if d.content and id(d.head) not in cited), key=lambda d: d.head.start)
