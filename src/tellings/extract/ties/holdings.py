"""Who holds, takes, loses, enters or fights for which place, as single sentences tell it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.data.ties import HoldingFrame, holding_frames
from tellings.extract.asked_once import asked_once
from tellings.extract.phrases import forms
from tellings.extract.ties.clauses import Reality, behind, object_of, phrase_words, reality, subject
from tellings.extract.ties.moments import lasting, moment
from tellings.extract.ties.sites import Site, finer, site_of
from tellings.model.coding import Holding, MentionKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Sentence, Token
    from tellings.model.coding import Event, Party, Statement

ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "SPY"})
"""Sectors that take places by force."""

RULING = ARMED | {"GOV", "COP", "PTY", "SEP", "INS"}
"""Sectors that can hold a place at all."""

UNDER = frozenset({"control", "hand", "hands", "rule", "occupation", "command"})
"""Nouns that say that a place is held, with the holder before or behind them."""

CLAIMED = frozenset({"taken", "held"})


@dataclass(frozen=True)
class Told:
    """A report's reading with the statements and events read from it."""

    reading: Reading
    statements: Sequence[Statement]
    events: Sequence[Event]

    def event_at(self, word: Token) -> Event | None:
        """The event whose trigger is this word."""
        return next((e for e in self.events if e.trigger.start <= word.start < e.trigger.end), None)

    def statement_of(self, word: Token) -> Statement | None:
        """The statement in whose content this word stands."""
        return next((s for s in self.statements if any(c.start <= word.start < c.end for c in s.content)), None)


def find_holdings(reading: Reading, statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Holding, ...]:
    """Who holds, takes, loses which place, with the words that say so."""
    told = Told(reading, statements, events)
    found: dict[tuple[object, ...], Holding] = {}
    for sentence in reading.syntax.sentences:
        for holding in _in_sentence(sentence, told):
            key = (sentence.start, holding.place.place.name, holding.holder.referent or holding.holder.span, holding.strength)
            found.setdefault(key, holding)
    return tuple(found.values())


def _in_sentence(sentence: Sentence, told: Told) -> Iterator[Holding]:
    spent: set[int] = set()
    tellers = _tellers(sentence)
    for word in tellers:
        if word.tag.startswith("VB"):
            yield from _by_verb(word, told, spent)
    for word in tellers:
        if word.tag.startswith("NN") and word.lemma in holding_frames("noun"):
            yield from _by_noun(word, told)
        if word.i not in spent and word.lower in holding_frames("adjective"):
            yield from _by_adjective(word, told)


@asked_once
def _tellers(sentence: Sentence) -> list[Token]:
    """The words that a table knows."""
    verbs, nouns, adjectives = holding_frames("verb"), holding_frames("noun"), holding_frames("adjective")
    if all(table.keys().isdisjoint(forms(sentence)) for table in (verbs, nouns, adjectives)):
        return []
    return [t for t in sentence if t.lemma in verbs or t.lemma in nouns or t.lower in adjectives]


def _by_verb(verb: Token, told: Told, spent: set[int]) -> Iterator[Holding]:
    frames = holding_frames("verb").get(verb.lemma, ())
    real = reality(verb) if frames else Reality.UNREAL
    if real is Reality.UNREAL:
        return
    said = phrase_words(verb)
    for frame in (f for f in frames if f.word in said):
        where = _slot(frame.place, verb)
        site = site_of(where, told.reading) if where else None
        site = finer(site, told.reading) if site else None
        if not where or not site or not _plausible(frame, verb, where):
            continue
        made = list(_made(frame, verb, site, told, real))
        if made:
            spent.update(t.i for t in where.subtree() if t.tag == "VBN")
            yield from made
            return


def _plausible(frame: HoldingFrame, verb: Token, where: Token) -> bool:
    """A place that falls to somebody is a subject; what stands between needs no second reading."""
    return where is not verb and (frame.place != "subj" or where.i < verb.i)


def _slot(slot: str, verb: Token) -> Token | None:
    if slot == "subj":
        return subject(verb)
    if slot == "obj":
        return object_of(verb)
    return (behind(verb, slot) or _modifier(verb, slot)) if slot else None


def _modifier(verb: Token, slot: str) -> Token | None:
    """`rebel` in `is under rebel control`, `fell into rebel hands`."""
    if not slot.endswith("mod"):
        return None
    nouns = (n for p in verb.children_by("prep") for n in p.children_by("pobj") if n.lemma in UNDER)
    return next((t for n in nouns for t in n.children_by("poss", "compound", "amod", "nmod")), None)


def _made(frame: HoldingFrame, verb: Token, site: Site, told: Told, real: Reality) -> Iterator[Holding]:
    holder = _holders(_slot(frame.holder, verb), frame, told)
    loser = _holders(_slot(frame.loser, verb), frame, told)
    before = loser[0] if loser else _before(verb, told)
    parties, strength = (holder, frame.strength) if frame.strength != "lost" else (loser, "lost")
    if holder and strength == "lost":
        parties, strength = holder, "taken"
    if real is Reality.TRIED:
        strength = "fought for"
    if strength == "lost" and verb.dep == "pcomp":
        return  # `retook it two days after losing it`: an earlier loss, without a day of its own
    for party in parties:
        made = _holding(party, site, strength, verb, told)
        if made:
            former = before if before != party and made.strength == "taken" else None
            yield replace(made, before=former, again=frame.again, lasting=lasting(verb, told.reading))
    if frame.strength == "taken" and not holder and loser and real is Reality.REAL and _slot(frame.holder, verb) is None:
        lost = _holding(loser[0], site, "lost", verb, told)
        yield from (lost,) if lost else ()


def _before(verb: Token, told: Told) -> Party | None:
    """Who held it before, where the object says so (`recaptured rebel-held areas`)."""
    where = object_of(verb)
    for word in where.subtree() if where else []:
        if word.lower in ("held", "controlled", "occupied", "run", "ruled") and word.head.tag.startswith("NN"):
            left = word.child("npadvmod", "amod", "compound", "advmod")
            return told.reading.cast.party(left) if left else None
    return None


def _holders(head: Token | None, frame: HoldingFrame, told: Told) -> list[Party]:
    """Those who can hold a place; bodies of unknown sector too where the word itself says so, for the entity may tell more."""
    if head is None:
        return []
    wanted = ARMED if frame.armed else RULING
    found = told.reading.cast.parties(head)
    return [p for p in found if p.sector in wanted or (not frame.armed and p.sector is None and _is_body(p, told))]


def _is_body(party: Party, told: Told) -> bool:
    """Whether a party without a sector is a country, a group or an organisation by name."""
    kind = next((r.kind for r in told.reading.cast.referents if r.key == party.referent), None)
    return party.country is not None or kind in (MentionKind.GROUP, MentionKind.ORGANISATION)


def _holding(party: Party, site: Site, strength: str, word: Token, told: Told) -> Holding | None:
    event, said = told.event_at(word), told.statement_of(word)
    if event and event.status in (Status.DENIED, Status.HYPOTHETICAL, Status.CALLED_FOR, Status.THREATENED, Status.PLANNED):
        return None
    if said and said.act == "denies":
        return None
    if said and strength in CLAIMED and said.speaker and _same(said.speaker, party):
        strength = "said"
    period = event.date.period if event and event.date else moment(word, told.reading)
    return Holding(
        place=site[0],
        holder=party,
        strength=strength,
        evidence=word.sent.span(told.reading.text),
        period=period,
        event=event.id if event else None,
        attributed_to=said.id if said else None,
        part=site[1],
    )


def _same(speaker: Party, holder: Party) -> bool:
    """Whether the holder speaks for itself: the same party, one of its code, or its spokesman by the words."""
    if speaker.referent and speaker.referent == holder.referent:
        return True
    if speaker.country and speaker.country == holder.country and speaker.sector and speaker.sector == holder.sector:
        return True
    words = f"{speaker.role or ''} {speaker.span.text}".casefold()
    own = words.split()[:1] in (["its"], ["their"], ["our"])
    return own or bool(holder.name and holder.name.casefold() in words)


def _by_noun(noun: Token, told: Told) -> Iterator[Holding]:
    if any(c.dep == "neg" or c.lower in ("no", "possible", "planned", "alleged", "future") for c in noun.children):
        return
    for frame in holding_frames("noun")[noun.lemma]:
        where = behind(noun, frame.place)
        site = site_of(where, told.reading) if where else None
        if not site:
            continue
        slot = frame.loser if frame.strength == "lost" else frame.holder
        parties = [p for h in _noun_parties(noun, slot) for p in _holders(h, frame, told)]
        made = [h for p in parties if (h := _holding(p, site, frame.strength, noun, told))]
        if made:
            yield from made
            return


def _noun_parties(noun: Token, slots: str) -> Iterator[Token]:
    """Who stands before the noun as possessor or adjective, or behind it with `by` or another preposition."""
    for slot in slots.split("|"):
        if slot == "poss":
            yield from noun.children_by("poss", "amod", "compound", "nmod")
        elif found := behind(noun, slot):
            yield found


def _by_adjective(word: Token, told: Told) -> Iterator[Holding]:
    """`rebel-held parts of Raqqa`, `government-controlled Raqqa`."""
    left, noun = word.child("npadvmod", "amod", "compound", "advmod"), word.head
    joined = left is not None and word.i - left.i == 2 and word.sent.tokens[left.i + 1].text in "-‐–"
    site = site_of(noun, told.reading) if joined and noun.tag.startswith("NN") else None
    if not site or left is None:
        return
    for frame in holding_frames("adjective")[word.lower]:
        for party in _holders(left, frame, told):
            made = _holding(party, site, frame.strength, word, told)
            yield from (replace(made, period=None),) if made else ()
