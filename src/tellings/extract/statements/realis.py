"""Whether somebody really said it: not merely could, would, was to, or failed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words
from tellings.extract.statements.negation import negated, nobody
from tellings.extract.statements.speakers import armed, is_passive

if TYPE_CHECKING:
    from tellings.data.reporting import Reporting
    from tellings.extract.syntax import Token

MODALS = reporting_words("modal")
ASPECTUAL = reporting_words("aspectual")
"""Verbs under which an infinitive is an act that takes place (`went on to say`, `took to Twitter to blast`)."""

NARRATOR = reporting_words("narrator")
"""Subjects that are the writer or the reader, outside quotation marks."""


def narrates(speaker: Token) -> bool:
    """Whether a subject is the writer or the reader; `the US` and `one of the officials` are neither."""
    return speaker.lower in NARRATOR and speaker.text != "US" and speaker.tag != "CD"


BEARERS = reporting_words("bearer")
BODILY = reporting_words("bodily")
PICTURES = reporting_words("picture")

FIRM_FRAMES = frozenset({"that", "tell", "on-to", "unto-to", "with-to", "o-to", "was-to", "was-sc", "sc"})
"""Frames that report by themselves; the others also need somebody who speaks."""

SILENT = frozenset({"say", "tell", "claim", "declare", "explain", "describe", "add", "write", "respond", "admit", "ask"})
"""Senses that are no statement at all when negated (`did not specify whether`)."""


def realised(verb: Token) -> bool:
    """Whether the act of saying or thinking takes place, as far as the verb group tells."""
    helpers = {c.lower for c in verb.children_by("aux", "auxpass")}
    if helpers & MODALS:
        return verb.lemma == "like" and bool(helpers & {"would", "'d", "’d"})
    if verb.tag != "VB" or helpers & {"do", "does", "did"}:
        return True
    if "to" not in helpers:
        if verb.dep == "ROOT":  # an imperative, but for `Those close to him say`
            return (who := verb.child("nsubj")) is not None and who.i < verb.i
        return verb.dep != "ccomp"  # the complement of `let` and `make`
    above = verb.head
    if above is verb or not realised(above):
        return False
    return above.lemma in ASPECTUAL or (verb.dep == "advcl" and verb.i > above.i and above.tag in _PAST)


_PAST = ("VBD", "VBN")
"""Forms of an act that took place, with which its purpose mostly did, too (`held a meeting to discuss the plan`)."""


def unnamed_request(verb: Token) -> bool:
    """Whether a speaker only asks not to be named (`who asked not to be identified`)."""
    asked = verb.child("xcomp")
    return asked is not None and asked.lemma in ("name", "identify", "quote") and asked.child("auxpass") is not None


def states(verb: Token, row: Reporting, frame: str, speaker: Token | None) -> bool:
    """Whether the words report a statement: one that was made, in words or thought, by somebody other than the writer."""
    if frame == "unto" and row.sense == "respond":  # `did not respond to a request`: that there were no words
        return speaker is not None and negated(verb) and not narrates(speaker)
    if not realised(verb) or (negated(verb) and row.sense in SILENT) or unnamed_request(verb):
        return False
    if speaker is None:
        return _unnamed(verb, row, frame)
    if narrates(speaker) or (row.sense in SILENT and nobody(speaker)):
        return False
    return frame in FIRM_FRAMES or not _mere_act(verb, row, frame, speaker)


UNDERSTOOD = ("pcomp", "conj", "advcl")
"""Places of a verb in which nobody is named because it is understood who speaks (`kept his seat by criticising the deal`)."""


def _unnamed(verb: Token, row: Reporting, frame: str) -> bool:
    """Whether the words report with nobody named: by a firm frame, as a passive, or where the speaker is understood."""
    if frame == "o-to" and row.sense == "promise":  # `is intended to ease`: a purpose
        return False
    return frame in FIRM_FRAMES or is_passive(verb) or verb.dep in UNDERSTOOD


def _mere_act(verb: Token, row: Reporting, frame: str, speaker: Token) -> bool:
    """Whether an object or infinitive more likely completes an act or a description than a report."""
    if verb.dep == "pcomp" and verb.head.lower not in BEARERS:
        return True
    if frame == "to":
        relative = speaker.tag in ("WP", "WDT") or speaker.lower == "that"
        return verb.dep == "relcl" and not relative  # `the town they want to take`: which town, not a report
    shown = row.lemma == "show" and speaker.lemma in PICTURES
    return frame == "np" and (shown or (row.lemma in BODILY and armed(speaker)))
