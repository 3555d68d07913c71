"""`tellings against`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Json, Store
from tellings.cli.showing import print_json, say, show

if TYPE_CHECKING:
    from tellings.model.foreign import Held

REFUSED = 1
SHOWN = 20
"""Rows of each kind that a person sees unless all are asked for."""


def against(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="gdelt, acled, ucdp or polecat.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Their table: CSV or TSV, plain, gzipped or zipped.")],
    store: Store = DEFAULT_STORE,
    days: Annotated[int, typer.Option("--days", min=0, help="As many days may lie between a row and a claim.")] = 1,
    everything: Annotated[bool, typer.Option("--all", help="Show every row, not the first few of each kind.")] = False,
    as_json: Json = False,
) -> None:
    """Hold another data set's rows against the picture.

    Which it has, lacks, contradicts, and which are one event told often.
    """
    from tellings.cli.views.against import against_view
    from tellings.desk import Desk
    from tellings.desk.against import Calendar, groups, hold
    from tellings.desk.foreign_files import read_foreign
    from tellings.model.foreign import RefusedRow

    refused = 0
    events = []
    for row in read_foreign(kind, file):
        if isinstance(row, RefusedRow):
            refused += 1
            say(f"refused: {file} row {row.row}: {row.reason}")
        else:
            events.append(row)
    with Desk.open(store, must_exist=True) as desk:
        held = hold(events, Calendar(desk.opened()), days)
    if as_json:
        print_json(map(held_row, held))
    else:
        show(against_view(held, groups(held), None if everything else SHOWN))
    if refused:
        raise typer.Exit(REFUSED)


def held_row(held: Held) -> dict[str, object]:
    """One row of theirs and what the picture says of it, for programs."""
    event = held.event
    return {
        "row": event.row,
        "id": event.id,
        "date": event.first.isoformat(),
        "label": event.label,
        "place": event.place or None,
        "finding": held.finding,
        "claim": held.claim,
        "summary": held.summary or None,
        "reason": held.reason,
        "differs": [{"about": d.about, "theirs": d.theirs, "ours": d.ours} for d in held.differs],
        "told": held.told,
    }
