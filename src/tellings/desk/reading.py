"""Reports into the store, a batch at a time: what is known is not read again, what fails costs one report."""

from __future__ import annotations

import gc
import os
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from tellings.desk.withdrawing import withdraw
from tellings.errors import TellingsError
from tellings.model.report import Reject, Report
from tellings.pipeline import code_many

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from tellings.model.coding import Coding
    from tellings.pipeline import Tools
    from tellings.store.base import Store

Found = TypeVar("Found", Report, Report | Reject)

BATCH_REPORTS = 24
"""Reports parsed in one go; 64 are as quick and take 200 MB more, 16 a tenth slower. A killed run loses what is in its batch."""

BATCH_TEXT = 75_000
"""Characters parsed in one go, so that long reports don't fill the memory: 0.72 GB, where 200,000 take 0.92."""


COLLECTED_EVERY = 50_000
"""Objects made between two looks for cyclic garbage. Token trees are full of cycles that live as long as their report; Python's
own 700 cost a fifth to a third of all reading but parsing (10,500 words a CPU second instead of 14,800)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: read, known already, or refused with a `reason`; `fault` where the fault is ours."""

    ref: str
    report: str | None = None
    known: bool = False
    reason: str | None = None
    fault: bool = False


class Reader(Protocol):
    """What reads batches of reports, here or elsewhere."""

    def read(self, batches: Iterable[Sequence[Report]]) -> Iterator[Sequence[tuple[Report, Coding | Reject]]]:
        """Each batch's reports with what was read from them, or with why nothing was; batch after batch, in order."""
        ...


class Here:
    """Reads in this process."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def read(self, batches: Iterable[Sequence[Report]]) -> Iterator[Sequence[tuple[Report, Coding | Reject]]]:
        """Each batch's reports with what was read from them, or with why nothing was; batch after batch, in order."""
        for batch in batches:
            with seldom_collecting():
                results = list(coded(batch, self._tools))
            yield results


def keep(found: Iterable[Report | Reject], store: Store, tools: Tools, reader: Reader | None = None) -> Iterator[Outcome]:
    """Read and keep what was found; an outcome for each input, in order, as soon as it is in the store."""
    reader = reader or Here(tools)
    given: deque[tuple[Sequence[Report | Reject], set[str]]] = deque()
    coming: set[str] = set()  # given to the reader, not in the store yet
    failed: dict[str, Reject] = {}

    def fresh() -> Iterator[Sequence[Report]]:
        for batch in batched(found):
            reports = {r.id: r for r in batch if not isinstance(r, Reject)}
            known = store.known(list(reports), tools.version) | coming.intersection(reports)
            new = [r for k, r in reports.items() if k not in known]
            coming.update(r.id for r in new)
            given.append((batch, known))
            yield new

    for results in reader.read(fresh()):
        batch, known = given.popleft()
        failed |= _add(results, store)
        coming.difference_update(report.id for report, _ in results)
        for one in batch:
            yield _outcome(one, known, failed, store)


def seen_records(store: Store, version: str) -> Callable[[str], bool]:
    """Tells the archive records that were read before; the store is asked when the first record comes, and only then."""
    known: list[set[str]] = []

    def seen(record: str) -> bool:
        if not known:
            known.append(store.captured(version))
        return record in known[0]

    return seen


def own_databases(store: Store) -> frozenset[str]:
    """The paths of the databases that are open: the store, where it is a file, and the shared memo of parses."""
    return frozenset(str(p) for p in (getattr(store, "path", None), os.environ.get("TELLINGS_MEMO")) if p)


def _add(results: Iterable[tuple[Report, Coding | Reject]], store: Store) -> dict[str, Reject]:
    """Keep what was read; the reports that we failed on."""
    failed = {}
    with seldom_collecting():
        for report, coding in results:
            if isinstance(coding, Reject):
                failed[report.id] = coding
            else:
                store.add(report, coding)
                withdraw(report, store)
    return failed


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Python looks for cyclic garbage less often inside, and as before after it."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _outcome(one: Report | Reject, known: Collection[str], failed: Mapping[str, Reject], store: Store) -> Outcome:
    reject = one if isinstance(one, Reject) else failed.get(one.id)
    if reject:
        store.refuse(reject)
        return Outcome(one.ref, reason=reject.reason, fault=reject is not one)
    assert not isinstance(one, Reject)
    return Outcome(one.ref, one.id, known=one.id in known)


def batched(found: Iterable[Found]) -> Iterator[list[Found]]:
    """So many that they may be parsed in one go."""
    batch: list[Found] = []
    size = 0
    for one in found:
        batch.append(one)
        size += 0 if isinstance(one, Reject) else len(one.text)
        if len(batch) >= BATCH_REPORTS or size >= BATCH_TEXT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def coded(reports: Sequence[Report], tools: Tools) -> Iterator[tuple[Report, Coding | Reject]]:
    """Each report with its coding; one that we fail on is refused, and costs the others nothing."""
    if not reports:
        return
    try:
        yield from zip(reports, code_many(reports, tools), strict=True)
    except TellingsError:
        raise
    except Exception as error:  # whatever it is, it is our fault and costs one report
        if os.environ.get("TELLINGS_TRACEBACK"):
            raise
        if len(reports) == 1:
            yield reports[0], Reject(reports[0].ref, f"could not be read, a fault of ours: {type(error).__name__}: {error}")
            return
        for report in reports:
            yield from coded([report], tools)
