"""`tellings archive`: collections that are too large for one process."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import Json, Quiet
from tellings.cli.showing import prepare, print_json, say

if TYPE_CHECKING:
    from tellings.archive import Engine
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
    engine = _engine(workers, ray)
    try:
        ran = Archive(layout, engine, None if quiet else _progress).run(shards(paths))
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
