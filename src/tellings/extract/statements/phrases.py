"""Cues that are no complement's governor: `according to`, `in X's view`, `as X put it`, and cues set apart by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words, venue_nouns
from tellings.extract.statements.cues import VERBS, cue_words, speaker_of, verb_row
from tellings.extract.statements.draft import Draft, stretches
from tellings.extract.statements.realis import narrates, realised
from tellings.extract.statements.speakers import is_passive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.extract.syntax import Sentence, Token

VIEWS = reporting_words("view")
"""`in X's view`, `by X's account`: nouns whose possessor speaks."""


HEARSAY = reporting_words("hearsay")
SURVEYS = reporting_words("survey")
PHRASES = VIEWS | HEARSAY | SURVEYS | {"according"}


def phrase_drafts(sentence: Sentence) -> Iterator[Draft]:
    """A draft for every such cue of the sentence."""
    for token in sentence.tokens:
        if (token.tag in VERBS or token.lower in PHRASES or token.lemma == "put") and (draft := _of_word(token)):
            yield draft


def _of_word(token: Token) -> Draft | None:
    if token.lower == "according":
        return _according(token)
    if token.lower in VIEWS:
        return _view(token)
    if token.lower in HEARSAY:
        return _hearsay(token)
    if token.lower in SURVEYS:
        return _survey(token)
    if token.lemma == "put" and (it := token.child("dobj")) is not None and it.lower == "it":
        return _apart(token, "claims")
    row = verb_row(token)
    return _apart(token, row.act) if row and {"that", "tell"} & row.frames and "q" in row.frames else None


def _according(token: Token) -> Draft | None:
    to = next((c for c in token.children if c.lower == "to"), None)
    who = to.child("pobj") if to else None
    if to is None or who is None:
        return None
    content = _host(token, token.subtree())
    if not content:
        return None
    return Draft(token, (token, to), "claims", "according to", stretches(content), who, reason="the words “according to”")


def _view(token: Token) -> Draft | None:
    of = next((c for c in token.children_by("prep") if c.lower == "of"), None)
    owner, prep = token.child("poss") or (of.child("pobj") if of else None), token.head
    if owner is None or prep.lower not in ("in", "by", "to", "from") or prep.dep != "prep":
        return None
    if not _set_apart(prep.subtree()):
        return None
    content = _host(prep, prep.subtree())
    return (
        Draft(token, (prep, token), "believes", "view", stretches(content), owner, reason="the words “in somebody's view”")
        if content
        else None
    )


def _hearsay(token: Token) -> Draft | None:
    """`The town reportedly fell`: of an adverb that stands with a verb, its clause without it; nobody is named."""
    verb = token.head
    if token.dep != "advmod" or verb.tag[:2] != "VB" or verb.child("nsubj", "nsubjpass") is None:
        return None
    content = [t for t in verb.subtree() if t is not token]
    return Draft(token, (token,), "claims", "hearsay", stretches(content), None, reason=f"the adverb “{token.lower}”")


def _survey(token: Token) -> Draft | None:
    """`In a new poll, CONTENT`: at the head of a sentence, set apart by a comma."""
    prep = token.head
    words = prep.subtree()
    after = words[-1].i + 1
    tokens = token.sent.tokens
    if (
        prep.lower != "in"
        or prep.dep != "prep"
        or words[0].i
        or after >= len(tokens)
        or "," not in (tokens[after].text, words[-1].text)
    ):
        return None
    content = [t for t in tokens[after:] if t.pos != "PUNCT"]
    if not any(t.tag in _FINITE for t in content):
        return None
    return Draft(token, (prep,), "claims", "survey", stretches(tokens[after:]), token, reason=f"the words “in a {token.lower}”")


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


_BREAKS = frozenset({",", "—", "–", "--", "-", ";"})
_ENDS = frozenset({".", "!", "?", "…", "''", '"', "”"})
_LONGEST = 12
"""Words that a cue set apart may hold after its verb or speaker (`the minister said on Monday in Geneva`)."""
_HOLDERS = frozenset({"which", "who", "what", "that", "whom"})


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _apart(verb: Token, act: str) -> Draft | None:
    """`CONTENT, X said, CONTENT` and `CONTENT, X said`: a cue between commas, read off the words, however they were parsed."""
    who = speaker_of(verb)
    if _compares(verb):
        return _as_said(verb, act, who)
    if (
        who is None
        or who.tag in ("WP", "WDT")
        or is_passive(verb)
        or who.sent is not verb.sent
        or abs(who.i - verb.i) > _LONGEST
        or narrates(who)
    ):
        return None
    first, last = _first(verb, who), _last(verb, who)
    if first is None or last is None or not realised(verb):
        return None
    words = verb.sent.tokens
    content = stretches(_around(verb, words[: first - 1], words[last + 1 :]))
    row = verb_row(verb)
    hearer = verb.child("dobj", "dative") if row is not None and "tell" in row.frames else None
    return Draft(verb, cue_words(verb), act, "apart", content, who, hearer, reason="a cue set apart") if content else None


def _compares(verb: Token) -> bool:
    """Whether the verb stands in `as X said`."""
    mark = verb.child("mark") if verb.dep == "advcl" else None
    return mark is not None and mark.lower == "as" and (verb.lemma == "put" or not verb.child("ccomp", "xcomp", "dobj"))


def _around(verb: Token, left: Sequence[Token], right: Sequence[Token]) -> Sequence[Token]:
    """What a cue set apart comments on, of the words on both sides; nothing where they hold no clause."""
    following = next((t for t in right if t.text[0].isalnum()), None)
    if following is not None and following.tag == "VBG" and following.head is verb:  # `X said, citing Y`: of the cue
        right, following = (), None
    if left and left[-1].lower in _HOLDERS:
        return (left[-1], *right)
    if left and left[0].tag in ("VBN", "VBG") and left[0].head is verb:  # `Asked whether A, X said, B`
        left = ()
    spoken = any(t.tag in _FINITE for t in left)
    if following is None:
        return left if spoken else ()
    if not spoken and left and left[0].tag == "IN" and any(t.lower in venue_nouns() for t in left):  # `In a statement, X said, …`
        left = ()
    return (*left, *right) if spoken or any(t.tag in _FINITE for t in right) else ()


def _end_of_name(who: Token) -> int:
    """Where an inverted speaker ends, before a verb of the content that the parser hung on it (`…, says X, a guard, is …`)."""
    words = who.subtree()
    verb = next((t.i for t in words if t.i > who.i and t.tag in ("VBZ", "VBD", "MD") and t.dep != "relcl"), None)
    own = [t for t in words if verb is None or t.i < verb]
    while len(own) > 1 and own[-1].pos == "PUNCT":
        own.pop()
    return max(own[-1].i, who.i)


def _bare_object(token: Token, before: Sequence[Token]) -> bool:
    """Whether a noun stands right behind the cue, under no preposition and no day: an object, so that nothing is set apart."""
    if token.tag not in ("NN", "NNS", "NNP", "NNPS", "PRP") or token.ent in ("DATE", "TIME"):
        return False
    return not any(t.tag in ("IN", "TO") for t in before)


def _as_said(verb: Token, act: str, who: Token | None) -> Draft | None:
    """`As X said, CONTENT`; `CONTENT, as X said`."""
    own = verb.subtree()
    if who is None or narrates(who) or who.lower == "they" or not _set_apart(own) or own[-1].i - own[0].i + 1 != len(own):
        return None
    content = stretches(_host(verb, own))
    return Draft(verb, cue_words(verb), act, "apart", content, who, reason="the words “as somebody said”") if content else None


def _first(verb: Token, who: Token) -> int | None:
    """Where the cue begins, if a comma or dash stands before it."""
    words = verb.sent.tokens
    start = min(who.subtree()[0].i, verb.i) if who.i < verb.i else verb.i
    if start == 0 and verb.i > who.i:
        return None
    while start > 0 and words[start - 1].tag in ("RB", "MD") and start - 1 > 0:
        start -= 1
    return start if start > 1 and words[start - 1].text in _BREAKS else None


def _last(verb: Token, who: Token) -> int | None:
    """Where the cue ends, if a comma, a dash or the end of the sentence follows and no complement stands between."""
    words = verb.sent.tokens
    start = max(verb.i, who.i if who.i < verb.i else _end_of_name(who))
    row = verb_row(verb)
    heard = (row is not None and "tell" in row.frames) or verb.lemma == "put"
    for token in words[start + 1 : start + 1 + _LONGEST]:
        if token.text in _BREAKS or token.text in _ENDS:
            return token.i - 1
        if (
            token.tag in ("VBD", "VBZ", "VBP", "MD", "VB")
            or token.lower in ("that", "whether", "how", "what", "to")
            or (token.head is not verb and token.dep == "dobj")
        ):
            return None
        if not heard and _bare_object(token, words[start + 1 : token.i]):
            return None
        if (
            not heard
            and token.head is verb
            and token.dep in ("dobj", "oprd", "ccomp", "xcomp")
            and token.ent not in ("DATE", "TIME")
        ):
            return None
    return len(words) - 1 if start + _LONGEST >= len(words) - 1 else None
