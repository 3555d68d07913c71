"""Reports side by side: passages that face each other, every change marked in the words and named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.desk.family import alone
from tellings.errors import UnknownIdError, UsageError
from tellings.server.query import part_of_path
from tellings.server.views.changed import Cell, CompareRow, WordRun
from tellings.server.views.facing import Marked, mark
from tellings.server.views.making import cut, lettered, report_ref
from tellings.server.views.pages import Choice, ComparePage
from tellings.server.views.parts import Anchor
from tellings.text.shown import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.desk.family import Families
    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.model.story import Copy, Passage
    from tellings.server.views.ask import Ask
    from tellings.server.views.parts import ReportRef

MOST = 6
"""Reports side by side: more columns than a wide screen can hold."""

NOTHING = Cell("none", ())

Place = tuple[int, int, int, int]
"""Where a row stands: by the first report's text, behind it, by the other report, by its text."""


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
    """A passage of the first report, and the passages of the others that face it, with what was changed."""

    start: int
    end: int
    copies: dict[int, list[Copy]]


def compare(ask: Ask, families: Families) -> ComparePage:
    """The page that sets reports side by side. Raises UnknownIdError, UsageError."""
    sides = [_side(ask, named) for named in _named(ask)]
    refs, story = _refs(ask, [s.report.id for s in sides])
    copies = {k: families.shared(sides[0].both, side.both) for k, side in enumerate(sides) if k}
    rows, kinds = Facing(sides, copies).rows()
    number = sum(kinds.values())
    return ComparePage(
        title=listed([r.outlet for r in refs]) or "Compare",
        reports=tuple(refs),
        rows=rows,
        kinds=tuple(Choice(kind, f"{kind}: {n}") for kind, n in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))),
        changes=number,
        choices=_choices(ask, story, refs),
        story=_story(ask, story),
        says=_says(sides, copies, number),
    )


def _story(ask: Ask, story: str | None) -> Anchor | None:
    head = ask.asked.story_head(story) if story else None
    return Anchor(cut(head.line.title), f"/stories/{part_of_path(head.line.id)}") if head else None


def _named(ask: Ask) -> list[str]:
    named = list(dict.fromkeys(ask.query.all("report")))
    if len(named) > MOST:
        raise UsageError(f"{len(named)} reports are too many to set side by side: take {MOST} at most")
    return named


def _says(sides: Sequence[Side], copies: dict[int, tuple[Copy, ...]], number: int) -> str:
    if len(sides) < 2:
        return "Choose two reports or more to set them side by side."
    shared = sum(map(len, copies.values()))
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
    """Lays the passages of the reports out in rows, in the order of the first one."""

    def __init__(self, sides: Sequence[Side], copies: dict[int, tuple[Copy, ...]]) -> None:
        self.sides, self.copies = sides, copies
        self.kinds: dict[str, int] = {}
        self.number = 0

    def rows(self) -> tuple[tuple[CompareRow, ...], dict[str, int]]:
        """The rows, and how many changes of each kind they hold."""
        if not self.sides:
            return (), {}
        shared = self._shared()
        placed: list[tuple[Place, Shared | tuple[int, int, int]]] = [((s.start, 0, 0, 0), s) for s in shared]
        for k in range(len(self.sides)):
            placed += [(key, (k, start, end)) for key, start, end in self._alone(k, shared)]
        ordered = [what for _, what in sorted(placed, key=lambda p: p[0])]
        return tuple(self._row(one) if isinstance(one, Shared) else self._only(*one) for one in ordered), self.kinds

    def _shared(self) -> list[Shared]:
        """The passages of the first report that any other has; those that overlap are one."""
        first = self.sides[0].report.id if self.sides else ""
        found = sorted(
            ((own(c, first).start, own(c, first).end, k, c) for k, some in self.copies.items() for c in some), key=lambda f: f[:3]
        )
        made: list[Shared] = []
        for start, end, k, copy in found:
            if made and start < made[-1].end:
                made[-1].end = max(made[-1].end, end)
            else:
                made.append(Shared(start, end, {}))
            made[-1].copies.setdefault(k, []).append(copy)
        return made

    def _alone(self, k: int, shared: Sequence[Shared]) -> Iterable[tuple[Place, int, int]]:
        """Where sentences stand that only one report has: the first one's as they come, others' behind what is before them."""
        side = self.sides[k]
        copies = [c for some in self.copies.values() for c in some] if k == 0 else list(self.copies[k])
        for span in alone(side.report, side.coding, copies):
            if k == 0:
                yield (span.start, 0, 0, 0), span.start, span.end
                continue
            before = [s.start for s in shared for c in s.copies.get(k, ()) if own(c, side.report.id).start < span.start]
            yield (max(before, default=-1), 1, k, span.start), span.start, span.end

    def _only(self, k: int, start: int, end: int) -> CompareRow:
        cells = [NOTHING] * len(self.sides)
        text = self.sides[k].report.text[start:end]
        kind = "cut" if k == 0 and len(self.sides) == 2 else "added" if len(self.sides) == 2 else "other"
        cells[k] = Cell("only", (WordRun(text, kind),), start, end)
        return CompareRow("only", "", "", tuple(cells), changed=True)

    def _row(self, shared: Shared) -> CompareRow:
        first = self.sides[0].report
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
        cells[0] = Cell("shared", tuple(cut_runs(first.text, shared.start, shared.end, marks)), shared.start, shared.end)
        every = [c for some in shared.copies.values() for c in some]
        worst = min(every, key=lambda c: c.score)
        changed = any(run.kind != "same" for cell in cells for run in cell.runs)
        return CompareRow(worst.kind, worst.sharing, f"{worst.score:.0%}", tuple(cells), changed=changed)

    def _count(self, left: Sequence[Marked], right: Sequence[Marked]) -> None:
        numbered = {m.change: m.kind for m in (*left, *right)}
        self.number += len(numbered)
        for kind in numbered.values():
            self.kinds[kind] = self.kinds.get(kind, 0) + 1


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
