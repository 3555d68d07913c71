"""The commands by which a person decides: judge, undo, judgements, forget, reread."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Json, Quiet, Store
from tellings.cli.showing import print_json, say, show


def judge(
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="same, not-same, wrong, right or rename.")],
    of: Annotated[list[str], typer.Argument(metavar="ID…", help="What it is about; for rename an id and the new name.")],
    store: Store = DEFAULT_STORE,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; your login name unless given.")] = None,
    as_json: Json = False,
) -> None:
    """Decide that two are the same or not, that something is wrong or right, or what it is called."""
    from tellings.desk import Desk
    from tellings.export.drawn import judgement_row

    with Desk.open(store, must_exist=True) as desk:
        made = desk.judge(verdict, of, by or _login(), reason)
    if as_json:
        print_json([judgement_row(made)])
    else:
        say(f"judged: {made.id} (`tellings undo {made.id}` takes it back)")


def undo(
    judgement: Annotated[str, typer.Argument(metavar="ID", help="A judgement's id, or a part of it.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Take a judgement back."""
    from tellings.desk import Desk

    with Desk.open(store, must_exist=True) as desk:
        say(f"undone: {desk.undo(judgement).id}")


def judgements(store: Store = DEFAULT_STORE, as_json: Json = False) -> None:
    """List the judgements, undone ones too."""
    from tellings.cli.views.found import judgements_view
    from tellings.desk import Desk
    from tellings.export.drawn import judgement_row

    with Desk.open(store, must_exist=True) as desk:
        found = desk.store.judgements()
    if as_json:
        print_json(map(judgement_row, found))
    else:
        show(judgements_view(found))


def forget(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A report's id, ref or address.")],
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Remove a report and all that was read from it."""
    from tellings.desk import Desk

    with Desk.open(store, must_exist=True) as desk:
        gone = desk.forget(report)
    if not quiet:
        say(f"forgotten: {gone.id} ({gone.ref})")


def reread(store: Store = DEFAULT_STORE, quiet: Quiet = False) -> None:
    """Read again what an earlier version of the program has read."""
    from tellings.desk import Desk

    with Desk.open(store, must_exist=True) as desk:
        number = desk.reread()
    if not quiet:
        say(f"read again: {number}")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"
