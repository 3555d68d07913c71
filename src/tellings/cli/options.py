"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.showing import hush

if TYPE_CHECKING:
    from datetime import date

DEFAULT_STORE = "tellings.db"

Store = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="TELLINGS_STORE",
        help="The store: a file or a postgresql:// address; made when it is not there.",
        metavar="PATH",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines on standard output, for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", callback=hush, help="Say nothing but what went wrong.")]
Evidence = Annotated[bool, typer.Option("--evidence", "-e", help="Show the sentence behind every line.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Only who holds what on that day.")]
Outlets = Annotated[
    str | None,
    typer.Option("--outlets", envvar="TELLINGS_OUTLETS", metavar="FILE", help="A table of outlets of your own, beside ours."),
]
Embargoed = Annotated[bool, typer.Option("--embargoed", help="Take items under embargo too; they are marked.")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", min=1, metavar="N", help="Processes that read; one for each core unless given.")
]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many.")]


def day_option(option: str, given: str | None) -> date | None:
    """The day that an option names. Raises UsageError."""
    from tellings.errors import UsageError
    from tellings.read.dates import day_of

    day = day_of(given)
    if given and day is None:
        raise UsageError(f"{option} {given!r} is no day: write it as 2024-12-31")
    return day


def own_outlets(path: str | None) -> str | None:
    """The path of a user's table of outlets, whole. Raises UsageError where it is no such table."""
    from pathlib import Path

    from tellings.data.outlets import outlets

    outlets(path)
    return str(Path(path).resolve()) if path else None
