"""Where reporting nouns and adjectives keep their content (`the claim that CLAUSE`, `criticism of X`, `sure that CLAUSE`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.reporting import reporting_words
from tellings.extract.statements import clauses

if TYPE_CHECKING:
    from tellings.data.reporting import Reporting
    from tellings.extract.syntax import Token

LIGHT_VERBS = reporting_words("light")


def _frame_of(prep: Token) -> str:
    """The frame of a phrase behind a noun or adjective; `unto` tells `opposition to X` from `a plan to VERB`."""
    return "unto" if prep.lower == "to" else prep.lower


def noun_content(noun: Token, row: Reporting) -> tuple[list[Token], list[Token], str]:
    """The words of a noun's content, those that lead to it, and the frame; the first are empty where it has none."""
    for child in noun.children_by("acl", "ccomp", "relcl"):
        if child.i < noun.i:
            continue
        if (
            "that" in row.frames
            and child.dep != "relcl"
            and clauses.is_finite(child)
            and (child.child("mark") or child.dep == "ccomp")
        ):
            return child.subtree(), [], "that"
        if "to" in row.frames and clauses.has_to(child):
            return child.subtree(), [], "to"
        if "that" in row.frames and child.dep == "relcl" and child.child("mark"):
            return child.subtree(), [], "that"
    if (told := _told_by_being(noun, row)) is not None:
        return told.subtree(), [noun.head], "that"
    for prep in noun.children_by("prep"):
        inner = prep.child("pobj", "pcomp")
        if _frame_of(prep) in row.frames and inner is not None and prep.i > noun.i and inner.ent not in ("DATE", "TIME"):
            return inner.subtree(), [prep], prep.lower
    return [], [], ""


def _told_by_being(noun: Token, row: Reporting) -> Token | None:
    """The clause in `The fear is that CLAUSE`, `The question is whether CLAUSE`."""
    if noun.dep != "nsubj" or noun.head.lemma != "be":
        return None
    clause = next((c for c in noun.head.children_by("ccomp") if c.i > noun.head.i and clauses.is_finite(c)), None)
    mark = clause.child("mark") if clause is not None else None
    if mark is None or not ((mark.lower == "that" and "that" in row.frames) or (mark.lower == "whether" and "wh" in row.frames)):
        return None
    return clause


def adjective_content(word: Token, row: Reporting) -> tuple[list[Token], list[Token], str]:
    """The same of an adjective."""
    for child in word.children_by("ccomp", "xcomp", "advcl"):
        if child.i < word.i:
            continue
        if "to" in row.frames and child.dep == "xcomp" and clauses.has_to(child):
            return child.subtree(), [], "to"
        if _told_clause(child) and not clauses.has_to(child) and ({"that", "wh"} & row.frames):
            return child.subtree(), [], "that"
    for prep in [c for c in word.children if c.dep in ("prep", "agent")]:
        if _frame_of(prep) in row.frames and prep.i > word.i and (inner := prep.child("pobj", "pcomp")) is not None:
            return inner.subtree(), [prep], prep.lower
    return [], [], ""


def _told_clause(child: Token) -> bool:
    """Whether a clause completes an adjective, whatever the parser took it for."""
    mark = child.child("mark")
    return child.dep == "ccomp" or (child.dep == "advcl" and mark is not None and mark.lower == "that")
