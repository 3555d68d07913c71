"""When a verb's clause is said to be so: its own time expression, `since` left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tellings.data.ties import clause_verbs
from tellings.model.period import Period

if TYPE_CHECKING:
    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Token
    from tellings.model.coding import Timed

STARTING = frozenset({"since", "from"})
"""Words before a time after which it is still so (`since the war broke out in 2011`)."""


THEREAFTER = frozenset({"before", "until", "till"})
"""Words before a clause of what came next (`held it for six days before the army recaptured it`)."""

LONG = timedelta(days=1)
"""A longer period holds what came next too: who seized a town in 2029 and held it for days lost it in 2029."""

SPANS = frozenset({"hour", "day", "night", "week", "month", "year", "decade"})


def moment(word: Token, reading: Reading) -> Period | None:
    """The time that stands in the clause of a verb or noun itself; of what came next, the time from which it can be."""
    return _own_moment(word, reading) or _thereafter(word, reading)


def lasting(verb: Token, reading: Reading) -> str | None:
    """For how long, in the words told: `six days` in `seized the town and held it for six days`."""
    for near in (verb, *(c for c in verb.children_by("conj") if not c.child("nsubj", "nsubjpass"))):
        for time in (t for p in near.children_by("prep") if p.lower == "for" for t in p.children_by("pobj")):
            if time.lemma in SPANS and time.child("nummod", "det"):
                words = list(time.subtree())
                return " ".join(reading.text[words[0].start : words[-1].end].split())
    return None


def _thereafter(word: Token, reading: Reading) -> Period | None:
    """The time of the clause that this one follows in time: the same where it is long, else from its day to the report's."""
    clause = word.tag.startswith("VB") and word.dep == "advcl" and any(c.lower in THEREAFTER for c in word.children_by("mark"))
    earlier = moment(word.head, reading) if clause else None
    if earlier is None or earlier.first is None or earlier.last is None:
        return None
    if earlier.last - earlier.first > LONG:
        return earlier
    return Period(earlier.first, reading.day) if reading.day and reading.day > earlier.last else None


def _own_moment(word: Token, reading: Reading) -> Period | None:
    """The time that stands in the clause itself, not in a clause about something else."""
    for timed in reading.times_in(word.sent):
        if timed.span is None:
            continue
        verb, opened = _home(timed, word)
        if verb is not None and verb in _carrying(word):
            return replace(timed.period, last=None) if opened and timed.period.first else timed.period
    return None


def _home(timed: Timed, word: Token) -> tuple[Token | None, bool]:
    """The verb whose clause a time stands in, and whether it only tells the beginning."""
    token = next((t for t in word.sent if timed.span and t.start <= timed.span.start < t.end), None)
    if token is None:
        return None, False
    opened = False
    for above in (token, *token.ancestors()):
        opened = opened or above.lower in STARTING
        if above.tag.startswith("VB"):
            if not any(c.lower == "since" for c in above.children_by("mark", "prep") if c.i < token.i and c.dep == "mark"):
                return above, opened
            opened = True
    return None, opened


def _carrying(word: Token) -> list[Token]:
    """The verb of the word's clause, and those above whose time is also its own (`helped them retake`, `entered and took`)."""
    verb = word if word.tag.startswith("VB") else next((t for t in word.ancestors() if t.tag.startswith("VB")), None)
    verbs: list[Token] = []
    while verb is not None and verb not in verbs:
        verbs.append(verb)
        own = verb.child("nsubj", "nsubjpass") is not None
        shared = (verb.dep in ("xcomp", "conj") and not own) or verb.head.lemma in clause_verbs("object_acts")
        bare = verb.dep in ("advcl", "prep") and verb.tag == "VBG" and not verb.child("nsubj")
        verb = verb.head if (shared or bare) and verb.head.tag.startswith("VB") else None
    return verbs
