#!/usr/bin/env python3
"""What opening a store, one more report and one judgement cost, beside stores of several sizes.

    python bench/redraw.py STORE [--more 40] [--seed 1] [--brief]
    python bench/redraw.py --fill 2000 --fill 10000 [--brief]

With `--fill` stores are made in a folder of their own (bench/made.py) and measured; times are of this process on one core.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from made import BRIEF_LINES, LINES, Press, fill
from tellings.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable


def cost(what: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    start = time.process_time()
    what()
    return (time.process_time() - start) * 1000


def measured(path: Path, more: int, press: Press) -> dict[str, object]:
    """The figures of one store; it has `more` reports more afterwards."""
    opened: list[Desk] = []
    opening = cost(lambda: opened.append(Desk.open(path)))
    with opened[0] as desk:
        reports = desk.store.count("reports")["reports"]
        kept, drawn = [], []
        for report, coding in press.reports(more, reports):
            kept.append(cost(lambda r=report, c=coding: desk.store.add(r, c)))  # type: ignore[misc]  # bound at once
            drawn.append(cost(desk.stories))
        claim = next(c for s in desk.stories() for c in desk.store.story_parts(s.id).claims if c.type)
        judging = cost(lambda: desk.judge("wrong", [claim.id], "bench"))
        undoing = cost(lambda: desk.undo(desk.store.judgements()[-1].id))
    spread = sorted(drawn)
    return {
        "reports": reports, "opening_ms": round(opening, 1), "keeping_ms": round(median(kept), 1),
        "linking_and_drawing_ms": {"least": round(spread[0]), "median": round(median(spread)), "most": round(spread[-1])},
        "judging_ms": round(judging), "undoing_ms": round(undoing),
    }  # fmt: skip


def main() -> None:
    """A line of JSON for each store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", nargs="?", type=Path)
    parser.add_argument("--fill", type=int, action="append", default=[])
    parser.add_argument("--more", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--brief", action="store_true", help="reports of a few sentences")
    args = parser.parse_args()
    press = Press(args.seed, BRIEF_LINES if args.brief else LINES)
    if args.store:
        print(json.dumps(measured(args.store, args.more, press)), flush=True)
    for reports in args.fill:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store.db"
            said = list(fill(path, press.reports(reports)))
            print(json.dumps({"filled": said[-1]} | measured(path, args.more, press)), flush=True)


if __name__ == "__main__":
    main()
