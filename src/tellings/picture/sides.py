"""Who are one side where a place is held: an army and its government, `the rebels` and the movement they belong to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from tellings.data.countries import by_demonym

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tellings.picture.roster import Who

STATE = frozenset({"GOV", "MIL", "COP", "SPY", None})
"""Sectors that hold places for their country's government."""

NAMED_KINDS = frozenset({"group", "organisation"})


def one_side(left: Who, right: Who) -> bool:
    """Whether two holders are certainly one side: the same, one's name inside the other's, one state, or told by kind alone."""
    if left.key == right.key:
        return True
    if not compatible(left, right):
        return False
    if _contained(left, right):
        return True
    if left.country is None or left.country != right.country:
        return False
    if left.sector in STATE and right.sector in STATE:
        return True
    return left.sector == right.sector and (is_generic(left) or is_generic(right))


def compatible(left: Who, right: Who) -> bool:
    """Whether two holders can be one side at all: nothing known of them differs."""
    if left.country and right.country and left.country != right.country:
        return False
    sectors = {s if s not in STATE else "GOV" for s in (left.sector, right.sector) if s}
    if len(sectors) > 1:
        return False
    certain = not is_generic(left) and not is_generic(right) and left.kind in NAMED_KINDS and right.kind in NAMED_KINDS
    return not certain or left.key == right.key or _contained(left, right)


def _may_be_one(left: Who, right: Who) -> bool:
    """Whether two who made the same move can be one: nothing differs, and a body nobody knows is not taken for a state's army."""
    return compatible(left, right) and _of_state(left) == _of_state(right)


def _of_state(who: Who) -> bool:
    return who.sector in STATE and (who.sector is not None or who.kind == "country")


def is_generic(who: Who) -> bool:
    """Whether somebody is told by kind alone (`Syrian rebels`): no capital but that of a nationality."""
    return not any(w[:1].isupper() and not by_demonym(w) for w in who.name.split())


def _contained(left: Who, right: Who) -> bool:
    """`Assaba Front` in `rebels of the Assaba Front`; a single common word is no name."""
    a, b = ({w.casefold() for w in who.name.split()} for who in (left, right))
    named = not is_generic(left) and not is_generic(right) and left.kind in NAMED_KINDS and right.kind in NAMED_KINDS
    return named and min(len(a), len(b)) > 1 and (a <= b or b <= a)


def sides(holders: Sequence[Who], moves: Collection[tuple[str, str]]) -> Mapping[str, str]:
    """For every holder's key the key of its side. `moves` pairs the keys of those who are said to have made the same move."""
    every = _placed({w.key: w for w in holders})
    home = {k: k for k in every}
    for a, b in combinations(sorted(every), 2):
        same_move = (a, b) in moves or (b, a) in moves
        if one_side(every[a], every[b]) or (same_move and _may_be_one(every[a], every[b])):
            old, new = home[b], home[a]
            home = {k: new if v == old else v for k, v in home.items()}
    counts = Counter(w.key for w in holders)
    return {k: _head([every[m] for m in every if home[m] == home[k]], counts) for k in every}


def _placed(every: dict[str, Who]) -> dict[str, Who]:
    """Those known by kind alone (`army`) as of the one country whose they can be, where only one other's words hold theirs."""
    made = dict(every)
    for key, who in every.items():
        if who.country is None and is_generic(who):
            words = _stems(who)
            fuller = [w for w in every.values() if w.country and words < _stems(w) and compatible(who, w)]
            if len({w.country for w in fuller}) == 1:
                made[key] = replace(who, country=fuller[0].country, sector=who.sector or fuller[0].sector)
    return made


def _stems(who: Who) -> set[str]:
    return {w.casefold().removesuffix("s") for w in who.name.split()} - {"the"}


def _head(side: Sequence[Who], counts: Mapping[str, int]) -> str:
    """Whose key stands for a side: a name before a kind, the plainest name, then whom most sentences name."""
    return min(side, key=lambda w: (_rank(w), len(w.name.split()), -counts[w.key], w.key)).key


def _rank(who: Who) -> int:
    if who.kind == "person":
        return 3
    if who.kind == "country":
        return 1
    return 2 if is_generic(who) else 0
