"""Cues that are no complement's governor: `according to`, `in X's view`, `as X put it`, and cues set apart by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.extract.statements.cues import cue_words, speaker_of, verb_row
from tellings.extract.statements.draft import Draft, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.syntax import Sentence, Token

VIEWS = frozenset(
    {"view", "opinion", "eyes", "words", "telling", "estimation", "judgment", "judgement", "mind", "account", "reading"}
)
"""`in X's view`, `by X's account`: nouns whose possessor speaks."""


def phrase_drafts(sentence: Sentence) -> Iterator[Draft]:
    """A draft for every such cue of the sentence."""
    for token in sentence.tokens:
        if (
            (token.lower == "according" and (draft := _according(token)))
            or (token.lower in VIEWS and (draft := _view(token)))
            or ((row := verb_row(token)) and {"that", "q", "tell"} & row.frames and (draft := _apart(token, row.act)))
        ):
            yield draft


def _according(token: Token) -> Draft | None:
    to = next((c for c in token.children if c.lower == "to"), None)
    who = to.child("pobj") if to else None
    if to is None or who is None:
        return None
    content = _host(token, token.subtree())
    if not content:
        return None
    return Draft(token, (token, to), "claims", "according to", stretches(content), who, reason="phrase according to")


def _view(token: Token) -> Draft | None:
    owner, prep = token.child("poss"), token.head
    if owner is None or prep.lower not in ("in", "by", "to", "from") or prep.dep != "prep":
        return None
    if not _set_apart(prep.subtree()):
        return None
    content = _host(prep, prep.subtree())
    return (
        Draft(token, (prep, token), "believes", "view", stretches(content), owner, reason="phrase in somebody's view")
        if content
        else None
    )


def _set_apart(words: Sequence[Token]) -> bool:
    sentence = words[0].sent.tokens
    after = sentence[words[-1].i + 1] if words[-1].i + 1 < len(sentence) else None
    return words[0].i == 0 or sentence[words[0].i - 1].text in (",", "—", "–") or (after is not None and after.text == ",")


_CLAUSE_HEADS = ("ccomp", "advcl", "conj", "parataxis", "relcl", "ROOT", "acl", "pcomp", "xcomp")


def _host(token: Token, without: Sequence[Token]) -> list[Token]:
    """The words of the clause that the phrase comments on, without the phrase."""
    sentence = token.sent.tokens
    left_out = {t.i for t in without}
    first, last = without[0].i, without[-1].i
    tail = [t for t in sentence[last + 1 :] if t.pos != "PUNCT"]
    head = [t for t in sentence[:first] if t.pos != "PUNCT"]
    if not tail or not head:
        return [t for t in sentence if t.i not in left_out]
    clause = token.head
    while not clause.is_root and clause.dep not in _CLAUSE_HEADS:
        clause = clause.head
    while clause.dep == "conj" and clause.head.pos == "VERB":
        clause = clause.head
    return [t for t in clause.subtree() if t.i not in left_out]


def _apart(verb: Token, act: str) -> Draft | None:
    """`CONTENT, X said, CONTENT`; `as X put it, CONTENT`: a cue with a subject and no complement, beside what it reports."""
    who = speaker_of(verb)
    if who is None or verb.child("ccomp", "xcomp", "dobj", "oprd") or who.i not in {t.i for t in verb.subtree()}:
        return None
    own = verb.subtree()
    if verb.is_root or own[-1].i - own[0].i + 1 != len(own) or verb.dep in ("relcl", "acl", "conj", "pcomp"):
        return None
    if verb.child("mark") and verb.child("mark").lower != "as":  # type: ignore[union-attr]  # asked just before
        return None
    if not _set_apart(own):
        return None
    content = _host(verb, own)
    return Draft(verb, cue_words(verb), act, "apart", stretches(content), who, reason="cue set apart") if content else None
