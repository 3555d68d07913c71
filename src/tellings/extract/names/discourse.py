"""The walk through a report that tells, phrase by phrase, whom each noun and pronoun stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.actors import titles
from tellings.extract.asked_once import asked_once
from tellings.extract.names.described import may_tell, read_noun
from tellings.extract.names.pronouns import NEUTER, PERSONAL, PLURAL, RELATIVE, resolve_pronoun
from tellings.extract.names.scene import Material, Scene
from tellings.extract.phrases import is_subject, phrase, place
from tellings.model.coding import MentionKind, Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.extract.names.context import Context
    from tellings.extract.names.mentions import Name
    from tellings.extract.names.pronouns import Seen
    from tellings.extract.names.roles import Office
    from tellings.extract.names.roster import Draft, Roster
    from tellings.extract.syntax import Sentence, Token

LONGEST_OFFICE = 12
"""Words of an office before a name."""


def walk(material: Material, roster: Roster, context: Context) -> Scene:
    """Go through the whole text once, in order."""
    scene = Scene(material, roster, context)
    for number, sentence in enumerate(material.syntax.sentences):
        scene.number = number
        for token in _looked_at(sentence, material):
            _read(scene, token)
        _note_coordinations(scene, sentence)
    return scene


def _looked_at(sentence: Sentence, material: Material) -> Sequence[Token]:
    """The words that can stand for somebody, in order: by themselves, or as heads of names."""
    alone = _standing_alone(sentence)
    if heads := [t for t in material.heads.get(sentence.start, ()) if t not in alone]:
        return sorted((*alone, *heads), key=place)
    return tuple(alone)


@asked_once
def _standing_alone(sentence: Sentence) -> Mapping[Token, None]:
    """The pronouns of a sentence and its nouns for actors, in order."""
    return dict.fromkeys(t for t in sentence.tokens if t.pos == "PRON" or t.lower in RELATIVE or (_is_nominal(t) and may_tell(t)))


def _read(scene: Scene, token: Token) -> None:
    name = scene.material.names.get(token.start)
    if name:
        if token is name.head:
            _read_name(scene, name)
    elif token.pos == "PRON" or token.lower in RELATIVE:
        _read_pronoun(scene, token)
    elif token.start not in scene.material.titled and _is_nominal(token):
        read_noun(scene, token)


def _is_nominal(token: Token) -> bool:
    """Whether it is a noun, or an adjective or participle that heads a phrase (`the displaced`, `Syrians` tagged so)."""
    return token.pos in ("NOUN", "PROPN") or (token.pos in ("ADJ", "NUM") and token.dep in ("nsubj", "nsubjpass", "pobj", "dobj"))


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
    kept: list[Token] = []
    first = name.first - 1
    while first >= 0 and (token := name.sentence.tokens[first]).start in scene.material.titled and len(kept) < LONGEST_OFFICE:
        kept.append(token)
        first -= 1
    return [t for t in kept if t.start not in scene.material.names]


def _words(name: Name) -> list[Token]:
    """The words of the phrase: the name with the title before it."""
    words = [t for t in name.tokens if t.tag != "POS"]
    return [*words, *phrase(name.head)] if name.head.tag != "POS" else words


# ---------------------------------------------------------------- pronouns


def _read_pronoun(scene: Scene, token: Token) -> None:
    found = _antecedent(scene, token)
    if not found:
        return
    span = scene.material.syntax.span([token])
    parties = tuple(p.told_at(span) for p in scene.parties.get(found.token.start, (found.party,)))
    scene.parties[token.start] = parties
    if token.lower in PERSONAL | NEUTER | PLURAL and token.dep != "poss":
        scene.see(token, parties[0], found.kind, plural=found.plural, gender=found.gender)


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
