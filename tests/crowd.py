"""One of many that use a store at once: `python crowd.py write|look STORE SECONDS WHO OF`. Prints what it did as JSON."""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from newsroom import Nowhere, PlainParser, written
from tellings.desk import Desk
from tellings.pipeline import Tools
from tellings.store.opening import open_store

SOUNDS = ("ka", "lo", "mir", "ten", "sha", "dor", "vel", "nu", "pri", "gan")
AT_ONCE = 6
"""Reports that a writer reads before it draws the picture."""

PAUSE = 0.2
"""Seconds between a reader's questions: people, not loops."""


def record(number: int) -> dict[str, Any]:
    """A report of words of no language, the same every time."""
    chance = random.Random(number)
    words = " ".join("".join(chance.choices(SOUNDS, k=3)) for _ in range(60))
    return {
        "ref": f"r-{number}",
        "outlet": f"Outlet {number % 9}",
        "published": f"2031-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}",
        "text": f"The keeper of {words} wrote down {number} crates.",
    }


def write(desk: Desk, seconds: float, who: int, of: int) -> dict[str, Any]:
    """Read reports of one's own and of one's neighbour; which were read."""
    until, read, turn = time.monotonic() + seconds, list[int](), 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            numbers = [(turn + k) * of + (who + k % 2) % of for k in range(AT_ONCE)]
            outcomes = list(desk.read([written(Path(folder) / "in.jsonl", map(record, numbers))]))
            assert not [o for o in outcomes if o.reason], outcomes
            read += numbers
            turn += AT_ONCE
    return {"read": read}


def look(desk: Desk, seconds: float, who: int, of: int) -> dict[str, Any]:
    """Ask for this and that; how often something was answered."""
    until, asked = time.monotonic() + seconds, 0
    chance = random.Random(who * of)
    while time.monotonic() < until:
        ids = desk.store.report_ids()
        found = {hit.report for hit in desk.search(f'"crates" keeper {chance.choice(SOUNDS)}', 5)}
        assert found <= set(desk.store.report_ids())
        for report in chance.sample(ids, min(3, len(ids))):
            coding = desk.store.coding(report)
            assert coding
            assert coding.report == report
        time.sleep(PAUSE)
        asked += len(list(desk.store.stories())) + len(desk.store.count("reports", "claims")) + 1
    return {"asked": asked}


if __name__ == "__main__":
    what, address, seconds, who, of = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    with Desk(open_store(address), lambda: Tools(PlainParser(), Nowhere())) as opened:
        done = (write if what == "write" else look)(opened, seconds, who, of)
    sys.stdout.write(json.dumps(done) + "\n")
