"""`tellings watch`."""

from __future__ import annotations

import re
import signal
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.notifying import Alerting, Alerts, Arguments, Backlog, KeyFile, Searches, Ways, listeners, said
from tellings.cli.options import DEFAULT_STORE, Json, Outlets, Quiet, Store, own_outlets
from tellings.cli.showing import prepare, print_json, say

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_NAP = 30.0
"""Seconds between two looks at what is due."""

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def watch(
    feeds: Annotated[
        list[str] | None, typer.Argument(metavar="[FEEDS.opml|URL]…", help="Feeds; none watches those known.")
    ] = None,
    store: Store = DEFAULT_STORE,
    every: Annotated[str, typer.Option(metavar="TIME", help="How often each feed is asked: 15m, 1h …")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Ask what is due once, and stop.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from private and local addresses too.")] = False,
    outlets: Outlets = None,
    ways: Ways = None,
    arguments: Arguments = None,
    searches: Searches = None,
    key: KeyFile = None,
    backlog: Backlog = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Watch feeds and read what is new, until it is stopped."""
    from tellings.desk import Desk
    from tellings.desk.watching import Pace
    from tellings.read.fetch import Fetcher
    from tellings.read.options import Hints

    hints = Hints(outlets=own_outlets(outlets))
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def nap(seconds: float) -> None:
        stop.wait(seconds)

    pace = Pace(every=interval(every), sleep=nap)
    prepare()
    alerting = Alerting(ways or (), arguments or (), searches or (), key, backlog)
    with Desk.open(store) as desk, Fetcher(allow_private=allow_private) as fetcher:
        alerts = Alerts(desk, alerting, listeners(alerting, fetcher))
        watching = desk.watch(list(_addresses(feeds or [])), fetcher, pace, hints)
        while not stop.is_set():
            for outcome in watching(stop.is_set):
                if as_json:
                    print_json([{"ref": outcome.ref, "report": outcome.report, "reason": outcome.reason}])
                elif outcome.reason or not quiet:
                    say(f"refused: {outcome.ref}: {outcome.reason}" if outcome.reason else f"read: {outcome.ref}")
            for told in () if stop.is_set() else alerts.round():
                said(told, quiet=quiet, as_json=as_json)
            if once:
                break
            stop.wait(LONGEST_NAP)


def interval(given: str) -> timedelta:
    """`15m` as a time span. Raises UsageError."""
    from tellings.errors import UsageError

    found = re.fullmatch(r"(\d+)\s*([smhd])", given.strip())
    if not found or not int(found[1]):
        raise UsageError(f"--every {given!r} is no time span: write it as 15m, 1h or 1d")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def _addresses(given: list[str]) -> Iterator[str]:
    from pathlib import Path

    from tellings.errors import UsageError
    from tellings.read.feeds import subscriptions
    from tellings.read.fetch import ADDRESS

    for one in given:
        if ADDRESS.match(one):
            yield one
        elif Path(one).is_file():
            yield from subscriptions(Path(one).read_bytes())
        else:
            raise UsageError(f"{one!r} is neither an address of a feed nor an OPML file")
