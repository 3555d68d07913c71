"""Contents that are clauses, infinitives and gerunds: one rule a frame, each answering with the words of the content or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words
from tellings.extract.statements.speakers import is_passive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tellings.extract.syntax import Token

WH_WORDS = frozenset({"whether", "what", "why", "how", "who", "whom", "whose", "which", "where", "when", "if", "whatever"})
_NP_DEPS = ("dobj",)
EMPTY_OBJECTS = frozenset(
    {"himself", "herself", "themselves", "itself", "myself", "ourselves", "so", "it", "this", "that", "much"}
)


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a content, and the hearer where the frame names one; `mark` are words of the cue (a preposition)."""

    words: tuple[Token, ...]
    hearer: Token | None = None
    mark: tuple[Token, ...] = ()


def made_of(*heads: Token, hearer: Token | None = None, mark: Sequence[Token] = ()) -> Content:
    """The content that the words under these heads make up."""
    words = {t.i: t for head in heads for t in head.subtree()}
    return Content(tuple(words[i] for i in sorted(words)), hearer, tuple(mark))


def has_to(verb: Token) -> bool:
    """Whether the verb is a to-infinitive."""
    return any(c.tag == "TO" for c in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether the verb heads a finite clause: by its own tag or by an auxiliary."""
    if verb.tag in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(c.tag in ("VBD", "VBZ", "VBP", "MD") for c in verb.children_by("aux", "auxpass", "cop"))


def asks(clause: Token) -> bool:
    """Whether a clause begins with a word that asks (`whether`, `what`), before its subject."""
    first = next((t for t in clause.subtree() if t.pos != "PUNCT"), clause)
    return first.lower in WH_WORDS and not _of_condition(first, clause)


def _of_condition(word: Token, clause: Token) -> bool:
    """Whether the word leads a clause of time or condition inside the clause (`said if it rained, they would stay`)."""
    for above in (word, *word.ancestors()):
        if above is clause:
            return False
        if above.dep == "advcl":
            return True
    return False


_PERCEPTION = reporting_words("perception")
"""Verbs under which a bare infinitive tells what happened before somebody's eyes, and is no report."""


def _clause(verb: Token) -> Token | None:
    """The finite clause that completes the verb; the one behind it before one in front."""
    for child in sorted(verb.children_by("ccomp"), key=lambda c: c.i < verb.i):
        if child.i < verb.i and (is_passive(verb) or not _set_before(verb, child) or _completed(verb)):
            continue
        if verb.lemma in _PERCEPTION and child.tag == "VB" and not child.child("aux", "mark", "auxpass"):  # `saw the town fall`
            continue
        if not asks(child) and (is_finite(child) or child.child("nsubj", "nsubjpass", "expl")) and not has_to(child):
            return child
    return None


_HEARERS_FIRST = frozenset({"tell", "inform", "assure", "warn", "remind", "advise", "caution", "notify", "ask"})


def _completed(verb: Token) -> bool:
    """Whether the verb has another complement, so that a clause in front is none of its own."""
    return verb.child("xcomp") is not None or (verb.child("dobj") is not None and verb.lemma not in _HEARERS_FIRST)


def _set_before(verb: Token, clause: Token) -> bool:
    """Whether a comma, dash or quotation mark stands between a clause in front and the cue with its subject."""
    own = verb.child("nsubj", "nsubjpass")
    start = min(verb.i, own.subtree()[0].i if own is not None else verb.i)
    return any(t.pos == "PUNCT" for t in verb.sent.tokens[max(clause.i, start - 3) : start])


def that(verb: Token) -> Content | None:
    """`said (that) CLAUSE`; `CLAUSE, said X` for verbs that also stand beside quotations."""
    clause = _clause(verb)
    return _from_that(verb, made_of(clause, *_further(verb, clause))) if clause else None


def _further(verb: Token, clause: Token) -> list[Token]:
    """The clauses with a `that` of their own which the parser hung beside the first (`said that A, that B and that C`)."""
    marked = (c for c in verb.children_by("ccomp") if c.i > clause.i > verb.i)
    return [c for c in marked if (mark := c.child("mark")) is not None and mark.lower == "that"]


_BEFORE = frozenset({"earlier", "later", "again", "separately"})
"""Adverbs of the cue that a parser takes for the first word of a clause without `that` (`said earlier the toll was 30`)."""


def _from_that(verb: Token, content: Content) -> Content:
    """The clause from its `that` on, where the parser hung what stands between elsewhere (`that, whatever comes, X will`)."""
    first = content.words[0].i
    if first == verb.i + 1 and content.words[0].lower in _BEFORE and len(content.words) > 1:
        return Content(content.words[1:], content.hearer, content.mark)
    mark = next((t for t in verb.sent.tokens[verb.i + 1 : first] if t.lower == "that" and t.tag == "IN"), None)
    if mark is None or any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in verb.sent.tokens[mark.i : first]):
        return content
    return Content((*verb.sent.tokens[mark.i : first], *content.words), content.hearer, content.mark)


def tell(verb: Token) -> Content | None:
    """`told HEARER (that) CLAUSE`."""
    clause = _clause(verb)
    hearer = verb.child("dative", "dobj") or (verb.child("nsubjpass"))
    if clause is None:
        return None
    if hearer is None and (own := clause.child("nsubj")) is None:
        hearer = own
    return _from_that(verb, made_of(clause, *_further(verb, clause), hearer=hearer))


def wh(verb: Token) -> Content | None:
    """`asked whether CLAUSE`, `explained how CLAUSE`, `asked about`."""
    for child in verb.children_by("ccomp", "xcomp", "advcl", "dobj"):
        if (
            (verb.lemma == "say" or is_passive(verb)) and child.dep == "advcl" and child.subtree()[0].lower == "when"
        ):  # `said yes when asked if …`
            continue
        if child.i > verb.i and asks(child) and child.pos in ("VERB", "X", "NOUN", "ADJ") and child.subtree()[0].lower != "if":
            return made_of(child, hearer=verb.child("dative"))
    for child in verb.children_by("ccomp", "advcl"):
        if child.i > verb.i and child.subtree()[0].lower == "if" and verb.lemma in ("ask", "wonder", "question", "know", "see"):
            return made_of(child, hearer=verb.child("dobj", "dative"))
    return None


_LEAST_TO = 4
OPENING = frozenset({"“", '"', "``", "''", "‘"})
CLOSING = frozenset({"”", '"', "''", "’"})


def to(verb: Token) -> Content | None:
    """`vowed to VERB`."""
    child = next((c for c in verb.children_by("xcomp") if has_to(c) and c.i > verb.i), None)
    if child is None or verb.child("dobj") or is_passive(verb):
        return _to_in_marks(verb)
    return made_of(child)


def _to_in_marks(verb: Token) -> Content | None:
    """`vowed to "…"`, where the parser lost what stands in quotation marks: up to the closing mark and the clause's end."""
    words = verb.sent.tokens[verb.i + 1 :]
    if is_passive(verb) or len(words) < _LEAST_TO or words[0].tag != "TO" or words[1].text not in OPENING:
        return None
    closing = next((i for i, t in enumerate(words) if i > 1 and t.text in CLOSING), None)
    if closing is None:
        return None
    end = next((i for i, t in enumerate(words) if i > closing and (t.pos == "PUNCT" or t.tag == "CC")), len(words))
    return Content(tuple(words[:end]))


def o_to(verb: Token) -> Content | None:
    """`urged HEARER to VERB`; passive `was urged to VERB`."""
    child = next((c for c in verb.children_by("xcomp", "ccomp", "advcl") if has_to(c) and c.i > verb.i), None)
    if child is None:
        return None
    own = verb.child("dobj", "nsubjpass", "dative") or child.child("nsubj")
    if own is None:
        return None
    if child.dep == "advcl" and not (verb.child("dobj") or is_passive(verb)):
        return None
    return made_of(own, child, hearer=own)


def was_to(verb: Token) -> Content | None:
    """`was said to VERB`: of whom it was said, and what."""
    content = o_to(verb) if is_passive(verb) else None
    return Content(content.words) if content is not None else None


def hearer_to(*words: str) -> Callable[[Token], Content | None]:
    """The rule for `called on HEARER to VERB`, `appealed to HEARER to VERB`."""

    def rule(verb: Token) -> Content | None:
        for prep in verb.children_by("prep"):
            own = prep.child("pobj") if prep.i > verb.i and prep.lower in words else None
            if own is None:
                continue
            child = next((c for c in [*verb.children, *own.children, *prep.children] if has_to(c) and c.i > own.i), None)
            return made_of(own, child, hearer=own, mark=[prep]) if child else None
        return None

    return rule


def for_to(verb: Token) -> Content | None:
    """`called for HEARER to VERB`."""
    for child in verb.children_by("advcl", "xcomp", "ccomp"):
        mark, own = child.child("mark"), child.child("nsubj", "nsubjpass", "expl")
        if mark is not None and mark.lower == "for" and mark.i > verb.i and own is not None and has_to(child):
            return Content(tuple(t for t in child.subtree() if t is not mark), own, (mark,))
    return None


def ing(verb: Token) -> Content | None:
    """`denied VERBing`."""
    child = next((c for c in verb.children_by("xcomp", "ccomp", "dobj", "advcl") if c.tag == "VBG" and c.i > verb.i), None)
    if child is None or (child.dep == "advcl" and child.i > verb.i + 2) or (child.dep == "dobj" and child.child("det", "amod")):
        return None
    return made_of(child)


def by_ing(verb: Token) -> Content | None:
    """`responded by saying CLAUSE`."""
    for prep in verb.children_by("prep"):
        if prep.lower in ("by", "with") and (inner := prep.child("pcomp")) is not None:
            return made_of(inner, mark=[prep])
    return None


def unmarked(verb: Token) -> Content | None:
    """`said after the talks CLAUSE`, where the parser took the clause for one of time: from its subject on."""
    for clause in verb.children_by("advcl"):
        own = clause.child("nsubj", "nsubjpass", "expl")
        if clause.i < verb.i or clause.child("mark") is not None or own is None or not is_finite(clause) or asks(clause):
            continue
        first = own.subtree()[0].i
        before = [t for t in clause.subtree() if t.i < first]
        if before and before[0].i == verb.i + 1 and before[0].tag == "IN" and not any(t.pos == "VERB" for t in before):
            return Content(tuple(t for t in clause.subtree() if t.i >= first))
    return None


_NO_CLAUSE = frozenset({"IN", "TO", "CC", "RB", "WP", "WRB"})
"""Tags of words with which no clause begins that has its subject first."""


def rest(verb: Token) -> Content | None:
    """What follows the verb to the end of its sentence, where the parse lost a clause that plainly stands there."""
    words = verb.sent.tokens[verb.i + 1 :]
    start = next(
        (i for i, t in enumerate(words) if t.tag != "RB" and t.ent not in ("DATE", "TIME") and t.lower != "on"), len(words)
    )
    words = words[start:]
    if not words or not (words[0].text[0].isalnum() or words[0].tag == "``") or words[0].tag in _NO_CLAUSE:
        return None
    finite = next((t for t in words if t.tag in ("VBD", "VBZ", "VBP", "MD") and t.i > words[0].i), None)
    gerund = words[0].tag == "VBG"  # `said ending the siege, without more, would cost lives`
    if finite is None or (not gerund and any(t.text in (",", ";", ":") for t in words[: finite.i - words[0].i])):
        return None
    last = next((i for i, t in enumerate(words) if t.text in (";", "—", "–")), len(words))
    return Content(tuple(words[:last]))
