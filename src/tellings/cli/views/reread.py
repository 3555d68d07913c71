"""`tellings reread`: what is read otherwise now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from tellings.text.shown import count, line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tellings.desk.rereading import Change, Reread, Totals

SHOWN = 12
"""Changes of one report that are shown; the rest is counted, and told in full by --json."""

SIGNS = {"gained": ("+", "green"), "lost": ("-", "red"), "changed": ("~", "yellow")}


def changes_view(one: Reread) -> Group:
    """What changed in one report."""
    rows = [Text(f"{one.ref}  ", style="bold").append(_counts(one.counts), style="dim not bold")]
    told = [c for c in one.changes if c.kind != "mentions"]
    rows += [_change(c) for c in told[:SHOWN]]
    if len(told) > SHOWN:
        rows.append(Text(f"    … and {count(len(told) - SHOWN, 'more change')}", style="dim"))
    return Group(*rows)


def _change(change: Change) -> Text:
    sign, style = SIGNS[change.how]
    text = Text(f"  {sign} {change.kind.removesuffix('s')} “{line(change.words)}” ", style=style)
    was, now = line(change.before), line(change.after)
    return text.append(f"{was} → {now}" if was and now else was or now, style="default")


def _counts(counts: Mapping[str, Mapping[str, int]]) -> str:
    return " · ".join(f"{kind} {' '.join(f'{SIGNS[how][0]}{n}' for how, n in row.items() if n)}" for kind, row in counts.items())


def total_line(totals: Totals) -> str:
    """How many were read anew, and what changed in all."""
    told = f"read anew: {count(totals.reports, 'report')}"
    if totals.failed:
        told += f", {totals.failed} could not be read and stand as they were"
    if not totals.reports:
        return f"{told}; all were read by this version"
    if not totals.otherwise:
        return f"{told}; nothing is read otherwise"
    return f"{told}, {totals.otherwise} read otherwise: {_counts(totals.counts)}"


def reread_row(one: Reread) -> dict[str, Any]:
    """What changed in one report, for programs."""
    return {
        "report": one.report, "ref": one.ref, "before": one.before, "after": one.after, "reason": one.reason,
        "counts": {kind: dict(row) for kind, row in one.counts.items()},
        "changes": [
            {"kind": c.kind, "how": c.how, "words": c.words, "before": c.before or None, "after": c.after or None}
            for c in one.changes
        ],
    }  # fmt: skip
