"""`tellings archive`: collections that are too large for one process."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import Embargoed, Json, Outlets, Quiet, own_outlets
from tellings.cli.showing import prepare, print_json, say

if TYPE_CHECKING:
    from tellings.archive import Engine, Own
    from tellings.archive.engines import Done
    from tellings.archive.layout import Layout


def archive(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="WARC, JSON Lines, Parquet …; each file is a shard.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where codings and stories go, as Parquet.")],
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 takes one a core.")] = 0,
    ray: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Work on a Ray cluster; `local` starts one on this machine.")
    ] = None,
    buckets: Annotated[int | None, typer.Option(min=1, help="Parts that reports are dealt into (8).")] = None,
    load: Annotated[str | None, typer.Option(metavar="STORE", help="Then load it all into this store.")] = None,
    actors: Annotated[
        list[Path] | None,
        typer.Option("--actors", metavar="FILE", help="A dictionary of actors of your own; else that of the store."),
    ] = None,
    embargoed: Embargoed = False,
    outlets: Outlets = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Read whole archives over many processes or machines.

    The same command again goes on where it stopped.
    """
    from tellings.archive import Archive, Layout
    from tellings.archive.running import shards
    from tellings.errors import UsageError

    if missing := [p for p in paths if not Path(p).exists()]:
        raise UsageError(f"there is no {missing[0]}")
    if not quiet:
        prepare()
    layout = Layout.at(out, buckets)
    own = replace(_own(layout, actors, load, own_outlets(outlets)), now=datetime.now(UTC), embargoed=embargoed)
    engine = _engine(workers, ray)
    try:
        ran = Archive(layout, engine, None if quiet else _progress, own=own).run(shards(paths))
    finally:
        engine.close()
    if load:
        _load(layout, load, quiet=quiet)
    if as_json:
        failed = [{"step": step, "task": task, "reason": reason} for step, task, reason in ran.failed]
        print_json([{**ran.counts, "skipped": ran.skipped, "failed": failed}])
    elif not quiet:
        counts = ran.counts
        say(f"{counts.get('reports', 0)} reports, {counts.get('refused', 0)} refused, {counts.get('stories', 0)} stories: {out}")
    for _, name, reason in ran.failed:
        say(f"{name}: {reason}")
    if ran.failed or ran.counts.get("refused"):
        raise typer.Exit(1)


def _own(layout: Layout, actors: list[Path] | None, load: str | None, outlets: str | None) -> Own:
    """The tables that the same reports would be read with into the store, and those that were named."""
    from tellings.archive import Own
    from tellings.desk import Desk
    from tellings.desk.dictionaries import dictionary_text
    from tellings.desk.tools import DICTIONARY

    text = dictionary_text(actors) if actors else None
    if load and not text:
        with Desk.open(load) as desk:
            text = desk.store.setting(DICTIONARY)
    return Own.kept(layout, text, Path(outlets).read_text(encoding="utf-8-sig") if outlets else None)


def _engine(workers: int, ray: str | None) -> Engine:
    from tellings.archive import Here, OnRay, Workers

    many = workers or os.cpu_count() or 1
    if ray:
        return OnRay(None if ray == "local" else ray, many)
    return Here() if many == 1 else Workers(many)


def _progress(step: str, done: Done) -> None:
    counts = ", ".join(f"{n} {what}" for what, n in done.counts.items())
    say(f"{step} {done.name}: {done.reason or counts or 'done'}")


def _load(layout: Layout, store: str, *, quiet: bool) -> None:
    from tellings.archive import load
    from tellings.desk import Desk

    with Desk.open(store) as desk:
        for loaded in load(layout, desk.store):
            if not quiet:
                say(f"loaded {loaded} reports")
        desk.picture()
