"""What each outlet changed, added and left out; and two reports side by side."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tellings.cli.views.words import more
from tellings.model.opened import outlet_of
from tellings.model.report import BlockKind
from tellings.text.shown import count, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from tellings.cli.views.words import Detail
    from tellings.model.coding import Coding
    from tellings.model.opened import Compared, OpenedStory
    from tellings.model.report import Report, Span
    from tellings.model.story import Copy

READ = frozenset({BlockKind.BODY, BlockKind.CAPTION, BlockKind.HEADING})
"""The blocks whose sentences an outlet can add or leave out."""

LONGEST = 110
"""Characters of a sentence that is shown to say which one it is."""

PAIRS = 6
"""Pairs of reports that a story shows in full; `compare` shows any two."""

_TOKEN = re.compile(r"\w+|[^\w\s]")


def changes_section(opened: OpenedStory, marks: dict[str, str], detail: Detail) -> Group | None:
    """For each pair of reports that share copy: what was changed in it; for each report: what it alone has."""
    parts: list[RenderableType] = [
        _pair(left, right, opened.story.copies, marks)
        for left, right in combinations(sorted(opened.story.reports, key=lambda r: marks[r]), 2)
        if between(opened.story.copies, left, right)
    ]
    shown = parts[:PAIRS]
    if len(parts) > PAIRS:
        shown.append(Text(f"and {len(parts) - PAIRS} more pairs: `tellings compare` shows any two", style="dim"))
    alone = (
        [_alone(opened, report, marks, detail.sentences) for report in sorted(marks, key=marks.__getitem__)]
        if len(marks) > 1
        else []
    )
    shown += [a for a in alone if a is not None]
    return Group(*shown) if shown else None


def between(copies: Iterable[Copy], left: str, right: str) -> list[Copy]:
    """The copies that two reports share, in the order of the left one, turned so that `left` is on the left."""
    found = [c for c in copies if {c.left.report, c.right.report} == {left, right}]
    return sorted(found, key=lambda c: (c.left.start, c.right.start))


TURNED = {"added": "cut", "cut": "added"}
"""What a change is called when it is told from the other side."""


def _pair(left: str, right: str, copies: Iterable[Copy], marks: dict[str, str]) -> Group:
    shared = between(copies, left, right)
    text = Text(f"{marks[left]} and {marks[right]}", style="bold yellow")
    text.append(f" share {count(len(shared), 'passage')}", style="default not bold")
    changes: dict[tuple[str, str], str] = {}
    for copy in shared:
        for change in copy.changes:
            if copy.left.report == left:
                changes[change.left, change.right] = change.kind
            else:
                changes[change.right, change.left] = TURNED.get(change.kind, change.kind)
    table = _grid(2)
    for (mine, yours), kind in changes.items():
        table.add_row(Text(kind, style="dim"), _change(mine, yours))
    return Group(text, table) if changes else Group(text)


def _change(mine: str, yours: str) -> Text:
    return Text.assemble((line(mine) or "—", "red"), (" → ", "dim"), (line(yours) or "—", "green"))


def _grid(columns: int) -> Table:
    table = Table.grid(padding=(0, 0, 0, 2))
    for _ in range(columns):
        table.add_column(overflow="fold")
    return table


def _alone(opened: OpenedStory, report: str, marks: dict[str, str], most: int | None) -> Group | None:
    only = unshared(opened.reports[report], opened.codings[report], opened.story.copies)
    if not only:
        return None
    table = _grid(2)
    for span in only[:most]:
        table.add_row(Text("–", style="dim"), _cut(line(span.text)))
    return Group(Text(f"only {marks[report]} has", style="bold yellow"), table, *more(len(only) - len(only[:most]), "sentence"))


def unshared(report: Report, coding: Coding, copies: Iterable[Copy]) -> list[Span]:
    """The sentences of a report that it shares with no other one."""
    taken = [p for c in copies for p in (c.left, c.right) if p.report == report.id]
    blocks = [b for b in coding.blocks if b.kind in READ]
    return [
        s
        for s in coding.sentences
        if any(b.start <= s.start < b.end for b in blocks) and not any(p.start < s.end and s.start < p.end for p in taken)
    ]


def compare_view(both: Compared, *, plain: bool = False) -> Table:
    """Two reports side by side: passages they share on one line, with what differs marked; what only one has, alone.

    `plain` marks what differs with brackets, where no colour is shown.
    """
    table = Table(box=None, pad_edge=False, expand=True, show_header=True, header_style="bold yellow", padding=(0, 1, 1, 0))
    table.add_column(Text(outlet_of(both.left[0])), ratio=1, overflow="fold")
    table.add_column(Text(outlet_of(both.right[0])), ratio=1, overflow="fold")
    for mine, yours in rows(both.left, both.right, both.copies):
        left, right = marked(mine, yours)
        table.add_row(bracketed(left), bracketed(right)) if plain else table.add_row(left, right)
    return table


def rows(left: tuple[Report, Coding], right: tuple[Report, Coding], copies: Sequence[Copy]) -> list[tuple[str, str]]:
    """The lines of the comparison in the order of the left report, each passage of the right one as near as it stands."""
    shared = []
    for copy in between(copies, left[0].id, right[0].id):
        mine, yours = (copy.left, copy.right) if copy.left.report == left[0].id else (copy.right, copy.left)
        shared.append((mine.start, yours.start, left[0].text[mine.start : mine.end], right[0].text[yours.start : yours.end]))
    shared.sort()
    ours = [(s.start, s.text) for s in unshared(*left, copies)]
    theirs = [(s.start, s.text) for s in unshared(*right, copies)]
    lines: list[tuple[str, str]] = []
    for mine_start, yours_start, mine_text, yours_text in shared:
        lines += [(text, "") for start, text in ours if start < mine_start]
        ours = [one for one in ours if one[0] >= mine_start]
        lines += [("", text) for start, text in theirs if start < yours_start]
        theirs = [one for one in theirs if one[0] >= yours_start]
        lines.append((mine_text, yours_text))
    return [*lines, *((text, "") for _, text in ours), *(("", text) for _, text in theirs)]


def marked(mine: str, yours: str) -> tuple[Text, Text]:
    """Both sides of a line, the words that the other side has not set off."""
    left, right = Text(line(mine)), Text(line(yours))
    if not mine or not yours:
        left.stylize("red")
        right.stylize("green")
        return left, right
    a, b = list(_TOKEN.finditer(left.plain)), list(_TOKEN.finditer(right.plain))
    matcher = SequenceMatcher(None, [m.group().casefold() for m in a], [m.group().casefold() for m in b], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind != "equal":
            if a1 > a0:
                left.stylize("bold red", a[a0].start(), a[a1 - 1].end())
            if b1 > b0:
                right.stylize("bold green", b[b0].start(), b[b1 - 1].end())
    return left, right


def bracketed(text: Text) -> Text:
    """The text with brackets around what is set off in it, and no colours; what is set off whole stays as it is."""
    spans = [s for s in text.spans if s.end - s.start < len(text.plain)]
    words = text.plain
    for span in sorted(spans, key=lambda s: -s.start):
        words = f"{words[: span.start]}[{words[span.start : span.end]}]{words[span.end :]}"
    return Text(words)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
