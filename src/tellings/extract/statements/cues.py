"""Cue verbs in one sentence, each with what its frames give as content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reasons import cue_in_words
from tellings.data.reporting import Reporting, reporting_nouns, reporting_verbs
from tellings.extract.statements import clauses, frames
from tellings.extract.statements.contents import LIGHT_VERBS, noun_content
from tellings.extract.statements.draft import Draft, stretches, without_aside
from tellings.extract.statements.links import quoted_speaker
from tellings.extract.statements.negation import negated, negated_act, nobody
from tellings.extract.statements.realis import states
from tellings.extract.statements.speakers import agent, is_passive, named, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.statements.clauses import Content
    from tellings.extract.syntax import Sentence, Token

SAYING_SENSES = frozenset(
    {"say", "add", "declare", "claim", "tell", "explain", "write", "respond", "deny", "criticise", "urge", "ask"}
)
"""Senses in which only somebody who speaks can be the subject."""

CLAUSE_FRAMES = (
    "quote-as", "by-ing", "that", "tell", "wh", "on-to", "unto-to", "with-to", "o-to", "was-to", "was-sc", "to", "ing", "sc",
)  # fmt: skip
"""Tried in this order, before object and prepositions."""
VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
"""The tags of verbs."""


def verb_row(verb: Token) -> Reporting | None:
    """The table's row for a verb, with its particle where it has one."""
    if verb.tag not in VERBS:
        return None
    table = reporting_verbs()
    particle = verb.child("prt")
    if particle is not None and (row := table.get(f"{verb.lemma}_{particle.lower}")):
        return row
    return table.get(verb.lemma)


def cue_words(verb: Token, content: Content | None = None) -> tuple[Token, ...]:
    """The words of the cue: the verb, its auxiliaries, negation and particle, and the preposition before the content."""
    words = [verb, *verb.children_by("aux", "auxpass", "neg", "prt")]
    if quoted_speaker(verb) is not None:
        words.extend([verb.head, verb.head.head, *verb.head.head.children_by("aux", "auxpass", "neg")])
    if content is not None:
        words.extend(content.mark)
    return tuple(sorted(words, key=lambda t: t.i))


def speaker_of(verb: Token) -> Token | None:
    """Who reports with this verb: the subject, the agent of a passive, or whom another verb quotes as saying it."""
    if (chain := quoted_speaker(verb)) is not None:
        return chain[0]
    if is_passive(verb):
        return named(agent(verb))
    who = subject(verb)
    return who if who is not None and who.lower == "it" and _says_by_itself(verb) else named(who)


def _says_by_itself(verb: Token) -> bool:
    """Whether a verb is one of saying proper, so that its `it` stands for a body (`It added that two men were held`)."""
    row = verb_row(verb)
    return row is not None and row.sense in SAYING_SENSES


def via_of(verb: Token) -> tuple[Token, ...]:
    """Who passed the words on, where the cue says so."""
    chain = quoted_speaker(verb)
    return (chain[1],) if chain is not None and chain[1] is not None else ()


def verb_drafts(sentence: Sentence) -> Iterator[Draft]:
    """A draft for every reporting verb of the sentence whose frame is filled."""
    for verb in sentence.tokens:
        row = verb_row(verb)
        if row and (draft := _from_verb(verb, row) or rest_draft(verb)):
            yield draft


def _from_verb(verb: Token, row: Reporting) -> Draft | None:
    for frame in _frames_in_order(row):
        rule = frames.rule_of(frame)
        content = rule(verb) if rule else None
        if content is None or verb in content.words or (frame == "np" and _light(verb)):
            continue
        speaker, via = speaker_of(verb), via_of(verb)
        if frame == "was-to" and speaker in content.words:  # `is believed to be an attack by the rebels`
            speaker = None
        if not states(verb, row, frame, speaker):
            return None
        return Draft(
            verb, cue_words(verb, content), _act(verb, row, frame, speaker), frame,
            stretches(_own_content(content.words, speaker, frame)), speaker,
            content.hearer if row.sense in HEARD else None, via,
            reason=cue_in_words(row.lemma, "verb", frame),
        )  # fmt: skip
    return None


def _act(verb: Token, row: Reporting, frame: str, speaker: Token | None) -> str:
    """What the statement does, with a negated cue too."""
    act = row.act_in(frame)
    denied = negated(verb) or (speaker is not None and nobody(speaker))
    return negated_act(act) if denied else act


HEARD = frozenset({"tell", "ask", "urge", "describe", "explain", "say"})
"""Senses whose object hears what is said; the object of a wish or an expectation does not."""


def _own_content(words: Sequence[Token], speaker: Token | None, frame: str) -> Sequence[Token]:
    kept = _without(words, speaker)
    return kept if frame in ("that", "tell") else without_aside(kept)


def _without(words: Sequence[Token], speaker: Token | None) -> list[Token]:
    """The words of the content without a speaker named inside it (`accused of spying by the ministry`)."""
    if speaker is None or speaker not in words or speaker.head.lower != "by":
        return list(words)
    named_there = {t.i for t in speaker.head.subtree()}
    return [t for t in words if t.i not in named_there]


def _light(verb: Token) -> bool:
    """Whether the verb only carries a noun that reports (`voice concern about`)."""
    noun = verb.child("dobj")
    if verb.lemma not in LIGHT_VERBS or noun is None:
        return False
    row = reporting_nouns().get(noun.lemma)
    return row is not None and bool(noun_content(noun, row)[0])


SAYING = frozenset({"say", "add", "claim", "declare", "respond"})


def rest_draft(verb: Token) -> Draft | None:
    """The draft of a plain verb of saying whose clause the parse lost: the rest of its sentence is what was said."""
    row = verb_row(verb)
    if row is None or row.sense not in SAYING or not {"that", "q"} <= row.frames or is_passive(verb):
        return None
    speaker = speaker_of(verb)
    content = clauses.unmarked(verb) or clauses.rest(verb)
    if content is None or speaker is None or speaker.i > verb.i or not states(verb, row, "that", speaker):
        return None
    return Draft(
        verb,
        cue_words(verb),
        row.act,
        "that",
        stretches(content.words),
        speaker,
        reason=cue_in_words(row.lemma, "verb", "that"),
    )


def _frames_in_order(row: Reporting) -> Iterator[str]:
    yield from (f for f in CLAUSE_FRAMES if f in row.frames)
    rest = sorted(row.frames.difference(CLAUSE_FRAMES, ("np", "q")), key=lambda f: ("-" not in f, f))
    yield from rest
    if "np" in row.frames:
        yield "np"
