"""Ties between two parties that the words themselves state: by verb, noun, apposition, or adjective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.ties import TieFrame, force_nouns, stand_ins, tie_frames
from tellings.extract.asked_once import asked_once
from tellings.extract.phrases import forms
from tellings.extract.ties.clauses import Reality, behind, object_of, phrase_words, reality, subject
from tellings.extract.ties.moments import moment
from tellings.extract.ties.named import modifiers, named_by, parties_at, party_at
from tellings.model.coding import MentionKind, Party, Tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Sentence, Token
    from tellings.model.coding import Event, Referent, Role, Statement
    from tellings.model.report import Span

SIDES = frozenset({"GOV", "MIL", "REB", "PRM", "UAF", "PTY", "OPP", "LEG", "SPY", "COP", "ELI", "JUD", "SEP", "INS"})
"""Sectors whose ties are political; a shop that backs a charity is not."""

ARMED = frozenset({"REB", "PRM", "UAF", "SEP", "INS"})
"""Sectors whose backing is with arms or money, whatever the verb."""

BODIES = (MentionKind.COUNTRY, MentionKind.ORGANISATION, MentionKind.GROUP)
"""Kinds of referent that have leaders and spokespeople."""

CROWDS = frozenset({"MIL", "REB", "PRM", "COP", "PTY"})
"""Sectors whose body is often told by kind alone (`the army`)."""

DOUBTFUL = frozenset(
    {"alleged", "possible", "potential", "would-be", "former", "ex", "one-time", "onetime", "erstwhile", "future", "no"}
)
"""Words before a noun that say that the tie is not, or no longer, so."""


def find_ties(reading: Reading, statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Tie, ...]:
    """Who backs, leads, opposes … whom, with the words that say so."""
    del statements  # who says so is known through the event or the sentence
    found: dict[tuple[object, ...], Tie] = {}
    held = [(who, role) for who in reading.cast.referents if who.kind is MentionKind.PERSON for role in who.roles]
    for sentence in reading.syntax.sentences:
        for tie in (*_in_sentence(sentence, reading, events), *_by_roles(sentence, held, reading)):
            key = (sentence.start, _identity(tie.left), tie.relation, _identity(tie.right))
            if tie.left != tie.right and _identity(tie.left) != _identity(tie.right):
                found.setdefault(key, tie)
    return tuple(found.values())


def _identity(party: Party) -> object:
    return party.referent or (party.country, party.sector, party.name)


def _in_sentence(sentence: Sentence, reading: Reading, events: Sequence[Event]) -> Iterator[Tie]:
    for word in _tellers(sentence):
        if word.tag.startswith("VB"):
            yield from _by_verb(word, reading, events)
        if word.tag.startswith("NN"):
            yield from _by_noun(word, reading)
        yield from _by_adjective(word, reading)


@asked_once
def _tellers(sentence: Sentence) -> list[Token]:
    """The words that a table knows: of fifty one."""
    verbs, nouns, adjectives = tie_frames("verb"), tie_frames("noun"), tie_frames("adjective")
    if all(table.keys().isdisjoint(forms(sentence)) for table in (verbs, nouns, adjectives)):
        return []
    return [t for t in sentence if t.lemma in verbs or t.lemma in nouns or t.lower in nouns or t.lower in adjectives]


def _by_verb(verb: Token, reading: Reading, events: Sequence[Event]) -> Iterator[Tie]:
    frames = tie_frames("verb").get(verb.lemma, ())
    if not frames or reality(verb) is not Reality.REAL:
        return
    said = phrase_words(verb)
    frames = tuple(f for f in frames if f.word in said)
    event = next((e for e in events if e.trigger.start <= verb.start < e.trigger.end), None) if frames else None
    for frame in frames:
        left, right = _slot(frame.left, verb), _slot(frame.right, verb)
        if left is None or right is None:
            continue
        made = list(_between(left, right, frame, reading, verb, event))
        if made:
            yield from made
            return


def _slot(slot: str, verb: Token) -> Token | None:
    if slot == "subj":
        return subject(verb)
    if slot == "obj":
        return object_of(verb)
    return behind(verb, slot)


def _between(
    left: Token, right: Token, frame: TieFrame, reading: Reading, word: Token, event: Event | None = None
) -> Iterator[Tie]:
    if frame.needs == "forces":
        force = object_of(word)
        if force is None or (force.lemma not in force_nouns() and force.lower not in force_nouns()):
            return
    rights = _grounds(right, reading) if frame.relation == "has forces in" else parties_at(_meant(right), reading)
    named = frame.left.endswith("named")
    for a in party_at(left, reading) if named else parties_at(left, reading):
        for b in rights:
            if _allowed(a, b, frame, reading):
                yield _tie(a, b, frame, reading, word, event)


def _allowed(left: Party, right: Party, frame: TieFrame, reading: Reading) -> bool:
    """Whether both can have this tie; an office needs a person by name, and a body by name or a side."""
    if frame.basis == "apposition":
        body = _is_side(right) or _is_named(right, BODIES, reading)
        return body and _is_named(left, (MentionKind.PERSON,), reading)
    if frame.needs == "organisation":
        return _is_side(left) and right.sector in SIDES and _is_named(right, BODIES[1:], reading)
    return _is_side(left) and _fits(right, frame.needs)


def _tie(left: Party, right: Party, frame: TieFrame, reading: Reading, word: Token, event: Event | None = None) -> Tie:
    if frame.left.startswith("right:"):
        left, right = right, left
    evidence = word.sent.span(reading.text)
    when = moment(word, reading) if frame.basis == "verb" else None  # not the event's: that may be the day it was spoken of
    return Tie(left, frame.relation, right, evidence, frame.basis, when, event.id if event else None)


def _meant(head: Token) -> Token:
    """The possessor, where the noun only stands for it: who supports Moscow's offensive supports Moscow."""
    owner = head.child("poss")
    return owner if owner is not None and head.lower in stand_ins() else head


def _is_side(party: Party) -> bool:
    """Whether a party is known well enough, and political, to have ties."""
    if party.sector is not None:
        return party.sector in SIDES and bool(party.country or party.referent)
    return bool(party.country and party.referent)


def _is_named(party: Party, kinds: tuple[MentionKind, ...], reading: Reading) -> bool:
    """Whether a party is one of the kinds by name, and of no sector that has no ties."""
    if party.sector is not None and party.sector not in SIDES:
        return False
    return any(r.key == party.referent and r.kind in kinds for r in reading.cast.referents)


def _fits(party: Party, needs: str) -> bool:
    if needs == "armed":
        return party.sector in ARMED
    if needs == "country":
        return party.country is not None and party.sector in (None, "GOV", "MIL")
    return _is_side(party)


def _grounds(where: Token, reading: Reading) -> list[Party]:
    """The country in which a place lies, as a party: forces in a town are forces in its country."""
    for m in reading.places:
        if m.place and m.place.country and m.span.start <= where.start < m.span.end:
            return [_country(m.place.country, reading, where)]
    return [p for p in parties_at(where, reading)[:1] if p.country and p.sector in (None, "GOV")]


def _country(code: str, reading: Reading, where: Token) -> Party:
    """The report's referent for a country, the land before its government."""
    lands = [r for r in reading.cast.referents if r.country == code and r.kind == MentionKind.COUNTRY]
    lands.sort(key=lambda r: (r.sector is not None, r.key))
    span = reading.syntax.span([where])
    return Party(span, lands[0].key, lands[0].name, None, code, lands[0].sector) if lands else Party(span, None, code, None, code)


def _by_noun(noun: Token, reading: Reading) -> Iterator[Tie]:
    frames = tie_frames("noun").get(noun.lemma, ()) or tie_frames("noun").get(noun.lower, ())
    if not frames or any(c.lower in DOUBTFUL or c.dep == "neg" for c in noun.children):
        return
    before = " ".join(t.lower for t in noun.sent.tokens[max(0, noun.i - 2) : noun.i])
    for frame in frames:
        lead = frame.word.rsplit(" ", 1)[0] if " " in frame.word else ""
        if lead and not before.endswith(lead):
            continue
        lefts = named_by(noun) if frame.left.endswith("named") else [t for t in modifiers(noun) if t.dep != "mod"]
        made = [t for a in lefts for b in _rights(noun, frame, lefts) for t in _between(a, b, frame, reading, noun)]
        yield from made
        if made:
            return


def _rights(noun: Token, frame: TieFrame, lefts: Sequence[Token]) -> Iterator[Token]:
    for slot in frame.right.split("|"):
        if slot in ("poss", "mod"):
            wanted = ("poss",) if slot == "poss" else ("compound", "amod", "nmod")
            yield from (t for t in modifiers(noun) if t.dep in wanted and t not in lefts)
        elif found := behind(noun, slot):
            yield found


def _by_adjective(word: Token, reading: Reading) -> Iterator[Tie]:
    """`Iran-backed militia`, `pro-Russian fighters`, `groups loyal to the president`."""
    for frame in tie_frames("adjective").get(word.lower, ()):
        pair = _joined(word, frame) or _followed(word, frame)
        if pair is None:
            continue
        for left in parties_at(pair[0], reading):
            for right in parties_at(pair[1], reading):
                if _is_side(left) and _is_side(right):
                    yield _tie(left, right, frame, reading, word)


def _joined(word: Token, frame: TieFrame) -> tuple[Token, Token] | None:
    """The two parties of a compound joined by a hyphen: what stands before or after it, and the noun it describes."""
    tokens = word.sent.tokens
    if frame.right == "after" and word.i + 2 < len(tokens) and tokens[word.i + 1].text in "-‐–":
        other = tokens[word.i + 2]
        noun = next((t for t in (word.head, other.head) if t.tag.startswith("NN") and t.i > other.i), None)
        return (noun, other) if noun else None
    if "before" in (frame.left, frame.right) and word.i >= 2 and tokens[word.i - 1].text in "-‐–":
        noun, other = word.head, tokens[word.i - 2]
        if noun.tag.startswith("NN") and noun.i > word.i:
            return (other, noun) if frame.left == "before" else (noun, other)
    return None


def _followed(word: Token, frame: TieFrame) -> tuple[Token, Token] | None:
    """`loyal to X` behind a noun, or said of a subject."""
    if "before" in (frame.left, frame.right) or frame.right == "after" or word.tag not in ("JJ", "VBN"):
        return None
    right = behind(word, frame.right)
    noun = word.head if word.dep in ("amod", "acl", "relcl") else word.head.child("nsubj") if word.dep == "acomp" else None
    return (noun, right) if noun is not None and right is not None and not word.child("neg") else None


def _by_roles(sentence: Sentence, held: Sequence[tuple[Referent, Role]], reading: Reading) -> Iterator[Tie]:
    """Who speaks for or leads which government or body, from the offices that the cast was seen in."""
    for referent, role in held:
        if not sentence.start <= role.span.start < sentence.end:
            continue
        relation = _office(role.title, role.sector)
        if relation and role.country and role.sector:
            left = Party(role.span, referent.key, referent.name, role.title, referent.country, referent.sector)
            right = _body(role.country, role.sector, role.span, reading)
            if right:
                yield Tie(left, relation, right, sentence.span(reading.text), "apposition")


def _office(title: str, sector: str | None) -> str | None:
    """The relation that an office means: it speaks for its body, or leads the state; other heads are told by their words."""
    words = title.lower().split(" of ")[0].split(" for ")[0].split()
    for frame in tie_frames("noun").get(words[-1], ()) if words else ():
        fits = frame.relation == "spokesperson of" or (frame.needs == "state" and sector == "GOV")
        if fits and frame.word in (words[-1], " ".join(words[-2:])):
            return frame.relation
    return None


def _body(country: str, sector: str, words: Span, reading: Reading) -> Party | None:
    """The report's referent for the body behind an office: the country for GOV, else the group or organisation of that code."""
    found = [r for r in reading.cast.referents if r.country == country and r.kind in BODIES and _stands_for(r, sector)]
    found.sort(key=lambda r: (r.name not in words.text, BODIES.index(r.kind), r.key))
    if not found:
        return None
    return Party(words, found[0].key, found[0].name, None, country, found[0].sector)


def _stands_for(referent: Referent, sector: str) -> bool:
    if referent.kind == MentionKind.COUNTRY:
        return sector == "GOV" and referent.sector in (None, "GOV")
    named = referent.kind == MentionKind.ORGANISATION or not referent.key.startswith("unnamed")
    return referent.sector == sector and (named or sector in CROWDS)
