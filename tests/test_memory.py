"""One process that reads for hours needs no more memory in the end than at the beginning."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import written

EXAMPLES = Path(__file__).parent.parent / "examples"

READ = """
import json, sys
from pathlib import Path
from tellings.desk import Desk
from tellings.desk.reading import keep
from tellings.read.options import Hints
from tellings.read.readers import read_all
from tellings.store.opening import open_store

def resident():
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096 // 2**20

with Desk(open_store(sys.argv[1])) as desk:
    for number, outcome in enumerate(keep(read_all([sys.argv[2]], Hints()), desk.store, desk.tools), start=1):
        assert outcome.report, outcome
        if number % int(sys.argv[3]) == 0:
            print(resident(), flush=True)
"""

MOST_MB = 800
"""What one worker may take."""

GROWTH = 1.1


def records(number: int) -> list[dict[str, object]]:
    """The invented examples again and again, each time with other names and numbers, so that every paragraph is new."""
    lines = [
        line for file in sorted(EXAMPLES.glob("*/*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines() if line
    ]
    told = [json.loads(line) for line in lines]
    made: list[dict[str, object]] = []
    for n in range(number):
        one = told[n % len(told)]
        paragraphs = one["text"].split("\n\n")
        text = "\n\n".join(f"{p} So {name(n, k)} said, {n} times." for k, p in enumerate(paragraphs))
        made.append({"ref": f"r-{n}", "outlet": one.get("outlet"), "published": one.get("published"), "text": text})
    return made


def name(number: int, part: int) -> str:
    """A name that no other report has."""
    sounds = ("ka", "lo", "mir", "ten", "sha", "dor", "vel", "nu", "pri", "gan")
    return "".join(sounds[int(d)] for d in f"{number:04d}{part % 10}").capitalize()


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured by Linux's /proc")
def test_memory_is_flat_over_five_thousand_reports(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", records(5000))
    settings = {k: v for k, v in os.environ.items() if k != "TELLINGS_MEMO"}
    arguments = [sys.executable, "-c", READ, str(tmp_path / "s.db"), source, "500"]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True, env=settings)
    resident = [int(line) for line in done.stdout.splitlines()]
    assert len(resident) == 10
    assert max(resident) <= MOST_MB
    assert resident[-1] <= GROWTH * resident[1]
