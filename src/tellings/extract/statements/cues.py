"""Cue verbs, nouns and adjectives in one sentence, each with what its frames give as content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reasons import cue_in_words
from tellings.data.reporting import Reporting, reporting_adjectives, reporting_nouns, reporting_verbs, reporting_words
from tellings.extract.statements import clauses, frames
from tellings.extract.statements.draft import Draft, stretches, without_aside
from tellings.extract.statements.links import quoted_speaker
from tellings.extract.statements.realis import NARRATOR, narrates, realised, states
from tellings.extract.statements.speakers import agent, is_passive, named, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.statements.clauses import Content
    from tellings.extract.syntax import Sentence, Token

SAYING_SENSES = frozenset(
    {"say", "add", "declare", "claim", "tell", "explain", "write", "respond", "deny", "criticise", "urge", "ask"}
)
"""Senses in which only somebody who speaks can be the subject."""

CLAUSE_FRAMES = ("quote-as", "by-ing", "that", "tell", "wh", "on-to", "o-to", "was-to", "to", "ing", "sc")
"""Tried in this order, before object and prepositions."""
_PHRASE_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})


def verb_row(verb: Token) -> Reporting | None:
    """The table's row for a verb, with its particle where it has one."""
    if verb.tag not in _PHRASE_VERBS:
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
            verb, cue_words(verb, content), row.act_in(frame), frame,
            stretches(_own_content(content.words, speaker, frame)), speaker,
            content.hearer if row.sense in HEARD else None, via,
            reason=cue_in_words(row.lemma, "verb", frame),
        )  # fmt: skip
    return None


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
    return row is not None and bool(_noun_content(noun, row)[0])


SAYING = frozenset({"say", "add", "claim", "declare", "respond"})


def rest_draft(verb: Token) -> Draft | None:
    """The draft of a plain verb of saying whose clause the parse lost: the rest of its sentence is what was said."""
    row = verb_row(verb)
    if row is None or row.sense not in SAYING or not {"that", "q"} <= row.frames or is_passive(verb):
        return None
    speaker = speaker_of(verb)
    content = clauses.rest(verb)
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


def noun_drafts(sentence: Sentence) -> Iterator[Draft]:
    """A draft for every reporting noun with a content of its own (`the claim that`, `criticism of`)."""
    table = reporting_nouns()
    for noun in sentence.tokens:
        if noun.tag in ("NN", "NNS") and (row := table.get(noun.lemma)) and (draft := _from_noun(noun, row)):
            yield draft


def _from_noun(noun: Token, row: Reporting) -> Draft | None:
    content, mark, frame = _noun_content(noun, row)
    if not content:
        return None
    speaker, light = _noun_speaker(noun)
    if any(t.lower in ANONYMITY for t in content):
        return None
    if speaker is None and frame not in ("that", "about") and (row.sense, frame) not in OWNERLESS:
        return None
    if (speaker is not None and speaker.lower in NOBODYS and speaker.text != "US") or (light and not realised(light[0])):
        return None
    cue = sorted([*light, noun, *mark, *noun.children_by("det", "amod")], key=lambda t: t.i)
    return Draft(
        noun,
        tuple(cue),
        row.act,
        f"n:{frame}",
        stretches(without_aside(content)),
        speaker,
        reason=cue_in_words(row.lemma, "noun", frame),
    )


def _frame_of(prep: Token) -> str:
    """The frame of a phrase behind a noun or adjective; `unto` tells `opposition to X` from `a plan to VERB`."""
    return "unto" if prep.lower == "to" else prep.lower


def _noun_content(noun: Token, row: Reporting) -> tuple[list[Token], list[Token], str]:
    for child in noun.children_by("acl", "ccomp", "relcl"):
        if child.i < noun.i:
            continue
        if (
            "that" in row.frames
            and child.dep != "relcl"
            and clauses.is_finite(child)
            and (child.child("mark") or child.dep == "ccomp")
        ):
            return child.subtree(), [], "that"
        if "to" in row.frames and clauses.has_to(child):
            return child.subtree(), [], "to"
        if "that" in row.frames and child.dep == "relcl" and child.child("mark"):
            return child.subtree(), [], "that"
    for prep in noun.children_by("prep"):
        inner = prep.child("pobj", "pcomp")
        if _frame_of(prep) in row.frames and inner is not None and prep.i > noun.i and inner.ent not in ("DATE", "TIME"):
            return inner.subtree(), [prep], prep.lower
    return [], [], ""


OWNERLESS = frozenset({("promise", "to"), ("believe", "for")})
"""Senses and frames of nouns that report with nobody named: `there are plans to expand`, `criticism for failing to act`."""

ANONYMITY = frozenset({"anonymity", "anonymous"})
NOBODYS = NARRATOR | {"my", "our", "your", "its"}

LIGHT_VERBS = reporting_words("light")


def _noun_speaker(noun: Token) -> tuple[Token | None, list[Token]]:
    """Whose claim, criticism, plan it is: the possessor, the one after `by` or `from`, or the subject of a light verb."""
    carried = noun.dep == "dobj" and noun.head.lemma in LIGHT_VERBS
    if (owner := noun.child("poss")) and not (owner.tag == "PRP$" and carried):
        return owner, []
    for prep in noun.children_by("prep"):
        if prep.lower in ("by", "from", "among") and (who := prep.child("pobj")):
            return who, []
    if carried:
        return named(subject(noun.head)), [noun.head]
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
    content, mark, frame = _adjective_content(word, row)
    if not content:
        return None
    who = named(_bearer(word))
    if who is None or narrates(who) or (word.head.pos == "VERB" and word.dep != "amod" and not realised(word.head)):
        return None
    verb = (
        [word.head, *word.head.children_by("neg", "aux")]
        if word.dep in ("acomp", "attr", "oprd") and word.head.pos == "VERB"
        else []
    )
    cue = sorted([*verb, word, *mark, *word.children_by("neg", "aux", "auxpass")], key=lambda t: t.i)
    return Draft(
        word,
        tuple(cue),
        row.act,
        f"a:{frame}",
        stretches(without_aside(content)),
        who,
        reason=cue_in_words(word.lower, "adjective", frame),
    )


def _adjective_content(word: Token, row: Reporting) -> tuple[list[Token], list[Token], str]:
    for child in word.children_by("ccomp", "xcomp", "advcl"):
        if child.i < word.i:
            continue
        if "to" in row.frames and child.dep == "xcomp" and clauses.has_to(child):
            return child.subtree(), [], "to"
        if child.dep == "ccomp" and not clauses.has_to(child) and ({"that", "wh"} & row.frames):
            return child.subtree(), [], "that"
    for prep in [c for c in word.children if c.dep in ("prep", "agent")]:
        if _frame_of(prep) in row.frames and prep.i > word.i and (inner := prep.child("pobj", "pcomp")) is not None:
            return inner.subtree(), [prep], prep.lower
    return [], [], ""


def _bearer(word: Token) -> Token | None:
    if word.dep in ("acomp", "attr", "oprd") and word.head.pos == "VERB":
        return subject(word.head)
    if word.dep == "amod":
        return word.head
    return subject(word)
