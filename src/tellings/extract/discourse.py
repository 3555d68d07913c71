"""The walk through a report that tells, phrase by phrase, whom each noun and pronoun stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.actors import titles
from tellings.extract.described import read_noun
from tellings.extract.phrases import is_subject, phrase
from tellings.extract.pronouns import NEUTER, PERSONAL, PLURAL, RELATIVE, Seen, resolve_pronoun
from tellings.extract.scene import Material, Scene
from tellings.model.coding import MentionKind, Party

if TYPE_CHECKING:
    from tellings.extract.mentions import Name
    from tellings.extract.roles import Office
    from tellings.extract.roster import Draft, Roster
    from tellings.extract.syntax import Sentence, Token

READ = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
"""Words that can stand for somebody by themselves; of the rest only relative words and words of names are looked at."""


def walk(material: Material, roster: Roster) -> Scene:
    """Go through the whole text once, in order."""
    scene = Scene.of(material, roster)
    for number, sentence in enumerate(material.syntax.sentences):
        scene.number = number
        for token in sentence:
            if token.pos in READ or token.lower in RELATIVE or token.start in material.names:
                _read(scene, token)
        _note_coordinations(scene, sentence)
    return scene


def _read(scene: Scene, token: Token) -> None:
    name = scene.material.names.get(token.start)
    if name:
        if token is name.head:
            _read_name(scene, name)
    elif token.pos == "PRON" or token.lower in RELATIVE:
        _read_pronoun(scene, token)
    elif token.start not in scene.material.titled and (token.pos in ("NOUN", "PROPN") or _nominal(token)):
        read_noun(scene, token)


def _nominal(token: Token) -> bool:
    """An adjective or participle that heads a phrase (`the displaced`, `Syrians` tagged so)."""
    return token.pos in ("ADJ", "NUM") and token.dep in ("nsubj", "nsubjpass", "pobj", "dobj")


# ---------------------------------------------------------------- names


def _read_name(scene: Scene, name: Name) -> None:
    _place_office(scene, name)
    party, kind = name_party(scene, name)
    for token in (*name.tokens, *_title_words(scene, name)):
        scene.parties[token.start] = (party,)
    if not party.referent and not party.country:
        return
    draft = scene.draft(party)
    scene.keep(name.head, (party,), kind, draft.gender if draft else None)
    speaks = kind is MentionKind.COUNTRY or (kind is MentionKind.PERSON and party.sector == "GOV")
    if speaks and is_subject(name.head) and party.country:
        scene.context.speaking = party.country


def _place_office(scene: Scene, name: Name) -> None:
    """The country of an office that tells none (`foreign ministry spokesman`), from what was said before."""
    draft, office = scene.roster.get(scene.material.keys.get(name)), scene.material.offices.get(name)
    if not draft or not office:
        return
    if body := _institution(scene, office):
        draft.country = draft.country or body.country
        row = titles()[office.noun]
        if not row.sector or row.level in ("state", "deputy-state"):
            draft.sector = body.sector or draft.sector
            draft.roles = [replace(r, country=r.country or body.country, sector=body.sector or r.sector) for r in draft.roles]
    speaks = is_subject(name.head)
    if not draft.country and (code := scene.context.country_of_office(office.noun, office.sector, speaks=speaks)):
        draft.country = code
        draft.roles = [r if r.country or r.sector != office.sector else replace(r, country=code) for r in draft.roles]
    scene.context.said(office.noun, draft.country)


def _institution(scene: Scene, office: Office) -> Draft | None:
    """The body that an office belongs to, where the office's words name one (`Observatory director`)."""
    words = office.head.sent.tokens[office.first.i : office.last.i + 1]
    drafts = (scene.roster.get(scene.material.keys.get(n)) for t in words if (n := scene.material.names.get(t.start)))
    return next((d for d in drafts if d and d.kind in (MentionKind.ORGANISATION, MentionKind.GROUP)), None)


def name_party(scene: Scene, name: Name) -> tuple[Party, MentionKind]:
    """The party and kind of a name at its place."""
    key = scene.material.keys.get(name)
    span = scene.material.syntax.span(_words(name))
    draft = scene.roster.get(key)
    if draft is None:
        code = name.known.country if name.known else None
        return Party(span, name=name.text, country=code), name.kind or MentionKind.PLACE
    office = scene.material.offices.get(name)
    role = office.title if office else draft.roles[0].title if draft.roles else None
    of_state = key is not None and key.startswith("government:")
    shown = name.text.removeprefix("The ").removeprefix("the ") if of_state else draft.fullest
    return Party(span, key, shown, role, draft.country, draft.sector), draft.kind


def _title_words(scene: Scene, name: Name) -> list[Token]:
    """The words of the office directly before the name."""
    before = name.sentence.tokens[max(0, name.first - 12) : name.first]
    kept = []
    for token in reversed(before):
        if token.start not in scene.material.titled:
            break
        kept.append(token)
    return [t for t in kept if t.start not in scene.material.names]


def _words(name: Name) -> list[Token]:
    """The words of the phrase: the name with the title before it."""
    words = {t.i: t for t in name.tokens if t.tag != "POS"}
    if name.head.tag != "POS":
        words |= {t.i: t for t in phrase(name.head)}
    return [words[i] for i in sorted(words)]


# ---------------------------------------------------------------- pronouns


def _read_pronoun(scene: Scene, token: Token) -> None:
    found = _antecedent(scene, token)
    if not found:
        return
    span = scene.material.syntax.span([token])
    parties = tuple(replace(p, span=span) for p in scene.parties.get(found.token.start, (found.party,)))
    scene.parties[token.start] = parties
    if token.lower in PERSONAL | NEUTER | PLURAL and token.dep != "poss":
        quoted = token.start in scene.material.quoted
        scene.seen.append(Seen(token, parties[0], found.kind, scene.number, found.plural, found.gender, quoted))


def _antecedent(scene: Scene, token: Token) -> Seen | None:
    if token.lower in RELATIVE:
        clause = next((t for t in token.ancestors() if t.dep == "relcl"), None)
        head = scene.material.name_head(clause.head) if clause else None
        return next((s for s in reversed(scene.seen) if s.token is head), None)
    return None if token.dep == "expl" else resolve_pronoun(scene.asked(token), scene.seen)


# ---------------------------------------------------------------- coordinations


def _note_coordinations(scene: Scene, sentence: Sentence) -> None:
    """Keep `France, Germany and Britain` for a later `the three countries`."""
    joined = {t.head for t in sentence if t.dep == "conj"}
    for token in sentence if joined else ():
        if token in joined and token.dep != "conj":
            heads = dict.fromkeys(scene.material.name_head(t) for t in token.conjuncts())
            parties = tuple(p for t in heads for p in scene.parties.get(t.start, ()) if p.country or p.referent)
            if len({(p.referent, p.country) for p in parties}) > 1:
                scene.groups.append(parties)
