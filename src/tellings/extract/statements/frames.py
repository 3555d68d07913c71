"""Where a reporting word keeps its content: one rule a frame, each answering with the words of the content or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words, speaking_nouns, venue_nouns
from tellings.extract.statements.clauses import (
    CLOSING,
    EMPTY_OBJECTS,
    OPENING,
    Content,
    by_ing,
    for_to,
    hearer_to,
    ing,
    made_of,
    o_to,
    tell,
    that,
    to,
    was_to,
    wh,
)  # fmt: skip
from tellings.extract.statements.speakers import is_passive, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tellings.extract.syntax import Token


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


def undergoer(verb: Token) -> tuple[Token, ...]:
    """The words for whom a passive is of: its subject, or the noun of a reduced one (`the move, criticised by Paris,`)."""
    own = verb.child("nsubjpass")
    if own is not None:
        return tuple(own.subtree())
    return tuple(noun_phrase(verb.head)) if verb.dep == "acl" and verb.head.pos in ("NOUN", "PROPN") else ()


def np(verb: Token) -> Content | None:
    """`praised OBJECT`; passive `was praised by`."""
    if is_passive(verb):
        by = verb.child("agent")
        return Content(undergoer(verb)) if by is not None and undergoer(verb) else None
    own = verb.child("dobj")
    if own is None or own.lower in EMPTY_OBJECTS or own.tag == "EX" or quotes_somebody(verb) or _cites(verb, own):
        return None
    behind = _all_behind(verb, own) if verb.lemma in DISPLAYS else _behind(verb, own)
    whole = made_of(own, *behind, *_doing(verb, own))
    return Content(tuple(_without_occasion(whole.words, own)))


def _without_occasion(words: Sequence[Token], own: Token) -> list[Token]:
    """The object without a phrase at its end that tells where it was said (`in a message on Telegram`)."""
    for prep in own.subtree():
        noun = prep.child("pobj") if prep.dep == "prep" and prep.lower in ("in", "on") else None
        told = noun is not None and (noun.lower == "condition" or venue_nouns().get(noun.lower) in ("text", "channel"))
        if told and prep.subtree()[-1] is words[-1]:
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
        return made_of(own, named)
    if own is None and len(both := [c for c in verb.children_by("oprd") if c.i > verb.i]) > 1:  # `called Abad a quack`
        return made_of(*both)
    if own is not None and own.dep == "dobj" and (after := own.child("acl")) is not None and after.tag == "JJ":
        return made_of(own)  # `called the charges untrue and made up`
    clause = next((c for c in verb.children_by("ccomp", "xcomp") if _small(c)), None)
    if clause is not None and (clause.tag == "VB" or clause.child("nsubj") or own) and not clause.child("cop", "aux"):
        return made_of(clause, *([own] if own is not None else []))
    if own is not None and own.dep == "dobj" and any(t.tag in ("``", "''") for t in own.subtree()):
        return made_of(own)
    return _named_in_marks(verb) if not is_passive(verb) else None


def was_sc(verb: Token) -> Content | None:
    """`were reported killed`, `are feared dead`: of whom, and what."""
    own = verb.child("nsubjpass")
    named = next((c for c in verb.children_by("oprd", "acomp", "xcomp") if c.i > verb.i and not c.child("aux", "mark")), None)
    return made_of(own, named) if own is not None and named is not None and is_passive(verb) else None


def _small(clause: Token) -> bool:
    """Whether a complement has no verb of its own, but for a noun taken for a bare one (`called climate change a hoax`)."""
    if clause.tag == "VB":
        return not clause.child("aux", "mark", "nsubj") and clause.child("dobj", "attr", "oprd") is not None
    return clause.pos in ("NOUN", "ADJ", "PROPN", "X")


_LONGEST_NAMED = 25
"""Words that may stand between a verb of naming and the end of the quoted name."""


def _named_in_marks(verb: Token) -> Content | None:
    """`called THING "…"` where the parser lost the thread: up to the closing mark, with no other verb before the opening one."""
    words = verb.sent.tokens[verb.i + 1 : verb.i + 1 + _LONGEST_NAMED]
    opening = next((i for i, t in enumerate(words) if t.text in OPENING), None)
    if not opening or any(t.tag in ("VBD", "VBZ", "VBP", "MD", "IN", ".") or t.text == "," for t in words[: min(opening, 2)]):
        return None
    if any(t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text in (",", ":") for t in words[:opening]):
        return None
    before = words[: opening - 1] if words[opening - 1].tag in ("DT", "JJ") else words[:opening]
    if not before or before[-1].tag[:2] not in ("NN", "PR", "CD"):
        return None
    closing = next((i for i, t in enumerate(words) if i > opening and t.text in CLOSING), None)
    return Content(tuple(words[: closing + 1])) if closing is not None else None


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
        if prep is None and word == "for":
            return for_to(verb)
        if prep is None or inner is None or inner.lower in EMPTY_OBJECTS or inner.ent in ("DATE", "TIME"):
            return None
        objects = prep.children_by("pobj", "pcomp")
        return made_of(*objects, *_behind(verb, objects[-1]), mark=[prep])

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
        if prep is not None and own is None and (of := undergoer(verb)) and verb.child("agent") is not None:
            return Content((*of, *prep.subtree()))
        if prep is None or own is None or not prep.children or any(c.ent in ("DATE", "TIME") for c in prep.children_by("pobj")):
            return None
        return made_of(own, prep)

    return rule


def hearer_and(word: str) -> Callable[[Token], Content | None]:
    """The rule for `informed HEARER of CONTENT`: the object hears it."""

    def rule(verb: Token) -> Content | None:
        own = verb.child("dobj", "nsubjpass", "dative")
        prep = _prep(verb, word) or (_prep(own, word) if own is not None else None)
        inner = prep.child("pobj", "pcomp") if prep else None
        return made_of(inner, hearer=own, mark=[prep]) if prep and inner is not None and own is not None else None

    return rule


NAMED_FRAMES: dict[str, Callable[[Token], Content | None]] = {
    "that": that, "tell": tell, "wh": wh, "to": to, "o-to": o_to, "was-to": was_to,
    "on-to": hearer_to("on", "upon"), "unto-to": hearer_to("to"), "with-to": hearer_to("with"),
    "ing": ing, "np": np, "was-sc": was_sc, "sc": sc, "by-ing": by_ing, "unto": bare("to"),
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
