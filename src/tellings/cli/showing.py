"""Standard output for results, standard error for messages."""

from __future__ import annotations

import json
import logging
import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType


def show(*parts: RenderableType) -> None:
    """Print for a person; plain text where no terminal reads it, as wide as the terminal."""
    from rich.console import Console

    class Piped(Console):
        """Leaves a closed pipe to us, as for output that is no table."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Piped(highlight=False, soft_wrap=False)
    for part in parts:
        console.print(part)


def colourless() -> bool:
    """Whether what is printed shows no colours."""
    return not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))


def prepare() -> None:
    """Compile the gazetteer where an installation has none yet, and say so: that is half a minute of silence otherwise."""
    from tellings.data.build import found_gazetteer, gazetteer_path

    if found_gazetteer() is None:
        say("compiling the gazetteer of places, once an installation; half a minute …")
        gazetteer_path()


def print_json(rows: Iterable[Mapping[str, object]]) -> None:
    """Print for a program: one object a line, and let it have them at once."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(message: str) -> None:
    """A message, on standard error."""
    typer.echo(message, err=True)


class Heard(logging.Handler):
    """What long work says of itself, as messages."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it."""
        say(record.getMessage())


def listen() -> None:
    """Show what long work says of itself."""
    log = logging.getLogger("tellings")
    log.setLevel(logging.INFO)
    if not any(isinstance(handler, Heard) for handler in log.handlers):
        log.addHandler(Heard())


def hush(quiet: bool) -> bool:
    """Of long work, show only what went wrong where a person wants quiet."""
    if quiet:
        logging.getLogger("tellings").setLevel(logging.WARNING)
    return quiet
