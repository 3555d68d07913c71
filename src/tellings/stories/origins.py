"""Independent lines of reporting: which reports of a story descend from one text, agency or newsroom, and what shows it.

What is not known is said; it never counts as independence that was shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from tellings.model.story import Origin
from tellings.stories.links import shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.story import Link
    from tellings.stories.sketches import Sketch

WHOLE = 0.6
"""A report with this share of its narration in another is that one's cut or source; with less it has matter of its own."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two reports are one line of reporting. `kind` is copy, version, credit or newsroom."""

    left: str
    right: str
    kind: str
    reason: str


def ties(sketches: Mapping[str, Sketch], links: Iterable[Link]) -> list[Tie]:
    """Every pair of a story's reports that is one line of reporting, with the strongest evidence."""
    linked = {(k.left, k.right): k for k in links}
    found = []
    for left, right in combinations(sorted(sketches), 2):
        tie = _tie(sketches[left], sketches[right], linked.get((left, right)))
        if tie:
            found.append(tie)
    return found


def _tie(left: Sketch, right: Sketch, link: Link | None) -> Tie | None:
    pair = (left.report, right.report)
    if link and link.version:
        return Tie(*pair, "version", f"a later version of one text by {left.outlet}")
    if link and link.must:
        return Tie(*pair, "copy", link.reason.split(";")[0])
    both = sorted(set(left.agencies) & set(right.agencies))
    if both:
        return Tie(*pair, "credit", f"both credit {' and '.join(both)}")
    newsroom = _newsroom(left, right)
    return Tie(*pair, "newsroom", newsroom) if newsroom else None


def _newsroom(left: Sketch, right: Sketch) -> str | None:
    """Reports of one newsroom are one line of reporting, but for those that credit different agencies."""
    if left.agencies and right.agencies:
        return None
    if left.outlet and left.outlet == right.outlet:
        return f"both by {left.outlet}"
    if left.publisher and left.publisher == right.publisher:
        return f"both published at {left.publisher}"
    return None


def origins(sketches: Mapping[str, Sketch], links: Iterable[Link]) -> tuple[Origin, ...]:
    """The origins of one story's reports; a report that mixes two belongs to both."""
    found = ties(sketches, links)
    near: dict[str, set[str]] = {report: set() for report in sketches}
    for tie in found:
        near[tie.left].add(tie.right)
        near[tie.right].add(tie.left)
    mixed = [report for report in sorted(near) if _mixes(report, near, sketches)]
    groups = _components([r for r in sorted(near) if r not in mixed], near)
    groups = [sorted([*group, *(m for m in mixed if near[m] & set(group))]) for group in groups]
    placed = {report for group in groups for report in group}
    groups += _components([m for m in mixed if m not in placed], near)
    return tuple(_origin(group, sketches, found) for group in sorted(groups))


def _components(reports: Sequence[str], near: Mapping[str, set[str]]) -> list[list[str]]:
    left = set(reports)
    groups = []
    for report in reports:
        if report not in left:
            continue
        left.discard(report)
        group, front = [report], [report]
        while front:
            beside = near[front.pop()] & left
            left -= beside
            group += beside
            front += beside
        groups.append(sorted(group))
    return groups


def _mixes(report: str, near: Mapping[str, set[str]], sketches: Mapping[str, Sketch]) -> bool:
    """Whether a report joins two texts that have nothing in common, each with matter of its own that it lacks."""
    for left, right in combinations(sorted(near[report]), 2):
        if right in near[left] or near[left] & near[right] - {report}:
            continue
        ours, theirs = sketches[left], sketches[right]
        if ours.agencies and theirs.agencies and not set(ours.agencies) & set(theirs.agencies):
            return True
        shares = [shared(s.narration, sketches[report].narration) for s in (ours, theirs)]
        if all(0 < s.share < WHOLE for s in shares):
            return True
    return False


def _origin(group: Sequence[str], sketches: Mapping[str, Sketch], found: Iterable[Tie]) -> Origin:
    inside = set(group)
    agencies = sorted({agency for report in group for agency in sketches[report].agencies})
    agency = agencies[0] if len(agencies) == 1 else None
    if len(group) == 1:
        return Origin(tuple(group), _alone(sketches[group[0]]), agency)
    by_kind: dict[str, list[Tie]] = defaultdict(list)
    for tie in found:
        if tie.left in inside and tie.right in inside:
            by_kind[tie.kind].append(tie)
    parts = [_told(kind, by_kind[kind]) for kind in ("copy", "version", "credit", "newsroom") if by_kind[kind]]
    return Origin(tuple(group), "; ".join([*parts, _named(agencies, group, sketches)]), agency)


def _told(kind: str, made: Sequence[Tie]) -> str:
    reports = {report for tie in made for report in (tie.left, tie.right)}
    if kind == "copy" and len(made) > 1:
        return f"{len(reports)} reports share narration word for word"
    return made[0].reason


def _named(agencies: Sequence[str], group: Sequence[str], sketches: Mapping[str, Sketch]) -> str:
    if not agencies:
        return "a common origin that none of them names"
    crediting = sum(bool(sketches[report].agencies) for report in group)
    return f"{' and '.join(agencies)} credited by {crediting} of {len(group)}"


def _alone(sketch: Sketch) -> str:
    if sketch.agencies:
        return f"credits {' and '.join(sketch.agencies)}; shares no narration with the other reports"
    return "shares no narration with the other reports; where it comes from is not said"
