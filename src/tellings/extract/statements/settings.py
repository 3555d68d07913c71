"""To whom, where and when something was said: the hearer, the venue and the day in the cue's own clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words, venue_nouns
from tellings.extract.statements.draft import covers
from tellings.extract.statements.speakers import noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.extract.reading import Reading
    from tellings.extract.statements.draft import Draft
    from tellings.extract.syntax import Token
    from tellings.model.coding import Timed
    from tellings.model.report import Span

_VENUE_PREPOSITIONS = frozenset(
    {"in", "at", "during", "on", "after", "before", "via", "through", "from", "by", "over", "following"}
)


def addressee(draft: Draft, reading: Reading) -> Span | None:
    """Who was told: the hearer that the frame names, or the one after `to`."""
    hearer = draft.addressee
    if hearer is None and draft.head.pos == "VERB" and draft.frame != "according to":
        to = next(
            (
                c
                for c in draft.head.children_by("prep", "dative")
                if c.lower == "to" and c not in draft.cue and not covers(draft.content, c.start)
            ),
            None,
        )
        hearer = to.child("pobj") if to else None
    if hearer is None or hearer.lower in ("himself", "herself", "themselves"):
        return None
    return reading.syntax.span([t for one in hearer.conjuncts() for t in noun_phrase(one)])


def venue(draft: Draft, reading: Reading) -> Span | None:
    """Where or through what it was said: `at a news conference in Tehran`, `in a statement`, `on state television`."""
    for noun in _places(draft):
        if noun.lower in venue_nouns() and not covers(draft.content, noun.start):
            behind = [p.subtree() for p in noun.children_by("prep") if p.i > noun.i and not _day(p)]
            own = [t for words in behind if not any(covers(draft.content, w.start) for w in words) for t in words]
            return reading.syntax.span([*noun_phrase(noun), *own])
    return None


def _day(prep: Token) -> bool:
    noun = prep.child("pobj")
    return noun is not None and noun.ent in ("DATE", "TIME")


def _places(draft: Draft) -> Iterator[Token]:
    """The nouns that may name where it was said: an occasion that was told, and what stands after a preposition."""
    hearer = draft.addressee
    if hearer is not None and venue_nouns().get(hearer.lower) == "occasion":
        yield hearer
    for prep in _own_words(draft):
        if prep.dep == "prep" and prep.lower in _VENUE_PREPOSITIONS and (noun := prep.child("pobj")):
            yield noun


_OTHER_CLAUSES = frozenset({"ccomp", "relcl", "conj", "nsubj", "nsubjpass", "xcomp", "acl", "parataxis", "advcl"})
_SPEAKING = reporting_words("speaking")


def _own_words(draft: Draft) -> Iterator[Token]:
    """The words of the cue's clause, nearest first: other clauses left out, but for `speaking on state radio`."""
    queue = [draft.head]
    if draft.speaker is not None:
        queue.extend(c for c in draft.speaker.children if (c.dep == "prep" and c.i > draft.speaker.i) or _speaking(c))
    for word in queue:
        yield word
        queue.extend(c for c in word.children if c.dep not in _OTHER_CLAUSES or _speaking(c))


def _speaking(word: Token) -> bool:
    return word.tag == "VBG" and word.lemma in _SPEAKING and word.dep in ("acl", "advcl")


def said(draft: Draft, reading: Reading) -> Timed | None:
    """The day in the cue's own clause (`said on Monday`); None where it gives none."""
    own = {t.start for t in _own_words(draft)}
    for timed in reading.times_in(draft.head.sent):
        if (
            timed.span
            and not covers(draft.content, timed.span.start)
            and any(timed.span.start <= s < timed.span.end for s in own)
        ):
            return timed
    return None
