"""Reports read by several processes at once: results in order, memory bounded, and a process that dies costs one report.

Each process has tools of its own, loaded once, and looks paragraphs up in the memo by itself; what it had to parse goes back with
the codings, and the parent keeps both: it alone writes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from tellings.desk.reading import Here, coded, seldom_collecting
from tellings.errors import TellingsError, WorkerError
from tellings.model.report import Reject
from tellings.store.memo import SqliteMemo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from tellings.extract.syntax import Memo
    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.pipeline import Tools

AHEAD = 3
"""Batches for each worker that are given out, read or waiting for an earlier one: enough that none is idle while a slow batch is
waited for, and all that is in memory."""

WORTH_STARTING = 48
"""Reports that have to be there before workers are started: they load their tools for two seconds, in which one reads twenty."""

DEATHS = 8
"""Workers that die one after the other without reading anything: then it is no report's fault."""

PATIENCE = 30.0
"""Seconds that a worker gets to end by itself: it takes one, and on a machine that is busy or was asleep some more."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Each worker has a core: a matrix multiplied by threads of its own would only take it from another one."""


def cores() -> int:
    """The cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a worker makes its tools: a function that can be imported by name, and the file of the memo."""

    make: Callable[[Memo], Tools]
    memo: Path


class Gathering:
    """A memo that only reads the file, and gathers what is to be kept."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self.fresh: dict[bytes, bytes] = {}

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """The encoded parses that are known."""
        return self._memo.get(keys)

    def put(self, parses: Mapping[bytes, bytes]) -> None:
        """Gather these for the parent."""
        self.fresh.update(parses)

    def handed_over(self) -> dict[bytes, bytes]:
        """What was gathered since the last time."""
        fresh, self.fresh = self.fresh, {}
        return fresh


def work(pipe: Connection, recipe: Recipe) -> None:
    """What a worker does until its parent closes the pipe, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    try:
        memo = Gathering(SqliteMemo(recipe.memo))
        tools = recipe.make(memo)
        with seldom_collecting():
            while True:
                results = [result for _, result in coded(pipe.recv(), tools)]
                pipe.send((results, memo.handed_over()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:  # noqa: BLE001  # the parent raises it
        pipe.send(error if isinstance(error, TellingsError) else WorkerError(f"{type(error).__name__}: {error}"))


@dataclass(slots=True)
class _Batch:
    """Reports given to one worker after the other, until all are read: in one go, or singly after a worker died of them."""

    reports: Sequence[Report]
    todo: deque[Sequence[Report]] = field(default_factory=deque)
    done: dict[str, Coding | Reject] = field(default_factory=dict)
    taken: bool = False

    @property
    def results(self) -> list[tuple[Report, Coding | Reject]]:
        return [(r, self.done[r.id]) for r in self.reports]


class _Worker:
    """A process, its end of the pipe, and what it is reading."""

    def __init__(self, recipe: Recipe) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=work, args=(theirs, recipe), daemon=True)
        with _one_thread():
            self.process.start()
        theirs.close()
        self.batch: _Batch | None = None

    def give(self, batch: _Batch) -> bool:
        """Give it the next part of the batch; False where it is dead."""
        self.batch, batch.taken = batch, True
        try:
            self.pipe.send(batch.todo[0])
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def died(self) -> int | None:
        """Its exit code, where its end of the pipe is closed; None where it hangs even so.

        Such a process may not be gone yet: Python closes what is open before it ends. A signal of ours would hide its reason.
        """
        self.process.join(PATIENCE)
        code = self.process.exitcode
        self.end()
        return code

    def end(self) -> None:
        """Let it go, whatever it is doing."""
        self.pipe.close()
        self.process.terminate()
        self.process.join(PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()


class AllCores:
    """Reads what is little in this process, and starts workers for what is much."""

    def __init__(self, tools: Tools, recipe: Recipe, jobs: int) -> None:
        self._tools = tools
        self._recipe = recipe
        self._jobs = jobs

    def read(self, batches: Iterable[Sequence[Report]]) -> Iterator[Sequence[tuple[Report, Coding | Reject]]]:
        """Each batch's reports with what was read from them, or with why nothing was; batch after batch, in order."""
        first: list[Sequence[Report]] = []
        source, fresh = iter(batches), 0
        for batch in source:
            first.append(batch)
            fresh += len(batch)
            if fresh >= WORTH_STARTING:
                memo = SqliteMemo(self._recipe.memo)
                yield from Workers(self._recipe, self._jobs, memo.put).read(chain(first, source))
                return
        yield from Here(self._tools).read(first)


class Workers:
    """So many processes; `keep` takes the parses that they had to make."""

    def __init__(self, recipe: Recipe, number: int, keep: Callable[[Mapping[bytes, bytes]], None]) -> None:
        self._recipe = recipe
        self._number = number
        self._keep = keep
        self._workers: list[_Worker] = []
        self._deaths = 0

    def read(self, batches: Iterable[Sequence[Report]]) -> Iterator[Sequence[tuple[Report, Coding | Reject]]]:
        """The results of each batch, in order; no more batches are taken than `AHEAD` allows."""
        waiting: deque[_Batch] = deque()
        source = iter(batches)
        try:
            self._workers = [_Worker(self._recipe) for _ in range(self._number)]
            while True:
                more = True
                while more and len(waiting) < AHEAD * self._number:
                    more = self._take(source, waiting)
                if not waiting:
                    return
                self._give_out(waiting)
                while waiting and not waiting[0].todo:
                    yield waiting.popleft().results
                if waiting:
                    self._await()
        finally:
            for worker in self._workers:
                worker.end()

    @staticmethod
    def _take(source: Iterator[Sequence[Report]], waiting: deque[_Batch]) -> bool:
        """Another batch into the queue; False where there is none."""
        reports = next(source, None)
        if reports is None:
            return False
        waiting.append(_Batch(reports, deque([reports] if reports else [])))
        return True

    def _give_out(self, waiting: Iterable[_Batch]) -> None:
        """Something to do for everybody who is idle, the earliest first."""
        free = (b for b in waiting if b.todo and not b.taken)
        for k, worker in enumerate(self._workers):
            if worker.batch is None and (batch := next(free, None)) and not worker.give(batch):
                self._bury(k)

    def _await(self) -> None:
        """Wait until a worker that reads has an answer, or is dead."""
        busy: dict[Any, int] = {w.pipe: k for k, w in enumerate(self._workers) if w.batch}
        for pipe in wait(list(busy)) if busy else ():
            self._hear(busy[pipe])

    def _hear(self, k: int) -> None:
        worker = self._workers[k]
        try:
            answer = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._bury(k)
            return
        if isinstance(answer, Exception):
            raise answer
        results, parses = answer
        self._keep(parses)
        self._deaths = 0
        batch = worker.batch
        assert batch
        batch.done.update(zip((r.id for r in batch.todo.popleft()), results, strict=True))
        worker.batch = None
        if batch.todo and not worker.give(batch):
            self._bury(k)

    def _bury(self, k: int) -> None:
        """A new worker in the place of a dead one; what it died of is read singly, and refused if it was one report."""
        code = self._workers[k].died()
        batch = self._workers[k].batch
        assert batch
        self._deaths += 1
        if self._deaths >= DEATHS:
            raise WorkerError(f"{DEATHS} reading processes ended one after the other ({_how(code)}): try again with `--jobs 1`")
        part = batch.todo.popleft()
        if len(part) > 1:
            batch.todo.extendleft([report] for report in reversed(part))
        else:
            batch.done[part[0].id] = Reject(part[0].ref, f"could not be read: the process that read it ended ({_how(code)})")
        batch.taken = False
        self._workers[k] = _Worker(self._recipe)


def _how(code: int | None) -> str:
    """How a process ended, in words."""
    if code is None:
        return "it hung"
    if code is not None and code < 0:
        return f"signal {-code}, {signal.strsignal(-code)}"
    return f"exit code {code}"


@contextmanager
def _one_thread() -> Iterator[None]:
    """Processes that are started inside multiply matrices in one thread each."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
