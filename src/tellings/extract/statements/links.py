"""Chains of speakers: who passed on what somebody else said (`state media quoted the minister as saying`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.agencies import agency_forms
from tellings.data.reporting import passing_nouns, reporting_words
from tellings.extract.statements.speakers import agent, is_passive, named, subject

if TYPE_CHECKING:
    from tellings.extract.statements.draft import Draft
    from tellings.extract.syntax import Token

QUOTING = reporting_words("quoting")
"""Verbs that pass on another's words: `X was quoted as saying`, `the paper cited X as saying`."""
_LEAST_SHARE = 0.75
"""How much of a content the cue, speaker and content of a statement inside it must fill for the outer one to be only a link."""


def quoted_speaker(verb: Token) -> tuple[Token | None, Token | None] | None:
    """For `saying` in `Y quoted X as saying`: X and Y; None where the verb stands in no such phrase."""
    above = verb.head.head if verb.dep == "pcomp" and verb.head.lower == "as" else None
    if above is None or above.lemma not in QUOTING:
        return None
    return quoted_by(above)


def quoted_by(verb: Token) -> tuple[Token | None, Token | None]:
    """Whom a verb of quoting quotes, and who quotes."""
    if is_passive(verb):
        return named(verb.child("nsubjpass") or subject(verb)), named(agent(verb))  # its agent, even behind `saying`
    return named(verb.child("dobj")), named(subject(verb))


def passes_on(speaker: Token | None) -> bool:
    """Whether the speaker is known for passing on what others say: an agency, a paper, a broadcaster."""
    if speaker is None:
        return False
    if speaker.lemma.lower() in passing_nouns() or speaker.lower in passing_nouns() or speaker.text in agency_forms():
        return True
    words = " ".join(t.text for t in [*speaker.children_by("compound"), speaker])
    return words in agency_forms()


def through(outer: Draft, inner: Draft) -> Draft | None:
    """The inner statement with the outer speaker as a link, where that one only passes it on; None where it does not."""
    if not passes_on(outer.speaker) or inner.speaker is None or outer.speaker is None:
        return None
    named_words = [(t.start, t.end) for t in [*inner.cue, *inner.speaker.subtree()]]
    letters = {i for s, e in (*inner.content, *named_words) for i in range(s, e)}
    share = sum(i in letters for s, e in outer.content for i in range(s, e)) / max(1, sum(e - s for s, e in outer.content))
    links = dict.fromkeys((*inner.via, outer.speaker, *outer.via))
    return replace(inner, via=tuple(links)) if share >= _LEAST_SHARE else None


def cited_by(verb: Token) -> Token | None:
    """Whom the cue goes on to cite (`reported, citing X`)."""
    cites = next((c for c in verb.children_by("advcl", "prep") if c.lemma in ("cite", "quote") and c.tag == "VBG"), None)
    return cites.child("dobj") if cites is not None else None


def citing(draft: Draft) -> Draft:
    """`the agency reported that CLAUSE, citing officials`: the officials speak, the agency passes it on."""
    if not passes_on(draft.speaker) or draft.speaker is None:
        return draft
    if (cited := cited_by(draft.head)) is not None:
        return replace(draft, speaker=cited, via=(*draft.via, draft.speaker))
    verb = _citing_at_end(draft)
    if verb is None:
        return draft
    end = verb.sent.tokens[verb.i - 1].start
    content = tuple((s, min(e, end)) for s, e in draft.content if s < end)
    return replace(draft, content=content, speaker=verb.child("dobj"), via=(*draft.via, draft.speaker))


def _citing_at_end(draft: Draft) -> Token | None:
    """The `citing` behind a comma that the parser took for the end of the content (`reported that A, citing officials`)."""
    words = draft.head.sent.tokens
    for verb in words[draft.head.i + 2 :]:
        if verb.tag == "VBG" and verb.lemma in ("cite", "quote") and words[verb.i - 1].text == ",":
            last = next((t for t in reversed(words) if t.text[0].isalnum()), verb)
            ends = verb.child("dobj") is not None and verb.subtree()[-1].i >= last.i and draft.content[0][0] < verb.start
            return verb if ends and verb.start < draft.content[-1][1] else None
    return None
