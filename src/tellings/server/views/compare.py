"""Reports side by side: passages that face each other, every change marked in the words and named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby, product
from typing import TYPE_CHECKING

from tellings.desk.family import alone, words_of
from tellings.errors import UnknownIdError, UsageError
from tellings.server.query import part_of_path
from tellings.server.views.changed import Cell, CompareRow, WordRun
from tellings.server.views.facing import Marked, mark
from tellings.server.views.making import cut, lettered, report_ref
from tellings.server.views.pages import Choice, ComparePage
from tellings.server.views.parts import Anchor
from tellings.text.shown import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.desk.family import Families
    from tellings.model.coding import Coding
    from tellings.model.report import Report, Span
    from tellings.model.story import Copy, Passage
    from tellings.server.views.ask import Ask
    from tellings.server.views.parts import ReportRef

MOST = 6
"""Reports side by side: more columns than a wide screen can hold."""

NOTHING = Cell("none", ())


@dataclass(frozen=True)
class Side:
    """One of the reports: all that is needed of it."""

    report: Report
    coding: Coding

    @property
    def both(self) -> tuple[Report, Coding]:
        """The two as others take them."""
        return self.report, self.coding


@dataclass
class Shared:
    """A passage of one report, the `lead`, and the passages of later ones that face it, with what was changed."""

    lead: int
    start: int
    end: int
    copies: dict[int, list[Copy]]


@dataclass(frozen=True)
class Laid:
    """Something laid out: from where to where it stands in each report that has it, and what is `shared` there.

    A sentence too short for a copy can be the same in two reports; one that a single report has stands in that one alone.
    """

    at: dict[int, tuple[int, int]]
    shared: Shared | None = None

    @property
    def alone(self) -> bool:
        """Whether a single report has it."""
        return len(self.at) == 1


def compare(ask: Ask, families: Families) -> ComparePage:
    """The page that sets reports side by side. Raises UnknownIdError, UsageError."""
    sides = [_side(ask, named) for named in _named(ask)]
    refs, story = _refs(ask, [s.report.id for s in sides])
    copies = {(j, k): families.shared(sides[j].both, sides[k].both) for j, k in combinations(range(len(sides)), 2)}
    rows, kinds = Facing(sides, copies).rows()
    number = sum(kinds.values())
    return ComparePage(
        title=_title(refs),
        reports=tuple(refs),
        rows=rows,
        kinds=tuple(Choice(kind, f"{kind}: {n}") for kind, n in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))),
        changes=number,
        choices=_choices(ask, story, refs),
        story=_story(ask, story),
        says=_says(rows, number) if len(sides) > 1 else "Choose two reports or more to set them side by side.",
    )


def _story(ask: Ask, story: str | None) -> Anchor | None:
    head = ask.asked.story_head(story) if story else None
    return Anchor(cut(head.line.title), f"/stories/{part_of_path(head.line.id)}") if head else None


def _named(ask: Ask) -> list[str]:
    named = list(dict.fromkeys(ask.query.all("report")))
    if len(named) > MOST:
        raise UsageError(f"{len(named)} reports are too many to set side by side: take {MOST} at most")
    return named


def _title(refs: Sequence[ReportRef]) -> str:
    """The outlets; their letters or days where one is there twice."""
    outlets = [r.outlet for r in refs]
    if len(set(outlets)) == len(outlets):
        return listed(outlets) or "Compare"
    return listed([f"{r.outlet} ({r.label or r.day_says})" for r in refs])


def _says(rows: Sequence[CompareRow], number: int) -> str:
    shared = sum(row.kind != "only" for row in rows)
    return f"{count(shared, 'passage')} shared, {count(number, 'change')}" if shared else "They share no passage."


def _side(ask: Ask, named: str) -> Side:
    found = ask.asked.reports_named(named)
    if len(found) != 1:
        raise UnknownIdError(f"there is no report {named!r}: a story's page lists its reports")
    report = next(iter(ask.store.reports(found)), None)
    coding = ask.store.coding(found[0])
    if report is None or coding is None:
        raise UnknownIdError(f"the report {named!r} has just been forgotten")
    return Side(report, coding)


def _refs(ask: Ask, ids: Sequence[str]) -> tuple[list[ReportRef], str | None]:
    """The reports, with their letters where they are of one story, and that story."""
    lines = ask.asked.report_lines(ids)
    stories = {lines[i].story for i in ids}
    story = stories.pop() if len(stories) == 1 else None
    labels = {r.id: r for r in lettered(ask.asked.reports_of(story))} if story else {}
    return [labels.get(i) or report_ref(lines[i]) for i in ids], story


def _choices(ask: Ask, story: str | None, refs: Sequence[ReportRef]) -> tuple[ReportRef, ...]:
    """The other reports of the story, to be set beside these."""
    here = {r.id for r in refs}
    return tuple(r for r in lettered(ask.asked.reports_of(story)) if r.id not in here) if story else ()


class Facing:
    """Lays the passages of the reports out in rows: each report's in its own order, what is shared in one row."""

    def __init__(self, sides: Sequence[Side], copies: Mapping[tuple[int, int], Sequence[Copy]]) -> None:
        self.sides, self.copies = sides, copies
        self.used: list[Copy] = []
        self.kinds: dict[str, int] = {}
        self.number = 0

    def rows(self) -> tuple[tuple[CompareRow, ...], dict[str, int]]:
        """The rows, and how many changes of each kind they hold."""
        shared = [self._shared(k) for k in range(len(self.sides))]
        laid: list[Laid] = []
        for k, passages in enumerate(shared):
            for one in (*(Laid(self._starts(p), p) for p in passages), *self._sentences(k)):
                _lay(laid, one, k)
        made: list[CompareRow] = []
        for is_alone, group in groupby(laid, key=lambda one: one.alone):
            between = list(group)
            made += [self._only(between)] if is_alone else [self._row(o.shared) if o.shared else self._same(o) for o in between]
        return tuple(made), self.kinds

    def _sentences(self, k: int) -> list[Laid]:
        """The sentences of a report that are in no copy, each with the same one of later reports; not those laid out before."""
        found: list[Laid] = []
        for key in self._alone[k]:
            twins = {j: some[key] for j, some in enumerate(self._alone) if key in some}
            if min(twins) == k:
                found.append(Laid({j: (span.start, span.end) for j, span in twins.items()}))
        return found

    @cached_property
    def _alone(self) -> list[dict[tuple[tuple[str, ...], int], Span]]:
        """The sentences of each report that are in no copy, by their words and which of those with the same words it is."""
        made = []
        for side in self.sides:
            seen: Counter[tuple[str, ...]] = Counter()
            here = {}
            for span in alone(side.report, side.coding, self.used):
                words = words_of(span.text)
                seen[words] += 1
                here[words, seen[words]] = span
            made.append(here)
        return made

    def _same(self, one: Laid) -> CompareRow:
        """A sentence that several reports have in the same words."""
        cells = [NOTHING] * len(self.sides)
        for k, (start, end) in one.at.items():
            cells[k] = Cell("shared", (WordRun(self.sides[k].report.text[start:end], "same"),), start, end)
        return CompareRow("verbatim", "narration", "100%", tuple(cells), changed=False)

    def _shared(self, lead: int) -> list[Shared]:
        """The passages of a report that a later one has, unless an earlier one has them; those that overlap are one."""
        name = self.sides[lead].report.id
        found = [
            (own(c, name).start, own(c, name).end, k, c)
            for (j, k), some in self.copies.items()
            for c in some
            if j == lead and not any(_overlap(c, u) for u in self.used)
        ]
        made: list[Shared] = []
        for start, end, k, copy in sorted(found, key=lambda f: f[:3]):
            if made and start < made[-1].end:
                made[-1].end = max(made[-1].end, end)
            else:
                made.append(Shared(lead, start, end, {}))
            made[-1].copies.setdefault(k, []).append(copy)
        self.used += [c for _, _, _, c in found]
        return made

    def _starts(self, shared: Shared) -> dict[int, tuple[int, int]]:
        """Where a passage stands in each report that has it."""
        theirs = {k: [own(c, self.sides[k].report.id) for c in some] for k, some in shared.copies.items()}
        others = {k: (min(p.start for p in some), max(p.end for p in some)) for k, some in theirs.items()}
        return {shared.lead: (shared.start, shared.end)} | others

    def _only(self, group: Sequence[Laid]) -> CompareRow:
        """What stands between two shared passages: in each report the sentences that no other has."""
        cells = [NOTHING] * len(self.sides)
        for k, side in enumerate(self.sides):
            spans = [one.at[k] for one in group if k in one.at]
            if spans:
                kind = "other" if len(self.sides) > 2 else "added" if k else "cut"
                runs = tuple(WordRun(side.report.text[start:end], kind) for start, end in spans)
                cells[k] = Cell("only", runs, spans[0][0], spans[-1][1])
        return CompareRow("only", "", "", tuple(cells), changed=True)

    def _row(self, shared: Shared) -> CompareRow:
        first = self.sides[shared.lead].report
        marks: list[Marked] = []
        cells = [NOTHING] * len(self.sides)
        for k, copies in shared.copies.items():
            side, runs = self.sides[k], []
            at: int | None = None
            ordered = sorted(copies, key=lambda c: own(c, side.report.id).start)
            for copy in ordered:
                ours, theirs = own(copy, first.id), own(copy, side.report.id)
                left, right = mark(first.text, ours, side.report.text, theirs, _turned(copy, first.id), self.number)
                self._count(left, right)
                marks += left
                if at is not None and theirs.start > at:
                    runs.append(WordRun(" … ", "same"))
                runs += cut_runs(side.report.text, theirs.start, theirs.end, right)
                at = theirs.end
            cells[k] = Cell("shared", tuple(runs), own(ordered[0], side.report.id).start, own(ordered[-1], side.report.id).end)
        cells[shared.lead] = Cell(
            "shared", tuple(cut_runs(first.text, shared.start, shared.end, marks)), shared.start, shared.end
        )
        every = [c for some in shared.copies.values() for c in some]
        worst = min(every, key=lambda c: c.score)
        changed = any(run.kind != "same" for cell in cells for run in cell.runs)
        return CompareRow(worst.kind, worst.sharing, f"{worst.score:.0%}", tuple(cells), changed=changed)

    def _count(self, left: Sequence[Marked], right: Sequence[Marked]) -> None:
        numbered = {m.change: m.kind for m in (*left, *right)}
        self.number += len(numbered)
        for kind in numbered.values():
            self.kinds[kind] = self.kinds.get(kind, 0) + 1


def _lay(laid: list[Laid], one: Laid, k: int) -> None:
    """Put something behind all that stands before it in one report's text."""
    before = [n for n, other in enumerate(laid) if other.at.get(k, one.at[k]) < one.at[k]]
    laid.insert(before[-1] + 1 if before else 0, one)


def _overlap(one: Copy, other: Copy) -> bool:
    pairs = product((one.left, one.right), (other.left, other.right))
    return any(p.report == q.report and p.start < q.end and q.start < p.end for p, q in pairs)


def own(copy: Copy, report: str) -> Passage:
    """A report's side of a copy."""
    return copy.left if copy.left.report == report else copy.right


def _turned(copy: Copy, first: str) -> dict[tuple[str, str], str]:
    """The kinds of a copy's changes, by the words of the first report and those of the other."""
    from tellings.desk.family import turn

    changes = copy.changes if copy.left.report == first else tuple(map(turn, copy.changes))
    return {(c.left, c.right): c.kind for c in changes}


def cut_runs(text: str, start: int, end: int, marks: Iterable[Marked]) -> list[WordRun]:
    """A stretch of text cut where its marks begin and end; of marks that overlap the first stands."""
    runs: list[WordRun] = []
    at = start
    for one in sorted(marks, key=lambda m: (m.start, -m.end, m.change)):
        begin = max(one.start, at)
        if one.end <= begin or one.start >= end:
            continue
        if begin > at:
            runs.append(WordRun(text[at:begin], "same"))
        runs.append(WordRun(text[begin : one.end], one.kind, one.change, one.says))
        at = one.end
    if at < end:
        runs.append(WordRun(text[at:end], "same"))
    return runs
