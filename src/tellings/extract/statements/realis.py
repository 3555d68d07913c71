"""Whether somebody really said it: not merely could, would, was to, or failed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words

if TYPE_CHECKING:
    from tellings.extract.syntax import Token

MODALS = reporting_words("modal")
ASPECTUAL = reporting_words("aspectual")
"""Verbs under which an infinitive is an act that takes place (`went on to say`, `took to Twitter to blast`)."""

NARRATOR = reporting_words("narrator")
"""Subjects that are the writer or the reader, outside quotation marks."""

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
        return verb.dep not in ("ROOT", "ccomp")  # an imperative, or the complement of `let` and `make`
    above = verb.head
    return above is not verb and above.lemma in ASPECTUAL and realised(above)


def negated(verb: Token) -> bool:
    """Whether the verb is denied: by `not`, `never`, `without`, or a subject like `nobody`."""
    if verb.child("neg") is not None or any(c.lower in ("never", "hardly", "scarcely") for c in verb.children_by("advmod")):
        return True
    if verb.dep == "pcomp" and verb.head.lower == "without":
        return True
    return (
        verb.dep == "xcomp"
        and verb.head.lemma in ("fail", "neglect", "omit", "forget", "stop")
        and "to" in {c.lower for c in verb.children}
    )


def unnamed_request(verb: Token) -> bool:
    """Whether a speaker only asks not to be named (`who asked not to be identified`)."""
    asked = verb.child("xcomp")
    return asked is not None and asked.lemma in ("name", "identify", "quote") and asked.child("auxpass") is not None
