"""A run that is killed at any moment loses nothing that was finished, and the same command goes on where it stopped."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsroom import open_desk, written
from tellings.export.kinds import KINDS
from tellings.store.sqlite import SqliteStore

TOWNS = ("Malakal", "Kotka", "Tarbat", "Coimbra", "Arbroath", "Narvik", "Oruro", "Pskov", "Girona", "Tamale")
HERE = str(Path(__file__).parent)
READ = f"""
import sys
sys.path.insert(0, {HERE!r})
from newsroom import open_desk
from pathlib import Path
with open_desk(Path(sys.argv[1])) as desk:
    for _ in desk.read(sys.argv[2:]):
        print(flush=True)
"""
"""What the command does, with the tests' own parser."""

RECORDS = [
    {
        "ref": f"r-{n}",
        "outlet": f"Outlet {n % 7}",
        "published": f"2031-03-{1 + n % 28:02d}",
        "text": f"Dockers in {TOWNS[n % 10]} stopped work on Monday over pay. The harbour master of {TOWNS[n // 10 % 10]} said "
        f"that {n} crates of citrus fruit had been left on the quay and would spoil before the ferry came.",
    }
    for n in range(90)
]


def exported(path: Path) -> dict[str, list[dict[str, Any]]]:
    with open_desk(path) as desk:
        return {kind: list(desk.export(kind)) for kind in KINDS}


def sound(path: Path) -> None:
    """The store is whole: nothing half done, nothing without its report, the index in step."""
    with closing(SqliteStore(path)) as store, store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        connection.exec_driver_sql("INSERT INTO search(search) VALUES ('integrity-check')")
        counts = store.count("reports", "codings")
        assert counts["reports"] == counts["codings"]


def killed(path: Path, source: str, after: float) -> None:
    """Run the reading and kill it so many seconds after its first report."""
    with subprocess.Popen([sys.executable, "-c", READ, str(path), source], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)


def kill_and_go_on(folder: Path, kills: int) -> None:
    chance = random.Random(20310311)  # moments, not secrets
    source = written(folder / "in.jsonl", RECORDS)
    path = folder / "killed.db"
    seen = 0
    for _ in range(kills):
        killed(path, source, chance.uniform(0.0, 0.5))
        sound(path)
        with closing(SqliteStore(path)) as store:
            now = store.count("reports")["reports"]
        assert now >= seen
        seen = now
    with open_desk(path) as desk:
        list(desk.read([source]))
    with open_desk(folder / "whole.db") as desk:
        list(desk.read([source]))
    assert json.dumps(exported(path)) == json.dumps(exported(folder / "whole.db"))


def test_killed_three_times(tmp_path: Path) -> None:
    kill_and_go_on(tmp_path, 3)


@pytest.mark.soak
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    kill_and_go_on(tmp_path, 100)
