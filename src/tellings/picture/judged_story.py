"""A story as persons corrected it: copies that are none, lines of reporting that are one or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.model.ids import content_id
from tellings.model.story import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.story import Copy, Passage, Story
    from tellings.picture.judged import Shared, Verdicts

LINE = "narration"
"""What is shared where reports are of one line of reporting."""


def copy_id(copy: Copy) -> str:
    """The id of a copy: that of its two passages."""
    left, right = copy.left, copy.right
    return content_id("copy", left.report, left.start, left.end, right.report, right.start, right.end)


def origin_id(origin: Origin) -> str:
    """The id of an origin: that of its reports."""
    return content_id("origin", *sorted(origin.reports))


def judged_story(story: Story, verdicts: Verdicts) -> Story:
    """The story without the copies that a person judged wrong, and with its origins joined and split as persons judged."""
    kept = tuple(c for c in story.copies if not any(_is(c, shared) for shared in verdicts.no_copies))
    origins = _uncopied(story, kept) if len(kept) < len(story.copies) else story.origins
    origins = _split(origins, verdicts)
    origins = _joined(origins, verdicts)
    if kept == story.copies and origins == story.origins:
        return story
    return replace(story, copies=kept, origins=tuple(sorted(origins, key=lambda o: o.reports)))


def _is(copy: Copy, shared: Shared) -> bool:
    """Whether a copy is the one that was judged: the same two reports, and most of both passages."""
    left, right = sorted((copy.left, copy.right), key=lambda p: p.report)
    return _most(left, shared[0]) and _most(right, shared[1])


def _most(passage: Passage, judged: tuple[str, int, int]) -> bool:
    report, start, end = judged
    common = min(passage.end, end) - max(passage.start, start)
    return passage.report == report and 2 * common > min(passage.end - passage.start, end - start)


def _uncopied(story: Story, kept: Sequence[Copy]) -> tuple[Origin, ...]:
    """The origins, reports parted that only copies judged wrong held together."""
    made: list[Origin] = []
    for origin in story.origins:
        before, after = (_components(origin.reports, copies) for copies in (story.copies, kept))
        parted = [part for whole in before for part in after if part <= whole and part != whole]
        apart = sorted(parted, key=sorted)[1:]  # the first stays with what else holds the origin together
        rest = frozenset(origin.reports).difference(*apart)
        made += (
            [origin]
            if not apart
            else [_part_of(origin, group, "a shared passage was judged to be none") for group in (rest, *apart)]
        )
    return tuple(made)


def _components(reports: Iterable[str], copies: Iterable[Copy]) -> list[frozenset[str]]:
    home = {r: frozenset([r]) for r in reports}
    for copy in copies:
        a, b = copy.left.report, copy.right.report
        if copy.sharing == LINE and a in home and b in home and home[a] is not home[b]:
            both = home[a] | home[b]
            home |= dict.fromkeys(both, both)
    return sorted(set(home.values()), key=sorted)


def _part_of(origin: Origin, reports: Iterable[str], why: str) -> Origin:
    return Origin(tuple(sorted(reports)), f"{why} (was: {origin.reason})", origin.agency)


def _split(origins: tuple[Origin, ...], verdicts: Verdicts) -> tuple[Origin, ...]:
    """Origins judged wrong are as many lines as they have reports; reports of two lines never stand in one origin."""
    made = {origin_id(o): frozenset(o.reports) for o in origins}
    wrong = verdicts.wrong_among("origin", made) if len(origins) else set()
    found: list[Origin] = []
    for origin in origins:
        if origin_id(origin) in wrong and len(origin.reports) > 1:
            found += [_part_of(origin, [r], "judged to be no one line of reporting") for r in origin.reports]
            continue
        groups = _apart(origin.reports, verdicts)
        found += [origin] if len(groups) == 1 else [_part_of(origin, g, "judged to be two lines of reporting") for g in groups]
    return _once(found)


def _apart(reports: Iterable[str], verdicts: Verdicts) -> list[list[str]]:
    """The reports in as few groups as keep those apart that were judged to be."""
    groups: list[list[str]] = []
    for report in sorted(reports):
        pairs = ((g, {(min(report, r), max(report, r)) for r in g}) for g in groups)
        home = next((g for g, met in pairs if verdicts.two_lines.isdisjoint(met)), None)
        if home is None:
            groups.append([report])
        else:
            home.append(report)
    return groups


def _joined(origins: tuple[Origin, ...], verdicts: Verdicts) -> tuple[Origin, ...]:
    """Origins with reports that were judged to be of one line are one."""
    found = list(origins)
    for a, b in sorted(verdicts.one_line):
        ours = next((o for o in found if a in o.reports), None)
        theirs = next((o for o in found if b in o.reports), None)
        if ours is None or theirs is None or a in theirs.reports or b in ours.reports:
            continue
        agency = ours.agency or theirs.agency
        reports = tuple(sorted({*ours.reports, *theirs.reports}))
        found = [o for o in found if o not in (ours, theirs)]
        found.append(Origin(reports, f"judged to be one line of reporting (was: {ours.reason}; {theirs.reason})", agency))
    return tuple(found)


def _once(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Each set of reports once: a report of two origins that are split is one line of its own."""
    return tuple({o.reports: o for o in origins}.values())
