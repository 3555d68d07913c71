"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Store = Annotated[
    str, typer.Option("--store", envvar="TELLINGS_STORE", help="The store: a file, made when it is not there.", metavar="PATH")
]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines on standard output, for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]

DEFAULT_STORE = "tellings.db"
