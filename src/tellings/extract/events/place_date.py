"""Where and when an event took place: what its own clause says, then the clauses that it hangs on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.countries import by_demonym
from tellings.data.event_tables import word_classes
from tellings.extract.asked_once import asked_once
from tellings.extract.events.arguments import heads_inside, is_verb, is_when_clause, prepositions
from tellings.model.coding import MentionKind, Precision, Sited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.extract.events.draft import Draft
    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Token
    from tellings.model.coding import Place, Timed
    from tellings.model.report import Span

WHERE = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "around", "into", "over", "across", "throughout", "within", "to", "from"}
)
FINENESS = {Precision.SITE: 0, Precision.TOWN: 0, Precision.REGION: 1, Precision.COUNTRY: 2, Precision.LARGER: 3}
OWN_CLAUSE = frozenset({"relcl", "ccomp", "advcl", "parataxis"})
PASSES_TIME = frozenset(
    {"ccomp", "xcomp", "conj", "parataxis", "pcomp", "dep", "prep", "dobj", "nsubj", "pobj", "nsubjpass", "attr", "acl"}
)
"""By these links an event shares the time of what it hangs on; a relative or adverbial clause has a time of its own."""
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
"""Types that are done by speaking: the day of `said on Monday` is theirs, while what else is reported may be older."""
TAKES_TERRITORY = "192"
PLACED_BY_RECIPIENT = frozenset({"ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "PROTEST"})


def clauses(draft: Draft) -> Iterator[tuple[Token, list[Token]]]:
    """The draft's clause as its head and words, then those above that share its time, nearest first."""
    if draft.clause.act is not None and draft.inner is not None and draft.inner.type == draft.type:
        yield draft.clause.act, _clause_words(draft.clause.act)
    top = _clause_head(draft.clause.light or draft.head)
    while True:
        yield top, _clause_words(top)
        if top.head is top or not (top.dep in PASSES_TIME or is_when_clause(top)) or (top.dep == "conj" and not _same_time(top)):
            return
        if top.dep in ("ccomp", "parataxis") and draft.type not in VERBAL and top.head.lemma in word_classes()["speech"]:
            return
        top = _clause_head(top.head)


def _same_time(verb: Token) -> bool:
    """Whether a coordinated verb stands in the tense of the first, so that its date holds for both."""
    return verb.tag == verb.head.tag and verb.child("aux", "nsubj", "nsubjpass") is None and verb.head.child("aux") is None


def _clause_head(token: Token) -> Token:
    while not is_verb(token) and token.head is not token:
        token = token.head
    return token


@asked_once
def _clause_words(top: Token) -> list[Token]:
    words = [top]
    for token in words:
        words.extend(c for c in token.children if not (is_verb(c) and (c.dep in OWN_CLAUSE or c.dep == "conj")))
    return words


def date_of(draft: Draft, reading: Reading) -> Timed | None:
    """The date expression that its clause gives, else the nearest that shares its time."""
    times = list(reading.times_in(draft.head.sent))
    for _, words in clauses(draft):
        inside = [t for t in times if t.span is not None and _touches(t.span, words)]
        if inside:
            return min(inside, key=lambda t: abs((t.span.start if t.span else 0) - draft.head.start))
    return _since(draft, times)


def _since(draft: Draft, times: list[Timed]) -> Timed | None:
    """`has backed X since the war broke out in 2011`: from then on, with an open end."""
    verb = _clause_head(draft.clause.light or draft.head)
    for clause in verb.children_by("advcl"):
        if any(c.lower == "since" for c in clause.children_by("mark", "prep", "advmod")):
            inside = [t for t in times if t.span is not None and t.period.first and _touches(t.span, clause.subtree())]
            if inside:
                return replace(inside[0], period=replace(inside[0].period, last=None))
    return None


def place_of(draft: Draft, reading: Reading) -> Sited | None:
    """The finest place that its clause names with a preposition of place, or that it is aimed at; else the sentence's."""
    sites = [
        s for s in reading.places_in(draft.head.sent) if not _is_party_of(s.span, draft) and not _is_in_body(s.span, reading)
    ]
    for _, words in clauses(draft):
        inside = [s for s in sites if (token := _token_at(s.span, words)) is not None and _says_where(token, draft)]
        if inside:
            return min(inside, key=lambda s: (FINENESS[s.place.precision], abs(s.span.start - draft.head.start)))
    return _by_demonym(draft, reading)


def _by_demonym(draft: Draft, reading: Reading) -> Sited | None:
    """The country whose people's name says where (`in the Syrian civil war`), or from whose government territory is taken."""
    behind = prepositions(draft.clause.light or draft.head)
    wheres = [t for name, objects in behind.items() if name in WHERE for t in objects]
    peoples = [(m, by_demonym(m.text)) for t in wheres for m in heads_inside(t, "mod")]
    peoples += [(t, reading.cast.party(t).country) for t in draft.recipients if draft.cameo == TAKES_TERRITORY]
    for token, country in peoples:
        known = next((m for m in reading.places if country and m.place and _is_country(m.place, country)), None)
        if known is not None and known.place is not None:
            return Sited(reading.syntax.span([token]), known.place)
    return None


def _is_country(place: Place, country: str) -> bool:
    return place.precision is Precision.COUNTRY and place.country == country


def _touches(span: Span, words: list[Token]) -> bool:
    return any(w.start < span.end and span.start < w.end for w in words)


def _token_at(span: Span, words: list[Token]) -> Token | None:
    inside = [w for w in words if w.start < span.end and span.start < w.end]
    return next((w for w in inside if w.head not in inside), None)


def _is_party_of(span: Span, draft: Draft) -> bool:
    return any(t.start <= span.start < t.end or span.start <= t.start < span.end for t in draft.actors)


def _is_in_body(span: Span, reading: Reading) -> bool:
    """Whether the name is only part of a body's or group's name (`the Goma Front`)."""
    bodies = (m.span for m in reading.cast.mentions if m.kind in (MentionKind.ORGANISATION, MentionKind.GROUP))
    return any(b.start <= span.start and span.end <= b.end and b != span for b in bodies)


def _says_where(token: Token, draft: Draft) -> bool:
    """Whether the words put something at the place: behind a preposition of place, or as what is aimed at."""
    for above in (token, *token.ancestors()):
        if above.dep == "pobj" and above.head.lower in WHERE:
            return not (above.head.lower in ("to", "from") and draft.type not in ("CONSULT", "RETREAT", "MOBILIZE"))
        if above in draft.recipients or (above.dep in ("dobj", "nsubjpass") and draft.type in PLACED_BY_RECIPIENT):
            return draft.type in PLACED_BY_RECIPIENT or (draft.type == "CONSULT" and above is token)
        if is_verb(above):
            return False
    return False
