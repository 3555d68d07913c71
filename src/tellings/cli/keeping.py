"""The commands that look after a store: transfer, backup, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Json, Quiet, Store
from tellings.cli.showing import print_json, say

FAULTY = 3


def transfer(
    from_: Annotated[str, typer.Argument(metavar="FROM", help="The store that is there: a file or a postgresql:// address.")],
    to: Annotated[str, typer.Argument(metavar="TO", help="A new or empty store.")],
    redraw: Annotated[bool, typer.Option("--redraw", help="Leave out what is derived, and draw it again there.")] = False,
    quiet: Quiet = False,
) -> None:
    """Copy a whole store into another one, exactly: from a file to a server, or back."""
    from tellings.desk.keeping import transfer as move

    rows = move(from_, to, derived=not redraw)
    if not quiet:
        say(f"transferred and compared: {rows['reports']} reports, {sum(rows.values())} rows in {len(rows)} tables")


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to; the store's name with today's date unless given.")
    ] = None,
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Copy the store into one file, which is a store itself, while others go on using it."""
    from tellings.desk.keeping import backup as copy

    to = file or _dated(store)
    copy(store, to)
    if not quiet:
        say(f"backed up to {to}; `tellings check --store {to}` looks at it")


def check(
    store: Store = DEFAULT_STORE,
    mend: Annotated[bool, typer.Option("--mend", help="Make anew what is derived: the index, the tables, the picture.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """See whether the store is sound.

    Spans, ids, links, index and picture are held against the texts. Faults give exit code 3.
    """
    from tellings.desk import keeping

    found = 0
    for fault in keeping.mend(store) if mend else keeping.check(store):
        found += 1
        if as_json:
            print_json([{"of": fault.of, "says": fault.says, "way_out": fault.way_out}])
        else:
            say(f"{fault.of}: {fault.says}; {fault.way_out}")
    if found:
        raise typer.Exit(FAULTY)
    if not quiet and not as_json:
        say("the store is sound")


def _dated(store: str) -> Path:
    """`tellings-2031-03-12.db` for a store of that day, in the working folder."""
    from datetime import UTC, datetime

    from tellings.store.opening import short_name

    return Path(f"{short_name(store)}-{datetime.now(UTC).date().isoformat()}.db")
