"""A shard whose reports are made up: the file says which. For tests of archives, where nothing is parsed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tellings.archive.own import NONE, Own
from tellings.model.report import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.archive.shards import Coded

BENCH = Path(__file__).resolve().parent.parent / "bench"


def read_made(path: str, own: Own = NONE) -> Iterator[Coded | Reject]:  # noqa: ARG001  # the shape of a reader
    """The reports that the file asks for: seed, start, many; `refuse` names an input that is none."""
    if str(BENCH) not in sys.path:
        sys.path.insert(0, str(BENCH))
    from made import BRIEF_LINES, Press

    asked = json.loads(Path(path).read_text(encoding="utf-8"))
    if asked.get("broken"):
        raise ValueError("no shard of ours")
    yield from Press(asked["seed"], BRIEF_LINES).reports(asked["many"], asked["start"])
    if "refuse" in asked:
        yield Reject(asked["refuse"], "is empty")


def write_shards(folder: Path, shards: int, each: int, *, overlap: int = 0) -> list[str]:
    """Files that ask for so many reports, one after the other; each repeats the last few of the one before it."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for k in range(shards):
        start = max(0, k * each - overlap)
        path = folder / f"shard-{k:03d}.json"
        path.write_text(json.dumps({"seed": 3, "start": start, "many": (k + 1) * each - start}), encoding="utf-8")
        paths.append(str(path))
    return paths
