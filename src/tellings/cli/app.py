"""The commands, and the exit codes: 0 done, 1 inputs refused, 2 usage, 3 the store failed, 70 a fault of ours, 130 a stop."""

from __future__ import annotations

import os
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

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
    reading,
    serving,
    watching,
)
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
for command in (
    reading.read, watching.watch, looking.stories, looking.story, looking.compare, looking.who, looking.place, looking.control,
    looking.search, exporting.export, against.against, names.same_name, judging.judge, judging.undo, judging.judgements,
    judging.forget, judging.reread, dictionaries.actors, looking.status, keeping.transfer, keeping.backup, keeping.check,
    serving.serve, serving.users, assisting.mcp, archiving.archive,
):  # fmt: skip
    app.command(command.__name__.replace("_", "-"))(bearing_a_closed_pipe(command))


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
