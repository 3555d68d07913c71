"""The steps of an archive in order: what is done is left alone, what failed is named, what is left is handed to the engine."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tellings.archive.engines import Done, Engine
from tellings.archive.layout import Layout, write_json
from tellings.archive.linking import begin_parts, keep_moves, link_bucket, move_parts
from tellings.archive.own import NONE, Own
from tellings.archive.pairing import pair_bucket
from tellings.archive.shards import READER, may_be_read, read_shard
from tellings.archive.telling import scatter_links, scatter_reports, tell_bucket
from tellings.errors import ArchiveError
from tellings.model.ids import content_id
from tellings.pipeline import CODE_VERSION, DRAW_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WORK: dict[str, Callable[..., dict[str, int]]] = {
    "read": read_shard,
    "pair": pair_bucket,
    "link": link_bucket,
    "begin": begin_parts,
    "move": move_parts,
    "keep": keep_moves,
    "scatter reports": scatter_reports,
    "scatter links": scatter_links,
    "tell": tell_bucket,
}
"""Every step and its function: a layout and a task's own arguments in, files and counts out; done twice it gives the same."""


@dataclass(frozen=True, slots=True)
class Task:
    """One step over one bucket. `key` is a hash of all that its result depends on."""

    layout: Layout
    step: str
    name: str
    key: str
    arguments: tuple[Any, ...]

    @property
    def mark(self) -> Path:
        """The file that says that it is done."""
        return self.layout.path("done", self.step, f"{self.name}.json")

    def done(self) -> Done | None:
        """What came of it, where it was done before from the same."""
        if not self.mark.exists():
            return None
        mark = json.loads(self.mark.read_text(encoding="utf-8"))
        return Done(self.name, mark["counts"]) if mark["key"] == self.key else None


def perform(task: Task) -> Done:
    """Do a task and mark it; what fails is said, so that it costs its shard and no other."""
    try:
        counts = WORK[task.step](task.layout, *task.arguments)
    except Exception as error:  # the edge of a worker: a named failure in the list of errors, and the others go on
        if os.environ.get("TELLINGS_TRACEBACK"):
            raise
        return Done(task.name, {}, f"{type(error).__name__}: {error}")
    write_json(task.mark, {"key": task.key, "counts": counts})
    return Done(task.name, counts)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run gave: counts of all steps together, and the tasks that failed, each with its step and reason."""

    counts: dict[str, int] = field(default_factory=dict)
    failed: tuple[tuple[str, str, str], ...] = ()
    skipped: int = 0


class Archive:
    """The steps over some shards, read with tables of the user's `own`. `say` is told each finished task: step, name, counts."""

    def __init__(
        self,
        layout: Layout,
        engine: Engine,
        say: Callable[[str, Done], None] | None = None,
        *,
        own: Own = NONE,
        reader: str = READER,
    ) -> None:
        self._layout = layout
        self._engine = engine
        self._say = say or (lambda _, __: None)
        self._own = own
        self._reader = reader
        self._failed: list[tuple[str, str, str]] = []
        self._skipped = 0

    def run(self, paths: Iterable[str]) -> Ran:
        """Everything, from the shards to the stories. What was done before, from the same shards, is not done again.

        A shard that fails is left out and named; the stories are those of the others. Run again, only it is read.
        """
        read, shards = self._read(paths)
        counts = Counter(read)
        if shards and read["reports"]:
            counts.update(self._join(content_id("shards", DRAW_VERSION, *shards)))
        self._write_failed()
        return Ran(dict(counts), tuple(self._failed), self._skipped)

    def _read(self, paths: Iterable[str]) -> tuple[Counter[str], list[str]]:
        tasks = [self._shard(path) for path in sorted(set(paths))]
        for task in tasks:
            if self._own.now and task.done() and may_be_read(self._layout, task.name, self._own.now):
                task.mark.unlink()
        counts = self._step(tasks)
        return counts, sorted(f"{t.key} {done.counts['reports']}" for t in tasks if (done := t.done()))

    def _shard(self, path: str) -> Task:
        seen = Path(path).stat()
        name = content_id(Path(path).name.split(".")[0][:40] or "shard", path)
        key = content_id("shard", path, seen.st_size, seen.st_mtime_ns, CODE_VERSION, self._reader, *self._own.names)
        return Task(self._layout, "read", name, key, (path, name, self._own, self._reader))

    def _join(self, key: str) -> Counter[str]:
        """Copies and stories over all shards."""
        buckets, between = range(self._layout.buckets), self._layout.all_between()
        counts = self._step(self._task("pair", str(b), key, b) for b in buckets)
        counts += self._step(self._task("link", pair, key, pair) for pair in between)
        turn = self._part(key)
        scattered = [self._task("scatter reports", str(b), key, b, turn) for b in buckets]
        scattered += [self._task("scatter links", pair, key, pair, turn) for pair in between]
        self._step(scattered)
        told = self._step(self._task("tell", str(b), key, b) for b in buckets)
        return counts + Counter({"stories": told["stories"]})

    def _part(self, key: str) -> int:
        """Which reports hang together; the turn in which nothing moved any more."""
        buckets, between = range(self._layout.buckets), self._layout.all_between()
        self._step(self._task("begin", str(b), key, b) for b in buckets)
        turn = 0
        while self._step(self._task("move", f"{turn} {pair}", key, pair, turn) for pair in between)["moved"]:
            self._step(self._task("keep", f"{turn} {b}", key, b, turn) for b in buckets)
            turn += 1
        return turn

    def _task(self, step: str, name: str, key: str, *arguments: Any) -> Task:
        return Task(self._layout, step, name.replace(" ", "-"), key, arguments)

    def _step(self, tasks: Iterable[Task]) -> Counter[str]:
        """Do those tasks that are not done; the counts of all. Raises ArchiveError where a step that all others need failed."""
        counts: Counter[str] = Counter()
        left = []
        for task in tasks:
            if done := task.done():
                counts.update(done.counts)
                self._skipped += 1
            else:
                left.append(task)
        failed = 0
        for done in self._engine.map(perform, left):
            self._say(left[0].step, done)
            counts.update(done.counts)
            if done.reason is not None:
                failed += 1
                self._failed.append((left[0].step, done.name, done.reason))
        if failed and left[0].step != "read":
            self._write_failed()
            raise ArchiveError(f"{self._failed[-1][2]} (step {left[0].step!r}); the same command goes on from here")
        return counts

    def _write_failed(self) -> None:
        rows = [{"step": step, "task": name, "reason": reason} for step, name, reason in self._failed]
        write_json(self._layout.path("failed.json"), {"failed": rows})


def shards(paths: Iterable[str]) -> Iterator[str]:
    """The files behind paths and folders, in order; hidden ones left out."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.is_file())
            yield from (str(p) for p in sorted(inside) if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            yield str(path)
