"""`tellings serve` and `tellings users` as commands: says where, stops when told, refuses what is not safe."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tellings.desk import Desk
from tellings.model.picture import Judgement
from tellings.server import drawing

if TYPE_CHECKING:
    from pathlib import Path

TELLINGS = [sys.executable, "-m", "tellings"]
PATIENCE = 300
"""Seconds; a busy machine is no fault of ours."""


def tellings(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TELLINGS, *arguments], input=typed, capture_output=True, text=True, check=False, timeout=PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_serves_and_stops_when_told(tmp_path: Path, number: signal.Signals) -> None:
    command = [*TELLINGS, "serve", "--store", str(tmp_path / "s.db"), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        says = server.stderr.readline()
        assert says.startswith("serving at http://127.0.0.1:")
        address = says.split()[2]
        with urllib.request.urlopen(f"{address}/api/v1/status", timeout=PATIENCE) as answer:
            assert json.load(answer)["counts"]["reports"] == 0
        server.send_signal(number)
        assert server.wait(PATIENCE) == 0
        assert server.stderr.read() == ""


def test_a_drawer_that_is_killed_holds_nobody_up_and_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "REST_SECONDS", 0.0)
    with Desk.open(tmp_path / "s.db") as desk:
        behind = drawing.Behind(desk.store, str(tmp_path / "s.db"))
        first = behind._process
        until = time.monotonic() + PATIENCE
        while not behind.drawn():
            assert time.monotonic() < until
        first.kill()
        first.join()
        desk.store.add_judgement(Judgement("judgement-1", "wrong", ("event-1",), "Ada", datetime.now(UTC), ""))
        while not behind.drawn():
            assert time.monotonic() < until
        assert behind._process is not first
        second = behind._process
        behind.close()
        assert not second.is_alive()


def test_it_stops_when_its_whole_group_is_told_to(tmp_path: Path) -> None:
    command = [*TELLINGS, "serve", "--store", str(tmp_path / "s.db"), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as server:
        assert server.stderr is not None
        assert server.stderr.readline().startswith("serving")
        os.killpg(server.pid, signal.SIGTERM)
        assert server.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--host", "0.0.0.0"], "tellings users add"),
        (["--tls-cert", "nowhere.pem"], "nowhere.pem"),
        (["--behind-proxy", "desk"], "https://desk.example.org"),
    ],
)
def test_it_does_not_start_unsafely(tmp_path: Path, options: list[str], says: str) -> None:
    done = tellings("serve", "--store", str(tmp_path / "s.db"), *options)
    assert done.returncode == 2
    assert says in done.stderr


def test_who_may_log_in(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "s.db")]
    assert tellings("users", "add", "Edda", "--role", "editor", *store, typed="a long enough word\n").returncode == 0
    assert tellings("users", "add", "Ruth", *store, typed="short\n").returncode == 2
    assert tellings("users", *store).stdout == "editor  Edda\n"
    token = tellings("users", "token", "Edda", *store).stdout.strip()
    assert len(token) > 40
    assert [json.loads(line) for line in tellings("users", "list", "--json", *store).stdout.splitlines()] == [
        {"name": "Edda", "role": "editor"}
    ]
    assert tellings("users", "token", "Ruth", *store).returncode == 2
    assert tellings("users", "remove", "Edda", *store).returncode == 0
    assert tellings("users", "remove", "Edda", *store).returncode == 2
    assert tellings("users", "praise", *store).returncode == 2
    assert tellings("users", *store).stdout == ""
