"""`tellings against`: what the picture says of another data set's rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tellings.text.shown import count, day, line, short_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from tellings.model.foreign import Held

WORDS = {
    "here": "are here",
    "contradicted": "are here with another actor or number",
    "missing": "are not here",
    "outside": "are of days of which nothing was read",
}
"""What each finding says of rows."""


def against_view(held: Sequence[Held], often: Mapping[tuple[object, ...], tuple[Held, ...]], most: int | None) -> Group:
    """How many rows are what, then those that are contradicted, missing, and told often; `most` of each."""
    findings = Counter(h.finding for h in held)
    parts: list[RenderableType] = [Text(f"{count(len(held), 'row')}:", style="bold")]
    parts += [Text(f"  {findings[v]:>6} {words}") for v, words in WORDS.items() if findings[v]]
    rows = sum(len(g) for g in often.values())
    if often:
        parts.append(Text(f"  {rows:>6} tell {count(len(often), 'event')} more than once"))
    for title, finding in (("Contradicted", "contradicted"), ("Not here", "missing")):
        found = [h for h in held if h.finding == finding]
        if found:
            parts += [Text(), Text(title, style="bold underline"), _table(found[:most]), *_more(len(found), most)]
    if often:
        parts += [Text(), Text("One event, many rows", style="bold underline"), _often(list(often.values())[:most])]
        parts += _more(len(often), most)
    return Group(*parts)


def _table(held: Sequence[Held]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for h in held:
        e = h.event
        text = Text(line(f"{day(e.first)} {e.label} {e.place}".rstrip()))
        names = " and ".join(p.name for p in e.parties if p.name)
        text.append(f"  {line(names)}" if names else "", style="dim")
        for d in h.differs:
            text.append(f"\n{d.about}: {line(d.theirs)} there, {line(d.ours)} here", style="yellow")
        text.append(f"\n{line(h.summary)} ({short_id(h.claim)}; {h.reason})" if h.claim else f"\n{h.reason}", style="dim")
        table.add_row(f"row {e.row}", text)
    return table


def _often(found: Sequence[tuple[Held, ...]]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for rows in found:
        first = rows[0]
        what = first.summary or f"{day(first.event.first)} {first.event.label} {first.event.place}"
        text = Text(line(what))
        text.append(f"\nrows {', '.join(str(r.event.row) for r in rows)}", style="dim")
        table.add_row(count(len(rows), "row"), text)
    return table


def _more(number: int, most: int | None) -> list[Text]:
    return [Text(f"and {number - most} more: `--all` shows them", style="dim")] if most is not None and number > most else []
