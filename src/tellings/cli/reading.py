"""`tellings read`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Json, Quiet, Store

if TYPE_CHECKING:
    from tellings.desk import Outcome
    from tellings.read.options import Hints

REFUSED = 1


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, globs, or - for standard input.")],
    store: Store = DEFAULT_STORE,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The day of every report.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet of every report.")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Read reports into the store and draw the picture."""
    from tellings.desk import Desk

    hints = _hints(published, outlet)
    desk = Desk.open(store)
    refused = 0
    for outcome in desk.read(paths, hints):
        refused += outcome.reason is not None
        _tell(outcome, quiet=quiet, as_json=as_json)
    desk.close()
    if refused:
        raise typer.Exit(REFUSED)


def _hints(published: str | None, outlet: str | None) -> Hints:
    from tellings.errors import UsageError
    from tellings.read.dates import day_of
    from tellings.read.options import Hints

    day = day_of(published)
    if published and day is None:
        raise UsageError(f"--published {published!r} is no day: write it as 2024-12-31")
    return Hints(published=day, outlet=outlet)


def _tell(outcome: Outcome, *, quiet: bool, as_json: bool) -> None:
    if as_json:
        row = {"ref": outcome.ref, "report": outcome.report, "known": outcome.known, "reason": outcome.reason}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif outcome.reason and not quiet:
        typer.echo(f"refused: {outcome.ref}: {outcome.reason}", err=True)
