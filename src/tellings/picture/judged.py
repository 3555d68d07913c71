"""What persons decided, and how it bears on what was read, which is never changed: only left out, joined or kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tellings.model.coding import Coding
    from tellings.model.picture import Judgement

VERDICTS = ("same", "not-same", "wrong", "right", "rename")
"""Every verdict there is. `rename` is of (id, new name); `same` and `not-same` of two ids or more; the others of one or more."""


@dataclass(frozen=True)
class Body:
    """A claim, story or origin as it was when it was judged: its members outlive its id, which changes with the first of them."""

    kind: str
    verdict: str
    members: frozenset[str]
    name: str = ""

    def home(self, made: Mapping[str, Collection[str]]) -> str | None:
        """Which of the things made (members by id) has most of its members; None where none has any."""
        shares = {k: len(self.members.intersection(members)) for k, members in made.items()}
        best = min(shares, key=lambda k: (-shares[k], k), default=None)
        return best if best is not None and shares[best] else None


@dataclass(frozen=True)
class Verdicts:
    """The judgements that stand, by what they bear on. A later judgement of the same thing replaces an earlier one."""

    wrong: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()

    def joined(self, left: str, right: str) -> bool:
        """Whether a person said that these two are one."""
        return (min(left, right), max(left, right)) in self.same

    def parted(self, left: str, right: str) -> bool:
        """Whether a person said that these two are not one."""
        return (min(left, right), max(left, right)) in self.apart

    def name(self, thing: str, otherwise: str) -> str:
        """What a person calls it, else `otherwise`."""
        return self.names.get(thing, otherwise)

    def wrong_among(self, kind: str, made: Mapping[str, Collection[str]]) -> set[str]:
        """Those of the things made (members by id) that were judged wrong: by id, or by what was in them when they were judged.

        Besides the one that has most of what was judged, every one that is half or more of it is wrong too.
        """
        found = {k for k in made if k in self.wrong}
        for body in (b for b in self.bodies if b.kind == kind and b.verdict in ("wrong", "right")):
            near = {k for k, members in made.items() if 2 * len(body.members.intersection(members)) >= len(members) > 0}
            near |= {home} if (home := body.home(made)) else set()
            found = found | near if body.verdict == "wrong" else found - near
        return found

    def names_among(self, kind: str, made: Mapping[str, Collection[str]]) -> dict[str, str]:
        """What persons call the things made (members by id), by id."""
        found = {k: self.names[k] for k in made if k in self.names}
        for body in (b for b in self.bodies if b.kind == kind and b.verdict == "rename"):
            if home := body.home(made):
                found[home] = body.name
        return found


def verdicts(judgements: Iterable[Judgement]) -> Verdicts:
    """The judgements that stand: undone ones are as if never made, and the order in which they are given does not matter."""
    truth: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    names: dict[str, str] = {}
    for one in sorted((j for j in judgements if not j.undone), key=lambda j: (j.at, j.id)):
        if one.verdict in ("wrong", "right"):
            truth.update(dict.fromkeys(one.of, one.verdict))
        elif one.verdict == "rename" and len(one.of) == 2:
            names[one.of[0]] = one.of[1]
        elif one.verdict in ("same", "not-same"):
            pairs.update(dict.fromkeys(combinations(sorted(set(one.of)), 2), one.verdict))
    return Verdicts(
        wrong=frozenset(k for k, v in truth.items() if v == "wrong"),
        right=frozenset(k for k, v in truth.items() if v == "right"),
        same=frozenset(k for k, v in pairs.items() if v == "same"),
        apart=frozenset(k for k, v in pairs.items() if v == "not-same"),
        names=names,
    )


def keep(coding: Coding, made: Verdicts) -> Coding:
    """The coding without the events and statements that were judged wrong, and without what hangs on them."""
    gone = {e.id for e in coding.events} | {s.id for s in coding.statements}
    gone &= made.wrong
    if not gone:
        return coding
    return replace(
        coding,
        events=tuple(replace(e, attributed_to=None) if e.attributed_to in gone else e for e in coding.events if e.id not in gone),
        statements=tuple(
            replace(s, about=tuple(a for a in s.about if a not in gone)) for s in coding.statements if s.id not in gone
        ),
        ties=tuple(t for t in coding.ties if t.event not in gone),
        holdings=tuple(h for h in coding.holdings if h.event not in gone and h.attributed_to not in gone),
    )
