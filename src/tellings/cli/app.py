"""The commands, and the exit codes: 0 done, 1 inputs refused, 2 usage, 3 the store failed, 70 a fault of ours, 130 a stop."""

from __future__ import annotations

import os
import sys
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tellings.cli import (
    against,
    archiving,
    assisting,
    dictionaries,
    exporting,
    judging,
    keeping,
    looking,
    names,
    notifying,
    reading,
    serving,
    watching,
)
from tellings.cli.showing import listen
from tellings.errors import StoreError, TellingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

USAGE, STORE, FAULT, INTERRUPTED = 2, 3, 70, 130


def bearing_a_closed_pipe(command: Callable[..., None]) -> Callable[..., None]:
    """The command, ended without a word when whoever reads its output has had enough (`tellings export … | head`)."""

    @wraps(command)
    def run(*arguments: object, **options: object) -> None:
        try:
            command(*arguments, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # what is left in its buffer goes there
            raise typer.Exit from None

    return run


app = typer.Typer(
    name="tellings",
    help="One event, many tellings: reads news reports and draws the picture that they give together.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
PANELS = {
    "Read": (reading.read, watching.watch, notifying.notify, archiving.archive, judging.reread, dictionaries.actors),
    "Look": (
        looking.stories, looking.story, looking.compare, looking.who, looking.place, looking.control, looking.search,
        serving.serve,
    ),
    "Correct": (judging.judge, judging.undo, judging.judgements, judging.forget),
    "Pass on": (exporting.export, against.against, names.same_name, assisting.mcp),
    "Keep": (looking.status, keeping.backup, keeping.check, keeping.transfer, serving.users),
}  # fmt: skip
"""The commands as `tellings --help` groups them: in the order in which they are needed."""

for panel, commands in PANELS.items():
    for command in commands:
        app.command(command.__name__.replace("_", "-"), rich_help_panel=panel)(bearing_a_closed_pipe(command))


def _print_versions(asked: bool) -> None:
    if asked:
        from tellings.export.fields import CONTRACT
        from tellings.store.migrate import HEAD

        typer.echo(f"tellings {version('tellings')}, store {HEAD}, exports {CONTRACT}")
        raise typer.Exit


@app.callback()
def options(
    versions: Annotated[  # noqa: ARG001  # its callback has answered
        bool,
        typer.Option("--version", is_eager=True, callback=_print_versions, help="The versions of program, store and exports."),
    ] = False,
) -> None:
    """What stands before any command."""
    listen()


def main() -> NoReturn:
    """Run the command that was typed and leave with its exit code."""
    try:
        app()
    except TellingsError as error:
        typer.echo(f"tellings: {error}", err=True)
        sys.exit(_code(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:  # the edge: a fault of ours gets its exit code and a sentence
        if os.environ.get("TELLINGS_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"
        typer.echo(f"tellings: a fault of ours: {what} (TELLINGS_TRACEBACK=1 shows where)", err=True)
        sys.exit(FAULT)
    sys.exit(0)


def _code(error: TellingsError) -> int:
    if isinstance(error, UsageError):
        return USAGE
    return STORE if isinstance(error, StoreError) else FAULT
