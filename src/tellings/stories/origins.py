"""Independent lines of reporting: which reports of a story descend from one text, agency or newsroom, and what shows it.

What is not known is said; it never counts as independence that was shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from tellings.model.story import Origin
from tellings.stories.links import one_agency, shared
from tellings.stories.sketches import own_agency
from tellings.text.shown import day, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tellings.model.story import Link
    from tellings.stories.sketches import Sketch

OWN = 0.5
"""Where a credit says that an agency's copy is only part of a report, this share of its narration that no other report has makes
it a line of reporting of its own beside the agency's."""

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
        house = left.outlet is not None and left.outlet == right.outlet
        return Tie(*pair, "version", f"by {left.outlet if house else one_agency(left, right)}")
    if link and link.must:
        return Tie(*pair, "copy", link.reason.split(";")[0])
    newsroom = _newsroom(left, right)
    if newsroom and not (left.agencies and right.agencies and left.agencies != right.agencies):
        return Tie(*pair, "newsroom", newsroom)
    both = sorted(set(left.agencies) & set(right.agencies))
    return Tie(*pair, "credit", " and ".join(both)) if both else None


def _newsroom(left: Sketch, right: Sketch) -> str | None:
    """The newsroom that both reports come from."""
    if left.outlet and left.outlet == right.outlet:
        return f"by {left.outlet}"
    if left.publisher and left.publisher == right.publisher:
        return f"published at {left.publisher}"
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
    made = [_origin(group, sketches, found) for group in sorted(groups)]
    return tuple(sorted([*made, *_beside(made, sketches)], key=lambda origin: origin.reports))


def _beside(made: Iterable[Origin], sketches: Mapping[str, Sketch]) -> Iterator[Origin]:
    """A line of its own for each report that tells more beside the agency's copy which others have from it."""
    shared_by = {report for origin in made for report in origin.reports if len(origin.reports) > 1}
    for report in sorted(shared_by):
        alone = _alone_share(report, sketches) if sketches[report].partly else 0.0
        if alone >= OWN:
            with_copy = " and ".join(sketches[report].agencies)
            reason = f"its own reporting beside copy of {with_copy}: no other report has {alone:.0%} of its narration"
            yield Origin((report,), reason)


def _alone_share(report: str, sketches: Mapping[str, Sketch]) -> float:
    """The share of a report's narration that no other report of the story has; 0 where it has none."""
    ours = np.frombuffer(sketches[report].narration, dtype="<u4")
    theirs = [np.frombuffer(s.narration, dtype="<u4") for r, s in sketches.items() if r != report]
    if not len(ours) or not theirs:
        return 0.0
    return 1.0 - float(np.isin(ours, np.concatenate(theirs)).mean())


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
    parts = [TOLD[kind](by_kind[kind]) for kind in TOLD if by_kind[kind]]
    copied = _reports([*by_kind["copy"], *by_kind["version"]])
    told = [*parts, *_earliest(copied, sketches), *_named(agencies, group, sketches, by_kind)]
    return Origin(tuple(group), "; ".join(told), agency)


def _told_copies(made: Sequence[Tie]) -> str:
    return made[0].reason if len(made) == 1 else f"{len(_reports(made))} reports share narration word for word"


def _told_versions(made: Sequence[Tie]) -> str:
    told = (
        f"a later version of one text {whose}" if len(of) == 2 else f"{len(of)} versions of one text {whose}"
        for whose, of in _by_reason(made).items()
    )
    return "; ".join(told)


def _told_credits(made: Sequence[Tie]) -> str:
    return "; ".join(f"{_many(of)} credit {agencies}" for agencies, of in _by_reason(made).items())


def _told_newsrooms(made: Sequence[Tie]) -> str:
    return "; ".join(f"{_many(of)} {newsroom}" for newsroom, of in _by_reason(made).items())


TOLD: dict[str, Callable[[Sequence[Tie]], str]] = {
    "copy": _told_copies,
    "version": _told_versions,
    "credit": _told_credits,
    "newsroom": _told_newsrooms,
}
"""How each kind of tie is told, the strongest evidence first."""


def _reports(made: Iterable[Tie]) -> list[str]:
    return sorted({report for tie in made for report in (tie.left, tie.right)})


def _by_reason(made: Sequence[Tie]) -> dict[str, list[str]]:
    reasons = sorted({tie.reason for tie in made})
    return {reason: _reports(tie for tie in made if tie.reason == reason) for reason in reasons}


def _many(reports: Sequence[str]) -> str:
    return "both" if len(reports) == 2 else str(len(reports))


def _earliest(reports: Sequence[str], sketches: Mapping[str, Sketch]) -> Iterator[str]:
    """Which of some copies came first, as far as their days tell: the others can have it from that one, never it from them."""
    days = {report: sketches[report].day for report in reports}
    known = sorted(d for d in days.values() if d)
    if not known or known[0] == known[-1]:
        return
    first = [report for report in reports if days[report] == known[0]]
    outlets = sorted({outlet for report in first if (outlet := sketches[report].outlet)})
    unknown = "" if len(known) == len(reports) else " (not all of them have a day)"
    yield f"the earliest copy {'by ' + listed(outlets) + ' ' if outlets else ''}on {day(known[0])}{unknown}"


def _named(
    agencies: Sequence[str], group: Sequence[str], sketches: Mapping[str, Sketch], by_kind: Mapping[str, Sequence[Tie]]
) -> Iterator[str]:
    """What is known of whose copy it is, where the ties have not said it."""
    crediting = sum(bool(sketches[report].agencies) for report in group)
    if agencies and (crediting < len(group) or not by_kind["credit"]):
        yield f"{crediting} of {len(group)} reports credit {listed(agencies)}"
    elif not agencies and (by_kind["copy"] or by_kind["version"]):
        yield "a common origin that none of them names"
    elif not agencies:
        yield "where their newsroom has it from is not said"


def _alone(sketch: Sketch) -> str:
    if not sketch.agencies:
        return "shares no narration with the other reports; where it comes from is not said"
    whose = " and ".join(sketch.agencies)
    own = sketch.agencies == own_agency(sketch.outlet)
    return f"{'published by ' + whose + ' itself' if own else 'credits ' + whose}; shares no narration with the other reports"
