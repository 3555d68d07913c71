"""Judgements taken, undone, imported: each with what it is of, so that it holds when a report is read anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.desk.anchors import Finder, found_again, read_otherwise
from tellings.errors import UnknownIdError, UsageError
from tellings.model.ids import content_id
from tellings.model.picture import Judgement
from tellings.picture import MAKES_SENSE, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from tellings.model.picture import Anchor, Picture
    from tellings.picture import Verdicts
    from tellings.store.base import Store

LEAST = {"same": 2, "not-same": 2, "wrong": 1, "right": 1, "rename": 2}
"""Every verdict, and how many ids (for `rename` an id and a name) it takes at least."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides: the verdict, ids (or the beginnings of them) of what it is of, by whom, and why."""

    verdict: str
    of: tuple[str, ...]
    by: str
    reason: str = ""


def judgement(decided: Decision, anchors: Sequence[Anchor], at: datetime) -> Judgement:
    """The decision on these things. Raises UsageError where it makes no sense."""
    verdict = decided.verdict
    for anchor in anchors:
        if verdict not in MAKES_SENSE[anchor.kind]:
            can = ", ".join(MAKES_SENSE[anchor.kind])
            raise UsageError(f"{_one(anchor.kind)} cannot be judged {verdict}, but {can}")
    kinds = sorted({a.kind for a in anchors})
    if verdict in ("same", "not-same") and len(kinds) > 1:
        raise UsageError(f"{verdict} is of things of one kind, not of {_one(kinds[0])} and {_one(kinds[1])}")
    ids = tuple(dict.fromkeys(a.id for a in anchors))
    if len(ids) < len(anchors):
        raise UsageError(f"{verdict} takes different things, and these are one: {ids[0]}")
    of = (*ids, decided.of[1]) if verdict == "rename" else ids
    identity = content_id("judgement", verdict, *of, decided.by, at.isoformat())
    return Judgement(identity, verdict, of, decided.by, at, decided.reason, anchors=tuple(anchors))


def _one(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def check(verdict: str, of: Sequence[str]) -> None:
    """Raises UsageError where there is no such verdict, or it takes another number of things."""
    if verdict not in LEAST:
        raise UsageError(f"there is no verdict {verdict!r}: {', '.join(LEAST)}")
    if len(of) < LEAST[verdict] or (verdict == "rename" and len(of) != 2):
        wanted = "an id and a name" if verdict == "rename" else f"at least {LEAST[verdict]} ids"
        raise UsageError(f"{verdict} takes {wanted}, not {len(of)}")


def take(store: Store, picture: Picture, decided: Decision, at: datetime) -> Judgement:
    """Keep a decision; the same one that stands already is not made twice."""
    check(decided.verdict, decided.of)
    finder = Finder(store, picture)
    things = decided.of[:1] if decided.verdict == "rename" else decided.of
    made = judgement(decided, [finder.anchor(thing) for thing in things], at)
    for known in store.judgements():
        if (known.verdict, known.of, known.by, known.undone) == (made.verdict, made.of, made.by, False):
            return known
    store.add_judgement(made)
    return made


def undo(store: Store, named: str, by: str | None, at: datetime) -> Judgement:
    """Take a decision back; what was taken back already stays as it is."""
    known = store.judgements()
    found = [j for j in known if j.id.startswith(named) or j.id.removeprefix("judgement-").startswith(named)]
    if len(found) != 1:
        many = f"{len(found)} judgements are called {named!r}" if found else f"there is no judgement {named!r}"
        raise UnknownIdError(f"{many}: `tellings judgements` lists them")
    if found[0].undone:
        return found[0]
    undone = replace(found[0], undone=True, undone_by=by, undone_at=at)
    store.add_judgement(undone)
    return undone


def take_in(store: Store, given: Iterable[Judgement]) -> tuple[int, int]:
    """Keep decisions made elsewhere: how many are new, and how many were known. Doing it twice changes nothing.

    What was taken back here or there is taken back: that came after the decision.
    """
    known = {j.id: j for j in store.judgements()}
    new = 0
    for one in given:
        here = known.get(one.id)
        new += here is None
        if here is None or (one.undone and not here.undone):
            store.add_judgement(one)
            known[one.id] = one
    return new, len(known) - new


def standing(store: Store) -> Verdicts:
    """What persons decided, of what it was decided on: found again where reports were read anew since."""
    judged = store.judgements()
    anew = (
        read_otherwise(judged, store.versions({m.report for j in judged for a in j.anchors for m in a.marks}))
        if judged
        else set()
    )
    codings = {c.report: c for c in store.codings(sorted(anew))} if anew else {}
    return verdicts(found_again(judged, codings) if codings else judged)
