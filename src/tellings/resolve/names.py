"""One name or two: the comparison behind every merge, with its score and its reason in words."""

from __future__ import annotations

from tellings.resolve.bodies import looks_like_body, same_body
from tellings.resolve.match import Match
from tellings.resolve.people import same_person
from tellings.text.fold import fold

__all__ = ["Match", "same_name"]

BODIES = frozenset({"organisation", "organization", "company", "legalentity", "group", "vessel", "country", "place"})


def same_name(left: str, right: str, kind: str = "any") -> Match:
    """Whether two spellings are one name. `kind` is person, organisation, company, group or any.

    The names alone are compared: a surname without a given name is never enough for `same`, but scores half.
    """
    if kind == "person":
        return same_person(left, right)
    if kind in BODIES or looks_like_body(left) or looks_like_body(right):
        return same_body(left, right)
    person = same_person(left, right)
    if person.same or min(len(fold(left).split()), len(fold(right).split())) > 1:
        return person
    return max(person, same_body(left, right), key=lambda m: (m.same, m.score))
