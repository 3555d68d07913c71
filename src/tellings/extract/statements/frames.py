"""Where a reporting word keeps its content: one rule a frame, each answering with the words of the content or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words, speaking_nouns, venue_nouns
from tellings.extract.statements.speakers import is_passive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tellings.extract.syntax import Token

WH_WORDS = frozenset({"whether", "what", "why", "how", "who", "whom", "whose", "which", "where", "when", "if", "whatever"})
_NP_DEPS = ("dobj",)
_EMPTY_OBJECTS = frozenset(
    {"himself", "herself", "themselves", "itself", "myself", "ourselves", "so", "it", "this", "that", "much"}
)


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a content, and the hearer where the frame names one; `mark` are words of the cue (a preposition)."""

    words: tuple[Token, ...]
    hearer: Token | None = None
    mark: tuple[Token, ...] = ()


def _content(*heads: Token, hearer: Token | None = None, mark: Sequence[Token] = ()) -> Content:
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
    return first.lower in WH_WORDS or (first.lower == "whether")


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
    return _from_that(verb, _content(clause)) if clause else None


def _from_that(verb: Token, content: Content) -> Content:
    """The clause from its `that` on, where the parser hung what stands between elsewhere (`that, whatever comes, X will`)."""
    first = content.words[0].i
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
    return _from_that(verb, _content(clause, hearer=hearer))


def wh(verb: Token) -> Content | None:
    """`asked whether CLAUSE`, `explained how CLAUSE`, `asked about`."""
    for child in verb.children_by("ccomp", "xcomp", "advcl", "dobj"):
        if child.i > verb.i and asks(child) and child.pos in ("VERB", "X", "NOUN", "ADJ") and child.subtree()[0].lower != "if":
            return _content(child, hearer=verb.child("dative"))
    for child in verb.children_by("ccomp", "advcl"):
        if child.i > verb.i and child.subtree()[0].lower == "if" and verb.lemma in ("ask", "wonder", "question", "know", "see"):
            return _content(child, hearer=verb.child("dobj", "dative"))
    return None


_LEAST_TO = 4
_OPENING = frozenset({"“", '"', "``", "''", "‘"})
_CLOSING = frozenset({"”", '"', "''", "’"})


def to(verb: Token) -> Content | None:
    """`vowed to VERB`."""
    child = next((c for c in verb.children_by("xcomp") if has_to(c) and c.i > verb.i), None)
    if child is None or verb.child("dobj") or is_passive(verb):
        return _to_in_marks(verb)
    return _content(child)


def _to_in_marks(verb: Token) -> Content | None:
    """`vowed to "…"`, where the parser lost what stands in quotation marks: up to the closing mark and the clause's end."""
    words = verb.sent.tokens[verb.i + 1 :]
    if is_passive(verb) or len(words) < _LEAST_TO or words[0].tag != "TO" or words[1].text not in _OPENING:
        return None
    closing = next((i for i, t in enumerate(words) if i > 1 and t.text in _CLOSING), None)
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
    return _content(own, child, hearer=own)


def on_to(verb: Token) -> Content | None:
    """`called on HEARER to VERB`."""
    for prep in verb.children_by("prep"):
        if prep.i > verb.i and prep.lower in ("on", "upon") and (own := prep.child("pobj")):
            child = next((c for c in [*verb.children, *own.children, *prep.children] if has_to(c) and c.i > own.i), None)
            return _content(own, child, hearer=own, mark=[prep]) if child else None
    return None


def ing(verb: Token) -> Content | None:
    """`denied VERBing`."""
    child = next((c for c in verb.children_by("xcomp", "ccomp", "dobj", "advcl") if c.tag == "VBG" and c.i > verb.i), None)
    if child is None or (child.dep == "advcl" and child.i > verb.i + 2) or (child.dep == "dobj" and child.child("det", "amod")):
        return None
    return _content(child)


def _cites(verb: Token, own: Token) -> bool:
    """Whether the object is somebody cited, who is a speaker, and no content (`citing a local official`)."""
    return verb.lemma in ("cite", "quote") and (
        own.ent == "PERSON" or speaking_nouns().get(own.lemma.lower()) in ("person", "body", "media")
    )


def quotes_somebody(verb: Token) -> bool:
    """Whether the object is a person quoted `as saying` something, which is read from `saying`."""
    preps = [c for word in (verb, *verb.children_by("dobj")) for c in word.children_by("prep") if c.lower == "as"]
    return any((inner := prep.child("pcomp")) is not None and inner.lemma in ("say", "tell") for prep in preps)


OF_OBJECT = frozenset(
    {"on", "of", "about", "over", "against", "for", "between", "among", "toward", "towards", "to", "with", "from", "in", "as"}
)
"""Prepositions whose phrase right behind an object mostly belongs to it, wherever the parser hangs it."""


def np(verb: Token) -> Content | None:
    """`praised OBJECT`; passive `was praised by`."""
    if is_passive(verb):
        own = verb.child("nsubjpass")
        by = verb.child("agent")
        return _content(own) if own is not None and by is not None else None
    own = verb.child("dobj")
    if own is None or own.lower in _EMPTY_OBJECTS or own.tag == "EX" or quotes_somebody(verb) or _cites(verb, own):
        return None
    behind = _all_behind(verb, own) if verb.lemma in DISPLAYS else _behind(verb, own)
    whole = _content(own, *behind, *_doing(verb, own))
    return Content(tuple(_without_occasion(whole.words, own)))


def _without_occasion(words: Sequence[Token], own: Token) -> list[Token]:
    """The object without a phrase at its end that tells where it was said (`in a message on Telegram`)."""
    for prep in own.subtree():
        noun = prep.child("pobj") if prep.dep == "prep" and prep.lower in ("in", "on") else None
        if noun is not None and venue_nouns().get(noun.lower) in ("text", "channel") and prep.subtree()[-1] is words[-1]:
            return [t for t in words if t.i < prep.i]
    return list(words)


DISPLAYS = reporting_words("display")
"""Verbs of polls and counts whose object is told in what state it is (`shows the party ten points ahead`)."""


def _all_behind(verb: Token, own: Token) -> list[Token]:
    deps = ("prep", "advmod", "npadvmod", "acomp", "oprd", "xcomp", "ccomp")
    end, found = own.subtree()[-1].i, []
    for child in sorted(verb.children_by(*deps), key=lambda c: c.i):
        words = child.subtree()
        if words[0].i == end + 1:
            found.append(child)
            end = words[-1].i
    return found


def _doing(verb: Token, own: Token) -> list[Token]:
    """What the object is shown or recalled doing (`showing him leading`)."""
    end = own.subtree()[-1].i
    return [c for c in verb.children_by("xcomp", "ccomp", "advcl") if c.tag == "VBG" and c.subtree()[0].i == end + 1]


def _behind(verb: Token, own: Token) -> list[Token]:
    """The phrases of the verb that stand right behind its object and tell what it is about, no days and occasions."""
    end, found = own.subtree()[-1].i, []
    for prep in verb.children_by("prep"):
        noun = prep.child("pobj", "pcomp")
        between = verb.sent.tokens[end + 1 : prep.i]
        if prep.i <= end or any(t.tag not in ("''", "``") for t in between) or noun is None or prep.lower not in OF_OBJECT:
            continue
        if noun.ent in ("DATE", "TIME") or noun.lower in venue_nouns():
            break
        found.append(prep)
        end = prep.subtree()[-1].i
    return found


def sc(verb: Token) -> Content | None:
    """`called OBJECT NAME`; passive `was called NAME`."""
    named = verb.child("oprd", "attr", "acomp")
    own = verb.child("dobj", "nsubjpass") or (named.child("nsubj") if named else None)
    if named is not None and own is not None:
        return _content(own, named)
    clause = next((c for c in verb.children_by("ccomp", "xcomp") if c.pos in ("NOUN", "ADJ", "PROPN", "X")), None)
    if clause is not None and (clause.child("nsubj") or own) and not clause.child("cop", "aux"):
        return _content(clause, *([own] if own is not None else []))
    if own is not None and own.dep == "dobj" and any(t.tag in ("``", "''") for t in own.subtree()):
        return _content(own)
    return _named_in_marks(verb) if not is_passive(verb) else None


_LONGEST_NAMED = 25
"""Words that may stand between a verb of naming and the end of the quoted name."""


def _named_in_marks(verb: Token) -> Content | None:
    """`called THING "…"` where the parser lost the thread: up to the closing mark, with no other verb before the opening one."""
    words = verb.sent.tokens[verb.i + 1 : verb.i + 1 + _LONGEST_NAMED]
    opening = next((i for i, t in enumerate(words) if t.text in _OPENING), None)
    if not opening or any(t.tag in ("VBD", "VBZ", "VBP", "MD", "IN", ".") or t.text == "," for t in words[: min(opening, 2)]):
        return None
    if any(t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text in (",", ":") for t in words[:opening]):
        return None
    before = words[: opening - 1] if words[opening - 1].tag in ("DT", "JJ") else words[:opening]
    if not before or before[-1].tag[:2] not in ("NN", "PR", "CD"):
        return None
    closing = next((i for i, t in enumerate(words) if i > opening and t.text in _CLOSING), None)
    return Content(tuple(words[: closing + 1])) if closing is not None else None


def by_ing(verb: Token) -> Content | None:
    """`responded by saying CLAUSE`."""
    for prep in verb.children_by("prep"):
        if prep.lower in ("by", "with") and (inner := prep.child("pcomp")) is not None:
            return _content(inner, mark=[prep])
    return None


def _prep(verb: Token, word: str) -> Token | None:
    return next((c for c in verb.children_by("prep", "agent", "dative") if c.lower == word and c.i > verb.i), None)


def _behind_occasion(verb: Token, word: str) -> Token | None:
    """The preposition that the parser hung on the occasion (`urged in a statement for calm`)."""
    for prep in verb.children_by("prep"):
        noun = prep.child("pobj")
        if noun is not None and noun.lower in venue_nouns() and (found := _prep(noun, word)) is not None:
            return found
    return None


def bare(word: str) -> Callable[[Token], Content | None]:
    """The rule for `spoke about CONTENT`."""

    def rule(verb: Token) -> Content | None:
        prep = _prep(verb, word) or _behind_occasion(verb, word)
        inner = prep.child("pobj", "pcomp") if prep else None
        if prep is None or inner is None or inner.lower in _EMPTY_OBJECTS or inner.ent in ("DATE", "TIME"):
            return None
        objects = prep.children_by("pobj", "pcomp")
        return _content(*objects, *_behind(verb, objects[-1]), mark=[prep])

    return rule


def object_and(word: str) -> Callable[[Token], Content | None]:
    """The rule for `accused OBJECT of CONTENT`: both are the content."""

    def rule(verb: Token) -> Content | None:
        own = verb.child("dobj", "dative") if not is_passive(verb) else verb.child("nsubjpass")
        prep = _prep(verb, word) or (_prep(own, word) if own is not None else None)
        if prep is None and own is not None:
            prep = next(
                (
                    c
                    for c in verb.children_by("advcl")
                    if c.subtree()[0].lower == word
                    and c.subtree()[0].i == own.subtree()[-1].i + 1
                    and c.child("nsubj", "nsubjpass") is None  # `hit the convoy as it left`: a time
                ),
                None,
            )
        if prep is None or own is None or not prep.children or any(c.ent in ("DATE", "TIME") for c in prep.children_by("pobj")):
            return None
        return _content(own, prep)

    return rule


def hearer_and(word: str) -> Callable[[Token], Content | None]:
    """The rule for `informed HEARER of CONTENT`: the object hears it."""

    def rule(verb: Token) -> Content | None:
        own = verb.child("dobj", "nsubjpass", "dative")
        prep = _prep(verb, word) or (_prep(own, word) if own is not None else None)
        inner = prep.child("pobj", "pcomp") if prep else None
        return _content(inner, hearer=own, mark=[prep]) if prep and inner is not None and own is not None else None

    return rule


def rest(verb: Token) -> Content | None:
    """What follows the verb to the end of its sentence, where the parse lost a clause that plainly stands there."""
    words = verb.sent.tokens[verb.i + 1 :]
    start = next(
        (i for i, t in enumerate(words) if t.tag != "RB" and t.ent not in ("DATE", "TIME") and t.lower != "on"), len(words)
    )
    words = words[start:]
    if (
        not words
        or not (words[0].text[0].isalnum() or words[0].tag == "``")
        or words[0].tag in ("IN", "VBG", "TO", "CC", "RB", "WP", "WRB")
    ):
        return None
    finite = next((t for t in words if t.tag in ("VBD", "VBZ", "VBP", "MD") and t.i > words[0].i), None)
    if finite is None or any(t.text in (",", ";", ":") for t in words[: finite.i - words[0].i]):
        return None
    last = next((i for i, t in enumerate(words) if t.text in (";", "—", "–")), len(words))
    return Content(tuple(words[:last]))


NAMED_FRAMES: dict[str, Callable[[Token], Content | None]] = {
    "that": that, "tell": tell, "wh": wh, "to": to, "o-to": o_to, "on-to": on_to, "ing": ing, "np": np, "sc": sc,
    "by-ing": by_ing, "unto": bare("to"),
}  # fmt: skip
"""The frames that have a rule of their own; the others are made from a preposition."""


def rule_of(frame: str) -> Callable[[Token], Content | None] | None:
    """The rule of a frame; None for `q`, which is read from the quotation marks."""
    if frame == "q":
        return None
    if frame in NAMED_FRAMES:
        return NAMED_FRAMES[frame]
    kind, dash, word = frame.partition("-")
    if not dash:
        return bare(frame)
    return object_and(word) if kind == "np" else hearer_and(word)
