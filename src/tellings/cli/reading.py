"""`tellings read`."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Embargoed, Jobs, Json, Outlets, Quiet, Store, day_option, own_outlets
from tellings.cli.showing import prepare, print_json, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tellings.desk import Outcome

REFUSED, FAULT = 1, 70


def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, globs, addresses, or - for standard input.")
    ],
    store: Store = DEFAULT_STORE,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The day of every report.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet of every report.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="The language of every report, as en.")] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="What a table calls a field, as title=kop.")
    ] = None,
    jobs: Jobs = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from private and local addresses too.")] = False,
    embargoed: Embargoed = False,
    outlets: Outlets = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Read reports into the store and draw the picture."""
    from tellings.desk import Desk
    from tellings.desk.workers import cores
    from tellings.read.options import Hints
    from tellings.store.opening import without_password

    hints = Hints(
        published=day_option("--published", published),
        outlet=outlet,
        language=language,
        allow_private=allow_private,
        columns=tuple(_column(c) for c in columns or []),
        now=datetime.now(UTC),
        embargoed=embargoed,
        outlets=own_outlets(outlets),
    )
    seen: Counter[str] = Counter()
    on_terminal = sys.stderr.isatty() and not quiet
    if not quiet:
        prepare()
    with Desk.open(store) as desk, _progress(shown=on_terminal and not as_json) as advance:
        for outcome in desk.read(paths, hints, jobs or cores()):
            seen[_what(outcome)] += 1
            if as_json:
                print_json([_row(outcome)])
            elif outcome.reason:
                say(f"refused: {outcome.ref}: {outcome.reason}")
            advance(outcome.ref)
    if on_terminal:
        say(
            (", ".join(f"{number} {what}" for what, number in seen.items()) or "nothing new")
            + f"; `tellings stories --store {without_password(store)}` lists the stories"
        )
    if seen["failed"] or seen["refused"]:
        raise typer.Exit(FAULT if seen["failed"] else REFUSED)


def _column(given: str) -> tuple[str, str]:
    """`title=kop` as a pair. Raises UsageError."""
    from tellings.errors import UsageError
    from tellings.read.records import OTHER_NAMES

    ours, found, theirs = given.partition("=")
    if not found or ours not in OTHER_NAMES or not theirs:
        raise UsageError(f"--map {given!r} does not map a field: write it as title=kop; fields are {', '.join(OTHER_NAMES)}")
    return ours, theirs


def _what(outcome: Outcome) -> str:
    if outcome.fault:
        return "failed"
    if outcome.reason:
        return "refused"
    return "known already" if outcome.known else "read"


def _row(outcome: Outcome) -> dict[str, object]:
    return {"ref": outcome.ref, "report": outcome.report, "known": outcome.known, "reason": outcome.reason}


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """What tells a person on a terminal how far it is; nothing anywhere else."""
    if not shown:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda ref: progress.update(task, advance=1, description=ref)
