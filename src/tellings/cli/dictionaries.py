"""`tellings actors`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Json, Store
from tellings.cli.showing import print_json, say

if TYPE_CHECKING:
    from tellings.desk import Desk
    from tellings.read.dictionaries import ActorDictionary

REFUSED = 1


def actors(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="Dictionaries of TABARI or PETRARCH (.actors), to be kept."),
    ] = None,
    store: Store = DEFAULT_STORE,
    remove: Annotated[bool, typer.Option("--remove", help="Keep no dictionary any more.")] = False,
    as_json: Json = False,
) -> None:
    """Keep your own dictionary of actors with the store.

    Names with dated codes, which count more than what is read from the text.
    """
    from tellings.desk import Desk
    from tellings.desk.dictionaries import keep_dictionary, kept_dictionary, remove_dictionary
    from tellings.errors import UsageError

    if remove and files:
        raise UsageError("name files to keep, or --remove, not both")
    with Desk.open(store, must_exist=not files) as desk:
        if remove:
            remove_dictionary(desk.store)
        found = keep_dictionary(desk.store, files) if files else kept_dictionary(desk.store)
        for number, reason in found.refused if found and files else ():
            say(f"refused: line {number}: {reason}")
        if as_json:
            print_json([{"names": found.names if found else 0, "version": found.version if found else None}])
        else:
            _tell(desk, found, changed=bool(files or remove))
    if found and files and found.refused:
        raise typer.Exit(REFUSED)


def _tell(desk: Desk, found: ActorDictionary | None, *, changed: bool) -> None:
    say(f"a dictionary of {found.names} names is kept" if found else "no dictionary of actors is kept")
    reports = desk.store.count("reports")["reports"]
    if changed and reports:
        say(f"{reports} reports were read without this: `tellings reread` reads them again")
