"""Who does the tasks: this process, worker processes, or the machines of a Ray cluster. The tasks are the same."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Protocol

from tellings.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

AHEAD = 2
"""Tasks handed out per worker: one at work, one waiting, so that a long list takes no memory."""

RETRIES = 5
"""How often Ray begins a task again whose machine went away."""

QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
"""Nothing leaves the machine: Ray's usage statistics are off whatever its own settings say."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: counts of what it did, or the `reason` why it failed."""

    name: str
    counts: dict[str, int]
    reason: str | None = None


class Engine(Protocol):
    """Does tasks. `work` and its tasks can be pickled; results come as they are ready."""

    def map(self, work: Callable[[Any], Done], tasks: Sequence[Any]) -> Iterator[Done]:
        """What became of each task."""
        ...

    def close(self) -> None:
        """Give workers back."""
        ...


class Here:
    """One after the other, in this process."""

    def map(self, work: Callable[[Any], Done], tasks: Sequence[Any]) -> Iterator[Done]:
        """What became of each task, in order."""
        yield from map(work, tasks)

    def close(self) -> None:
        """Nothing to give back."""


class Workers:
    """Worker processes on this machine, started afresh, so that they share nothing with us."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[Any], Done], tasks: Sequence[Any]) -> Iterator[Done]:
        """What became of each task; where a worker died, its neighbours are done again; what killed it fails."""
        left = dict(enumerate(tasks))
        try:
            for at, done in self._together(work, tasks):
                del left[at]
                yield done
        except BrokenProcessPool:
            self.close()
            for task in left.values():
                yield self._alone(work, task)

    def _together(self, work: Callable[[Any], Done], tasks: Sequence[Any]) -> Iterator[tuple[int, Done]]:
        waiting = iter(enumerate(tasks))
        running: dict[Future[Done], int] = {}
        while True:
            while len(running) < AHEAD * self._workers and (task := next(waiting, None)):
                running[self._open().submit(work, task[1])] = task[0]
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                at = running.pop(future)
                yield at, future.result()

    def _alone(self, work: Callable[[Any], Done], task: Any) -> Done:
        try:
            return self._open().submit(work, task).result()
        except BrokenProcessPool:
            self.close()
            return Done(getattr(task, "name", str(task)), {}, "its worker process died: out of memory, or killed")

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))
        return self._pool

    def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


class OnRay:
    """The machines of a Ray cluster: the one at `address`, or one of this machine alone. All must see the archive's folder."""

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        os.environ.update(QUIET)
        try:
            import ray
        except ImportError as error:
            raise UsageError("Ray is not installed: `pip install 'tellings[archive]'`, or leave --ray out") from error
        self._ray: Any = ray
        if not ray.is_initialized():
            settings: dict[str, Any] = {"include_dashboard": False, "log_to_driver": False, "configure_logging": False}
            ray.init(**({"address": address, "log_to_driver": False} if address else {**settings, "num_cpus": workers}))

    def map(self, work: Callable[[Any], Done], tasks: Sequence[Any]) -> Iterator[Done]:
        """What became of each task; one whose machine went away is done again elsewhere."""
        remote = self._ray.remote(work).options(num_cpus=1, max_retries=RETRIES)
        ahead = AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        waiting = iter(tasks)
        running: dict[Any, Any] = {}
        while True:
            while len(running) < ahead and (task := next(waiting, None)) is not None:
                running[remote.remote(task)] = task
            if not running:
                return
            ready, _ = self._ray.wait(list(running), num_returns=1)
            yield from (self._result(ref, running.pop(ref)) for ref in ready)

    def _result(self, ref: Any, task: Any) -> Done:
        try:
            done: Done = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            return Done(getattr(task, "name", str(task)), {}, f"Ray gave up on it: {str(error).splitlines()[0]}")
        return done

    def close(self) -> None:
        """Leave the cluster."""
        self._ray.shutdown()


def failures(done: Iterable[Done]) -> list[Done]:
    """Those that failed."""
    return [d for d in done if d.reason is not None]
