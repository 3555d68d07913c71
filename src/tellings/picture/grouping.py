"""Tellings of the same thing grouped, whatever their order: the surest pairs first, nothing joined across a conflict."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from tellings.picture.leads import told_again
from tellings.picture.matching import Match, conflict, match

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from tellings.picture.judged import Verdicts
    from tellings.picture.telling import Telling

LINKED_SHARE = 0.5
"""Share of the pairs across two clusters that must match before the clusters are joined."""

Node = tuple["Telling", ...]
"""Tellings in the very same words (wire copy that was left alone), and behind them what their reports tell again of them."""


@dataclass(frozen=True)
class Group:
    """Tellings of one thing and why they are held to be one."""

    tellings: tuple[Telling, ...]
    reason: str


def group(tellings: Sequence[Telling], verdicts: Verdicts) -> tuple[Group, ...]:
    """Every telling in exactly one group; persons' judgements come before scores."""
    nodes = _verbatim(tellings, verdicts)
    home = list(range(len(nodes)))
    clusters: dict[int, list[int]] = {k: [k] for k in home}
    reasons: dict[int, str] = {}
    pairs = _pairs(nodes, verdicts)
    matched = {(left, right) for left, right, _ in pairs}
    refused: set[tuple[int, int, int, int]] = set()
    for left, right, found in pairs:
        a, b = home[left], home[right]
        judged = found.reason == "judged"
        asked = a, len(clusters[a]), b, len(clusters[b])  # a cluster only grows
        if a == b or (asked in refused and not judged):
            continue
        if not _may_join(nodes, clusters[a], clusters[b], verdicts, matched, judged=judged):
            refused.add(asked)
            continue
        reasons.setdefault(a, reasons.get(b, found.reason))
        clusters[a] += clusters.pop(b)
        for k in clusters[a]:
            home[k] = a
    made = [_made([t for k in members for t in nodes[k]], reasons.get(first)) for first, members in clusters.items()]
    return tuple(sorted(made, key=lambda g: g.tellings[0].id))


def _may_join(
    nodes: list[Node], left: list[int], right: list[int], verdicts: Verdicts, matched: set[tuple[int, int]], *, judged: bool
) -> bool:
    """Whether two clusters can be one; what a person judged to be one needs no links."""
    if _forbidden(nodes, left, right, verdicts, judged=judged):
        return False
    return judged or _linked(nodes, left, right, matched) >= LINKED_SHARE


def _linked(nodes: list[Node], left: list[int], right: list[int], matched: set[tuple[int, int]]) -> float:
    """The share of pairs across two clusters that match by themselves: a chain of likenesses is no likeness.

    Where both have tellings of one line of reporting these decide: a desk's later version tells what its first one told.
    """
    across = [(min(a, b), max(a, b)) for a in left for b in right]
    kin = [(a, b) for a, b in across if nodes[a][0].line & nodes[b][0].line]
    return sum(pair in matched for pair in kin or across) / len(kin or across)


def _made(tellings: list[Telling], reason: str | None) -> Group:
    ordered = tuple(sorted(tellings, key=lambda t: t.id))
    return Group(ordered, reason or ("told once" if len(ordered) == 1 else "told in the same words"))


def _verbatim(tellings: Sequence[Telling], verdicts: Verdicts) -> list[Node]:
    judged = {k for pair in verdicts.same | verdicts.apart for k in pair}
    same: dict[object, list[Telling]] = {}
    for t in sorted(tellings, key=lambda t: t.id):
        words = t.id if t.id in judged else " ".join(t.evidence.text.split())
        key = (t.kind, t.type, t.mode, t.status, words, t.trigger, t.words, t.when, t.place, _keys(t))
        same.setdefault(key, []).append(t)
    return _with_repeats(list(same.values()), judged)


def _with_repeats(nodes: Sequence[list[Telling]], judged: AbstractSet[str]) -> list[Node]:
    """The nodes with each lead's headline and what repeats it put behind it; what persons judged stays by itself."""
    leads = {k: v for k, v in told_again([t for node in nodes for t in node]).items() if k not in judged}
    home = {t.id: n for n, node in enumerate(nodes) for t in node}
    kept = [[t for t in node if t.id not in leads] for node in nodes]
    for node in nodes:
        for t in (t for t in node if t.id in leads):
            kept[home[leads[t.id]]].append(t)
    return [tuple(node) for node in kept if node]


def _keys(telling: Telling) -> tuple[str, ...]:
    return (*(w.key for w in telling.actors), "→", *(w.key for w in telling.recipients))


def _pairs(nodes: list[Node], verdicts: Verdicts) -> list[tuple[int, int, Match]]:
    """The pairs that match, the surest first; ties fall to the smaller ids, never to the order of reading."""
    found = []
    for a, b in combinations(range(len(nodes)), 2):
        one = _judged(nodes[a], nodes[b], verdicts) or match(nodes[a][0], nodes[b][0])
        if one:
            found.append((a, b, one))
    return sorted(found, key=lambda p: (-p[2].score, nodes[p[0]][0].id, nodes[p[1]][0].id))


def _judged(left: Node, right: Node, verdicts: Verdicts) -> Match | None:
    if verdicts.same and any(verdicts.joined(a.id, b.id) for a in left for b in right):
        return Match(float("inf"), "judged")
    return None


def _forbidden(nodes: list[Node], left: list[int], right: list[int], verdicts: Verdicts, *, judged: bool) -> bool:
    for a in left:
        for b in right:
            if verdicts.apart and any(verdicts.parted(x.id, y.id) for x in nodes[a] for y in nodes[b]):
                return True
            if not judged and conflict(nodes[a][0], nodes[b][0]):
                return True
    return False
