"""Where a content ends: with the phrases right behind it, before what tells when and where it was said, and before remarks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words, venue_nouns

if TYPE_CHECKING:
    from tellings.extract.statements.draft import Draft
    from tellings.extract.syntax import Token

WHOLE = frozenset({"that", "tell", "q", "apart", "label", "according to", "signed", "view", "hearsay", "survey"})
"""Frames whose content is a clause or a quotation, which ends by itself."""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DASHES = frozenset({"—", "–", "-", "--"})
_OCCASIONS = reporting_words("occasion")
_OPEN = frozenset({"IN", "DT", "RB", "TO", "JJ", "PRP$", "CC", "WRB", "WDT", "WP", "POS"})
"""Tags of words that cannot end a content: something that belongs to them was left out."""


CLAUSES = frozenset({"that", "tell"})


def grown(draft: Draft) -> Draft:
    """The draft with the phrases of its cue's clause that run on from its content (`rejected a challenge to his right`)."""
    if draft.frame in CLAUSES:
        return _unfolded(_unbroken(draft))
    if draft.frame in WHOLE or draft.content[-1][1] <= draft.head.end:
        return draft
    words = draft.head.sent.tokens
    last = next((t for t in reversed(words) if t.end <= draft.content[-1][1]), None)
    if last is None:
        return draft
    end = _end(draft.head, last, draft.speaker)
    return _unfolded(draft if end is last else replace(draft, content=(*draft.content[:-1], (draft.content[-1][0], end.end))))


def _unfolded(draft: Draft) -> Draft:
    """The draft with what its content announces before a colon (`gave three reasons: the price, the place and the time`)."""
    words = draft.head.sent.tokens
    start, end = draft.content[-1]
    colon = next((t for t in words if t.start >= end), None)
    if colon is None or colon.text != ":" or start < draft.head.start:
        return draft
    behind = [t for t in words[colon.i + 1 :] if t.text[0].isalnum()]
    if not behind or words[colon.i + 1] is not behind[0]:
        return draft
    return replace(draft, content=(*draft.content[:-1], (start, behind[-1].end)))


def _end(head: Token, last: Token, speaker: Token | None) -> Token:
    words = head.sent.tokens
    host = head if head.tag[:2] == "VB" else head.head
    own = {t.i for t in host.subtree()}
    end = last.i
    for token in words[last.i + 1 :]:
        if token.tag in ("''", "``"):
            continue
        if token.i not in own or _stops(token, head) or (speaker is not None and token is speaker.head):
            break
        end = token.i
    clause = words[end].head if words[end].dep in ("nsubj", "nsubjpass") else None
    mark = clause.child("mark") if clause is not None and clause.i > end else None
    # `threatened to strike unless wages | rose`: half a clause
    if mark is not None and mark.i > last.i and mark.lower in ("unless", "if", "until"):
        end = mark.i - 1
    while end > last.i and words[end].tag in _OPEN:
        end -= 1
    return words[end]


def _stops(token: Token, head: Token) -> bool:
    """Whether a word leads out of the content: a mark, another clause, a day, an occasion, an adverb of the cue."""
    if token.pos == "PUNCT" or token.text in _DASHES or token.tag == "CC" or token.tag in _FINITE:
        return True
    if token.lower in _OCCASIONS or token.ent in ("DATE", "TIME") or (token.tag == "RB" and token.head is head):
        return True
    noun = token.child("pobj") if token.tag == "IN" else None
    return noun is not None and (noun.ent in ("DATE", "TIME") or noun.lower in venue_nouns())


def _unbroken(draft: Draft) -> Draft:
    """The draft with the predicate right behind its content, which a parser cut off from its subject (`A and B | was shut`)."""
    words = draft.head.sent.tokens
    last = next((t for t in reversed(words) if t.end <= draft.content[-1][1]), None)
    if last is None or last.i < draft.head.i or last.tag[:2] != "NN" or last.i + 1 >= len(words):
        return draft
    verb = words[last.i + 1]
    if verb.tag not in _FINITE or verb.head is not draft.head:
        return draft
    end = next((t for t in words[verb.i :] if t.pos == "PUNCT" and t.tag not in ("``", "''")), words[-1])
    return replace(draft, content=(*draft.content[:-1], (draft.content[-1][0], words[end.i - 1].end)))


_REMARKS = reporting_words("aside")
_ARTICLES = frozenset({"a", "an"})
_OPENING = frozenset({"“", "‘"})
_MARKS = frozenset({"”", '"', "''", "``", "’"})


_CHARGES = frozenset({"charge", "claim", "allegation", "accusation"})


def without_answer(draft: Draft) -> Draft:
    """The draft without what its clause says, at the end, of those it speaks about (`, a charge they deny`)."""
    if draft.frame not in CLAUSES:
        return draft
    start, end = draft.content[-1]
    words = [t for t in draft.head.sent.tokens if start <= t.start and t.end <= end]
    for comma, article, noun in zip(words[2:], words[3:], words[4:], strict=False):
        if comma.text == "," and article.tag == "DT" and noun.lemma in _CHARGES and noun.child("relcl", "acl") is not None:
            return replace(draft, content=(*draft.content[:-1], (start, words[comma.i - words[0].i - 1].end)))
    return draft


def without_remark(draft: Draft) -> Draft:
    """The draft without the writer's own remark behind words in quotation marks (`said it was "over," a dig at the party`)."""
    if draft.frame in ("q", "apart", "label", "signed", "according to"):
        return draft
    start, end = draft.content[-1]
    words = [t for t in draft.head.sent.tokens if start <= t.start and t.end <= end]
    marks = [i for i, t in enumerate(words) if t.text in _MARKS]
    if not marks or not any(t.text in _MARKS | _OPENING for t in words[: marks[-1]]):
        return draft
    for place in range(marks[-1] - 1, len(words) - 1):
        if _remarks(words, place):
            last = words[place - 1] if place > marks[-1] else words[marks[-1]]
            return replace(draft, content=(*draft.content[:-1], (start, last.end)))
    return draft


def _remarks(words: list[Token], place: int) -> bool:
    """Whether a comma or dash at a place leads, behind a closing mark, to a remark."""
    behind = [t for t in words[place + 1 : place + 3] if t.text not in _MARKS]
    if not behind or words[place].text not in (",", "—", "–"):
        return False
    first = behind[0]
    return words[place].text != "," or first.lower in _REMARKS or first.lower in _ARTICLES or first.tag == "VBG"
