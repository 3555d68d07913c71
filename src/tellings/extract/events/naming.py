"""Actors and recipients as parties: the words in the sentence and whom they stand for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.actors import actor_nouns
from tellings.extract.events.arguments import core, surface_subject
from tellings.extract.events.kinds import is_event, is_party, is_people, is_pronoun
from tellings.extract.phrases import phrase
from tellings.model.coding import Party
from tellings.model.report import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Token

PERSONAL = frozenset({"he", "she", "his", "her", "him"})


OURS = frozenset({"our", "ours", "us"})
FIRST_PERSON = frozenset({"we", "us", "our", "i", "me"})


def named(tokens: Sequence[Token], reading: Reading, speaker: Party | None) -> tuple[Party, ...]:
    """The parties of these heads, coordinations split, each once; a pronoun gives way to the name in its sentence."""
    found: list[Party] = []
    for token in tokens:
        for party in _parties(token, reading, speaker):
            if party.span not in [p.span for p in found]:
                found.append(party)
    return _joined(found, reading)


def others(recipients: tuple[Party, ...], actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """The recipients without the actors: a pronoun that could only be read as the actor is somebody whom we do not know."""
    spans = {a.span for a in actors}
    same = {a.referent for a in actors if a.referent}
    return tuple(r for r in recipients if r.span not in spans and r.referent not in same)


def _joined(parties: list[Party], reading: Reading) -> tuple[Party, ...]:
    """Two modifiers that name one party (`Syrian air force strikes`) as one: country of the first, sector of the second."""
    joined: list[Party] = []
    for party in parties:
        last = joined[-1] if joined else None
        beside = last is not None and 0 <= party.span.start - last.span.end <= 1
        if last is not None and beside and last.country and not last.sector and party.sector:
            span = Span.of(reading.text, last.span.start, party.span.end)
            joined[-1] = replace(party, span=span, name=span.text, country=last.country)
        else:
            joined.append(party)
    return tuple(joined)


def _parties(token: Token, reading: Reading, speaker: Party | None) -> tuple[Party, ...]:
    """The parties of one head; `we` in somebody's words is the one who speaks them."""
    if token.lower in OURS and speaker is not None:
        return (_side_of(speaker, token, reading),)
    if token.lower in FIRST_PERSON and speaker is not None:
        return (replace(speaker, span=reading.syntax.span([token])),)
    counted = core(token)
    if counted is not token and counted.i > token.i and token.child("conj") is None and not is_pronoun(counted):
        return (_of_many(token, counted, reading),)
    return tuple(_by_kind(p, token, reading) for p in reading.cast.parties(antecedent(token)))


def _side_of(speaker: Party, token: Token, reading: Reading) -> Party:
    """Whose `our positions` are: those for whom the speaker speaks, never the speaker in person."""
    of_sector = {r.key: r.country for r in reading.cast.referents if r.sector == speaker.sector and r.country}
    told = Counter(code for m in reading.cast.mentions if (code := of_sector.get(m.referent or "")))
    (code, most), *_ = told.most_common(1) or [("", 0)]
    country = speaker.country or (code if most > told.total() / 2 else None)
    span = reading.syntax.span(phrase(token.head) if token.dep == "poss" else [token])
    return Party(span, None, span.text, None, country, speaker.sector)


def _of_many(token: Token, counted: Token, reading: Reading) -> Party:
    """`dozens of Kenyan teachers`: the words as a whole, and what those counted are."""
    party = _by_kind(reading.cast.party(token), token, reading)
    inner = _by_kind(reading.cast.party(counted), counted, reading)
    known = party if party.referent or party.sector or not (inner.referent or inner.sector) else inner
    span = Span.of(reading.text, party.span.start, max(party.span.end, inner.span.end))
    return replace(known, span=span, name=known.name if known.referent else span.text, country=known.country or inner.country)


def _by_kind(party: Party, token: Token, reading: Reading) -> Party:
    """A party that only an adjective names (`rebel offensive`): its sector by kind, its country that of the only such group."""
    known = actor_nouns().get(token.lemma)
    if party.sector or party.referent or known is None:
        return party
    countries = {r.country for r in reading.cast.referents if r.sector == known.sector and r.country}
    return replace(party, sector=known.sector, country=party.country or (countries.pop() if len(countries) == 1 else None))


def antecedent(token: Token) -> Token:
    """The noun in the sentence that a pronoun of a clause below stands for (`Norway said it would …`), else itself."""
    if not is_pronoun(token):
        return token
    for above in token.ancestors():
        for subject in surface_subject(above):
            stands_for = subject.i < token.i and not is_pronoun(subject) and _agrees(token, subject)
            if stands_for and is_party(subject) and not is_event(subject):
                return subject
    return token


def _agrees(pronoun: Token, noun: Token) -> bool:
    if pronoun.lower in PERSONAL:
        return noun.ent == "PERSON" or (is_people(noun) and noun.tag in ("NN", "NNP") and noun.ent not in ("GPE", "NORP", "ORG"))
    if pronoun.lower in ("it", "its"):
        return noun.ent != "PERSON" and noun.tag in ("NN", "NNP", "NNPS")
    plural = noun.tag in ("NNS", "NNPS") or noun.child("conj") is not None or noun.ent in ("ORG", "NORP")
    return pronoun.lower in ("they", "their", "them") and plural
