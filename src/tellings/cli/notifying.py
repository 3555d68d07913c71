"""`tellings notify`, and what `tellings watch --notify` shares with it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Json, Quiet, Store
from tellings.cli.showing import print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.desk import Desk
    from tellings.read.fetch import Fetcher
    from tellings.server.alerts import Notifier, Told

FAILED = 1

Ways = Annotated[
    list[str] | None,
    typer.Option("--notify", metavar="WAY", help="Tell news: atom=FILE, webhook=URL, command=PROGRAM; may be repeated."),
]
Arguments = Annotated[
    list[str] | None, typer.Option("--argument", metavar="WORD", help="An argument of the command; may be repeated.")
]
Searches = Annotated[
    list[str] | None,
    typer.Option("--search", metavar="NAME", help="A saved search, or place=Kiffa&q=truce; all saved ones otherwise."),
]
KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", envvar="TELLINGS_WEBHOOK_KEY", help="The file of the key that signs webhooks."),
]
Backlog = Annotated[bool, typer.Option("--backlog", help="Tell a new listener what is in the picture already, too.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Send to private and local addresses too.")]


@dataclass(frozen=True)
class Alerting:
    """What is told, and how, as the options say."""

    ways: Sequence[str] = ()
    arguments: Sequence[str] = ()
    searches: Sequence[str] = ()
    key: Path | None = None
    backlog: bool = False


def notify(
    ways: Ways = None,
    arguments: Arguments = None,
    searches: Searches = None,
    key: KeyFile = None,
    store: Store = DEFAULT_STORE,
    backlog: Backlog = False,
    allow_private: Private = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Tell what is new, once.

    Claims with a second independent origin, changes of control, denials; nothing is told twice.
    """
    from tellings.desk import Desk
    from tellings.desk.drawing import redraw
    from tellings.errors import UsageError
    from tellings.read.fetch import Fetcher

    if not ways:
        raise UsageError("say how to tell it: --notify atom=FILE, webhook=URL or command=PROGRAM")
    alerting = Alerting(ways, arguments or (), searches or (), key, backlog)
    with Fetcher(allow_private=allow_private) as fetcher:
        notifiers = listeners(alerting, fetcher)
        with Desk.open(store, must_exist=True) as desk:
            redraw(desk.store)
            failed = [t for t in Alerts(desk, alerting, notifiers).round() if said(t, quiet=quiet, as_json=as_json)]
    if failed:
        raise typer.Exit(FAILED)


class Alerts:
    """Rounds of telling; one is spared where nothing has changed since a round in which all went well."""

    def __init__(self, desk: Desk, alerting: Alerting, notifiers: Sequence[Notifier]) -> None:
        self._store, self._alerting, self._notifiers = desk.store, alerting, notifiers
        self._calm: object = None

    def round(self) -> list[Told]:
        """How it went with each of them."""
        from tellings.server.alerts import searches, tell

        if not self._notifiers:
            return []
        with self._store.asking() as asked:
            state = asked.state()
        if state == self._calm:
            return []
        wanted = searches(self._store, self._alerting.searches)
        told = list(tell(self._store, wanted, self._notifiers, datetime.now(UTC), backlog=self._alerting.backlog))
        self._calm = None if any(t.reason for t in told) else state
        return told


def said(told: Told, *, quiet: bool, as_json: bool) -> bool:
    """Say how it went; whether it failed."""
    if as_json:
        print_json([{"notifier": told.notifier, "search": told.search, "news": told.news, "reason": told.reason}])
    elif told.reason:
        say(f"not told: {told.notifier}: {told.reason}")
    elif not quiet:
        say(f"told: {told.notifier}: {told.news} news of {told.search}")
    return told.reason is not None


def listeners(alerting: Alerting, fetcher: Fetcher) -> list[Notifier]:
    """The ways that were asked for. Raises UsageError."""
    from tellings.errors import UsageError
    from tellings.read.fetch import ADDRESS
    from tellings.server.alerts import AtomFile

    made: list[Notifier] = []
    commands = [way for way in alerting.ways if way.startswith("command=")]
    if alerting.arguments and len(commands) != 1:
        raise UsageError("--argument belongs to one --notify command=PROGRAM")
    for way in alerting.ways:
        kind, _, target = way.partition("=")
        if kind not in ("atom", "webhook", "command") or not target:
            raise UsageError(f"--notify {way!r} is no way of ours: atom=FILE, webhook=URL or command=PROGRAM")
        if kind == "webhook" and not ADDRESS.match(target):
            raise UsageError(f"--notify webhook={target}: that is no http address")
        if kind == "atom":
            made.append(AtomFile(Path(target)))
        else:
            made.append(_webhook(alerting, target, fetcher) if kind == "webhook" else _command(alerting, target))
    return made


def _webhook(alerting: Alerting, address: str, fetcher: Fetcher) -> Notifier:
    import time

    from tellings.errors import UsageError
    from tellings.server.alerts import Webhook
    from tellings.server.alerts.notifiers import SHORTEST_KEY

    if alerting.key is None:
        raise UsageError("a webhook is signed: name the file of its key with --key or $TELLINGS_WEBHOOK_KEY")
    try:
        key = alerting.key.read_bytes().strip()
    except OSError as error:
        raise UsageError(f"the key cannot be read: {alerting.key}: {error.strerror}") from error
    if len(key) < SHORTEST_KEY:
        raise UsageError(f"the key in {alerting.key} is shorter than {SHORTEST_KEY} bytes: `openssl rand -hex 32` makes one")
    return Webhook(address, key, fetcher, time.time)


def _command(alerting: Alerting, program: str) -> Notifier:
    from tellings.server.alerts import Command

    return Command((os.path.expanduser(program), *alerting.arguments))  # noqa: PTH111  # what is no path stays as it is
