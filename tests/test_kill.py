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
from typing import TYPE_CHECKING, Any

import pytest

from killed import plain, run
from newsroom import written
from tellings.desk import Desk
from tellings.desk.keeping import check
from tellings.errors import StoreAccessError
from tellings.export.kinds import KINDS
from tellings.store.memo import SqliteMemo
from tellings.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

CHILD = str(Path(__file__).with_name("killed.py"))
COMMANDS = ("read", "watch")
NUMBER = 48
SOUNDS = ("ka", "lo", "mir", "ten", "sha", "dor", "vel", "nu", "pri", "gan")


def text(number: int) -> str:
    """Words of no language, the same every time; every fourth text begins as the one before it does."""

    def words(seed: int, many: int) -> str:
        chance = random.Random(seed)
        return " ".join("".join(chance.choices(SOUNDS, k=3)) for _ in range(many))

    lead = number - (number % 4 == 3)
    return f"Dockers of {words(lead, 40)} stopped work.\n\nThe keeper said {words(number + 1000, 70)} to {number} men."


RECORDS = [
    {"ref": f"r-{n}", "outlet": f"Outlet {n % 7}", "published": f"2031-03-{1 + n % 28:02d}", "text": text(n)}
    for n in range(NUMBER)
]


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """What is exported after a run that nobody disturbed."""
    done: dict[str, str] = {}

    def exported_after(command: str) -> str:
        if command not in done:
            folder = tmp_path_factory.mktemp(command)
            assert run(command, str(folder / "whole.db"), written(folder / "in.jsonl", RECORDS)) == len(RECORDS)
            done[command] = exported(str(folder / "whole.db"))
        return done[command]

    return exported_after


def exported(address: str) -> str:
    with Desk(open_store(address), lambda: plain(SqliteMemo(Path()))) as desk:
        found: dict[str, list[dict[str, Any]]] = {kind: list(desk.export(kind)) for kind in KINDS}
    assert len(found["reports"]) == len(RECORDS)
    return json.dumps(found)


def killed(arguments: list[str], after: float) -> bool:
    """Start the run and kill it so many seconds after it began; whether it was still at work."""
    with subprocess.Popen([sys.executable, CHILD, *arguments], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return not process.stdout.read()


def begun(address: str) -> bool:
    """Whether there is a store: on a busy machine a run may be killed before it has made one."""
    try:
        open_store(address, must_exist=True).close()
    except StoreAccessError as error:
        if "there is no store" not in str(error):
            raise
        return False
    return True


def kill_and_go_on(command: str, address: str, folder: Path, kills: int, jobs: int = 1) -> None:
    chance = random.Random(f"{command} {address.partition(':')[0]}")  # moments, not secrets
    source = written(folder / "in.jsonl", RECORDS)
    seen, longest = 0, 0.4
    for _ in range(kills):
        in_time = killed([command, address, source, str(jobs)], chance.uniform(0.0, longest))
        longest = longest * 1.2 if in_time else longest / 2  # so that some are killed early, some late, and few never
        if not begun(address):
            assert not seen
            continue
        assert list(check(address)) == []
        with closing(open_store(address)) as store:
            now = store.count("reports")["reports"]
        assert now >= seen
        seen = now
    run(command, address, source)
    assert list(check(address)) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_five_times(command: str, address: str, tmp_path: Path, wanted: Callable[[str], str]) -> None:
    kill_and_go_on(command, address, tmp_path, 5)
    assert exported(address) == wanted(command)


@pytest.mark.soak
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_two_hundred_times(command: str, address: str, tmp_path: Path, wanted: Callable[[str], str], jobs: int) -> None:
    """Twenty-five times each: reading and watching, in both stores, with one process and with several."""
    kill_and_go_on(command, address, tmp_path, 25, jobs)
    assert exported(address) == wanted(command)
