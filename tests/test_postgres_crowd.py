"""Many write to and read from one store on a server at once: nobody fails, nothing is lost or double."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crowd import record
from newsroom import Nowhere, PlainParser, written
from tellings.desk import Desk
from tellings.desk.keeping import check
from tellings.export.kinds import KINDS
from tellings.pipeline import Tools
from tellings.store.opening import open_store

if TYPE_CHECKING:
    from servers import Server

CROWD = str(Path(__file__).with_name("crowd.py"))


def exported(address: str) -> str:
    with Desk(open_store(address), lambda: Tools(PlainParser(), Nowhere())) as desk:
        return json.dumps({kind: list(desk.export(kind)) for kind in KINDS})


def crowd(address: str, writers: int, readers: int, seconds: float) -> tuple[set[int], int]:
    """All at once for so many seconds; the numbers of the reports that were read, and how often something was answered."""
    wanted = [("write", k, writers) for k in range(writers)] + [("look", k, readers) for k in range(readers)]
    running = [
        subprocess.Popen(
            [sys.executable, CROWD, what, address, str(seconds), str(who), str(of)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for what, who, of in wanted
    ]  # fmt: skip
    told: list[dict[str, Any]] = []
    for process in running:
        out, err = process.communicate()
        assert process.returncode == 0, err
        told.append(json.loads(out))
    return {n for one in told for n in one.get("read", ())}, sum(one.get("asked", 0) for one in told)


def held(address: str, folder: Path, writers: int, readers: int, seconds: float) -> int:
    numbers, asked = crowd(address, writers, readers, seconds)
    assert asked
    with Desk(open_store(address), lambda: Tools(PlainParser(), Nowhere())) as desk:
        assert sorted(r.ref for r in desk.store.reports()) == sorted(f"r-{n}" for n in numbers)
        assert desk.store.count("reports", "codings") == {"reports": len(numbers), "codings": len(numbers)}
        desk.picture()
    assert list(check(address)) == []
    whole = str(folder / "whole.db")
    with Desk(open_store(whole), lambda: Tools(PlainParser(), Nowhere())) as desk:
        list(desk.read([written(folder / "all.jsonl", map(record, sorted(numbers)))]))
    assert exported(address) == exported(whole)
    return len(numbers)


def test_a_few_write_and_read_for_a_few_seconds(postgres: Server, tmp_path: Path) -> None:
    assert held(postgres.store(), tmp_path, 2, 2, 3.0) >= 2


@pytest.mark.soak
def test_eight_write_and_twenty_read_for_ten_minutes(postgres: Server, tmp_path: Path) -> None:
    assert held(postgres.store(), tmp_path, 8, 20, 600.0) >= 100
