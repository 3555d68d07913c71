"""What persons decided, and how it bears on what was read, which is never changed: only left out, joined or kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tellings.model.coding import Coding
    from tellings.model.picture import Judgement

VERDICTS = ("same", "not-same", "wrong", "right", "rename")
"""Every verdict there is. `rename` is of (id, new name); `same` and `not-same` of two ids or more; the others of one or more."""


@dataclass(frozen=True)
class Verdicts:
    """The judgements that stand, by what they bear on. A later judgement of the same thing replaces an earlier one."""

    wrong: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    def joined(self, left: str, right: str) -> bool:
        """Whether a person said that these two are one."""
        return (min(left, right), max(left, right)) in self.same

    def parted(self, left: str, right: str) -> bool:
        """Whether a person said that these two are not one."""
        return (min(left, right), max(left, right)) in self.apart

    def name(self, thing: str, otherwise: str) -> str:
        """What a person calls it, else `otherwise`."""
        return self.names.get(thing, otherwise)


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
