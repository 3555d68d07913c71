"""The triggers of one sentence: verbs and event nouns, each with the frame that holds, coded into drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.event_tables import light_verbs, noun_frames, verb_frames, word_classes
from tellings.extract.events.acts import INNER_STATUS, act_rule, cameo_for, settle
from tellings.extract.events.arguments import is_verb, names_of, objects, prepositions, subjects, whole
from tellings.extract.events.draft import Draft
from tellings.extract.events.frames import Clause, best_noun_frame, best_verb_frame, has_particle
from tellings.extract.events.kinds import is_party, is_place
from tellings.extract.events.manner import weapon_mode
from tellings.extract.events.parties import fill
from tellings.extract.events.status import DUTY_AUX, first_infinitive
from tellings.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tellings.data.event_tables import Frame, LightVerb
    from tellings.extract.syntax import Sentence, Token

DEPTH = 4
"""How many acts may be nested in one another (`agreed to call for an end to …`)."""
NOMINAL_DEPS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj", "ROOT", "oprd", "dative", "npadvmod"})
TRIGGER_TAGS = frozenset({"VB", "JJ"})
"""How the tags of verbs and adjectives begin."""
PLANNING = frozenset(
    {
        "plan",
        "intend",
        "aim",
        "decide",
        "prepare",
        "expect",
        "hope",
        "want",
        "seek",
        "mean",
        "willing",
        "ready",
        "set",
        "help",
        "assist",
        "aid",
    }
)
"""Triggers that are no speech but a will: the act in them is not told a second time."""


class Coder:
    """Codes one sentence. What is read of a token is kept, since speech asks for the acts in it."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._known: dict[int, Draft | None] = {}
        self._consumed: set[int] = set()

    def drafts(self) -> list[Draft]:
        """Every coded trigger of the sentence, in order of the text."""
        verbs = [d for t in self._sentence if t.tag[:2] in TRIGGER_TAGS and (d := self._verb(t, 0)) is not None]
        inside = {d.inner.head.i for d in verbs if d.inner is not None}
        ahead = {d.clause.act.i: _status_of_act(d) for d in verbs if d.clause.act is not None}
        outer = [_coordinated(_willed(s), ahead) for d in verbs if d.head.i not in inside and (s := settle(d)) is not None]
        acts = [replace(d.inner, status=_status_of_act(d)) for d in verbs if d.inner is not None and d.head.lemma not in PLANNING]
        nominal = [t for t in self._sentence if t.dep in NOMINAL_DEPS and t.pos in ("NOUN", "VERB", "PROPN")]
        nouns = [d for t in nominal if t.i not in self._consumed and (d := self._noun(t)) is not None]
        return sorted([*outer, *acts, *nouns], key=lambda d: d.head.i)

    def _verb(self, token: Token, depth: int) -> Draft | None:
        if token.i not in self._known:
            self._known[token.i] = self._read_verb(token, depth) if _can_trigger(token) else None
        return self._known[token.i]

    def _read_verb(self, token: Token, depth: int) -> Draft | None:
        lemma = f"be_{token.lemma}" if token.tag.startswith("JJ") else token.lemma
        if lemma not in verb_frames() and f"be_{token.lower}" not in verb_frames():
            return None
        act = act_of(token)
        inner = self._verb(act, depth + 1) if act is not None and depth < DEPTH else None
        clause = Clause(token, act=act, act_type=inner.type if inner else None)
        frame = best_verb_frame(clause)
        if frame is None:
            return None
        if frame.type is None:
            if inner is not None and not inner.recipients and any(c.slot == "act" for c in frame.conditions):
                self._known[inner.head.i] = None  # `declined to discuss it` tells of no talks
            return None
        draft = self._draft(clause, frame, inner)
        if draft is not None:
            self._consume(clause, frame)
        return draft

    def _draft(self, clause: Clause, frame: Frame, inner: Draft | None) -> Draft | None:
        coded = _code(frame, clause, inner)
        if coded is None:
            return None
        type_, mode, cameo = coded
        actors = fill(frame.actor, clause, inner)
        recipients = tuple(t for t in fill(frame.recipient, clause, inner) if t not in actors)
        return Draft(
            clause=clause,
            words=_trigger_words(clause, frame),
            type=type_,
            mode=mode,
            cameo=cameo,
            actors=actors,
            recipients=recipients,
            reason=frame.source,
            inner=inner if any(c.slot == "act" and not c.negated for c in frame.conditions) else None,
        )

    def _consume(self, clause: Clause, frame: Frame) -> None:
        """The noun that a frame asks for by name is part of this event, not one of its own."""
        for condition in frame.conditions:
            if not condition.words or condition.negated or condition.slot == "subj":
                continue
            for head in clause.slot(condition.slot):
                for noun in head.conjuncts():
                    self._consumed |= {t.i for t in (noun, *noun.children) if not is_verb(t)} | {c.i for c in _cores(noun)}

    def _noun(self, token: Token) -> Draft | None:
        if (token.pos == "VERB" and token.tag != "VBG") or token.ent in ("ORG", "PERSON", "GPE", "DATE"):
            return None
        if noun_frames().keys().isdisjoint(names_of(token)):
            return None
        light = light_verb_of(token)
        verb, row = light or (None, None)
        act = next(
            (c for c in token.children_by("acl", "ccomp", "relcl") if is_verb(c) and c.child("mark", "aux") is not None), None
        )
        inner = self._verb(act, 1) if act is not None else None
        clause = Clause(token, light=verb, act=act, act_type=inner.type if inner else None)
        frame = best_noun_frame(clause)
        if frame is None or frame.type is None:
            return None
        draft = self._draft(clause, frame, inner)
        if draft is None or (verb is not None and self._known.get(verb.i) is not None and row is not None and row.role != "none"):
            return None
        if verb is not None and row is not None:
            draft = _with_light(draft, verb, row)
        settled = settle(draft)
        if settled is not None and row is not None and row.status:
            settled = replace(settled, status=Status(row.status))
        return settled


def _describes(verb: Token) -> bool:
    """Whether the verb says what somebody is: a participle behind a noun, or a relative clause in the plain present."""
    if verb.dep in ("acl", "amod"):
        return verb.tag in ("VBG", "VBN")
    return verb.dep == "relcl" and verb.tag in ("VBZ", "VBP") and verb.child("aux") is None


def _status_of_act(draft: Draft) -> Status:
    """How an act stands to the world that is promised, asked for or refused."""
    return INNER_STATUS.get(draft.type, Status.PLANNED)


def _coordinated(draft: Draft, acts: Mapping[int, Status]) -> Draft:
    """An infinitive behind an act that is promised or asked for is so itself (`promised to leave and free them`)."""
    first = first_infinitive(draft.head)
    shared = first is not draft.head and first.i in acts and draft.status is Status.HYPOTHETICAL
    return replace(draft, status=acts[first.i]) if shared else draft


def _willed(draft: Draft) -> Draft:
    """Where no speech but a will is told (`plans to send`), the act itself is what is told: it lies ahead."""
    if draft.type == "AGREE" and draft.head.lemma in WILL and draft.status is Status.ACTUAL:
        return replace(draft, status=Status.PLANNED)
    return draft


WILL = PLANNING - {"help", "assist", "aid", "decide"}


def _can_trigger(token: Token) -> bool:
    if is_verb(token):
        return token.dep not in ("amod", "compound") and not (token.lemma in word_classes()["standing"] and _describes(token))
    if not token.tag.startswith("JJ"):
        return False
    predicative = token.head if token.dep == "conj" else token
    return predicative.dep in ("acomp", "acl", "advcl", "oprd", "ROOT")


def _cores(noun: Token) -> list[Token]:
    return prepositions(noun).get("of", []) if noun is not whole(noun) or noun.lemma in ("number", "series", "round") else []


def _trigger_words(clause: Clause, frame: Frame) -> tuple[Token, ...]:
    words = [clause.head]
    if frame.particle:
        words += [c for c in clause.head.children if c.lower == frame.particle.split("_")[0]][:1]
    return tuple(words)


def _code(frame: Frame, clause: Clause, inner: Draft | None) -> tuple[str, str | None, str] | None:
    """Type, mode and CAMEO of the frame, with what depends on the act, the noun or the weapon worked out."""
    type_, mode, cameo = frame.type, frame.mode, frame.cameo
    noun = _noun_code(clause) if "@noun" in (mode, cameo) or (type_ == "act" and inner is None) else None
    if type_ == "act":
        if inner is not None:
            return inner.type, inner.mode, inner.cameo
        return noun
    if type_ is None:
        return None
    if mode == "@act" or cameo == "@act":
        rule = act_rule(type_, inner.type if inner else None, inner.mode if inner else None)
        return (rule.type, rule.mode, rule.cameo) if rule else (type_, None, cameo_for(type_, None))
    if mode == "@noun":
        return _by_noun(type_, noun)
    if mode == "@weapon":
        mode = weapon_mode(clause.light or clause.head) or weapon_mode(clause.head)
    return type_, mode, cameo_for(type_, mode) if cameo is None or cameo.startswith("@") else cameo


def _by_noun(type_: str, noun: tuple[str, str | None, str] | None) -> tuple[str, str | None, str]:
    if noun is not None and noun[0] == type_:
        return noun
    rule = act_rule(type_, noun[0] if noun else None, noun[1] if noun else None) if type_ == "REQUEST" else None
    return (rule.type, rule.mode, rule.cameo) if rule else (type_, None, cameo_for(type_, None))


def _noun_code(clause: Clause) -> tuple[str, str | None, str] | None:
    """The code of the event noun that the verb has as its object or behind `for`."""
    for head in (*clause.slot("obj"), *clause.slot("for"), *clause.slot("on")):
        frames = [f for n in sorted(names_of(head), key=lambda n: (-n.count("_"), n)) for f in noun_frames().get(n, ()) if f.type]
        if frames and (coded := _code(frames[0], Clause(head, light=clause.head), None)) is not None:
            return coded
    return None


def act_of(verb: Token) -> Token | None:
    """The head of the clause that a verb embeds: `to` clauses, `that` clauses, gerunds behind a preposition."""
    for dep in ("xcomp", "ccomp"):
        for child in verb.children_by(dep):
            if is_verb(child) and child.i > verb.i:
                return _through(child)
    for child in verb.children_by("advcl"):
        if is_verb(child) and child.i > verb.i and any(c.lower == "to" for c in child.children_by("aux")):
            return _through(child)
    for prep in verb.children_by("prep"):
        gerund = next((c for c in prep.children_by("pcomp") if is_verb(c)), None)
        if gerund is not None:
            return gerund
    for noun in (*verb.children_by("dobj"), *(p for c in verb.children_by("prep") for p in c.children_by("pobj"))):
        for child in noun.children_by("acl", "relcl"):
            if is_verb(child) and child.i > verb.i and any(c.lower == "to" for c in child.children_by("aux")):
                return _through(child)
    return None


def _through(verb: Token) -> Token:
    """The act itself where a verb of beginning or going on stands before it (`to start withdrawing`)."""
    if (
        verb.lemma in ("start", "begin", "continue", "try", "help", "keep", "resume", "consider")
        and verb.child("xcomp") is not None
    ):
        return verb.child("xcomp") or verb
    return verb


def light_verb_of(noun: Token) -> tuple[Token, LightVerb] | None:
    """The light verb that governs an event noun, with how it takes it."""
    top = whole(noun)
    if top.dep == "conj":
        while top.dep == "conj":
            top = top.head
    if top.dep in ("dobj", "nsubjpass", "attr"):
        verb, slot = top.head, "obj"
    elif top.dep == "pobj":
        verb, slot = top.head.head, top.head.lower
    elif (relative := next((c for c in top.children_by("relcl", "acl") if top in objects(c)), None)) is not None:
        verb, slot = relative, "obj"
    else:
        return None
    rows = light_verbs().get(verb.lemma, ()) if is_verb(verb) else ()
    for row in sorted(rows, key=lambda r: r.particle is None):
        if row.slot == slot and (row.particle is None or has_particle(verb, row.particle)):
            return verb, row
    return None


def _with_light(draft: Draft, verb: Token, row: LightVerb) -> Draft:
    """The draft with the light verb's subject as what it is to the event."""
    subject = tuple(t for t in subjects(verb) if is_party(t) or is_place(t))
    words = tuple(sorted((verb, *draft.words), key=lambda t: t.i))
    draft = replace(draft, reason=f"{draft.reason}, carried by “{verb.lemma}”")
    if row.role == "actor" and subject:
        return replace(draft, words=words, actors=subject, recipients=tuple(t for t in draft.recipients if t not in subject))
    if row.role == "recipient" and subject:
        return replace(draft, words=words, recipients=subject, actors=tuple(t for t in draft.actors if t not in subject))
    return draft


def duty_of(token: Token) -> bool:
    """Whether the verb says what somebody must or should do."""
    return is_verb(token) and any(c.lower in DUTY_AUX for c in token.children_by("aux"))
