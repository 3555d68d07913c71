"""`tellings serve` and `tellings users`: the pages, and who may see them."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Json, Store
from tellings.cli.showing import print_json, say

if TYPE_CHECKING:
    from tellings.desk import Desk


def serve(
    store: Store = DEFAULT_STORE,
    host: Annotated[
        str,
        typer.Option(
            envvar="TELLINGS_HOST", metavar="ADDRESS", help="Where to listen; beyond this machine people log in, by TLS."
        ),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes one that is free.")] = 8321,
    tls_cert: Annotated[Path | None, typer.Option(metavar="FILE", help="The certificate, PEM.")] = None,
    tls_key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key, PEM.")] = None,
    behind_proxy: Annotated[
        str | None,
        typer.Option(
            envvar="TELLINGS_PROXY", metavar="URL", help="The address at which a proxy of yours shows the server to readers."
        ),
    ] = None,
    login: Annotated[bool, typer.Option("--login", help="Ask for a name and password on this machine too.")] = False,
) -> None:
    """Show the picture in a browser, and give it to programs over HTTP."""
    from tellings.desk import Desk
    from tellings.errors import UsageError
    from tellings.server.running import run
    from tellings.server.settings import Settings

    for file in filter(None, (tls_cert, tls_key)):
        if not file.is_file():
            raise UsageError(f"there is no file {file}")
    files = (str(tls_cert) if tls_cert else None, str(tls_key) if tls_key else None)
    with Desk.open(store) as desk:
        run(desk, store, Settings(host, port, *files, proxy=behind_proxy, login=login, owner=_owner()), say)


def users(
    action: Annotated[str, typer.Argument(metavar="ACTION", help="list, add, remove, or token.")] = "list",
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Who; not for list.")] = None,
    store: Store = DEFAULT_STORE,
    role: Annotated[str, typer.Option(help="reader, or editor, who may judge.")] = "reader",
    as_json: Json = False,
) -> None:
    """Say who may log in to the server.

    Add (also a new password or role), remove, or give a program a token for a year.
    """
    from tellings.desk import Desk
    from tellings.errors import UsageError

    actions = {"add": _add, "remove": _remove, "token": _token}
    if action not in ("list", *actions):
        raise UsageError(f"users {action!r}: list, add, remove or token")
    if action != "list" and not name:
        raise UsageError(f"users {action} takes a name")
    with Desk.open(store) as desk:
        if action != "list":
            actions[action](desk, name or "", role)
        elif as_json:
            print_json({"name": u.name, "role": u.role} for u in desk.store.users())
        else:
            for user in desk.store.users():
                sys.stdout.write(f"{user.role:8}{user.name}\n")


def _add(desk: Desk, name: str, role: str) -> None:
    from tellings.server.login import new_user

    desk.store.keep_user(new_user(name, _password(), role), datetime.now(UTC))
    say(f"{name} may log in as {role}")


def _remove(desk: Desk, name: str, _: str) -> None:
    from tellings.errors import UnknownIdError

    if not desk.store.drop_user(name):
        raise UnknownIdError(f"nobody is called {name!r}: `tellings users list` shows who may log in")
    say(f"{name} may no longer log in")


def _token(desk: Desk, name: str, _: str) -> None:
    from tellings.server.login import new_token

    sys.stdout.write(f"{new_token(desk.store, name)}\n")
    say(f"whoever sends this as `Authorization: Bearer …` is {name}, for a year; it is shown once")


def _password() -> str:
    """A password, typed twice, or a line of standard input where nobody types."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _owner() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"
