"""Cue nouns and adjectives in one sentence (`the claim that`, `criticism of`, `worried about`), each with its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reasons import cue_in_words
from tellings.data.reporting import Reporting, reporting_adjectives, reporting_nouns, reporting_words
from tellings.extract.statements import clauses
from tellings.extract.statements.contents import LIGHT_VERBS, adjective_content, noun_content
from tellings.extract.statements.cues import cue_words
from tellings.extract.statements.draft import Draft, stretches, without_aside
from tellings.extract.statements.negation import negated, negated_act, nobody, none_of
from tellings.extract.statements.realis import NARRATOR, narrates, realised
from tellings.extract.statements.speakers import named, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.extract.syntax import Sentence, Token


def noun_drafts(sentence: Sentence) -> Iterator[Draft]:
    """A draft for every reporting noun with a content of its own (`the claim that`, `criticism of`)."""
    table = reporting_nouns()
    for noun in sentence.tokens:
        if noun.tag in ("NN", "NNS") and (row := table.get(noun.lemma)) and (draft := _from_noun(noun, row)):
            yield draft


def _from_noun(noun: Token, row: Reporting) -> Draft | None:
    if (met := _met_with(noun, row)) is not None:
        return met
    content, mark, frame = noun_content(noun, row)
    if not content:
        return None
    speaker, light = _noun_speaker(noun, row)
    if any(t.lower in ANONYMITY for t in content):
        return None
    if speaker is None and frame not in ("that", "about") and (row.sense, frame) not in OWNERLESS:
        return None
    if (speaker is not None and speaker.lower in NOBODYS and speaker.text != "US") or (light and not realised(light[0])):
        return None
    missing = none_of(noun) or (bool(light) and negated(light[0]))
    act = negated_act(row.act) if missing else row.act
    cue = sorted([*light, noun, *mark, *noun.children_by("det", "amod")], key=lambda t: t.i)
    return Draft(
        noun,
        tuple(cue),
        act,
        f"n:{frame}",
        stretches(without_aside(content)),
        speaker,
        reason=cue_in_words(row.lemma, "noun", frame),
    )


OWNERLESS = frozenset({("promise", "to"), ("believe", "for")})
"""Senses and frames of nouns that report with nobody named: `there are plans to expand`, `criticism for failing to act`."""

ANONYMITY = frozenset({"anonymity", "anonymous"})
NOBODYS = NARRATOR | {"my", "our", "your", "its"}


TURNING = reporting_words("turning")
MEETING = reporting_words("meeting")
STANDS = frozenset({"criticises", "condemns", "praises", "supports", "opposes", "rejects", "welcomes"})
"""Acts of nouns that are for or against something, so that what meets with them is their content."""


def _met_with(noun: Token, row: Reporting) -> Draft | None:
    """`PLAN drew criticism from X`; `PLAN was met with praise from X`: what meets with words is what they are about."""
    prep = noun.head if noun.dep == "pobj" and noun.head.lower in ("with", "under", "to") else None
    verb = prep.head if prep is not None else noun.head
    if row.act not in STANDS or noun.dep not in ("dobj", "pobj") or verb.lemma not in MEETING:
        return None
    source, own = _source(noun), subject(verb)
    if source is None or own is None or own.lower in clauses.EMPTY_OBJECTS or not realised(verb) or negated(verb):
        return None
    why = (p for p in (*noun.children_by("prep"), *verb.children_by("prep")) if p.lower in ("for", "over") and p.i > noun.i)
    words = clauses.made_of(own, *list(why)[:1]).words
    cue = sorted({*cue_words(verb), *([prep] if prep else []), noun, source.head}, key=lambda t: t.i)
    reason = cue_in_words(row.lemma, "noun", "met")
    return Draft(noun, tuple(cue), row.act, "n:met", stretches(without_aside(words)), source, reason=reason)


_SPEAKERS = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def _source(noun: Token) -> Token | None:
    """From whom the words came (`criticism from X`, `the endorsement of X`)."""
    for prep in noun.children_by("prep"):
        who = prep.child("pobj")
        if who is not None and (prep.lower in ("from", "by", "among") or (prep.lower == "of" and who.ent in _SPEAKERS)):
            return who
    return None


def _noun_speaker(noun: Token, row: Reporting) -> tuple[Token | None, list[Token]]:
    """Whose claim, criticism, plan it is: the possessor, the one after `by` or `from`, or the subject of a light verb."""
    if row.sense == "speaker":
        return (subject(noun.head), [noun.head]) if noun.dep == "attr" else (None, [])
    carried = noun.dep == "dobj" and noun.head.lemma in LIGHT_VERBS
    if (owner := noun.child("poss")) and not (owner.tag == "PRP$" and carried):
        return owner, []
    for prep in noun.children_by("prep"):
        if prep.lower in ("by", "from", "among") and (who := prep.child("pobj")):
            return who, []
    if carried:
        return named(subject(noun.head)), [noun.head]
    if noun.dep == "pobj" and noun.head.lower == "with" and noun.head.head.lemma in TURNING:
        return named(subject(noun.head.head)), [noun.head.head, noun.head]
    return None, []


def adjective_drafts(sentence: Sentence) -> Iterator[Draft]:
    """A draft for every adjective of attitude with a content (`sure that`, `worried about`)."""
    table = reporting_adjectives()
    for word in sentence.tokens:
        if (
            word.tag in ("JJ", "VBN", "VBD", "JJR", "RB")
            and (row := table.get(word.lower))
            and (draft := _from_adjective(word, row))
        ):
            yield draft


def _from_adjective(word: Token, row: Reporting) -> Draft | None:
    content, mark, frame = adjective_content(word, row)
    if not content:
        return None
    who = named(_bearer(word))
    if who is None or narrates(who) or (word.head.pos == "VERB" and word.dep != "amod" and not realised(word.head)):
        return None
    verb = (
        [word.head, *word.head.children_by("neg", "aux")]
        if word.dep in ("acomp", "attr", "oprd", "ccomp") and word.head.pos == "VERB"
        else []
    )
    act = negated_act(row.act) if negated(word) or (verb and negated(verb[0])) or nobody(who) else row.act
    cue = sorted([*verb, word, *mark, *word.children_by("neg", "aux", "auxpass")], key=lambda t: t.i)
    return Draft(
        word,
        tuple(cue),
        act,
        f"a:{frame}",
        stretches(without_aside(content)),
        who,
        reason=cue_in_words(word.lower, "adjective", frame),
    )


def _bearer(word: Token) -> Token | None:
    if word.dep == "ccomp" and word.head.lemma == "make":  # `made it clear that`
        return subject(word.head)
    if word.dep in ("acomp", "attr", "oprd") and word.head.pos == "VERB":
        return subject(word.head)
    if word.dep == "amod":
        return word.head
    return subject(word)
