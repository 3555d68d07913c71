"""The commands by which a person decides: judge, undo, judgements, forget, reread."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Jobs, Json, Quiet, Store
from tellings.cli.showing import prepare, print_json, say, show
from tellings.errors import UsageError


def judge(
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="same, not-same, wrong, right or rename.")],
    of: Annotated[
        list[str],
        typer.Argument(metavar="ID…", help="What it is about, or the beginning of its id; for rename an id and the new name."),
    ],
    store: Store = DEFAULT_STORE,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; your login name unless given.")] = None,
    as_json: Json = False,
) -> None:
    """Decide that two are the same or not, one is wrong or right, or its name.

    It is kept apart from what was read, and holds when reports are read anew. Entities, stories and claims take every verdict;
    events, statements and origins all but rename; copies wrong and right; reports same and not-same (of one happening).
    """
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
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who takes it back; your login name unless given.")] = None,
    as_json: Json = False,
) -> None:
    """Take a judgement back; the picture is as if it had never been made."""
    from tellings.desk import Desk
    from tellings.export.drawn import judgement_row

    with Desk.open(store, must_exist=True) as desk:
        undone = desk.undo(judgement, by or _login())
    if as_json:
        print_json([judgement_row(undone)])
    else:
        say(f"undone: {undone.id}")


def judgements(
    store: Store = DEFAULT_STORE,
    given: Annotated[
        str | None,
        typer.Option("--import", metavar="FILE", help="Take in judgements that another store exported, - for standard input."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List the judgements, undone ones too; or take in those of another store."""
    from tellings.cli.views.found import judgements_view
    from tellings.desk import Desk
    from tellings.export.drawn import judgement_row

    if given is not None:
        _import(given, store)
        return
    with Desk.open(store, must_exist=True) as desk:
        found = desk.store.judgements()
    if as_json:
        print_json(map(judgement_row, found))
    else:
        show(judgements_view(found))


def _import(given: str, store: str) -> None:
    from tellings.desk import Desk
    from tellings.desk.importing import read_judgements

    try:
        lines = sys.stdin.readlines() if given == "-" else Path(given).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {given}: {error}") from error
    found = read_judgements(lines, given)
    with Desk.open(store, must_exist=True) as desk:
        new, known = desk.import_judgements(found)
    say(f"judgements taken in: {new} new, {known} known before")


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


def reread(
    store: Store = DEFAULT_STORE,
    jobs: Jobs = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Read anew what an earlier version of the program has read.

    In place, a batch at a time; it says what changed. Stopped, the same command goes on.
    """
    from tellings.cli.views.reread import changes_view, reread_row, total_line
    from tellings.desk import Desk
    from tellings.desk.rereading import Totals
    from tellings.desk.workers import cores

    totals = Totals()
    prepare()
    with Desk.open(store, must_exist=True) as desk:
        for one in desk.reread(jobs or cores()):
            totals = totals.with_one(one)
            if as_json:
                print_json([reread_row(one)])
            elif one.reason:
                say(f"{one.ref}: {one.reason}")
            elif one.changes and not quiet:
                show(changes_view(one))
    if not quiet:
        say(total_line(totals))
    if totals.failed:
        raise typer.Exit(1)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"
